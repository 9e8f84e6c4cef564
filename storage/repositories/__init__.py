"""Repositories: the only SQL of the house, one module per family of tables, small statements, compiled once."""
