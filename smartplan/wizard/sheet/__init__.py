"""An Excel sheet that comes back filled in."""
