"""Floor 1: the office's rules as pure functions. No framework, no database, no clock, no files."""
