"""Cases beside what is written: suggested, quoted, and what is quoted."""
