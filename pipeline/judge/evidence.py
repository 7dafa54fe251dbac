"""Turn the weighed candidates of an element into a finding with quotes and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.judge.weigh import Shares, Thresholds, decide, present_score
from pipeline.match.propose import Candidate, Proposal
from pipeline.match.rules import CONTRARY, PRESENT
from pipeline.model import Contract, Document, ElementFinding, Judgement, Passage
from pipeline.parse import locator
from pipeline.units import Unit

_MOST = 3
_SHARE = 0.6
_DENIED = 0.9
_FEW = 25
"""Units of a text so short that the reader alone is a guess: the shortest contract it was measured on has 48."""
_VETO_WORDS = {
    "definition": "정의 문장은 그것만으로 근거가 되지 않습니다.",
    "purpose": "목적·정의 조항은 그것만으로 근거가 되지 않습니다.",
    "actor": "다른 당사자의 행위를 정한 문장은 근거가 되지 않습니다.",
    "efforts": "노력 의무에 그치는 문장은 근거가 되지 않습니다.",
    "excluded": "포함하지 않는다고 열거한 것은 근거가 되지 않습니다.",
}


@dataclass(frozen=True)
class Source:
    """A document with everything that evidence points into."""

    document: Document
    contract: Contract
    units: Sequence[Unit]


def finding(proposal: Proposal, shares: Shares, thresholds: Thresholds, source: Source) -> ElementFinding:
    """Return the finding of one element: judgement, confidence, quotes, where an absence looked.

    Nothing is called present or contrary without a passage to quote: it is then absent, to be looked at again.
    """
    judged = decide(shares, thresholds)
    chosen = _chosen(proposal, judged) if judged != "absent" else ()
    quoted = bool(chosen) or judged == "absent"
    judged = judged if quoted else "absent"
    confidence = dict(zip((PRESENT, CONTRARY, "absent"), shares, strict=True))[judged]
    nearest = () if chosen else tuple(_passage(c, source) for c in proposal.candidates[:2])
    return ElementFinding(
        proposal.element,
        Judgement(judged),
        round(confidence, 4),
        quoted
        and max(shares) >= thresholds.certain_at
        and not _overruled(proposal, judged)
        and not _guessed(chosen, judged, source),
        tuple(_passage(c, source, judged) for c in chosen),
        nearest,
        tuple(dict.fromkeys(p.locator for p in nearest)),
        _reasons(chosen, proposal, judged, source),
    )


def _overruled(proposal: Proposal, judged: str) -> bool:
    """True if a passage fully meets a rule that denies the element and yet was not found contrary: a person looks."""
    return judged != CONTRARY and any(c.rule(CONTRARY) >= _DENIED and not c.vetoes for c in proposal.candidates)


def _guessed(chosen: Sequence[Candidate], judged: str, source: Source) -> bool:
    """True if a few sentences are all there is and no rule is met by what is quoted: a person looks."""
    return len(source.units) < _FEW and bool(chosen) and not any(c.rule(judged) for c in chosen)


def _strength(candidate: Candidate, judged: str) -> float:
    score = present_score(candidate) if judged == PRESENT else candidate.contrary
    return score + 0.3 * candidate.rule(judged)


def _chosen(proposal: Proposal, judged: str) -> tuple[Candidate, ...]:
    ranked = sorted(proposal.candidates, key=lambda c: (-_strength(c, judged), c.unit))
    if not ranked:
        return ()
    best = _strength(ranked[0], judged)
    return tuple(c for c in ranked[:_MOST] if _strength(c, judged) >= _SHARE * best)


def _passage(candidate: Candidate, source: Source, judged: str = "") -> Passage:
    """Return the quote of a unit, checked against the raw text."""
    unit = source.units[candidate.unit]
    article = source.contract.articles[unit.article]
    text = source.document.text[unit.start : unit.end]
    if text != unit.text:
        raise AssertionError(f"quote does not stand at its place: {unit.start}-{unit.end}")
    paragraph = article.paragraphs[unit.paragraph]
    reasons = tuple(h.reason for h in candidate.hits if not judged or h.kind == judged)
    return Passage(
        source.document.name, locator(article, paragraph), text, unit.start, unit.end, paragraph.page, reasons
    )


def _reasons(chosen: Sequence[Candidate], proposal: Proposal, judged: str, source: Source) -> tuple[str, ...]:
    out: list[str] = []
    for candidate in chosen:
        place = _passage(candidate, source).locator
        out.extend(f"{h.reason} → {place}" for h in candidate.hits if h.kind == judged)
        score = candidate.present if judged == PRESENT else candidate.contrary
        out.append(f"문장 판독 점수 {score:.2f} → {place}")
    if not chosen:
        out.extend(_VETO_WORDS[v] for v in dict.fromkeys(v for c in proposal.candidates[:2] for v in c.vetoes))
    return tuple(dict.fromkeys(out))
