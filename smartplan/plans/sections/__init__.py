"""What each section's rows are: their columns, labels and units, and the words that towns use."""
