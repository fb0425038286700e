"""Figures: pure functions from rows to drawings, and one writer of SVG."""
