"""新旧対照表: what differs between two editions of a plan, chapter by chapter and row by row."""
