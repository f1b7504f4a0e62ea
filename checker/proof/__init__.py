"""A question about a procedure in, a verdict with its evidence out."""
