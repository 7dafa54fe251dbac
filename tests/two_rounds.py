"""Two rounds of a contract for the tests: the sample terms, and the same after a negotiation written out here."""

from __future__ import annotations

import re
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
OLD = (SAMPLES / "vendor-terms.txt").read_text(encoding="utf-8")

CONSENT = (
    "① 회사는 재위탁을 하거나 이미 동의를 받은 협력사, 재위탁 업무의 범위 또는 업무를 수행하는 곳을 변경하려면 30일 전까지 그 사유와 "
    "내용을 고객에게 서면으로 통지하고 고객의 사전 서면 동의를 받아야 한다. 고객은 그 기간 안에 동의 여부를 알려야 하며, 답하지 "
    "아니한 것을 동의로 보지 아니한다."
)
"""Our own wording of the consent to subcontracting, with the vendor's words for the parties."""

_EDITS = (
    # 보완: 통지 없이 제공하던 것을 미리 알린다
    ("회사는 고객에게 알리지 않고 이에 응할 수 있습니다.", "회사는 미리 고객에게 알리고 법령이 요구하는 범위에서만 이에 응합니다."),
    # 보완: 동의 없는 재위탁을 우리 문구로 바꾼다
    ("① 회사는 고객의 동의를 받지 않고 서비스에 필요한 업무를 협력사에 맡길 수 있습니다.", CONSENT),
    # 문구 바뀜: 충족 그대로
    ("알게 되면 지체 없이 고객에게 알립니다.", "알게 되면 지체 없이, 늦어도 24시간 안에 고객에게 알립니다."),
    # 새로 빠짐
    ("\n② 회사는 고객이 하는 사고 원인의 조사와 피해의 복구에 협력합니다.", ""),
    # 상충으로 바뀜
    (
        "고객은 30일 전에 알리고 언제든지 이용계약을 해지할 수 있습니다.",
        "고객은 약정한 이용 기간이 끝나기 전에는 어떠한 사유로도 이용계약을 해지할 수 없습니다.",
    ),
    # 요소와 무관한 변경
    ("고객은 청구서를 받은 날부터 30일 안에 냅니다.", "고객은 청구서를 받은 날부터 20일 안에 냅니다."),
    # 삭제된 조
    ("제28조(법령의 준수)\n고객은 서비스를 이용하면서 「전자금융거래법」 등 고객의 업종에 적용되는 법령을 지켜야 합니다.\n\n", ""),
)  # fmt: skip
_ADDED = "제5조(무상 제공의 종료)\n회사는 무상으로 제공하는 상품을 언제든지 유상으로 바꿀 수 있으며, 바꾸기 14일 전에 콘솔에 공지합니다.\n\n"


def new_round() -> str:
    """The terms after the negotiation: the edits above, one article more, the later ones renumbered."""
    text = OLD
    for old, new in _EDITS:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    head, mark, tail = text.partition("제2장 서비스의 제공\n\n")
    tail = re.sub(r"(?m)^제(\d+)조\(", lambda found: f"제{int(found[1]) + 1}조(", tail)
    return head + mark + _ADDED + tail
