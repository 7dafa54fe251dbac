"""The grammar of a Korean sentence as far as a duty needs it: clauses, moods, subjects.

In: a spaCy Doc of Kiwi morphemes over text in which the parties already read 제공자 and
금융회사. Out: a `Reading`: the text without spaces, the same with every verb in its
dictionary form, and the clauses with their mood and subject. The engine knows grammar
only; what a contract must say is data of the clause library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.korean import MORPHEMES

DOES, MAY, NOT, EFFORTS = "does", "may", "not", "efforts"
_LINKS = {
    "고",
    "며",
    "으며",
    "되",
    "으되",
    "나",
    "으나",
    "지만",
    "거나",
    "는데",
    "ᆫ데",
    "은데",
    "고서",
    "므로",
    "으므로",
    "자",
}
_OPEN_ENDINGS = _LINKS | {"어서", "아서", "어", "아", "어야", "아야", "어도", "아도", "지"}
_REFUSALS = {"거부", "거절", "금지", "면책", "면제", "배제", "불허", "불가", "생략", "거부권"}
_BESIDE = {"어서", "아서", "어", "아", "어도", "아도"}
_COMPLETED = {"되", "좋", "무방", "안", "아니"}
"""An ending of _BESIDE carries the predicate on only before these (않아도 된다); else it gives a reason (내지 않아 …)."""
_EFFORTS = {"노력", "최선"}
_SPENT = ("하", "되", "받", "다하", "다", "기울이", "경주")
_SOFT_REFUSALS = {"제한", "방해", "지연", "보류", "유보", "회피", "기피"}
_ADVERBIAL = {"지체", "예외", "차질", "중단", "빠짐", "끊김", "제한", "조건", "비용", "부담"}
_SUBJECT = re.compile(
    r"(?P<who>제공자|금융회사|재수탁자|이용자|금융위원회|금융위|금융감독원|금감원|감독\s?당국|감독\s?기관|금융\s?당국|감사인|침해사고대응기관|정보주체)"
    r"(?:\s?등)?(?:[(（][^)）]{0,40}[)）])?(?P<mark>는|은|가|이|도|만이|만|께서)(?=[\s,])"
)
_AUTHORITIES = re.compile(r"금융위|금감원|금융감독원|감독|당국|대응기관")
_ROLE = {
    "제공자": "provider",
    "재수탁자": "subcontractor",
    "금융회사": "customer",
    "감사인": "customer",
    "이용자": "user",
    "정보주체": "user",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its characters, its moods, its subject ('' = not named), its content words (form/tag).

    `refuses`: denied by a word such as 거절, not by a negation. `binds`: an outright duty (-어야 한다). `negated`: holds a negation.
    """

    start: int
    end: int
    moods: frozenset[str]
    subject: str
    named: bool
    predicate: bool
    words: tuple[str, ...] = ()
    refuses: bool = False
    binds: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence made ready for matching; `*_at` map characters back to the text."""

    text: str
    surface: str
    surface_at: tuple[int, ...]
    lemma: str
    lemma_at: tuple[int, ...]
    clauses: tuple[Clause, ...]
    grams: tuple[str, ...]
    language: str = "ko"

    def clause_at(self, place: int) -> Clause:
        """Return the clause that holds character `place`."""
        for clause in self.clauses:
            if place < clause.end:
                return clause
        return self.clauses[-1]

    @property
    def subject(self) -> str:
        """The last subject the sentence names, or ''."""
        return next((c.subject for c in reversed(self.clauses) if c.subject), "")


class _Morph(NamedTuple):
    form: str
    tag: str
    start: int
    end: int


def read_sentence(doc: Doc) -> Reading:
    """Return the reading of one sentence (`doc.text` = rewritten text)."""
    text = doc.text
    morphs = [_Morph(*morpheme) for morpheme in doc.user_data[MORPHEMES]]
    surface_at = tuple(i for i, ch in enumerate(text) if not ch.isspace())
    lemma, lemma_at = _lemma(text, morphs)
    grams = tuple(gram(m) for m in morphs if m.tag[:1] not in "S")
    return Reading(
        text, "".join(text[i] for i in surface_at), surface_at, lemma, lemma_at, tuple(_clauses(text, morphs)), grams
    )


def _lemma(text: str, morphs: list[_Morph]) -> tuple[str, tuple[int, ...]]:
    """Spell verbs as stem + 다 and drop endings; everything else stays as written."""
    out: list[str] = []
    at: list[int] = []
    cursor = 0
    for m in morphs:
        if m.start > cursor:
            cursor = m.start
        if m.tag[0] == "V" or m.tag in ("XSV", "XSA", "XSA-I", "XSV-I"):
            piece = m.form + "다"
        elif m.tag[0] == "E":
            cursor = max(cursor, m.end)
            continue
        else:
            piece = m.form if m.end - m.start != len(m.form) else text[m.start : m.end]
        out.append(piece)
        at.extend([m.start] * len(piece))
        cursor = max(cursor, m.end)
    return "".join(out), tuple(at)


def _clauses(text: str, morphs: list[_Morph]) -> list[Clause]:
    bounds: list[tuple[int, int]] = []
    first = 0
    for index in range(len(morphs)):
        following = morphs[index + 1] if index + 1 < len(morphs) else None
        if _joins(morphs, index) and following and not following.tag.startswith(("VX", "JX")):
            bounds.append((first, index + 1))
            first = index + 1
    if first < len(morphs) or not bounds:
        bounds.append((first, len(morphs)))
    return _inherit(text, [_clause(text, morphs, a, b) for a, b in bounds], [_link(morphs, b) for _, b in bounds])


def _joins(morphs: list[_Morph], i: int) -> bool:
    """True for an ending that closes a clause: -고, -며, and '아니라' save in '뿐만 아니라'."""
    m = morphs[i]
    if m.tag == "EC" and m.form == "라" and i and morphs[i - 1].tag == "VCN":
        return all(x.form != "뿐" for x in morphs[max(0, i - 4) : i])
    return m.tag == "EC" and m.form in _LINKS


def _link(morphs: list[_Morph], end: int) -> str:
    return morphs[end - 1].form if end and morphs[end - 1].tag == "EC" else ""


def _clause(text: str, morphs: list[_Morph], first: int, last: int) -> Clause:
    start = morphs[first].start if first < len(morphs) else 0
    end = morphs[last].start if last < len(morphs) else len(text)
    subject = _subject(text, start, end)
    moods, predicate = _moods(morphs, first, last)
    words = tuple(dict.fromkeys(gram(m) for m in morphs[first:last] if m.tag[0] in "NVMX" and m.tag != "NNB"))
    negated = any(_negates(morphs, i) for i in range(first, last))
    binds = any(m.tag == "EC" and m.form.endswith("야") for m in morphs[first:last])
    return Clause(
        start,
        end,
        moods,
        subject,
        bool(subject),
        predicate,
        words,
        moods == frozenset({NOT}) and not negated,
        binds,
        negated,
    )


def gram(m: _Morph) -> str:
    """Return a morpheme as form/tag with the tag cut to its first two letters."""
    return f"{m.form}/{m.tag[:2]}"


def _subject(text: str, start: int, end: int) -> str:
    """Return the role of the clause's subject: a topic (는/은) before a plain subject (가/이)."""
    topic = plain = ""
    for found in _SUBJECT.finditer(text, start, min(end + 1, len(text))):
        who = found["who"]
        role = "authority" if _AUTHORITIES.search(who) else _ROLE[who]
        if found["mark"] in ("는", "은", "도", "만이", "께서", "만"):
            topic = topic or role
        elif not re.match(r"[^,.]{0,40}?(?:경우|때|면\s|면,|하는 바|한 |는 |된 )", text[found.end() : end]):
            plain = plain or role
        elif not plain and not topic:
            plain = plain or ""
    return topic or plain


def _moods(morphs: list[_Morph], first: int, last: int) -> tuple[frozenset[str], bool]:
    negations = soft = 0
    may = efforts = without = predicate = False
    for i in range(first, last):
        m = morphs[i]
        if m.tag == "EF" or m.tag == "ETN" or _joins(morphs, i):
            predicate = True
        if _without(morphs, i):
            without = True
        elif (_negates(morphs, i) and _finite(morphs, i, last)) or (m.form in _REFUSALS and _acts(morphs, i, last)):
            negations += 1
        elif m.form in _SOFT_REFUSALS and _acts(morphs, i, last):
            soft += 1
        elif (m.form in _EFFORTS and _spent(morphs, i, last)) or (
            m.form in ("힘쓰", "애쓰") and _finite(morphs, i, last)
        ):
            efforts = True
        elif (m.form == "있" and i and (morphs[i - 1].form == "수" or _right(morphs, i))) or (
            m.form in ("가지", "갖", "보유") and _right(morphs, i)
        ):
            may = may or _finite(morphs, i, last)
    if soft and negations % 2:
        negations += 1
    if efforts and not negations:
        return frozenset({EFFORTS}), predicate
    if negations % 2:
        return frozenset({NOT, DOES} if without else {NOT}), predicate
    if may and not negations:
        return frozenset({MAY}), predicate
    return frozenset({DOES}), predicate


def _negates(morphs: list[_Morph], i: int) -> bool:
    m = morphs[i]
    if m.tag.startswith("VX") and m.form in ("않", "아니하", "못하", "말"):
        return True
    if m.form in ("아니", "안", "못") and m.tag in ("MAG", "IC", "VCN"):
        return m.tag == "VCN" or (i + 1 < len(morphs) and morphs[i + 1].tag[0] in "VN")
    if m.form == "못하" and m.tag.startswith("V"):
        return True
    return m.form == "없" and m.tag.startswith("V")


def _finite(morphs: list[_Morph], i: int, last: int) -> bool:
    """True if the predicate at `i` closes its clause instead of modifying something."""
    for j in range(i + 1, min(i + 6, len(morphs))):
        m = morphs[j]
        if m.tag in ("EF", "ETN"):
            return True
        if m.tag == "EC" and m.form in _BESIDE and j + 1 < last:
            return morphs[j + 1].tag.startswith(("VX", "JX")) or morphs[j + 1].form in _COMPLETED
        if m.tag == "EC":
            return m.form in _OPEN_ENDINGS or j >= last or _joins(morphs, j)
        if m.tag == "ETM":
            return (
                j + 1 < len(morphs)
                and morphs[j + 1].form in ("수", "것", "바", "거")
                and not (j + 2 < len(morphs) and morphs[j + 2].tag == "JKG")
            )
        if m.tag[0] in "NM":
            return False
    return i >= last - 4


def _without(morphs: list[_Morph], i: int) -> bool:
    """True for '동의 없이', '없는 한', '받지 아니하고는', '받지 않은 채', '알리기 전에는': the act hangs on something first."""
    m = morphs[i]
    if m.form == "없이":
        return not (i and morphs[i - 1].form in _ADVERBIAL)
    if m.form == "전":
        return [x.form for x in morphs[i + 1 : i + 3]] == ["에", "는"]
    return m.form in ("없", "않", "아니하", "못하", "말") and _conditional(morphs, i)


def _conditional(morphs: list[_Morph], i: int) -> bool:
    """True for '없는 한', '않은 채', '없으면', '않고는', '아니하고는': a condition, not a denial."""
    tail = morphs[i + 1 : i + 4]
    forms = [m.form for m in tail]
    if not tail:
        return False
    if tail[0].tag == "ETM" and len(forms) > 1 and forms[1] in ("한", "채"):
        return True
    return tail[0].tag == "EC" and (forms[0] in ("으면", "면", "고서", "고서는", "고는") or forms[:2] == ["고", "는"])


def _acts(morphs: list[_Morph], i: int, last: int) -> bool:
    """True if the noun at `i` is the predicate (금지한다, 면책된다, 거부할 수 있다, 불가)."""
    if i + 1 >= last:
        return True
    following = morphs[i + 1]
    if following.tag.startswith(("XSV", "VCP")) or following.form in ("하", "되", "받", "시키"):
        return _finite(morphs, i + 1, last)
    return following.tag in ("JKO", "JKS", "JX") and i + 2 < last and morphs[i + 2].form in ("하", "되", "받", "다하")


def _spent(morphs: list[_Morph], i: int, last: int) -> bool:
    """True for efforts that are made: 노력한다, 노력을 다한다, 노력을 기울인다, 최선을 다한다."""
    made = i + 2 < last and morphs[i + 1].tag in ("JKO", "JX") and morphs[i + 2].form in _SPENT
    return made or (morphs[i].form == "노력" and _acts(morphs, i, last))


def _right(morphs: list[_Morph], i: int) -> bool:
    return any(m.form in ("권리", "권한", "권") for m in morphs[max(0, i - 3) : i])


def _inherit(text: str, clauses: list[Clause], links: list[str]) -> list[Clause]:
    """Carry the mood back over '-거나' and '-고', and the subject forward."""
    for i in range(len(clauses) - 2, -1, -1):
        this, after = clauses[i], clauses[i + 1]
        same = not this.binds and (not after.named or after.subject == this.subject)
        wanted = links[i] == "거나" or (links[i] in ("고", "며", "으며") and same and after.moods & {MAY, EFFORTS})
        if wanted and this.moods == frozenset({DOES}):
            clauses[i] = replace(this, moods=after.moods)
        elif links[i] == "거나" and this.refuses and after.negated:
            clauses[i] = replace(this, moods=frozenset({DOES}))
    carried = ""
    for i, clause in enumerate(clauses):
        if clause.subject:
            carried = clause.subject
        elif carried:
            clauses[i] = replace(clause, subject=carried, named=False)
    if not clauses:
        return [Clause(0, len(text), frozenset({DOES}), "", False, False)]
    return clauses
