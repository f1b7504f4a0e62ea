"""The one concrete reading of MEANING: what may happen in a case, and what is due.

A case is looked at state by state: the values of its atoms are bits, a stage is a place with
guarded exits. Nothing is solved here, and no code is shared with the encoding.
`semantics.replay` drives this along a story; the explorer searches it.
"""
