"""Excel sheets that go round and come back: what is in them, and what a filled one changes."""
