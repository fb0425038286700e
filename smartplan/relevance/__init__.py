"""Which cases help here: `smartplan.relevance.suggestions` is the way in."""
