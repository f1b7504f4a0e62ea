"""A procedure in, findings out: one check is one file.

Nothing is loaded with the package itself: who shows what was found need not load what finds it.
"""
