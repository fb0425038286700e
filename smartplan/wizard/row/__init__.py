"""The page of one row: a measure, an indicator, a unit of the organisation."""
