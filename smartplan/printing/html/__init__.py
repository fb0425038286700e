"""The document tree as HTML: for the preview on screen, and for the PDF."""
