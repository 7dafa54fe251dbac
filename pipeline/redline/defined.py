"""Words of our wording that the vendor's document does not know: defined where the vendor defines its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.assemble.numbering import label
from pipeline.due import true_names
from pipeline.language import KOREAN
from pipeline.model import Article, Term
from pipeline.particles import fit
from pipeline.redline.clauses import Said, Speaker
from pipeline.redline.edits import Edit
from pipeline.redline.labels import as_cited, cited, next_label
from pipeline.redline.place import Places, Spot
from pipeline.redline.vendor import Vendor

if TYPE_CHECKING:
    from pipeline.redline.case import Case

_TITLE: Final = re.compile(r"정의|용어|definition|interpretation", re.I)
_LEAD: Final = {
    KOREAN: "새로 넣은 조항에서 쓰는 말의 뜻은 다음과 같다.",
    "en": "In the provisions added to this Agreement, the following terms have the meanings given to them below.",
}
_NEW: Final = {KOREAN: "정의", "en": "Definitions"}
_PARTIES: Final = (
    ("Provider", "the party that provides the Services and is referred to as “we” or “us”"),
    ("Financial Company", "the party that receives the Services and is referred to as “you”"),
)


def definitions(case: Case, vendor: Vendor, speaker: Speaker, places: Places, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edit that defines the words, if there are any. Raises RefusedError where it has no place."""
    added = "\n".join(text for edit in edits for text in (*(s.text for s in edit.swaps), *(x.text for x in edit.lines)))
    said = list(_sentences(case, vendor, speaker, added))
    if not said:
        return
    articles = case.contract.articles
    spots = [n for n, a in enumerate(articles) if a.kind == "article" and _TITLE.search(a.title)]
    main = [n for n, a in enumerate(articles) if a.kind == "article"] or [0]
    spot = Spot(spots[0] if spots else main[0], fits=bool(spots))
    article = articles[spot.article]
    listed = _last_label(article)
    if spots and listed:
        found = places.listed(spot, [Said(2, "", text) for text in said], *listed)
        name = as_cited(article.number, vendor.language) or article.title
        place = cited(name, [line.label for line in found[1]], vendor.language)
        yield Edit("terms", place, (), after=found[0], lines=found[1])
        return
    number = places.new_number(spot.article)
    lead = Said(1, "", vendor.adapted(_LEAD[vendor.language]))
    lines = [lead, *(Said(2, label(2, n, vendor.language), text) for n, text in enumerate(said, 1))]
    after, made = places.article(spot, number, _NEW[vendor.language], [lines])
    yield Edit("terms", as_cited(number, vendor.language) or _NEW[vendor.language], (), after=after, lines=made)


def _last_label(article: Article) -> tuple[str, int] | None:
    """Return label and offset of the last numbered paragraph, None where the article has none that goes on."""
    numbered = [p for p in article.paragraphs if p.level > 0 and p.label and p.kind == "text"]
    if not numbered or not next_label(numbered[-1].label):
        return None
    return numbered[-1].label, numbered[-1].start


def _sentences(case: Case, vendor: Vendor, speaker: Speaker, added: str) -> Iterator[str]:
    """Yield a definition for each word that the new text uses and the document never does."""
    text = case.document.text
    names = true_names(case.library, case.selection.conditions.facts)
    left = [term for term in case.library.terms.values() if names.issuperset(term.only_if)]
    found: list[str] = []
    grown = added
    while True:
        new = [t for t in left if (name := _name(t, vendor)) and _uses(grown, name) and not _uses(text, name)]
        if not new:
            break
        for term in new:
            left.remove(term)
            found.append(_sentence(term, vendor, speaker))
            grown += "\n" + found[-1]
    if vendor.language != KOREAN:
        for name, meaning in _PARTIES:
            if _uses(grown, name) and not _uses(text, name):
                yield f"“{name}” means {meaning}."
    yield from found


def _name(term: Term, vendor: Vendor) -> str:
    return vendor.adapted(term.term if vendor.language == KOREAN else term.term_en)


def _uses(text: str, name: str) -> bool:
    ends = "" if re.search("[가-힣]$", name) else r"(?:s|es)?(?!\w)"
    return re.search(rf"(?<![가-힣\w]){re.escape(name)}{ends}", text) is not None


def _sentence(term: Term, vendor: Vendor, speaker: Speaker) -> str:
    name = _name(term, vendor)
    if vendor.language != KOREAN:
        return f"“{name}” means {speaker.filled(term.definition_en).rstrip('.')}."
    meaning = term.definition.rstrip(".")
    body = speaker.filled(meaning if meaning.endswith("다") else f"{meaning}[을/를] 말한다")
    return vendor.adapted(fit(f"“{name}”[이란/란] ") + body.rstrip(".") + ".")
