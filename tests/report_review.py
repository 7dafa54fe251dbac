"""Reviews for the tests of the report, built from the samples and their written-down judgements."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pipeline.judge.status import requirement_findings
from pipeline.library import load_library
from pipeline.model import (
    Conditions,
    Contract,
    Document,
    ElementFinding,
    Judgement,
    Library,
    Passage,
    Review,
    Unread,
)
from pipeline.parse import locator, parse
from pipeline.read import read
from pipeline.report import ReportInfo

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
INFO = ReportInfo(
    "고객상담 업무 클라우드 이용계약", "정보보호팀 김가람", dt.date(2026, 11, 27), "주식회사 한빛은행",
    "주식회사 마루별클라우드",
)  # fmt: skip
UNCERTAIN = ("access-control", "transition-support", "recovery-objectives", "regulator-access")


@lru_cache(maxsize=1)
def library() -> Library:
    """The library that ships."""
    return load_library()


def conditions(
    *, importance: str = "critical", edition: str = "2025", without: tuple[str, ...] = (), assumed: bool = False
) -> Conditions:
    """Conditions under which every fact holds but those in `without`."""
    day = next(e for e in library().editions if e.id == edition).in_force
    held = frozenset(e.when for e in library().elements.values() if e.when) - set(without)
    return Conditions(max(day, dt.date(2024, 3, 1)), edition, importance, held, assumed)


@lru_cache(maxsize=8)
def sample_review(name: str = "vendor-terms.txt", under: Conditions | None = None) -> Review:
    """The review of a sample as its `.expected.tsv` says, with a few elements in doubt."""
    document = read(SAMPLES / name)
    contract = parse(document)
    rows = (SAMPLES / f"{name.partition('.')[0]}.expected.tsv").read_text(encoding="utf-8").splitlines()
    judged = {element: (label, quotes) for element, label, quotes in (row.split("\t") for row in rows if row)}
    findings = {e: _finding(e, *judged[e], document, contract) for e in library().elements}
    given = under or conditions()
    return Review(
        (document,), contract, given, library().version, library().fingerprint, findings,
        requirement_findings(findings, library(), given), document.unread, document.warnings,
        {"제공자": ("회사",), "금융회사": ("고객",)},
    )  # fmt: skip


def _finding(element: str, label: str, quotes: str, document: Document, contract: Contract) -> ElementFinding:
    found = tuple(_passage(q.strip(), label, document, contract) for q in quotes.split("¦") if q.strip())
    nearest = () if found else _nearest(element, document, contract)
    return ElementFinding(
        element, Judgement(label), 0.55 if element in UNCERTAIN else 0.93, element not in UNCERTAIN, found, nearest,
        tuple(p.locator for p in nearest),
    )  # fmt: skip


def _passage(quote: str, label: str, document: Document, contract: Contract) -> Passage:
    start = document.text.index(quote)
    for article in contract.articles:
        for paragraph in article.paragraphs:
            if paragraph.start <= start < paragraph.end:
                reasons = ("요건: 제공자 · 동의 없는 재위탁 · 권리·허용",) if label == "contrary" else ()
                end, place = start + len(quote), locator(article, paragraph)
                return Passage(document.name, place, quote, start, end, paragraph.page, reasons)
    raise AssertionError(quote)


def _nearest(element: str, document: Document, contract: Contract) -> tuple[Passage, ...]:
    """Two paragraphs, chosen by the length of the id: any will do, but always the same."""
    spots = [(a, p) for a in contract.articles for p in a.paragraphs if a.kind == "article" and p.start >= 0]
    return tuple(
        Passage(document.name, locator(a, p), document.text[p.start : p.end], p.start, p.end, p.page)
        for a, p in (spots[(len(element) * k) % len(spots)] for k in (3, 5))
    )


def scanned_review() -> Review:
    """A review in which everything absent is unread, as after a scanned page."""
    review = sample_review()
    gone = (
        Unread("5쪽", "글자 정보가 없는 쪽입니다(스캔한 그림 등).", 5),
        Unread("그림 3개", "그림 속의 글자는 읽지 않습니다."),
    )
    found = {
        name: replace(f, judgement=Judgement.UNREAD, nearest=(), looked_at=())
        if f.judgement == Judgement.ABSENT and len(name) % 3 == 0
        else f
        for name, f in review.elements.items()
    }
    return replace(
        review, elements=found, unread=gone, warnings=("쪽마다 되풀이되는 머리글 12줄을 본문에서 제외했습니다.",),
        requirements=requirement_findings(found, library(), review.conditions),
    )  # fmt: skip


def with_findings(review: Review, **judgements: Judgement) -> Review:
    """The review with some judgements changed; `_` in a name stands for '-'."""
    found = dict(review.elements)
    for name, judgement in judgements.items():
        found[name.replace("_", "-")] = replace(found[name.replace("_", "-")], judgement=judgement)
    return replace(review, elements=found, requirements=requirement_findings(found, library(), review.conditions))


def clean_review() -> Review:
    """A review that found everything."""
    review = sample_review()
    every = {name: replace(f, judgement=Judgement.PRESENT, certain=True) for name, f in review.elements.items()}
    return replace(review, elements=every, requirements=requirement_findings(every, library(), review.conditions))
