"""A survey as bytes of one format, read back before it is given out; and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model import LegalBasis, Library
from pipeline.report.as_json import dumps
from pipeline.report.verify import verify_file
from pipeline.stale.model import Group, Survey, Verdict
from pipeline.stale.view import GROUPS, StaleView, build_view
from pipeline.stamp import as_object

SCHEMA = "finclause-stale/1"
SUFFIXES = (".docx", ".json")
"""The formats of a survey, by the suffix of its file."""
_CURRENT_SHOWN = 10


def render_survey(found: Survey, library: Library, suffix: str) -> bytes:
    """Return the survey in the format of `suffix` (one of `SUFFIXES`); the same survey gives the same bytes.

    Raises ValueError for another suffix, LibraryError where a template is damaged, OutputError where the file read back
    does not show what it should.
    """
    if suffix not in SUFFIXES:
        raise ValueError(f"no format of a survey {suffix!r}")
    view = build_view(found, library)
    told = survey_object(found, view)
    if suffix == ".docx":
        from pipeline.stale.as_docx import stale_docx

        data = stale_docx(view, found.day)
    else:
        data = dumps(told).encode("utf-8")
    verify_file(data, suffix, (row.path for row in view.documents), told)
    return data


def survey_object(found: Survey, view: StaleView) -> dict[str, Any]:
    """Return the survey as plain data (docs/stale.md)."""
    return {
        "schema": SCHEMA,
        **as_object(view.stamp),
        "folder": found.folder,
        "conclusion": list(view.conclusion),
        "documents": [
            _document(one, list(row.reasons), row.to_do)
            for one, row in zip(found.verdicts, view.documents, strict=True)
        ],
        "unclear": [{"path": file.path, "reason": file.reason} for file in found.unclear],
        "others": found.others,
        "links": found.links,
    }


def _document(one: Verdict, reasons: list[str], to_do: str) -> dict[str, Any]:
    stamp = one.document.stamp
    return {
        "path": one.document.path,
        "kind": stamp.kind,
        "group": one.group.value,
        "as_of": stamp.as_of.isoformat(),
        "edition": stamp.edition,
        "library": {"version": stamp.library_version, "fingerprint": stamp.library_fingerprint},
        "edition_now": one.edition.id if one.edition else stamp.edition,
        "laws": [{"requirement": law.requirement, "before": _basis(law.before), "after": _basis(law.after)} for law in one.laws],
        "added": [
            {
                "element": added.element,
                "by_law": added.by_law,
                "requirements": [
                    {"id": name, "bases": [_basis(basis) for basis in bases]} for name, bases in added.bases
                ],
            }
            for added in one.added
        ],
        "dropped": list(one.dropped),
        "changed": list(one.changed),
        "gone": list(one.gone),
        "judged": list(one.judged),
        "library_changed": one.library,
        "covered_by": list(one.covered_by),
        "deal": str(one.deal) if one.deal else "",
        "reasons": reasons,
        "to_do": to_do,
    }  # fmt: skip


def _basis(basis: LegalBasis | None) -> dict[str, Any] | None:
    if basis is None:
        return None
    return {
        "source": basis.source, "law": basis.law, "article": basis.article, "edition": basis.edition,
        "in_force": basis.in_force.isoformat(), "until": basis.until.isoformat() if basis.until else None,
    }  # fmt: skip


def screen_text(found: Survey, library: Library) -> str:
    """Return the survey for a terminal: every document to see to with its reasons, the others by number."""
    return "\n".join(_lines(build_view(found, library), found))


def _lines(view: StaleView, found: Survey) -> Iterator[str]:
    yield f"{found.folder}: 기준일 {found.day}, {found.edition.title}({found.edition.notice})"
    yield from view.conclusion
    for group in Group:
        rows = view.of(group)
        if not rows:
            continue
        yield ""
        yield f"{GROUPS[group]} {len(rows)}건"
        shown = rows if group != Group.CURRENT else rows[:_CURRENT_SHOWN]
        for row in shown:
            yield f"  {row.path} ({row.kind}, {row.made})"
            yield from (f"    · {reason}" for reason in row.reasons)
            if row.to_do:
                yield f"    → {row.to_do}"
            if row.deal and group == Group.TOUCHED:
                yield f"    거래명세서: {row.deal}"
        if len(shown) < len(rows):
            yield f"  그 밖에 {len(rows) - len(shown)}건"
    if view.unclear:
        yield ""
        yield f"판독하지 못한 파일 {len(view.unclear)}건"
        yield from (f"  {path}: {reason}" for path, reason in view.unclear)
