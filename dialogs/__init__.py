"""What is said: a small dialog engine, one file per dialog tree, and the understanding of free text."""
