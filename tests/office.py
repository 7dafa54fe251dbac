"""Lets LibreOffice print a DOCX as text: what a reader of the file would see."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def printed(data: bytes, folder: Path) -> list[str]:
    """The lines of the document as LibreOffice writes them, automatic numbers included."""
    (folder / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to_text = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(["soffice", profile, "--headless", *to_text], check=True, capture_output=True, timeout=240)
    return (folder / "a.txt").read_text(encoding="utf-8-sig").splitlines()
