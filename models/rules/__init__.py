"""Pure rules: functions without a session and without reading the clock."""
