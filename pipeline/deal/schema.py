"""The deal sheet (거래명세서) as frozen dataclasses: the only input of a draft.

None means "not given" and becomes a visible blank of the draft; an empty tuple of a list
means "given: none". Fields that decide which clauses are due are required, because a
clause left out by a forgotten answer is a gap that nobody sees.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.deal.fields import NO, YES, Kind, Spec

COMPANY_KINDS = ("은행", "보험회사", "금융투자업자", "여신전문금융회사", "상호저축은행", "전자금융업자", "기타")
SERVICE_MODELS = ("IaaS", "PaaS", "SaaS")
DATA_KINDS = ("고유식별정보", "개인신용정보", "금융정보", "업무정보", "공개정보")
PERSONAL_KINDS = ("고유식별정보", "개인신용정보")
CRITICAL, NON_CRITICAL = "중요", "비중요"
DIRECT, INDIRECT = "직접", "간접"
IN_KOREAN, IN_ENGLISH, IN_BOTH = "국문", "영문", "병기"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTerms:
    """The contract itself: its name, its days and its language."""

    title: Annotated[str | None, Spec(Kind.TEXT, "계약의 명칭", "비우면 '클라우드서비스 이용계약서'")] = None
    title_en: Annotated[
        str | None, Spec(Kind.TEXT, "계약의 영문 명칭", "영문이나 병기일 때. 비우면 'Cloud Services Agreement'")
    ] = None
    language: Annotated[
        str | None,
        Spec(
            Kind.CHOICE,
            "계약서의 언어",
            "비우면 국문. 병기는 국문과 영문을 나란히 싣는다",
            choices=(IN_KOREAN, IN_ENGLISH, IN_BOTH),
        ),
    ] = None
    prevails: Annotated[
        str | None,
        Spec(Kind.CHOICE, "두 언어의 뜻이 다를 때 따르는 언어", "비우면 국문", choices=(IN_KOREAN, IN_ENGLISH)),
    ] = None
    date: Annotated[
        dt.date | None, Spec(Kind.DATE, "계약일(서명일)", "정해지지 않았으면 비우되 그때는 as_of가 [필수]")
    ] = None
    start: Annotated[dt.date | None, Spec(Kind.DATE, "계약기간의 첫날")] = None
    end: Annotated[dt.date | None, Spec(Kind.DATE, "계약기간의 마지막 날")] = None
    as_of: Annotated[dt.date | None, Spec(Kind.DATE, "기준일", "이 날 시행 중인 규정으로 작성한다. 비우면 계약일")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialCompany:
    """The company that outsources."""

    name: Annotated[str | None, Spec(Kind.TEXT, "금융회사의 상호")] = None
    kind: Annotated[str | None, Spec(Kind.CHOICE, "금융회사의 종류", choices=COMPANY_KINDS)] = None
    address: Annotated[str | None, Spec(Kind.TEXT, "본점 소재지")] = None
    representative: Annotated[str | None, Spec(Kind.TEXT, "대표자의 직위와 성명", "예: 대표이사 홍길동")] = None
    registration_no: Annotated[str | None, Spec(Kind.TEXT, "법인등록번호")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The cloud provider."""

    name: Annotated[str | None, Spec(Kind.TEXT, "제공자의 상호")] = None
    foreign: Annotated[bool, Spec(Kind.FLAG, "제공자가 외국사업자인가", choices=(YES, NO), required=True)]
    country: Annotated[str | None, Spec(Kind.TEXT, "제공자의 본점이 있는 국가")] = None
    address: Annotated[str | None, Spec(Kind.TEXT, "본점 소재지")] = None
    representative: Annotated[str | None, Spec(Kind.TEXT, "대표자의 직위와 성명")] = None
    registration_no: Annotated[str | None, Spec(Kind.TEXT, "법인등록번호(외국사업자는 현지 등록번호)")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseller:
    """The company in between: MSP, reseller, or the outsourcee that uses the cloud."""

    name: Annotated[str | None, Spec(Kind.TEXT, "중간사업자의 상호")] = None
    address: Annotated[str | None, Spec(Kind.TEXT, "본점 소재지")] = None
    representative: Annotated[str | None, Spec(Kind.TEXT, "대표자의 직위와 성명")] = None
    registration_no: Annotated[str | None, Spec(Kind.TEXT, "법인등록번호")] = None
    role: Annotated[str | None, Spec(Kind.TEXT, "중간사업자의 역할", "예: 관리형서비스 사업자(MSP)")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracting:
    """Whether the company contracts with the provider itself."""

    form: Annotated[
        str,
        Spec(Kind.CHOICE, "계약의 형태", "MSP나 다른 수탁자를 거치면 간접", choices=(DIRECT, INDIRECT), required=True),
    ]
    reseller: Annotated[Reseller | None, Spec(Kind.RECORD, "중간사업자", "간접계약일 때만 적는다", item=Reseller)] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The cloud service."""

    name: Annotated[str | None, Spec(Kind.TEXT, "서비스의 명칭")] = None
    models: Annotated[tuple[str, ...], Spec(Kind.CHOICES, "서비스 모델", choices=SERVICE_MODELS)] = ()
    description: Annotated[str | None, Spec(Kind.TEXT, "서비스의 내용")] = None
    order_document: Annotated[str | None, Spec(Kind.TEXT, "서비스를 특정하는 문서", "예: 2026. 11. 1.자 주문서")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system that runs on the service."""

    name: Annotated[str | None, Spec(Kind.TEXT, "시스템의 명칭")] = None
    description: Annotated[str | None, Spec(Kind.TEXT, "시스템의 용도")] = None
    model: Annotated[str | None, Spec(Kind.CHOICE, "서비스 모델", choices=SERVICE_MODELS)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """The business that is outsourced and how critical it is."""

    name: Annotated[str | None, Spec(Kind.TEXT, "위탁업무의 명칭")] = None
    description: Annotated[str | None, Spec(Kind.TEXT, "위탁업무의 내용")] = None
    importance: Annotated[
        str,
        Spec(
            Kind.CHOICE,
            "업무 중요도",
            "전자금융감독규정 제14조의2제1항제1호의 평가 결과",
            choices=(CRITICAL, NON_CRITICAL),
            required=True,
        ),
    ]
    importance_assessment: Annotated[
        str | None,
        Spec(Kind.FILE, "중요도 평가 결과 파일(JSON 또는 YAML)", "적으면 그 파일의 importance를 쓰고 위 칸은 비운다"),
    ] = None
    systems: Annotated[tuple[System, ...] | None, Spec(Kind.RECORDS, "대상 시스템", item=System)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """A kind of data that is entrusted."""

    kind: Annotated[str, Spec(Kind.CHOICE, "데이터의 종류", choices=DATA_KINDS, required=True)]
    items: Annotated[tuple[str, ...], Spec(Kind.TEXTS, "항목", "예: [성명, 주민등록번호]")] = ()
    purpose: Annotated[str | None, Spec(Kind.TEXT, "처리 목적")] = None
    retention: Annotated[str | None, Spec(Kind.TEXT, "보유기간")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place where the data is processed."""

    role: Annotated[str | None, Spec(Kind.TEXT, "용도", "예: 주센터, 재해복구센터, 백업")] = None
    country: Annotated[str, Spec(Kind.TEXT, "국가", "국내이면 대한민국", required=True)]
    place: Annotated[str | None, Spec(Kind.TEXT, "시·군까지의 위치", "예: 경기도 안양시")] = None
    data: Annotated[tuple[str, ...], Spec(Kind.TEXTS, "그곳에서 처리하는 데이터", "예: [개인신용정보, 업무정보]")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcontractor:
    """A company to which the provider passes work on."""

    name: Annotated[str | None, Spec(Kind.TEXT, "재수탁자의 상호")] = None
    task: Annotated[str | None, Spec(Kind.TEXT, "재위탁 업무의 범위")] = None
    location: Annotated[str | None, Spec(Kind.TEXT, "업무를 수행하는 곳")] = None
    contact: Annotated[str | None, Spec(Kind.TEXT, "연락처")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcontracting:
    """Whether work may be passed on, and to whom."""

    allowed: Annotated[bool, Spec(Kind.FLAG, "재위탁이 있거나 허용하는가", choices=(YES, NO), required=True)]
    notice_days: Annotated[int | None, Spec(Kind.COUNT, "재위탁을 며칠 전에 통지하는가")] = None
    subcontractors: Annotated[
        tuple[Subcontractor, ...] | None, Spec(Kind.RECORDS, "재수탁자", "지금은 없으면 []", item=Subcontractor)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One service level."""

    name: Annotated[str | None, Spec(Kind.TEXT, "항목", "예: 월 가용률")] = None
    target: Annotated[str | None, Spec(Kind.TEXT, "기준", "예: 99.9% 이상")] = None
    method: Annotated[str | None, Spec(Kind.TEXT, "측정 방법")] = None
    period: Annotated[str | None, Spec(Kind.TEXT, "측정 주기", "예: 매월")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What is paid when a service level is missed."""

    condition: Annotated[str | None, Spec(Kind.TEXT, "미달의 정도", "예: 99.9% 미만 99.0% 이상")] = None
    rate: Annotated[str | None, Spec(Kind.TEXT, "배상의 기준", "예: 월 이용요금의 10%")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """The service level agreement."""

    report_cycle: Annotated[str | None, Spec(Kind.TEXT, "보고 주기", "예: 매월")] = None
    metrics: Annotated[tuple[Metric, ...] | None, Spec(Kind.RECORDS, "서비스 수준", item=Metric)] = None
    credits: Annotated[tuple[Credit, ...] | None, Spec(Kind.RECORDS, "미달할 때의 배상", item=Credit)] = None
    fix_days: Annotated[int | None, Spec(Kind.COUNT, "시정조치를 마칠 기한(일)")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Recovery objectives."""

    rto: Annotated[str | None, Spec(Kind.DURATION, "복구목표시간(RTO)", "예: 3시간")] = None
    rpo: Annotated[str | None, Spec(Kind.DURATION, "복구목표시점(RPO)", "예: 10분")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Audits by the company."""

    notice_days: Annotated[int | None, Spec(Kind.COUNT, "감사를 며칠 전에 알리는가")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Security management."""

    certifications: Annotated[
        tuple[str, ...], Spec(Kind.TEXTS, "제공자가 유지할 인증", "예: [ISO/IEC 27001, ISMS-P, CSAP]")
    ] = ()
    assessment_cycle: Annotated[str | None, Spec(Kind.TEXT, "취약점 분석·평가의 주기", "예: 매년 1회 이상")] = None
    training_cycle: Annotated[str | None, Spec(Kind.TEXT, "보안교육의 주기", "예: 매년 1회 이상")] = None
    drill_cycle: Annotated[str | None, Spec(Kind.TEXT, "대응훈련의 주기", "예: 매년 1회 이상")] = None
    log_retention: Annotated[str | None, Spec(Kind.DURATION, "접근기록의 보관기간", "예: 1년")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Incident handling."""

    notice_hours: Annotated[int | None, Spec(Kind.COUNT, "사고를 안 때부터 통지할 때까지의 시간")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the transition plan."""

    step: Annotated[str | None, Spec(Kind.TEXT, "단계")] = None
    when: Annotated[str | None, Spec(Kind.TEXT, "시기")] = None
    provider_role: Annotated[str | None, Spec(Kind.TEXT, "제공자의 역할")] = None
    company_role: Annotated[str | None, Spec(Kind.TEXT, "금융회사의 역할")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Transition to another provider or back."""

    period_days: Annotated[int | None, Spec(Kind.COUNT, "전환기간(일)")] = None
    retrieval_days: Annotated[int | None, Spec(Kind.COUNT, "데이터를 내려받을 수 있는 기간(일)")] = None
    destruction_days: Annotated[int | None, Spec(Kind.COUNT, "파기를 마칠 기한(일)")] = None
    format: Annotated[str | None, Spec(Kind.TEXT, "데이터를 넘기는 형식", "예: CSV")] = None
    steps: Annotated[tuple[Step, ...] | None, Spec(Kind.RECORDS, "전환계획의 단계", item=Step)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination:
    """Termination."""

    cure_days: Annotated[int | None, Spec(Kind.COUNT, "위반을 바로잡을 기간(일)")] = None
    provider_notice_days: Annotated[int | None, Spec(Kind.COUNT, "제공자가 서비스를 끝낼 때 미리 알리는 기간(일)")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes of the service or its terms."""

    notice_days: Annotated[int | None, Spec(Kind.COUNT, "중요 변경을 며칠 전에 통지하는가")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """Fees."""

    amount: Annotated[str | None, Spec(Kind.AMOUNT, "이용요금")] = None
    currency: Annotated[str | None, Spec(Kind.TEXT, "통화", "예: 원")] = None
    billing_cycle: Annotated[str | None, Spec(Kind.TEXT, "청구 주기", "예: 매월")] = None
    payment_days: Annotated[int | None, Spec(Kind.COUNT, "지급기한(청구서를 받은 날부터, 일)")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """Court."""

    court: Annotated[str | None, Spec(Kind.TEXT, "합의관할 법원", "예: 서울중앙지방법원")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person to call."""

    party: Annotated[str | None, Spec(Kind.TEXT, "소속", "예: 금융회사")] = None
    role: Annotated[str | None, Spec(Kind.TEXT, "담당", "예: 정보보호 담당")] = None
    name: Annotated[str | None, Spec(Kind.TEXT, "성명")] = None
    phone: Annotated[str | None, Spec(Kind.TEXT, "전화번호")] = None
    email: Annotated[str | None, Spec(Kind.TEXT, "전자우편")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person who signs."""

    party: Annotated[str | None, Spec(Kind.TEXT, "당사자", "예: 금융회사")] = None
    name: Annotated[str | None, Spec(Kind.TEXT, "서명할 사람")] = None
    title: Annotated[str | None, Spec(Kind.TEXT, "직위")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Signatures."""

    signatories: Annotated[tuple[Signatory, ...] | None, Spec(Kind.RECORDS, "서명할 사람", item=Signatory)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A whole deal sheet. `warnings`: Korean sentences about answers that need a second look."""

    contract: Annotated[ContractTerms, Spec(Kind.RECORD, "계약", item=ContractTerms)]
    financial_company: Annotated[FinancialCompany, Spec(Kind.RECORD, "금융회사(위탁자)", item=FinancialCompany)]
    provider: Annotated[Provider, Spec(Kind.RECORD, "클라우드서비스 제공자(수탁자)", item=Provider)]
    contracting: Annotated[Contracting, Spec(Kind.RECORD, "계약의 형태", item=Contracting)]
    service: Annotated[Service, Spec(Kind.RECORD, "서비스", item=Service)]
    business: Annotated[Business, Spec(Kind.RECORD, "위탁업무", item=Business)]
    data: Annotated[tuple[Data, ...], Spec(Kind.RECORDS, "위탁하는 데이터", "종류마다 한 건", required=True, item=Data)]
    locations: Annotated[
        tuple[Location, ...],
        Spec(
            Kind.RECORDS,
            "데이터를 처리하는 위치",
            "곳마다 한 건. 국외가 있으면 모두 적는다",
            required=True,
            item=Location,
        ),
    ]
    subcontracting: Annotated[Subcontracting, Spec(Kind.RECORD, "재위탁", item=Subcontracting)]
    security_work_outsourced: Annotated[
        bool,
        Spec(
            Kind.FLAG,
            "정보보호 관련 업무를 함께 위탁하는가",
            "전자금융거래법 제40조제6항",
            choices=(YES, NO),
            required=True,
        ),
    ]
    sla: Annotated[ServiceLevel, Spec(Kind.RECORD, "서비스 수준(SLA)", item=ServiceLevel)]
    recovery: Annotated[Recovery, Spec(Kind.RECORD, "복구 목표", item=Recovery)]
    audit: Annotated[Audit, Spec(Kind.RECORD, "감사", item=Audit)]
    security: Annotated[Security, Spec(Kind.RECORD, "보안관리", item=Security)]
    incident: Annotated[Incident, Spec(Kind.RECORD, "사고 대응", item=Incident)]
    transition: Annotated[Transition, Spec(Kind.RECORD, "전환과 종료", item=Transition)]
    termination: Annotated[Termination, Spec(Kind.RECORD, "해지", item=Termination)]
    changes: Annotated[Changes, Spec(Kind.RECORD, "변경", item=Changes)]
    fees: Annotated[Fees, Spec(Kind.RECORD, "이용요금", item=Fees)]
    jurisdiction: Annotated[Jurisdiction, Spec(Kind.RECORD, "관할", item=Jurisdiction)]
    contacts: Annotated[tuple[Contact, ...] | None, Spec(Kind.RECORDS, "비상연락망", item=Contact)] = None
    signing: Annotated[Signing, Spec(Kind.RECORD, "서명", item=Signing)]
    warnings: tuple[str, ...] = ()
