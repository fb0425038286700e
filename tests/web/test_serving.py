"""The web server loads what its pages need before it forks workers, and nothing else crosses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

WRITERS = ("weasyprint", "docx", "smartplan.publishing.exports.writers")
"""What only the workers of the exports need: half a second and 25 MB."""


def test_the_pages_do_not_load_what_writes_the_files():
    program = (
        "import smartplan.wsgi, sys;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        f"print([name for name in {WRITERS!r} if name in sys.modules])"
    )
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "[]\n"
