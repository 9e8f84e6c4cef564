"""Sweeps: what falls due, one rule a file.

A sweep is safe to run twice, on any number of replicas, late by a week: each item is taken by a guarded
change in a transaction of its own, so of several that try one succeeds.
"""
