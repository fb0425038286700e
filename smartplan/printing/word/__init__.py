"""The plan as a Word file, from the same document tree as the preview and the PDF."""

from smartplan.printing.word.document import render_docx

__all__ = ["render_docx"]
