"""Nothing leaves the machine, and no input is changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
RUN = """
import sys
seen = []
def hook(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")) and event != "socket.gethostname":
        seen.append((event, arguments))
sys.addaudithook(hook)
from pipeline.cli import main
code = main(sys.argv[1:])
used = [s for s in seen if s[0] != "socket.__new__" or s[1][1] != getattr(__import__("socket"), "AF_UNIX", -1)]
assert not used, used
sys.exit(code)
"""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-c", RUN, *map(str, arguments)]


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=200
    )


def work(folder: Path) -> dict[str, tuple[int, list[str]]]:
    """Exit code and command of each thing a user does."""
    reports = [x for s in ("docx", "xlsx", "html", "json") for x in ("-o", str(folder / f"보고서.{s}"))]
    deal, terms = folder / "deal.yaml", folder / "terms.txt"
    shutil.copy(SAMPLES / "deal-critical.yaml", deal)
    shutil.copy(SAMPLES / "vendor-terms.txt", terms)
    return {
        "draft": (0, command("draft", deal, "-o", folder / "계약서.docx", "--trace", folder / "추적.json")),
        "review": (1, command("review", terms, "--deal", deal, *reports)),
        "read": (0, command("read", terms)),
        "new": (0, command("new", folder / "새.yaml")),
        "lint": (0, command("library", "lint", "--as-of", "2026-11-27")),
    }


@pytest.mark.parametrize("name", ["draft", "review", "read", "new", "lint"])
def test_a_command_opens_no_socket(tmp_path, name):
    code, arguments = work(tmp_path)[name]
    done = run(arguments)
    assert done.returncode == code, done.stderr


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no namespaces here")
@pytest.mark.parametrize("name", ["draft", "review"])
def test_a_command_works_where_there_is_no_network_at_all(tmp_path, name):
    if run(["unshare", "-rn", "true"]).returncode:
        pytest.skip("no namespaces here")
    code, arguments = work(tmp_path)[name]
    done = run(["unshare", "-rn", *arguments])
    assert done.returncode == code, done.stderr


def test_the_tests_themselves_cannot_reach_the_network():
    with pytest.raises(RuntimeError, match="network"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    with pytest.raises(RuntimeError, match="network"):
        socket.getaddrinfo("example.org", 80)
    with socket.socket() as one, pytest.raises(RuntimeError, match="network"):
        one.bind(("127.0.0.1", 0))


@pytest.mark.parametrize("name", ["draft", "review", "read"])
def test_inputs_are_read_and_never_changed(tmp_path, name):
    code, arguments = work(tmp_path)[name]
    inputs = [tmp_path / "deal.yaml", tmp_path / "terms.txt"]
    for path in inputs:
        path.chmod(0o444)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    before = [state(path) for path in inputs]
    assert run(arguments).returncode == code
    assert [state(path) for path in inputs] == before
    made = {"draft": {"계약서.docx", "추적.json"}, "review": {f"보고서.{s}" for s in ("docx", "xlsx", "html", "json")}}
    assert {path.name for path in tmp_path.iterdir()} == {"deal.yaml", "terms.txt"} | made.get(name, set())


def state(path: Path) -> tuple[str, int, int, int]:
    found = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), found.st_mtime_ns, found.st_mode, found.st_ino
