"""What comes in: pasted tables and returned sheets, read as towns write them."""
