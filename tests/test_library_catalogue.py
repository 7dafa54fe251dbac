"""The clause library agrees with the fixed catalogue, id by id and edition by edition."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.library import load_library
from pipeline.model import Library
from pipeline.yaml_nodes import parse, plain

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = Path(os.environ.get("FINCLAUSE_SHARED", ROOT.parent / "shared")) / "reference" / "catalogue.yaml"

pytestmark = pytest.mark.skipif(
    not CATALOGUE.is_file(), reason=f"the catalogue is not here ({CATALOGUE}); set FINCLAUSE_SHARED to its folder"
)
DOTS = str.maketrans(dict.fromkeys("･․‧・ㆍᆞ•∙", "·"))


@pytest.fixture(scope="module")
def catalogue() -> Any:
    return plain(parse(CATALOGUE.read_text("utf-8")))


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def spelled(title: str) -> str:
    """Return a title without what differs between the editions: spaces and kinds of middle dots."""
    return title.translate(DOTS).replace(" ", "")


def test_the_requirements_are_those_of_the_catalogue_in_its_order(catalogue: Any, library: Library) -> None:
    wanted = [entry["id"] for entry in catalogue["requirements"]]
    assert sorted(library.requirements) == sorted(wanted)
    assert len(wanted) == 26


def test_the_elements_are_those_of_the_catalogue(catalogue: Any, library: Library) -> None:
    assert sorted(library.elements) == sorted(catalogue["elements"])
    assert len(library.elements) == 86


def test_tiers_and_guide_places_agree(catalogue: Any, library: Library) -> None:
    for entry in catalogue["requirements"]:
        own = library.requirements[entry["id"]]
        assert (own.tier, own.guide) == (entry["tier"], entry["guide"]), entry["id"]


def test_elements_agree_edition_by_edition_in_the_same_order(catalogue: Any, library: Library) -> None:
    for entry in catalogue["requirements"]:
        wanted: dict[str, tuple[str, ...]] = {}
        for edition, listed in entry["elements"].items():
            wanted[edition] = wanted["2023"] if listed == "same" else tuple(listed)
        assert library.requirements[entry["id"]].elements == wanted, entry["id"]


def test_weights_and_conditions_agree(catalogue: Any, library: Library) -> None:
    for name, entry in catalogue["elements"].items():
        own = library.elements[name]
        assert (own.weight, own.when) == (entry["weight"], entry.get("when") or ""), name


def test_each_title_is_the_legal_name(catalogue: Any, library: Library) -> None:
    for entry in catalogue["requirements"]:
        for basis in library.requirements[entry["id"]].bases:
            assert spelled(basis.title) == spelled(entry["title"]), (entry["id"], basis.edition)


def test_every_edition_of_a_requirement_has_a_dated_and_checked_basis(library: Library) -> None:
    editions = {edition.id: edition for edition in library.editions}
    for requirement in library.requirements.values():
        for name in requirement.elements:
            bases = [basis for basis in requirement.bases if basis.edition in ("", name)]
            assert bases, (requirement.id, name)
            for basis in bases:
                assert basis.law and basis.article and basis.checked, (requirement.id, name)  # noqa: PT018
                if basis.edition:
                    edition = editions[name]
                    assert (basis.in_force, basis.until) == (edition.in_force, edition.until), (requirement.id, name)


def test_the_editions_are_those_of_the_catalogue(library: Library) -> None:
    assert [(e.id, e.in_force.isoformat(), e.until and e.until.isoformat()) for e in library.editions] == [
        ("2023", "2023-01-01", "2025-02-04"),
        ("2025", "2025-02-05", None),
    ]
