"""Pages about a plan as a whole: list, start, task list, settings, arrangement, review."""
