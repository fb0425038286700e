"""Editions of a plan (版): closed once, kept for ever, opened again as new plans."""
