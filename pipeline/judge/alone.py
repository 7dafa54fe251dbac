"""Judge one document by itself, element by element."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np

from pipeline.bindings import Bindings, bind_document
from pipeline.judge.aside import without_set_aside
from pipeline.judge.evidence import Source, finding
from pipeline.judge.two_wordings import as_one, prevailing
from pipeline.judge.weigh import Shares, Thresholds, Weights, shares_of
from pipeline.match.contexts import contexts
from pipeline.match.grammar import Reading
from pipeline.match.propose import Proposal, propose
from pipeline.match.reader import COMMON, Scores, load_reader
from pipeline.match.restoring import Restoring, restoring
from pipeline.match.rules import Context, RuleSet, compile_rules
from pipeline.match.struck import struck_out
from pipeline.model import Contract, Document, ElementFinding, Judgement, Library
from pipeline.parse import apart
from pipeline.parties import CUSTOMER, PROVIDER, SUBCONTRACTOR
from pipeline.units import Unit, units

T = TypeVar("T")
_NOTHING: Shares = (0.0, 0.0, 1.0)
_RULES: dict[tuple[str, str], RuleSet] = {}
_RESTORING: dict[tuple[str, str], Restoring] = {}


def rule_set(library: Library, lang: str) -> RuleSet:
    """Return the compiled rules of a library, kept for the process."""
    return _kept(_RULES, library, lang, lambda: compile_rules(library.elements.values(), library.words[lang], lang))


def restoring_set(library: Library, lang: str) -> Restoring:
    """Return what tells the denials that give in a language, kept for the process."""
    return _kept(_RESTORING, library, lang, lambda: restoring(library.words[lang], lang))


def _kept(kept: dict[tuple[str, str], T], library: Library, lang: str, make: Callable[[], T]) -> T:
    key = (library.fingerprint, lang)
    if not library.fingerprint or key not in kept:
        kept[key] = make()
    return kept[key]


@lru_cache(maxsize=2)
def decider(lang: str) -> Weights:
    """Return the decider that was trained with the shipped reader of `lang`."""
    reader = load_reader(lang)
    return Weights.from_reader(reader.meta, reader.arrays)


@dataclass(frozen=True)
class Judged:
    """One document as judged by itself."""

    document: Document
    contract: Contract
    units: tuple[Unit, ...]
    findings: dict[str, ElementFinding]
    parties: dict[str, tuple[str, ...]]


def judge_alone(
    document: Document, contract: Contract, library: Library, known: dict[str, Reading] | None = None
) -> Judged:
    """Return what one document says of every element; `known` keeps the analysis of sentences between calls."""
    wordings = apart(document, contract)
    mains = [wording.language for wording in wordings] if len(wordings) > 1 else [None]
    said = [
        _judge_wording(document, wording, bind_document(document.text, library.roles, main), library, known)
        for wording, main in zip(wordings, mains, strict=True)
    ]
    findings = said[0][0]
    if len(said) > 1:
        first = prevailing(document.text)
        findings = {element: as_one(one, said[1][0][element], first) for element, one in findings.items()}
    named = {role: tuple(dict.fromkeys(n for _, parties in said for n in parties[role])) for role in said[0][1]}
    return Judged(document, contract, units(contract), findings, named)


def _judge_wording(
    document: Document, contract: Contract, binding: Bindings, library: Library, known: dict[str, Reading] | None
) -> tuple[dict[str, ElementFinding], dict[str, tuple[str, ...]]]:
    """Return what one wording says of every element, and what it calls the parties."""
    cut = units(contract)
    ready = contexts(without_set_aside(cut, library.words), binding, known)
    elements = load_reader(binding.main).elements
    proposals = proposals_of(cut, ready, library, elements, reader_scores(ready, elements), struck_out(contract))
    weights = decider(binding.main)
    source = Source(document, contract, cut)
    findings = element_findings(proposals, shares_of(proposals, weights), weights.thresholds, source, library)
    parties = {role: binding.names(role) for role in (PROVIDER, CUSTOMER, SUBCONTRACTOR)}
    return findings, {role: tuple(n for n in names if _stands(n, document.text)) for role, names in parties.items()}


def _stands(name: str, text: str) -> bool:
    """True if `name` stands in `text` as a word of its own (은행 does not in 한빛저축은행, 이용자 not in 최종 이용자)."""
    if name not in text:
        return False
    return (
        re.search(rf"(?<!\w)(?<!최종 ){re.escape(name)}(?:[은는이가을를과와의도]|에게?|으?로)?(?!\w)", text) is not None
    )


def reader_scores(ready: tuple[Context, ...], elements: tuple[str, ...]) -> Scores:
    """Return the scores of the units over `elements`, each unit scored by the reader of its own language."""
    outputs = np.zeros((len(ready), 2 * len(elements) + COMMON), dtype=np.float32)
    for language in _languages(ready):
        reader = load_reader(language)
        at = [reader.elements.index(element) for element in elements]
        half = len(reader.elements)
        columns = [*at, *(half + i for i in at), *range(2 * half, 2 * half + COMMON)]
        rows = [i for i, context in enumerate(ready) if context.own.language == language]
        outputs[rows] = reader.outputs([ready[i] for i in rows])[:, columns]
    return Scores.of(outputs)


def _languages(ready: tuple[Context, ...]) -> tuple[str, ...]:
    return tuple(sorted({context.own.language for context in ready}))


def proposals_of(
    cut: tuple[Unit, ...],
    ready: tuple[Context, ...],
    library: Library,
    elements: tuple[str, ...],
    scores: Scores,
    struck: frozenset[int] = frozenset(),
) -> dict[str, Proposal]:
    """Return the proposals of a contract from reader scores (units x elements); `struck`: see `propose`."""
    efforts = frozenset(e.id for e in library.elements.values() if e.efforts_suffice)
    rules = {language: rule_set(library, language) for language in _languages(ready)}
    giving = {language: restoring_set(library, language) for language in rules}
    return propose(cut, ready, rules, elements, scores, efforts, struck, giving)


def element_findings(
    proposals: dict[str, Proposal], shares: dict[str, Shares], thresholds: Thresholds, source: Source, library: Library
) -> dict[str, ElementFinding]:
    """Return the finding of every element in library order; absent becomes unread where text is missing."""
    found: dict[str, ElementFinding] = {}
    for element in library.elements:
        one = finding(proposals.get(element, Proposal(element, ())), shares.get(element, _NOTHING), thresholds, source)
        if one.judgement == Judgement.ABSENT and source.document.unread:
            places = ", ".join(u.where for u in source.document.unread)
            one = replace(
                one, judgement=Judgement.UNREAD, reasons=(f"읽지 못한 부분이 있어 없다고 할 수 없습니다: {places}",)
            )
        found[element] = one
    return found
