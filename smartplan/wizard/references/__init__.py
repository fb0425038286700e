"""What the texts of a plan can refer to."""
