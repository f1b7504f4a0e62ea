"""The Z3 encoding: graph algorithms propose, Z3 decides."""
