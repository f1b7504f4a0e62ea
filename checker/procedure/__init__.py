"""The typed model of a procedure, its holes, its lines that bind, its stage graph."""
