"""Working time: a limit and a moment give the latest permitted moment."""
