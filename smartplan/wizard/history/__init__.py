"""What was saved when, and bringing it back."""
