"""Text to syntax tree: the language, its diagnostics, and nothing of what a procedure means."""
