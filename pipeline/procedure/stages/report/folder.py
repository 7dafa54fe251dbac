"""The folder of a report: copies of the documents in the order of the groups, a table of contents, a manifest.

`MANIFEST` has a line for each file as `sha256sum` writes it: SHA-256 in hexadecimal, two spaces, the path with '/'.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.report_file import Group, Required
from pipeline.procedure.days import written
from pipeline.procedure.paper import Bullets, Grid, Origin, Paper, Section, Text
from pipeline.procedure.render import render
from pipeline.procedure.stage import Inputs
from pipeline.procedure.stages.report.answers import Answers
from pipeline.procedure.stages.report.held import source_of, unfilled_of
from pipeline.procedure.stages.report.papers import COVER, EVENT, head
from pipeline.procedure.stages.report.result import PRESENT, Held, Report, events_of
from pipeline.procedure.stages.report.timing import Obligation
from pipeline.procedure.stages.report.values import EVENT_DRAFT
from pipeline.procedure.state import Progress, State

MANIFEST, CONTENTS, FRONT = "SHA256SUMS.txt", "목차.docx", "0 보고 공문"
_FILED = (".docx", ".xlsx")
"""The formats of our documents that are filed: their JSON is for programs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the folder. `where`: number of the document ('1-3') or ''; `name`: its path in the folder."""

    where: str
    title: str
    state: str
    why: str
    name: str = ""
    data: bytes = b""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, '' where there is none."""
        return hashlib.sha256(self.data).hexdigest() if self.name else ""


@dataclass(frozen=True, slots=True)
class ReportFolder:
    """The files by path, and the documents that are missing or stale."""

    files: dict[str, bytes]
    lacking: tuple[Held, ...]


def report_folder(folder: Path, seen: Sequence[Progress], origin: Origin, *, incomplete: bool) -> ReportFolder:
    """Return the report of the case in `folder`: the same case, the same bytes.

    `seen` has the progress of every stage. Raise UsageError where the documents of this stage are not written or
    stale, and, unless `incomplete`, where a document is missing or stale, with the list of these.
    """
    found = {p.stage.id: p for p in seen}
    stage = found["report"]
    if (
        not isinstance(stage.result, Report)
        or stage.inputs is None
        or not stage.documents
        or stage.why
        or stage.missing
    ):
        raise UsageError("보고 단계의 문서가 없거나 낡았습니다. finclause case build를 먼저 실행하십시오.")
    lacking = stage.result.lacking
    if lacking and not incomplete:
        raise UsageError(_lacking(stage.inputs.data, lacking))
    entries = tuple(_entries(folder, found, stage.inputs, stage.result))
    contents = render(_contents(stage.inputs, stage.result, entries), origin, ".docx")
    files = {CONTENTS: contents, **{entry.name: entry.data for entry in entries if entry.name}}
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return ReportFolder(files | {MANIFEST: "".join(lines).encode("utf-8")}, lacking)


def _lacking(data: ReportData, lacking: Sequence[Held]) -> str:
    names = {d.id: f"{g.number}-{i} {d.name}" for g in data.groups for i, d in enumerate(g.documents, 1)}
    told = "\n".join(f"  · {names.get(d.document, FRONT)}: {d.state}. {d.why}" for d in lacking)
    return (
        f"구비서류 {len(lacking)}건이 없거나 낡았습니다.\n{told}\n"
        "서류를 갖춘 뒤에 다시 실행하거나, 표시하여 만들려면 --incomplete를 붙이십시오."
    )


def _entries(
    folder: Path, found: Mapping[str, Progress], inputs: Inputs[ReportData, Answers], result: Report
) -> Iterator[Entry]:
    if result.letter:
        yield from _letter(folder, found["report"], inputs, result.letter)
    held = {d.document: d for d in result.held}
    for group in inputs.data.groups:
        for number, document in enumerate(group.documents, 1):
            if document.id in held:
                yield from _of_document(folder, found, inputs, group, number, document, held[document.id])


def _letter(folder: Path, own: Progress, inputs: Inputs[ReportData, Answers], letter: Held) -> Iterator[Entry]:
    entry = Entry("", COVER, letter.state, letter.why)
    given = [replace(entry, name=f"{FRONT}/{name}", data=data) for name, data in _named(inputs, letter.files)]
    yield from given or _copies(folder, _documents(own, (COVER,)), entry, FRONT)


def _of_document(
    folder: Path,
    found: Mapping[str, Progress],
    inputs: Inputs[ReportData, Answers],
    group: Group,
    number: int,
    document: Required,
    held: Held,
) -> Iterator[Entry]:
    entry = Entry(f"{group.number}-{number}", document.title, held.state, held.why)
    below = f"{group.number} {group.name}/{number} {document.name}"
    given = list(_given(inputs, source_of(inputs.data, document), held))
    copies = tuple(_copies(folder, _ours(found, inputs, source_of(inputs.data, document), held), entry, below))
    yield from (replace(entry, name=f"{below}/{name}", data=data) for name, data in given)
    yield from copies
    if not given and not copies:
        yield entry


def _given(inputs: Inputs[ReportData, Answers], document: Required, held: Held) -> Iterator[tuple[str, bytes]]:
    """Return the files of the company for a document with the names that they get."""
    names = list(held.files)
    if document.draft == EVENT_DRAFT:
        names += [name for event in events_of(inputs) for name in event.materials]
    return _named(inputs, names)


def _named(inputs: Inputs[ReportData, Answers], names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files with the names that they get; of two of one name the later gets a number."""
    used: dict[str, int] = {}
    for name in dict.fromkeys(names):
        data = inputs.files.get(name)
        if data is None:
            continue
        path = Path(name)
        used[path.name] = used.get(path.name, 0) + 1
        times = used[path.name]
        yield (path.name if times == 1 else f"{path.stem} ({times}){path.suffix}"), data


def _ours(
    found: Mapping[str, Progress], inputs: Inputs[ReportData, Answers], document: Required, held: Held
) -> tuple[str, ...]:
    """Return the paths of the documents that the stages wrote for a document, below the case folder."""
    return (*_of_its_own(found, inputs, document, held), *_beside(found, document))


def _beside(found: Mapping[str, Progress], document: Required) -> tuple[str, ...]:
    """Return what goes with a document from another stage, none where that stage is stale."""
    seen = found.get(document.beside)
    if seen is None or seen.why:
        return ()
    return tuple(
        name for name in _documents(seen, ()) if any(word in Path(name).name for word in document.beside_names)
    )


def _of_its_own(
    found: Mapping[str, Progress], inputs: Inputs[ReportData, Answers], document: Required, held: Held
) -> tuple[str, ...]:
    if document.stage in found:
        seen = found[document.stage]
        left = unfilled_of(inputs, document) if held.files else {}
        every = _documents(seen, ()) if not held.files or seen.state is State.DONE else ()
        return tuple(
            name for name in every if name not in left and not any(word in Path(name).name for word in document.without)
        )
    if not document.draft or held.files:
        return ()
    titles = {draft.id: draft.title for draft in inputs.data.drafts} | {EVENT_DRAFT: EVENT}
    return _documents(found["report"], (titles[document.draft],))


def _documents(seen: Progress, titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the documents of a stage that are filed, those of `titles` or all."""
    return tuple(
        name
        for name in seen.documents
        if Path(name).suffix in _FILED and name not in seen.missing and (not titles or Path(name).stem in titles)
    )


def _copies(folder: Path, names: Sequence[str], entry: Entry, below: str) -> Iterator[Entry]:
    for name in names:
        data = (folder / name).read_bytes()
        yield replace(entry, name=f"{below}/{Path(name).name}", data=data)


# ------------------------------------------------------------------------ the table of contents


def _contents(inputs: Inputs[ReportData, Answers], result: Report, entries: Sequence[Entry]) -> Paper:
    lacking = result.lacking
    due = [_told_due(o) for o in result.obligations]
    parts = [(str(g.number), g.title) for g in inputs.data.groups] + [("", "보고 공문")]
    return Paper(
        kind="report-contents",
        title="이용 보고 서류철 목차",
        mark="빠진 서류 있음" if lacking else "",
        cover=(*head(inputs), ("보고", "\n".join(due) or "【보고 사유】"), ("빠지거나 낡은 서류", f"{len(lacking)}건")),
        sections=(
            *(_part(number, title, entries) for number, title in parts if _of(number, entries)),
            Section("확인", (Text(f"파일의 SHA-256은 {MANIFEST}에 모두 있습니다."), *_notes(result))),
        ),
    )


def _told_due(o: Obligation) -> str:
    until = f"({written(o.until)}까지)" if o.until else ""
    return f"{o.act or o.state}: {o.title}{until}"


def _notes(result: Report) -> Iterator[Bullets]:
    if result.notes:
        yield Bullets(result.notes)


def _of(number: str, entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.where.partition("-")[0] == number]


def _part(number: str, title: str, entries: Sequence[Entry]) -> Section:
    rows = tuple(_row(entry) for entry in _of(number, entries))
    return Section(title, (Grid(("번호", "서류", "상태", "파일", "SHA-256(앞 16자)"), (7, 33, 14, 24, 22), rows),))


def _row(entry: Entry) -> tuple[str, ...]:
    state = entry.state if entry.state == PRESENT else f"{entry.state}: {entry.why}"
    return entry.where, entry.title, state, Path(entry.name).name if entry.name else "파일 없음", entry.sha256[:16]
