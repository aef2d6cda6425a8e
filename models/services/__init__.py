"""What a user may do to rows: save, validate, move a stage, pass a gate, act on a meeting's decisions."""
