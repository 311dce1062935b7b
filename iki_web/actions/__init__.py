"""Writes: load through a query, ask a rule, write, add one audit line, in one transaction."""
