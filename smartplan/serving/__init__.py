"""How the web server (gunicorn) starts and replaces its workers."""
