"""The business: pure rules in `domain`, use cases in `services`. Imports nothing but the standard library."""
