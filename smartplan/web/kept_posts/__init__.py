"""What was posted after a log-in had run out: kept, and shown again in words once logged in."""
