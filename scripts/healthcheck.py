"""Exit 0 when the server in this container answers and reaches its database."""

import os
import sys
import urllib.error
import urllib.request

port = os.environ.get("SMARTPLAN_BIND", "0.0.0.0:8000").rpartition(":")[2]
request = urllib.request.Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": "localhost"})
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        sys.exit(answer.status != 200)
except (urllib.error.URLError, OSError):
    sys.exit(1)
