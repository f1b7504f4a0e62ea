"""What is wrong with a statement that does not parse, said as its writer would say it."""
