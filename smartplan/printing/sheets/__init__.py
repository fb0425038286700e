"""The plan as an Excel workbook: sheets to send round the divisions, and to take back filled in."""

from smartplan.printing.sheets.workbook import render_xlsx

__all__ = ["render_xlsx"]
