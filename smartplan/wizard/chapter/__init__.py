"""The page of one chapter."""
