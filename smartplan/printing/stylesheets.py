"""The style sheets of what is printed."""

STYLESHEETS = ("css/document.css", "css/summary.css", "css/comparison.css")
