"""Turn a sentence round: its duty or right reversed, made a mere effort, or given to the other party.

In: text of a contract whose parties are the canonical words (`pipeline.bindings`), or our own
wording. Out: the changed text, the same where nothing can be changed. The changes are made on
grammar alone, so they need no list of clauses. A turn has several wordings; `pick` chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language import ENGLISH

Table = Sequence[tuple[str, tuple[str, ...]]]
_NIEUN, _PIEUP = 4, 17
_FINALS = 28

_STEM = r"(?P<stem{n}>[가-힣]*[가-힣])"
_REVERSED_KO: Table = (
    (_STEM + r"지 (?:아니한다|않는다|못한다)(?=[.])", ("{}ㄹ 수 있다",)),
    (_STEM + r"지 (?:않습니다|아니합니다|못합니다)(?=[.])", ("{}ㄹ 수 있습니다",)),
    (r"(?:하여서는|해서는|하여선) (?:아니|안) 된다", ("할 수 있다",)),
    (r"(?:하여서는|해서는) (?:아니|안) 됩니다", ("할 수 있습니다",)),
    (r"수 없다", ("수 있다",)),
    (r"수 없습니다", ("수 있습니다",)),
    (r"수 없으며", ("수 있으며",)),
    (r"수 있다", ("수 없다",)),
    (r"수 있습니다", ("수 없습니다",)),
    (r"수 있으며", ("수 없으며",)),
    (r"수 있고", ("수 없고",)),
    (r"(?:하여야|해야) 한다", ("할 의무를 지지 아니한다", "하지 아니할 수 있다", "할 책임이 없다", "하지 않아도 된다")),
    (
        r"(?:하여야|해야) 합니다",
        ("할 의무가 없습니다", "하지 않을 수 있습니다", "할 책임을 지지 않습니다", "하지 않아도 됩니다"),
    ),
    (r"(?:하여야|해야) (?:하며|하고)", ("할 의무를 지지 아니하며", "하지 아니할 수 있으며")),
    (_STEM + r"(?<!하)여야 한다", ("{}이지 아니하여도 된다", "{}이지 아니한다")),
    (_STEM + r"(?<!하)여야 합니다", ("{}이지 않아도 됩니다", "{}이지 않습니다")),
    (_STEM + r"[아어]야 한다", ("{}지 아니하여도 된다", "{}지 아니한다")),
    (_STEM + r"[아어]야 합니다", ("{}지 않아도 됩니다", "{}지 않습니다")),
    (r"지 아니하고(?=\s)", ("지 아니하여도 되고",)),
)
_DILUTED_KO: Table = (
    (r"(?:하여야|해야) 한다", ("하도록 노력한다", "하기 위하여 노력한다")),
    (r"(?:하여야|해야) 합니다", ("하도록 노력합니다", "하기 위해 노력합니다")),
    (r"(?:하여야|해야) (?:하며|하고)", ("하도록 노력하며",)),
    (_STEM + r"(?<!하)여야 한다", ("{}이도록 노력한다",)),
    (_STEM + r"[아어]야 한다", ("{}도록 노력한다",)),
    (_STEM + r"[아어]야 합니다", ("{}도록 노력합니다",)),
    (r"(?:하여서는|해서는) (?:아니|안) 된다", ("하지 아니하도록 노력한다",)),
    (_STEM + r"지 (?:아니한다|않는다|못한다)(?=[.])", ("{}지 아니하도록 노력한다",)),
    (_STEM + r"지 않습니다(?=[.])", ("{}지 않도록 노력합니다",)),
)
_REVERSED_EN: Table = (
    (r"\b(?:shall|may|must|will) not\b(?! be obliged)", ("may", "is free to", "may in its sole discretion")),
    (r"\b(?:shall|will|must) be (?P<adj{n}>liable|responsible)\b", ("shall not be {}", "is in no event {}")),
    (
        r"\b(?:shall|must)\b",
        ("shall not be obliged to", "is under no obligation to", "need not", "has no duty to", "does not"),
    ),
    (r"\bwill\b", ("will not", "is not obliged to", "does not")),
    (r"\bmay\b", ("may not", "shall not", "has no right to")),
    (r"\b(?P<be{n}>is|are) governed\b", ("{} not governed",)),
    (r"\b(?P<act{n}>is|are) (?=(?:liable|responsible|entitled|required|obliged|owned)\b)", ("{} not ",)),
)
_DILUTED_EN: Table = (
    (r"\b(?:shall|will|must) not\b", ("shall use reasonable efforts not to", "will endeavour not to")),
    (
        r"\b(?:shall|must|will)\b",
        ("shall use reasonable efforts to", "will use commercially reasonable efforts to", "will endeavour to"),
    ),
)
PARTIES = {"ko": ("제공자", "금융회사"), "en": ("provider", "customer")}
"""The canonical words for the two parties."""
OWN_PARTIES = {"ko": ("제공자", "금융회사"), "en": ("Provider", "Financial Company")}
"""The parties in our own drafts."""


EXCEPTIONS = {
    "ko": (
        "전항에도 불구하고 ",
        "제1항에도 불구하고 ",
        "다만, ",
        "위 규정에도 불구하고 ",
        "그러나 ",
        "앞의 약정과 관계없이 ",
        "",
    ),
    "en": (
        "Notwithstanding the preceding paragraph, ",
        "Notwithstanding the foregoing, ",
        "However, ",
        "The preceding paragraph is subject to the following: ",
        "Despite anything said above, ",
        "Nevertheless, ",
        "",
    ),
}
"""How a sentence begins that holds against the one before; some say nothing of it."""
_SMALL = frozenset(
    "the a an any all each no neither nothing none if in on at upon for we our you your this such".split()
)


def as_exception(text: str, lang: str, pick: int) -> str:
    """Return `text` as an exception to what stands before it."""
    begin, first = EXCEPTIONS[lang][pick], text.split(" ", 1)[0]
    small = begin and lang == ENGLISH and first.lower() in _SMALL
    return begin + (text[:1].lower() + text[1:] if small else text)


def reversed_wording(text: str, lang: str, pick: int = 0) -> str:
    """Return `text` with its duties denied, its rights and prohibitions turned."""
    if lang == ENGLISH:
        return _plain(_rewritten(text, _REVERSED_EN, pick))
    changed = _rewritten(text, _REVERSED_KO, pick)
    return re.sub(r"([가-힣]+)다(?=[.](?:\s|$))", _denied, text) if changed == text else changed


def diluted(text: str, lang: str, pick: int = 0) -> str:
    """Return `text` with its duties made mere efforts."""
    if lang == ENGLISH:
        return _plain(_rewritten(text, _DILUTED_EN, pick))
    changed = _rewritten(text, _DILUTED_KO, pick)
    return re.sub(r"([가-힣]+)다(?=[.](?:\s|$))", _tried, text) if changed == text else changed


def swapped(text: str, one: str, other: str) -> str:
    """Return `text` with the words of the two parties exchanged, particles and all."""
    pattern = re.compile(rf"\b(?:{one}|{other})" if one.isascii() else f"{one}|{other}")
    return pattern.sub(lambda found: other if found[0] == one else one, text)


def _rewritten(text: str, table: Table, pick: int) -> str:
    """Return `text` with the first pattern of `table` that fits applied at each place."""
    pattern = re.compile("|".join(f"(?P<g{i}>{wanted.replace('{n}', str(i))})" for i, (wanted, _) in enumerate(table)))

    def put(found: re.Match[str]) -> str:
        number = next(i for i in range(len(table)) if found[f"g{i}"] is not None)
        options = table[number][1]
        kept = next(
            (v for k, v in found.groupdict().items() if v and k.endswith(str(number)) and not k.startswith("g")), ""
        )
        return _filled(options[pick % len(options)], kept)

    return pattern.sub(put, text)


def _filled(wording: str, kept: str) -> str:
    """Put `kept` into a wording; {}ㄹ is the stem with its last syllable closed by ㄹ."""
    if wording.startswith("{}ㄹ"):
        last = ord(kept[-1]) - 0xAC00
        stem = kept[:-1] + chr(0xAC00 + last + 8) if last % _FINALS == 0 else kept + "을"
        return stem + wording[3:]
    return wording.replace("{}", kept)


def _denied(found: re.Match[str]) -> str:
    return _closing(found[1], "지 아니한다", "지 않습니다") or found[0]


def _tried(found: re.Match[str]) -> str:
    return _closing(found[1], "도록 노력한다", "도록 노력합니다") or found[0]


def _closing(word: str, plain: str, polite: str) -> str:
    """Return the verb `word` (without its 다) with another ending, or '' for what is no verb in the present."""
    polite_form = word.endswith("니")
    stem = word[:-1] if polite_form else word
    if word.endswith("는") and len(word) > 1:
        return word[:-1] + plain
    if not stem or (stem.endswith("습") and polite_form):
        return stem[:-1] + polite if len(stem) > 1 and stem[-2] not in "있없었았겠" else ""
    last = ord(stem[-1]) - 0xAC00
    final = last % _FINALS
    if final != (_PIEUP if polite_form else _NIEUN) or stem[-1] in "인입":
        return ""
    return stem[:-1] + chr(0xAC00 + last - final) + (polite if polite_form else plain)


def _plain(text: str) -> str:
    return re.sub(r" {2,}", " ", text)
