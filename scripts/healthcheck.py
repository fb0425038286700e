"""Exit 0 when the server in this container answers and reaches its database."""

import os
import sys
import urllib.error
import urllib.request

port = os.environ.get("SMARTPLAN_BIND", "0.0.0.0:8000").rpartition(":")[2]
# The server answers only to the names that it was given.
name = os.environ.get("SMARTPLAN_ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
host = name if name and name != "*" else "localhost"
request = urllib.request.Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": host})
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        sys.exit(answer.status != 200)
except (urllib.error.URLError, OSError):
    sys.exit(1)
