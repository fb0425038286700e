"""A table pasted from Excel."""
