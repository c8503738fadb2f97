"""Forms about a board's people and bodies."""
