"""What is particular to each section: its forms, and how its page is built."""
