"""Two people changed the same: what each of them wrote, side by side."""
