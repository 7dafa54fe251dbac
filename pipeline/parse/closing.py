"""Finds the signature block at the end of a contract.

In: the lines of the last article of a document or annex. Out: the place of the first line
of the signature block. Recognised by the sentence that ends a contract ('이 계약을 증명하기
위하여 …', 'IN WITNESS WHEREOF'), else by a date of its own line before signatures, else by
the first of at least two signature lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WITNESS = re.compile(
    r"(?:이|본|위)\s?(?:계약|약정|협약|합의|부속합의)[^.]{0,40}(?:증명|증거|증하기|체결\s?사실)[^.]{0,60}(?:작성|만들|서명|날인|보관|2부|2통)"
    r"|(?:계약|약정|협약|합의)[을를은]?\s?(?:맺은|맺어졌음|체결하였음|성립)[^.]{0,30}(?:증거|증명)"
    r"|IN WITNESS WHEREOF|(?i:in witness whereof)|(?:Signed|SIGNED|Executed|EXECUTED) (?:for|by|as)\b"
)
_DATE = re.compile(
    r"(?:20[\d○●O_ ]{0,4}|[_○ ]*)\s?년\s{0,8}[\d○_ ]{0,4}\s?월\s{0,8}[\d○_ ]{0,4}\s?일\.?$|Date\s*:?\s*[_\s]*$"
)
_SIGNATURE = re.compile(
    r"\(\s?(?:인|서명|직인|날인|서명\s?또는\s?인)\s?\)|[㊞]|^(?:서\s?명|Signature|By|Name|Title)\s*:|^서명$|_{6,}"
)
_NEAR: Final = 8


def closing_at(texts: Sequence[str], *, witness_only: bool = False) -> int | None:
    """Return the place of the first line of the signature block, or None.

    `witness_only`: only where the closing sentence stands (an annex may hold forms to be signed).
    """
    for at, text in enumerate(texts):
        if _WITNESS.search(" ".join(text[:300].replace("*", "").split())):
            return at
    if witness_only:
        return None
    signs = [at for at, text in enumerate(texts) if len(text) <= 160 and _SIGNATURE.search(text)]
    if not signs:
        return None
    dated = next(
        (
            at
            for at, text in enumerate(texts)
            if _DATE.match(text.strip()) and any(at <= s <= at + _NEAR for s in signs)
        ),
        None,
    )
    if dated is not None:
        return dated
    return signs[0] if len(signs) >= 2 else None
