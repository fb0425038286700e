"""What decides how wide a column is and where a line may end: numbers stay whole, titles too."""
