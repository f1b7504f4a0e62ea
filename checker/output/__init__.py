"""Reviews and diagnostics, written out: one file a format. Nothing is decided here."""
