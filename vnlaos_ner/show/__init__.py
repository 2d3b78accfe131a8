"""The terminal's view: the only room that sees rich."""
