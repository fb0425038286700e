"""All that leans on the inside of WeasyPrint: each file says what it changes, and why."""
