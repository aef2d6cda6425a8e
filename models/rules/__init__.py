"""Pure laws: no session, no clock of their own."""
