"""Use cases: authorise, load, decide, save, queue. Plain synchronous functions over a unit of work."""
