"""English words: tokens with their places, and their dictionary forms, without any model.

In: text. Out: `Word`s. British and American spellings, hyphens and contractions come to
one form (organisation, sub-processor, won't), so that a rule or a weight learned from one
house style holds in another. Kiwi and spaCy are not needed and not loaded.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.english_words import ALIKE, IRREGULAR, KEEPS_S, NO_IZE, VERBS, verb_forms

NUMBER = "#"
_TOKEN = re.compile(
    r"(?P<markup></?[a-zA-Z][^<>]*>|&[a-z]+;|!?\[[^\]\n]*\](?=\()|(?<=\])\([^()\s]*\)|(?:https?://|www\.)[^\s)>\]]*[^\s)>\].,;:])|(?P<abbr>(?:[A-Za-z]\.){2,})|(?P<num>\d+(?:[.,:/]\d+)*)|(?P<word>[A-Za-z]+(?:[’'`][A-Za-z]+)?)|(?P<other>[^\sA-Za-z\d])"
)
_JOINED = frozenset(["sub", "non", "re", "co", "pre", "anti", "inter", "multi", "cyber", "back", "data", "e"])
_SPLIT_TAIL = {"s": "", "ll": "will", "re": "be", "ve": "have", "d": "would", "m": "be"}
_STEM_OF_NOT = {"ca": "can", "wo": "will", "sha": "shall"}
_NUMBER_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred thousand
    """.split()
)
_STANDARDS = frozenset({"27001", "27017", "27018", "27701", "22301", "9001", "20000", "800"})
"""Numbers that are names."""
_SILENT = frozenset("*_#“”\"‘’'`•·–—-‑®™©\\")


class Word(NamedTuple):
    """A token: as written (lower case), its dictionary form, its place; `of` = followed by a possessive mark."""

    text: str
    lemma: str
    start: int
    end: int
    of: bool = False

    @property
    def is_word(self) -> bool:
        """True for a word or a number, False for punctuation."""
        return self.text[0].isalnum()


def words(text: str) -> list[Word]:
    """Return the tokens of `text` in order; quotes, asterisks and dashes are left out."""
    out: list[Word] = []
    pending_hyphen = False
    for found in _TOKEN.finditer(text):
        start, end, kind = found.start(), found.end(), found.lastgroup
        piece = found[0]
        if kind == "markup":
            out += _link(piece, start)
            continue
        if kind == "other":
            hyphen = piece in "-‑" and bool(out) and out[-1].end == start and text[end : end + 1].isalnum()
            pending_hyphen = hyphen
            if piece in "’'" and out and out[-1].end == start and out[-1].text.endswith("s"):
                out[-1] = out[-1]._replace(of=True)
            elif piece not in _SILENT:
                out.append(Word(piece, piece, start, end))
            continue
        if kind == "word":
            _word(out, piece, start, end, pending_hyphen)
        else:
            low = piece.lower()
            out.append(Word(low, _number(low) if kind == "num" else low.replace(".", ""), start, end))
        pending_hyphen = False
    return _numbers(out)


def _link(piece: str, start: int) -> list[Word]:
    """Keep the words of a Markdown link; tags and addresses are no words."""
    if not piece.startswith("["):
        return []
    return [w._replace(start=w.start + start + 1, end=w.end + start + 1) for w in words(piece[1:-1])]


def _number(text: str) -> str:
    head = text.split(":")[0]
    return head if head in _STANDARDS else NUMBER


def _word(out: list[Word], piece: str, start: int, end: int, hyphen: bool) -> None:
    low = piece.lower().replace("’", "'").replace("`", "'")
    if low == "cannot":
        out += [Word("can", "can", start, start + 3), Word("not", "not", start + 3, end)]
        return
    if "'" in low:
        _contracted(out, low, start, end)
        return
    if hyphen and out and out[-1].text in _JOINED:
        first = out.pop()
        low, start = first.text + low, first.start
    out.append(Word(low, lemma(low), start, end))


def _contracted(out: list[Word], low: str, start: int, end: int) -> None:
    head, tail = low.split("'", 1)
    cut = start + len(head)
    if tail == "t" and head.endswith("n"):
        verb = _STEM_OF_NOT.get(head[:-1], head[:-1])
        out += [Word(verb, lemma(verb), start, cut - 1), Word("not", "not", cut - 1, end)]
    elif tail == "s" and head in ("it", "that", "there", "what", "he", "she"):
        out += [Word(head, lemma(head), start, cut), Word("is", "be", cut, end)]
    elif tail == "s":
        out.append(Word(head, lemma(head), start, end, True))
    elif tail in _SPLIT_TAIL:
        verb = _SPLIT_TAIL[tail]
        out += [Word(head, lemma(head), start, cut), Word("are" if tail == "re" else verb, verb, cut, end)]
    else:
        out.append(Word(low, low, start, end))


def _numbers(found: list[Word]) -> list[Word]:
    """Make 'thirty (30)' and 'twenty four' one number."""
    out: list[Word] = []
    i = 0
    while i < len(found):
        w = found[i]
        if w.text in _NUMBER_WORDS and (w.text != "one" or _number_follows(found, i)):
            j = i + 1
            while j < len(found) and found[j].text in _NUMBER_WORDS:
                j += 1
            if _bracketed(found, j):
                j += 3
            out.append(Word(w.text, NUMBER, w.start, found[j - 1].end))
            i = j
            continue
        out.append(w)
        i += 1
    return out


def _bracketed(found: list[Word], i: int) -> bool:
    return [w.lemma for w in found[i : i + 3]] == ["(", NUMBER, ")"]


def _number_follows(found: list[Word], i: int) -> bool:
    return _bracketed(found, i + 1)


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for base in VERBS.split():
        for form in verb_forms(base):
            table[form] = base
        table[base] = base
    for line in IRREGULAR.strip().splitlines():
        base, *forms = line.split()
        table |= dict.fromkeys([base, *forms], base)
    return table | dict(pair.split("=") for pair in ALIKE.split())


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Return the dictionary form of a lower-case word in American spelling."""
    table = _table()
    if word in table:
        return table[word]
    spelled = _american(word)
    if spelled != word and spelled in table:
        return table[spelled]
    return table.get(_stem(spelled), _stem(spelled))


@lru_cache(maxsize=65536)
def is_verb(word: str) -> bool:
    """True where a lower-case word may be a form of a verb that the table holds."""
    return lemma(word) in _verbs()


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    irregular = {line.split()[0] for line in IRREGULAR.strip().splitlines()}
    return frozenset(VERBS.split()) | (
        irregular - {"analysis", "basis", "criterion", "crisis", "index", "person", "child", "man"}
    )


def _american(word: str) -> str:
    for british, american in (
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("ysing", "yzing"),
    ):
        if word.endswith(british) or (british == "isation" and word.endswith("isations")):
            root = word[: word.rindex(british)] + "ise"
            return word if root in NO_IZE or len(root) < 6 else word.replace(british, american)
    return word


def _stem(word: str) -> str:
    """Take off -s, -ed or -ing from a word that the table does not hold."""
    if len(word) <= 3 or word in KEEPS_S:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")):
        return word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and re.search("[aeiouy]", word[: -len(ending)]):
            return _restored(word[: -len(ending)])
    return word


def _restored(stem: str) -> str:
    """Return the verb of a stem: planned -> plan, hosted -> host, cached -> cache."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if re.search(r"(?:[^aeiou]at|iz|[^s]s|v|c|[^n]g|u|[^aeiou]l|[^aeo]ir|[^o]ur|[^eo]ar|ut)$", stem):
        return stem + "e"
    return stem
