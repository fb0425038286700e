"""On paper: the document tree as HTML and PDF, Word, Excel sheets and the summary."""
