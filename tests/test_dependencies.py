"""The libraries that parse what strangers made are new enough (reliability.md, R17): named, locked and installed."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {
    "pypdf": (7, 1),  # CVE-2026-119208, CVE-2026-119209
    "lxml": (6, 1),  # CVE-2026-41066
    "jinja2": (3, 1, 6),  # CVE-2025-27516
}
MAYBE = {"pdfminer.six": (20_251_230,), "mammoth": (1, 11)}  # CVE-2025-64512, CVE-2025-11849


def version(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)[:3]))


def locked() -> dict[str, tuple[int, ...]]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").split()
    return {name.lower(): version(number) for name, _, number in (line.partition("==") for line in lines)}


def floors_of_the_project() -> dict[str, tuple[int, ...]]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return {
        name.lower(): version(number) for name, number in re.findall(r'^ +"([A-Za-z0-9.\[\]_-]+)>=([\d.]+)', text, re.M)
    }


@pytest.mark.parametrize("name", FLOORS)
def test_a_parser_is_named_locked_and_installed_at_or_above_its_floor(name: str) -> None:
    assert floors_of_the_project()[name] >= FLOORS[name]
    assert locked()[name] >= FLOORS[name]
    assert version(metadata.version(name)) >= FLOORS[name]


@pytest.mark.parametrize("name", MAYBE)
def test_a_parser_with_known_holes_is_new_enough_or_absent(name: str) -> None:
    assert locked().get(name, MAYBE[name]) >= MAYBE[name]
    try:
        installed = version(metadata.version(name))
    except metadata.PackageNotFoundError:
        return
    assert installed >= MAYBE[name]
