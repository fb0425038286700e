"""The figures beside the rows from which they are drawn."""
