"""The answers to the provider's assessment, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure import Procedure
from pipeline.library.procedure.provider import ProviderCriteria
from pipeline.library.view import BAD_VALUE, View
from pipeline.procedure.stages.provider.select import Held
from pipeline.procedure.stages.provider.sheets import SelfCheck, Verification, read_self_check, read_verification
from pipeline.yaml_nodes import Plain

OWN, SHARED, EARLIER = "자체평가", "대표평가", "기존평가"
FULL, PERIODIC = "종합", "정기"
ON_SITE, ON_PAPER = "현장", "서면"
_BUILT = "문서"
"""The folder that `build` writes into: a filled file must lie elsewhere."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A result that is used instead of an own assessment. '' and None: not said.

    `day`: when it was shared or ended; `following`: when the one after it was shared; `resolved`: by the committee.
    """

    day: dt.date | None
    following: dt.date | None
    scope: str
    on_site: str
    resolved: dt.date | None


@dataclass(frozen=True, slots=True)
class SoundnessAnswer:
    """The company's verdict on a question of soundness."""

    verdict: str
    basis: str


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers; '' and None: not said."""

    way: str
    assessment: str
    method: str
    omit: str
    held: tuple[Held, ...]
    self_check: SelfCheck
    verification: Verification
    existing: Existing
    soundness: Mapping[str, SoundnessAnswer]
    full_on: dt.date | None
    periodic_on: tuple[dt.date, ...]
    skip_periodic: str
    assessed_on: dt.date | None
    assessor: str
    confirmer: str


def files(section: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the names of the filled sheets that the section names."""
    names = (section.get(key) for key in ("self_check", "verification"))
    return tuple(name for name in names if isinstance(name, str) and name)


def answers(view: View, data: ProviderCriteria, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`; the sheets in `found` are read in processes of their own."""
    self_check, verification = _file(view, "self_check"), _file(view, "verification")
    return Answers(
        way=view.choice("way", (OWN, SHARED, EARLIER), ""),
        assessment=view.choice("assessment", (FULL, PERIODIC), ""),
        method=view.choice("method", (ON_SITE, ON_PAPER), ""),
        omit=view.choice("omit_alternative", (YES, NO), ""),
        held=tuple(_held(item, data) for item in view.each("certifications", optional=True)),
        self_check=read_self_check(self_check, found.get(self_check), data),
        verification=read_verification(verification, found.get(verification), data),
        existing=_existing(view.below("existing", optional=True)),
        soundness=_soundness(view.below("soundness", optional=True), data),
        full_on=view.date("full_on", optional=True),
        periodic_on=_days(view, "periodic_on"),
        skip_periodic=view.text("skip_periodic", optional=True),
        assessed_on=view.date("assessed_on", optional=True),
        assessor=view.text("assessor", optional=True),
        confirmer=view.text("confirmer", optional=True),
    )


def _file(view: View, key: str) -> str:
    name = view.text(key, optional=True)
    if name.replace("\\", "/").removeprefix("./").split("/")[0] == _BUILT:
        view.fault(
            BAD_VALUE,
            f"'{name}'[은/는] 명령이 다시 쓰는 '{_BUILT}' 폴더의 파일입니다",
            "채운 파일을 다른 폴더에 두고 그 이름을 적으십시오",
            key,
        )
        return ""
    return name


def _held(view: View, data: ProviderCriteria) -> Held:
    found = Held(
        view.choice("id", tuple(one.id for one in data.certifications)),
        view.date("until", optional=True),
        view.choice("facility", (YES, NO), ""),
        view.choice("service", (YES, NO), ""),
        view.text("evidence", optional=True),
    )
    view.close()
    return found


def _existing(view: View) -> Existing:
    found = Existing(
        view.date("day", optional=True),
        view.date("following", optional=True),
        view.choice("scope", (YES, NO), ""),
        view.choice("on_site", (YES, NO), ""),
        view.date("resolved", optional=True),
    )
    view.close()
    return found


def _soundness(view: View, data: ProviderCriteria) -> dict[str, SoundnessAnswer]:
    found = {}
    for item in data.soundness.items:
        below = view.below(item.id, optional=True)
        found[item.id] = SoundnessAnswer(
            below.choice("verdict", data.soundness.verdicts, ""), below.text("basis", optional=True)
        )
        below.close()
    view.close()
    return found


def _days(view: View, key: str) -> tuple[dt.date, ...]:
    found = []
    for item in view.each(key, optional=True):
        found.append(item.day("day"))
        item.close()
    return tuple(sorted(found))


# ------------------------------------------------------------------------ the section of a new case


def starter(criteria: ProviderCriteria, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(criteria))


def _starter(criteria: ProviderCriteria) -> Iterator[str]:
    yield f"  # {OWN}: 회사가 평가, {SHARED}: 침해사고대응기관의 결과를 공유받음, {EARLIER}: 회사가 전에 마친 평가를 씀"
    yield "  way:"
    yield f"  assessment:  # {FULL} | {PERIODIC}"
    yield f"  method:  # {ON_SITE} | {ON_PAPER}. 중요업무의 종합 평가는 현장점검으로 한다"
    yield "  # 대체 항목의 평가를 생략하는가(예 | 아니오). 비중요업무이거나 아래 인증이 있을 때에만 생략할 수 있다."
    yield "  omit_alternative:"
    yield "  # 제공자가 유지하는 인증. 범위에 회사가 쓸 물리적 시설과 서비스가 들어 있는지 인증서나 인증기관의 서류로 확인한다."
    for one in criteria.certifications:
        yield f"  #   {one.id}: {one.title}{' (가상화 보안은 따로 점검)' if one.virtualization else ''}"
    yield "  #   - id: csap"
    yield "  #     until: 2027-12-31  # 유효기간의 마지막 날"
    yield "  #     facility: 예  # 물리적 시설이 범위에 드는가"
    yield "  #     service: 예  # 서비스가 범위에 드는가"
    yield "  #     evidence: 확인한 서류"
    yield "  certifications:"
    yield f"  # 채운 파일의 이름. '{_BUILT}' 폴더의 양식을 다른 이름으로 저장하여 채운다."
    yield "  self_check:  # 제공자가 채워 돌려준 자체점검표(XLSX)"
    yield "  verification:  # 회사가 채운 검증표(XLSX). 판정, 근거, 미결 사항의 담당자와 기한을 적는다"
    yield f"  # {SHARED}나 {EARLIER}일 때에만 적는다."
    yield "  existing:"
    yield "    day:  # 대표평가 결과를 공유받은 날, 또는 전의 평가를 마친 날"
    yield "    following:  # 다음 대표평가 결과를 공유받은 날(받았을 때)"
    yield "    scope:  # 그 평가의 범위가 이용하려는 범위와 같은가. 예 | 아니오"
    yield "    on_site:  # 현장점검 수준의 평가인가(중요업무). 예 | 아니오"
    yield "    resolved:  # 그 결과를 쓰기로 정보보호위원회가 의결한 날"
    yield "  # 건전성 평가. 항목은 제안이며 회사가 정한다."
    yield "  soundness:"
    for item in criteria.soundness.items:
        yield f"    {item.id}:  # {item.title}: {item.asks}"
        yield f"      verdict:  # {' | '.join(criteria.soundness.verdicts)}"
        yield "      basis:"
    yield f"  full_on:  # 마지막 종합 평가를 마친 날. 이번이 {PERIODIC} 평가일 때에만 적는다"
    yield "  periodic_on:  # 그 뒤에 정기 평가를 마친 날들(대표평가로 갈음하면 공유받은 날). 예: [{day: 2027-11-30}]"
    yield "  skip_periodic:  # 비중요업무에서 정기 평가를 생략하기로 한 이유"
    yield "  assessed_on:  # 이번 평가를 마친 날"
    yield "  assessor:  # 평가한 사람의 직위와 성명"
    yield "  confirmer:  # 확인한 사람의 직위와 성명"
