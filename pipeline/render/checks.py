"""What must hold before a draft is written in any format."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Contract
from pipeline.render.front import OpenBlank
from pipeline.render.inline import require_contract, require_writable
from pipeline.render.meta import DraftMeta, Version


def require_draft(versions: Sequence[Version]) -> None:
    """Raise DraftError for the first text of cover or contract that cannot be written, naming the field."""
    for version in versions:
        _require_writable_cover(version.contract, version.meta)
        require_contract(version.contract)


def refusal(blanks: Sequence[OpenBlank]) -> str:
    """Return why a draft with open blanks is no final one."""
    listed = "\n".join(f"  {blank.printed} ({', '.join(blank.places)})" for blank in blanks)
    return f"최종본에 채우지 않은 빈칸이 {len(blanks)}개 있습니다. 거래명세서에 값을 적고 다시 실행하십시오.\n{listed}"


def _require_writable_cover(contract: Contract, meta: DraftMeta) -> None:
    fields = [
        ("계약서 제목", contract.title),
        ("계약일", meta.date),
        ("표지 표시", meta.mark),
        ("판", meta.edition),
        ("업무 중요도", meta.importance),
        ("조항 라이브러리 버전", meta.library_version),
    ]
    fields += [(f"당사자 {i}의 지위", party.role) for i, party in enumerate(meta.parties, 1)]
    fields += [(f"당사자 {i}의 상호", party.name) for i, party in enumerate(meta.parties, 1)]
    fields += [(f"확인 사항 {i}", notice) for i, notice in enumerate(meta.notices, 1)]
    fields += [(f"빈칸 {name}의 자리", place) for name, place in meta.sources.items()]
    for name, text in fields:
        require_writable(text, name)
