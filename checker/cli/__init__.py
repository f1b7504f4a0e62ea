"""The command line: one file a command. The only room that prints, and that imports lazily."""

from checker.cli.program import main

__all__ = ["main"]
