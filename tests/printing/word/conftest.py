from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def _office_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def opened_by_libreoffice(_office_home, tmp_path) -> Callable[..., bytes]:
    """A Word file opened by LibreOffice, and saved as something else (a PDF)."""

    def convert(file: bytes, kind: str = "pdf") -> bytes:
        source = tmp_path / "plan.docx"
        source.write_bytes(file)
        out = tmp_path / "converted"
        home = f"-env:UserInstallation={_office_home.as_uri()}"
        command = ("soffice", home, "--headless", "--convert-to", kind, "--outdir", out, source)
        subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603
        return (out / f"plan.{kind}").read_bytes()

    return convert
