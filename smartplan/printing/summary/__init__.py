"""The plan at a glance (概要版): one A3 page or two A4 pages from the same rows."""

from smartplan.printing.summary.pages import Paper, render_summary

__all__ = ["Paper", "render_summary"]
