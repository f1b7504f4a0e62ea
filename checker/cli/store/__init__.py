"""The store of results: what was found out of a text is looked up when it is asked again.

It is never stale: whatever a result hangs on is compared when it is looked up. It is never foreign:
it lies in a folder of the user alone. Where anything is in doubt there is no store, and no word.
"""
