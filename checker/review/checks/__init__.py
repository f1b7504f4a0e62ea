"""The checks, one a file; the docstring of each is its documentation everywhere."""
