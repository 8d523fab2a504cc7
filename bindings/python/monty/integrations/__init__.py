"""Monty in other packages, each in a module of its own."""
