"""The document as PDF: laid out by WeasyPrint, part by part, with tags for screen readers."""
