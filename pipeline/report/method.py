"""The fixed text of a report: how it was made, what it does not do, how to use the wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Review
from pipeline.parties import CUSTOMER, PROVIDER
from pipeline.report.labels import PRIORITY_RULES


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with its sentences."""

    title: str
    lines: tuple[str, ...]


JUDGING = Passage(
    "판정하는 방법",
    (
        "기재사항을 더 나눌 수 없는 요소로 나누고, 요소마다 계약서의 어느 문장이 그 내용을 정하는지 찾습니다. "
        "표현이 달라도 법적 효과가 같으면 충족으로 봅니다.",
        "제목, 목차, 정의, 목적 조항, 링크만 있는 정책, 금융회사의 의무를 정한 문장은 근거로 보지 않습니다. "
        "노력하겠다는 문장은 정보보호 책임, 서비스 연속성, 유출 방지의 세 요소에서만 근거가 됩니다.",
        "권리를 빼앗거나 의무를 반대로 정한 문장이 있고 다른 곳에서 되돌리지 않으면 상충으로 봅니다. "
        "책임의 한도, 통지 기간처럼 권리를 남겨 둔 채 제한하는 문장은 상충이 아닙니다.",
        "기재사항의 상태는 다음 순서로 먼저 해당하는 것을 따릅니다. 상충: 상충하는 요소가 있음. 판독불가: 판독하지 "
        "못한 법정 요소가 있음. 누락: 누락된 법정 요소가 있음. 부분 충족: 법정 요소는 모두 있고 가이드 요소가 빠짐. "
        "충족: 모든 요소가 있음.",
        "법정 요소는 규정이 이름을 들어 요구하는 것이고, 가이드 요소는 금융보안원 가이드의 ‘규정 준수 시 고려사항’"
        "으로서 그 자체로는 구속력이 없습니다. 간접계약의 동등한 효력은 가이드에 있으나 별표 2의5의 사항이 제공자에게 "
        "미치는지를 좌우하므로 법정 요소와 같이 다룹니다.",
    ),
)

PRIORITY = Passage("우선순위를 정하는 규칙", PRIORITY_RULES)

_LIMITS = Passage(
    "한계",
    (
        "문장을 읽어 판정하는 프로그램의 결과이며 법률 자문이 아닙니다. 서명 여부는 검토자와 준법감시인이 계약서 "
        "원문을 보고 정합니다.",
        "누락은 검토한 문서에서 그 내용을 찾지 못하였다는 뜻입니다. 함께 적용되는 다른 문서(서비스 수준 협약, 개인정보 "
        "처리위탁 계약, 주문서 등)나 인터넷 주소로만 인용된 문서는 읽지 않았습니다.",
        "충족은 그 내용을 정한 문장이 있다는 뜻입니다. 조건이 금융회사에 충분히 유리한지, 약관이 무효인지, 금액과 "
        "기간이 적정한지는 판단하지 않았습니다.",
        "‘확인 필요’로 표시한 요소는 판정이 확실하지 않으므로 인용문을 원문과 함께 보아야 합니다. 표시가 없는 판정도 "
        "틀릴 수 있습니다. 시험한 문서에서 얻은 정확도는 프로그램 설명서(docs/accuracy.md)에 있습니다.",
        "인용문은 원문을 글자 그대로 옮긴 것입니다. 줄바꿈은 빈칸으로 바꾸었고, 화면에 나타나지 않거나 읽는 방향을 "
        "바꾸는 문자는 \ufffd로 나타냈습니다.",
    ),
)


_READINGS = (
    "한국어가 아닌 문장 아래의 ‘국문 풀이’는 번역이 아니라 그 문장을 어느 요건으로 읽었는지를 적은 것입니다. 뜻은 원문으로 "
    "확인합니다."
)

_ENGLISH_USE = (
    "계약서에는 영문 문구를 옮기고, 그 아래의 국문은 뜻을 확인하는 데 씁니다. ‘Article ○’와 ‘Annex ○’는 그 내용을 둔 조와 "
    "별지의 번호로 바꿉니다. ‘the preceding paragraph’는 같은 조항의 바로 앞 제안 문구를 가리킵니다."
)


def limits(foreign: bool) -> Passage:
    """Return what the report does not say; `foreign`: it quotes passages that are not Korean."""
    return Passage(_LIMITS.title, (*_LIMITS.lines, _READINGS)) if foreign else _LIMITS


def using_wording(review: Review, english: Mapping[str, str]) -> Passage:
    """Return how to carry our wording over into this contract, with the names that it gives the parties.

    `english`: what our English wording calls the parties, by their Korean names; empty unless the
    contract is English.
    """
    names = {role: review.parties.get(role, ()) for role in (PROVIDER, CUSTOMER)}
    said = [f"{english.get(role, role)}는 {_listed(words)}" for role, words in names.items() if words]
    ours = "와 ".join(f"‘{english.get(role, role)}’" for role in names)
    own = (
        f"이 문서에 쓰인 호칭은 {', '.join(said)}입니다. 제안 문구를 옮길 때 그 호칭으로 바꾸어 적습니다."
        if said
        else f"제안 문구의 {ours}는 계약서에서 쓰는 호칭으로 바꾸어 적습니다."
    )
    numbers = (
        "【 】는 협의하여 채울 빈칸이고, ‘제○조’는 그 내용을 둔 조의 번호로 바꿉니다. ‘전항’은 같은 조항의 바로 앞 "
        "제안 문구를 가리킵니다."
    )
    agreed = "상대방의 조항을 고치기 어려우면 부속합의서로 체결하고, 부속합의서가 우선한다는 조항을 함께 둡니다."
    return Passage("제안 문구를 쓰는 방법", (own, numbers, *([_ENGLISH_USE] if english else []), agreed))


def _listed(words: tuple[str, ...]) -> str:
    return "·".join(f"‘{word}’" for word in words[:3])
