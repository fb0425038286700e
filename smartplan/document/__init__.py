"""The document as data: one tree built from a plan, which every writer in `printing` prints."""
