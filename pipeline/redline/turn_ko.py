"""Turns a Korean sentence the other way by its grammar: the smallest change that could put it right.

In: a sentence, the parties' names, what is wanted. Out: candidate sentences, the gentlest first, each read off the
morphemes: a denied predicate (…지 아니한다, …지 않을 수 있다) becomes the duty, '할 수 있다' of the provider '할 수 없다',
'할 수 없다' of the customer '할 수 있다', 'without notice or consent' 'with it'. A sentence with an exception in it is
left alone, because turning its predicate would turn the exception as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.korean import kiwi
from pipeline.particles import choose
from pipeline.redline.turns import Names, Wanted

_EXCEPTION: Final = re.compile(
    r"제외하고|외에는|이외에는|한하여|한정하여|아니면|다만|않는 한|없는 한|경우에만|경우를 빼고|그 밖의"
)
_NO_NOTICE: Final = re.compile(
    r"(?:사전에?\s*)?(?:별도의\s*|사전\s*)?(?P<noun>통지|통보|고지|공지)\s*(?:없이|를 하지 (?:않고|아니하고))"
)
_UNTOLD: Final = re.compile(r"(?P<verb>알리|통지하|통보하|고지하)지\s*(?:않고|아니하고)")
_NO_CONSENT: Final = re.compile(
    r"(?:사전\s*)?(?P<written>서면\s*)?(?P<noun>동의|승낙|승인|허락)(?:을|를)?\s*(?:없이|(?:받지|얻지|구하지)\s*(?:않고|아니하고))"
)
_AFTERWARDS: Final = re.compile(r"사후(?=에|\s*통지|\s*통보|\s*고지)")
_BURDEN: Final = ("의무", "책임")
_RIGHTS: Final = re.compile(r"주장|청구|요구|요청|해지|해제|열람|감사|조사|점검|확인|이의|반환|환급|회수|승계")
_POLITE: Final = re.compile(r"니다$|요$")


def turned(sentence: str, names: Names, wish: Wanted) -> Iterator[str]:
    """Yield the sentence turned, in the order in which they are to be tried; nothing where no turn is safe."""
    seen = [sentence]
    for candidate in _candidates(sentence, names, wish):
        if candidate not in seen:
            seen.append(candidate)
            yield candidate


def _candidates(sentence: str, names: Names, wish: Wanted) -> Iterator[str]:
    yield _with_leave(sentence, wish)
    if _EXCEPTION.search(sentence):
        return
    end = _Predicate.of(sentence)
    if end is None:
        return
    subject = _subject(sentence[: end.start], names)
    if end.denied and wish.duty and subject != "customer":
        yield end.as_duty(sentence)
    if end.able and not end.denied and wish.ban and subject == "provider":
        yield end.able_as(sentence, "없")
    if end.unable and wish.right and subject == "customer" and _RIGHTS.search(sentence[: end.start]):
        yield end.able_as(sentence, "있")


def _with_leave(sentence: str, wish: Wanted) -> str:
    """Return the sentence with what was to be done without notice or consent done with it."""
    if wish.notice:
        sentence = _NO_NOTICE.sub(lambda found: f"사전에 {found['noun']}하고", sentence)
        sentence = _UNTOLD.sub(lambda found: f"미리 {found['verb']}고", sentence)
        sentence = _AFTERWARDS.sub("사전", sentence)
    if wish.consent:
        sentence = _NO_CONSENT.sub(
            lambda found: f"사전 {found['written'] or ''}{found['noun']}{choose('을/를', found['noun'])} 받아", sentence
        )
    return sentence


def _subject(before: str, names: Names) -> str:
    """Return whose predicate it is: the party that stands last as topic or subject, '' where none does."""
    found = ""
    at = -1
    for party, words in (("provider", names.provider), ("customer", names.customer)):
        for word in words:
            for match in re.finditer(rf"(?<![가-힣]){re.escape(word)}[\"”]?(?:은|는|이|가)(?![가-힣])", before):
                if match.start() > at:
                    found, at = party, match.start()
    return found


@dataclass(frozen=True, slots=True)
class _Predicate:
    """The last predicate: `stem` (form, tag) begins at `start`, what may be replaced ends at `end`.

    `able_at`: where 있다/없다 of '수 있다', '수 없다' begins, -1 without it. `burden`: 의무, 책임 before the stem.
    """

    start: int
    end: int
    stem: tuple[str, str]
    denied: bool
    able: bool
    unable: bool
    able_at: int
    burden: bool
    polite: bool

    @classmethod
    def of(cls, sentence: str) -> _Predicate | None:
        """Return the last predicate of the sentence, None where it is not one of the known shapes."""
        tokens = [token for token in kiwi().tokenize(sentence) if token.tag not in ("SF", "SSC", "SS")]
        if not tokens or tokens[-1].tag != "EF":
            return None
        final = tokens[-1]
        end = final.start + final.len
        at = len(tokens) - 2
        able_at, able, unable = -1, False, False
        if at >= 2 and tokens[at].form in ("있", "없") and tokens[at - 1].form == "수" and tokens[at - 2].tag == "ETM":
            able_at, able, unable = tokens[at].start, tokens[at].form == "있", tokens[at].form == "없"
            at -= 3
        denied = False
        if at >= 2 and tokens[at].form in ("않", "아니하") and tokens[at - 1].form == "지":
            denied = True
            at -= 2
        if at < 0 or tokens[at].tag[:2] not in ("VV", "XS", "VX"):
            return None
        stem = tokens[at]
        before = [token for token in tokens[:at] if token.tag not in ("JKO", "JKS", "JX", "JKC")]
        burden = bool({token.form for token in before[-2:]} & set(_BURDEN)) and stem.form in ("지", "하")
        polite = bool(_POLITE.search(sentence[:end]))
        return cls(stem.start, end, (stem.form, stem.tag), denied, able, unable, able_at, burden, polite)

    def as_duty(self, sentence: str) -> str:
        """Return the sentence with the predicate as a duty: …하여야 한다; a burden (책임) is borne: 책임을 진다."""
        form, tag = self.stem
        if self.burden:
            said: str = kiwi().join([(form, tag), ("습니다" if self.polite else "ᆫ다", "EF")])
        else:
            must = "하여야" if form == "하" else kiwi().join([(form, tag), ("어야", "EC")])
            said = f"{must} {'합니다' if self.polite else '한다'}"
        return sentence[: self.start] + said + sentence[self.end :]

    def able_as(self, sentence: str, stem: str) -> str:
        """Return the sentence with '수 있다' as '수 없다' or the other way."""
        return sentence[: self.able_at] + stem + ("습니다" if self.polite else "다") + sentence[self.end :]
