"""Judge several documents of one deal together.

Each document is read alone; what they say of an element is then put together. Where one
grants and another takes away, the document that goes first by the set's own order of
precedence decides; without such an order what is taken away counts (codebook: a grant that
another provision takes back is contrary).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.judge.alone import Judged, judge_alone
from pipeline.judge.precedence import Part, Precedence, precedences
from pipeline.judge.status import requirement_findings
from pipeline.match.grammar import Reading
from pipeline.model import Conditions, Contract, Document, ElementFinding, Judgement, Library, Review
from pipeline.read.confidence import mean_confidence

_ORDER = (Judgement.CONTRARY, Judgement.PRESENT, Judgement.UNREAD, Judgement.ABSENT)


def review_set(
    documents: Sequence[tuple[Document, Contract]],
    library: Library,
    conditions: Conditions,
    known: dict[str, Reading] | None = None,
) -> Review:
    """Return the review of the documents as one set; the first is the main one (its contract stands in the review).

    `known` keeps the analysis of sentences between calls.
    """
    return review_judged(
        [judge_alone(document, contract, library, known) for document, contract in documents], library, conditions
    )


def review_judged(judged: Sequence[Judged], library: Library, conditions: Conditions) -> Review:
    """Return the review of documents that were judged one by one (`judge_alone`), the main one first.

    What a document says does not depend on the conditions, so that it need be judged only once for several of them.
    """
    parts = [Part(one.document, one.contract, one.units) for one in judged]
    order = precedences(parts, tuple(library.words.values())) if len(parts) > 1 else ()
    findings = {
        element: together([one.findings[element] for one in judged], parts, order) for element in library.elements
    }
    parties: dict[str, tuple[str, ...]] = {}
    for one in judged:
        for role, names in one.parties.items():
            parties[role] = tuple(dict.fromkeys((*parties.get(role, ()), *names)))
    return Review(
        tuple(one.document for one in judged),
        judged[0].contract,
        conditions,
        library.version,
        library.fingerprint,
        findings,
        requirement_findings(findings, library, conditions),
        tuple(replace(u, where=_where(one, u.where, len(judged))) for one in judged for u in one.document.unread),
        (
            *(warning for one in judged for warning in (*one.document.warnings, *_recognised(one), *_no_contract(one))),
            *_notes(order, parts),
        ),
        parties,
    )


def _where(one: Judged, where: str, count: int) -> str:
    return where if count == 1 else f"{one.document.name}: {where}"


def _no_contract(one: Judged) -> tuple[str, ...]:
    """Return a doubt about a text without a single article."""
    if any(article.kind == "article" and article.number for article in one.contract.articles):
        return ()
    return (f"'{one.document.name}'에서 조문을 찾지 못했습니다. 계약서나 약관이 맞는지 확인하십시오.",)


def _recognised(one: Judged) -> tuple[str, ...]:
    """Return how sure the recognition of each article was, if any of it was read from a picture."""
    said = [
        f"{article.number or article.title or '조 밖의 글'} {sure:.0%}"
        for article in one.contract.articles
        if (sure := mean_confidence(one.document, article.start, article.end)) is not None
    ]
    return (
        (f"그림에서 인식한 글의 신뢰도: {', '.join(said)}. 신뢰도가 낮은 조문은 원본과 대조하십시오.",) if said else ()
    )


def _notes(order: Sequence[Precedence], parts: Sequence[Part]) -> tuple[str, ...]:
    """Return what was taken as the order of the documents, or that none was found."""
    if len(parts) < 2:
        return ()
    if not order:
        return (
            "문서 사이의 우선순위를 정한 문장을 찾지 못했습니다. 한 문서가 준 권리를 다른 문서가 거두면 상충으로 보았습니다.",
        )
    return tuple(
        f"문서의 우선순위: '{parts[p.lower].document.name}'보다 '{parts[p.higher].document.name}' 문서가 앞섭니다"
        f"('{parts[p.said_in].document.name}' {p.place}: \"{_short(p.quote)}\")."
        for p in order
    )


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= 120 else f"{flat[:118]}…"


def together(findings: Sequence[ElementFinding], parts: Sequence[Part], order: Sequence[Precedence]) -> ElementFinding:
    """Return what the documents say of one element (`findings`: one a document, in the order of `parts`)."""
    if len(findings) == 1:
        return findings[0]
    speaking = [n for n, f in enumerate(findings) if f.judgement in (Judgement.PRESENT, Judgement.CONTRARY)]
    if not speaking:
        return _silent(findings)
    ruled = {p.lower: p for p in order if p.higher in speaking and p.lower in speaking}
    top = [n for n in speaking if n not in ruled] or speaking
    overruled = [n for n in speaking if n not in top and findings[n].judgement != findings[top[0]].judgement]
    judgement = next(j for j in _ORDER if any(findings[n].judgement == j for n in top))
    chosen = [findings[n] for n in top if findings[n].judgement == judgement]
    against = [findings[n] for n in top if findings[n].judgement != judgement]
    best = max(chosen, key=lambda f: f.confidence)
    reasons = [*best.reasons, *(_overruling(ruled[n], parts, findings[n]) for n in overruled)]
    if against:
        reasons.append(
            "다른 문서에는 이를 정한 조항이 있으나 어느 문서가 앞서는지 정해져 있지 않아 상충으로 보았습니다."
        )
    return replace(
        best,
        certain=best.certain and not against,
        reasons=tuple(reasons),
        evidence=tuple(p for f in chosen for p in f.evidence) + tuple(p for f in against for p in f.evidence[:1]),
    )


def _silent(findings: Sequence[ElementFinding]) -> ElementFinding:
    """Return the finding where no document speaks: unread before absent, the nearest passages of all."""
    unread = [f for f in findings if f.judgement == Judgement.UNREAD]
    best = min(unread or findings, key=lambda f: f.confidence)
    nearest = tuple(p for f in findings for p in f.nearest[:1])
    return replace(
        best,
        certain=all(f.certain for f in findings),
        nearest=nearest,
        looked_at=tuple(dict.fromkeys(f"{p.document} {p.locator}".strip() for p in nearest)),
    )


def _overruling(precedence: Precedence, parts: Sequence[Part], finding: ElementFinding) -> str:
    high, low = parts[precedence.higher].document.name, parts[precedence.lower].document.name
    place = finding.evidence[0].locator if finding.evidence else ""
    return f"'{low}' {place}에 반대되는 조항이 있으나 '{high}' 문서가 앞서므로({precedence.place}) 그에 따랐습니다."
