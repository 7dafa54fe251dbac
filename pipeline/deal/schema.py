"""The deal sheet (거래명세서) as frozen dataclasses: the only input of a draft.

None means "not given" and becomes a visible blank of the draft; an empty tuple of a list
means "given: none". Fields that decide which clauses are due are required, because a
clause left out by a forgotten answer is a gap that nobody sees.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.deal.fields import NO, YES, Kind, declare

COMPANY_KINDS = ("은행", "보험회사", "금융투자업자", "여신전문금융회사", "상호저축은행", "전자금융업자", "기타")
SERVICE_MODELS = ("IaaS", "PaaS", "SaaS")
DATA_KINDS = ("고유식별정보", "개인신용정보", "금융정보", "업무정보", "공개정보")
PERSONAL_KINDS = ("고유식별정보", "개인신용정보")
CRITICAL, NON_CRITICAL = "중요", "비중요"
DIRECT, INDIRECT = "직접", "간접"


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """The contract itself: its name and its days."""

    title: str | None = declare(Kind.TEXT, "계약의 명칭", "비우면 '클라우드서비스 이용계약서'")
    date: dt.date | None = declare(Kind.DATE, "계약일(서명일)", "정해지지 않았으면 비우고 as_of를 적는다")
    start: dt.date | None = declare(Kind.DATE, "계약기간의 첫날")
    end: dt.date | None = declare(Kind.DATE, "계약기간의 마지막 날")
    as_of: dt.date | None = declare(Kind.DATE, "기준일", "이 날 시행 중인 규정으로 작성한다. 비우면 계약일")


@dataclass(frozen=True, slots=True)
class FinancialCompany:
    """The company that outsources."""

    name: str | None = declare(Kind.TEXT, "금융회사의 상호")
    kind: str | None = declare(Kind.CHOICE, "금융회사의 종류", choices=COMPANY_KINDS)
    address: str | None = declare(Kind.TEXT, "본점 소재지")
    representative: str | None = declare(Kind.TEXT, "대표자의 직위와 성명", "예: 대표이사 홍길동")
    registration_no: str | None = declare(Kind.TEXT, "법인등록번호")


@dataclass(frozen=True, slots=True)
class Provider:
    """The cloud provider."""

    name: str | None = declare(Kind.TEXT, "제공자의 상호")
    foreign: bool = declare(Kind.FLAG, "제공자가 외국사업자인가", choices=(YES, NO), required=True)
    country: str | None = declare(Kind.TEXT, "제공자의 본점이 있는 국가")
    address: str | None = declare(Kind.TEXT, "본점 소재지")
    representative: str | None = declare(Kind.TEXT, "대표자의 직위와 성명")
    registration_no: str | None = declare(Kind.TEXT, "법인등록번호(외국사업자는 현지 등록번호)")


@dataclass(frozen=True, slots=True)
class Reseller:
    """The company in between: MSP, reseller, or the outsourcee that uses the cloud."""

    name: str | None = declare(Kind.TEXT, "중간사업자의 상호")
    address: str | None = declare(Kind.TEXT, "본점 소재지")
    representative: str | None = declare(Kind.TEXT, "대표자의 직위와 성명")
    registration_no: str | None = declare(Kind.TEXT, "법인등록번호")
    role: str | None = declare(Kind.TEXT, "중간사업자의 역할", "예: 관리형서비스 사업자(MSP)")


@dataclass(frozen=True, slots=True)
class Contracting:
    """Whether the company contracts with the provider itself."""

    form: str = declare(
        Kind.CHOICE, "계약의 형태", "MSP나 다른 수탁자를 거치면 간접", choices=(DIRECT, INDIRECT), required=True
    )
    reseller: Reseller | None = declare(Kind.RECORD, "중간사업자", "간접계약일 때만 적는다", item=Reseller)


@dataclass(frozen=True, slots=True)
class Service:
    """The cloud service."""

    name: str | None = declare(Kind.TEXT, "서비스의 명칭")
    models: tuple[str, ...] = declare(Kind.CHOICES, "서비스 모델", choices=SERVICE_MODELS)
    description: str | None = declare(Kind.TEXT, "서비스의 내용")
    order_document: str | None = declare(Kind.TEXT, "서비스를 특정하는 문서", "예: 2026. 11. 1.자 주문서")


@dataclass(frozen=True, slots=True)
class System:
    """A system that runs on the service."""

    name: str | None = declare(Kind.TEXT, "시스템의 명칭")
    description: str | None = declare(Kind.TEXT, "시스템의 용도")
    model: str | None = declare(Kind.CHOICE, "서비스 모델", choices=SERVICE_MODELS)


@dataclass(frozen=True, slots=True)
class Business:
    """The business that is outsourced and how critical it is."""

    name: str | None = declare(Kind.TEXT, "위탁업무의 명칭")
    description: str | None = declare(Kind.TEXT, "위탁업무의 내용")
    importance: str = declare(
        Kind.CHOICE,
        "업무 중요도",
        "전자금융감독규정 제14조의2제1항제1호의 평가 결과",
        choices=(CRITICAL, NON_CRITICAL),
        required=True,
    )
    importance_assessment: str | None = declare(
        Kind.FILE, "중요도 평가 결과 파일(JSON 또는 YAML)", "적으면 그 파일의 importance를 쓰고 위 칸은 비운다"
    )
    systems: tuple[System, ...] | None = declare(Kind.RECORDS, "대상 시스템", item=System)


@dataclass(frozen=True, slots=True)
class Data:
    """A kind of data that is entrusted."""

    kind: str = declare(Kind.CHOICE, "데이터의 종류", choices=DATA_KINDS, required=True)
    items: tuple[str, ...] = declare(Kind.TEXTS, "항목", "예: [성명, 주민등록번호]")
    purpose: str | None = declare(Kind.TEXT, "처리 목적")
    retention: str | None = declare(Kind.TEXT, "보유기간")


@dataclass(frozen=True, slots=True)
class Location:
    """A place where the data is processed."""

    role: str | None = declare(Kind.TEXT, "용도", "예: 주센터, 재해복구센터, 백업")
    country: str = declare(Kind.TEXT, "국가", "국내이면 대한민국", required=True)
    place: str | None = declare(Kind.TEXT, "시·군까지의 위치", "예: 경기도 안양시")
    data: tuple[str, ...] = declare(Kind.TEXTS, "그곳에서 처리하는 데이터", "예: [개인신용정보, 업무정보]")


@dataclass(frozen=True, slots=True)
class Subcontractor:
    """A company to which the provider passes work on."""

    name: str | None = declare(Kind.TEXT, "재수탁자의 상호")
    task: str | None = declare(Kind.TEXT, "재위탁 업무의 범위")
    location: str | None = declare(Kind.TEXT, "업무를 수행하는 곳")
    contact: str | None = declare(Kind.TEXT, "연락처")


@dataclass(frozen=True, slots=True)
class Subcontracting:
    """Whether work may be passed on, and to whom."""

    allowed: bool = declare(Kind.FLAG, "재위탁이 있거나 허용하는가", choices=(YES, NO), required=True)
    notice_days: int | None = declare(Kind.COUNT, "재위탁을 며칠 전에 통지하는가")
    subcontractors: tuple[Subcontractor, ...] | None = declare(
        Kind.RECORDS, "재수탁자", "지금은 없으면 []", item=Subcontractor
    )


@dataclass(frozen=True, slots=True)
class Metric:
    """One service level."""

    name: str | None = declare(Kind.TEXT, "항목", "예: 월 가용률")
    target: str | None = declare(Kind.TEXT, "기준", "예: 99.9% 이상")
    method: str | None = declare(Kind.TEXT, "측정 방법")
    period: str | None = declare(Kind.TEXT, "측정 주기", "예: 매월")


@dataclass(frozen=True, slots=True)
class Credit:
    """What is paid when a service level is missed."""

    condition: str | None = declare(Kind.TEXT, "미달의 정도", "예: 99.9% 미만 99.0% 이상")
    rate: str | None = declare(Kind.TEXT, "배상의 기준", "예: 월 이용요금의 10%")


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """The service level agreement."""

    report_cycle: str | None = declare(Kind.TEXT, "보고 주기", "예: 매월")
    metrics: tuple[Metric, ...] | None = declare(Kind.RECORDS, "서비스 수준", item=Metric)
    credits: tuple[Credit, ...] | None = declare(Kind.RECORDS, "미달할 때의 배상", item=Credit)
    fix_days: int | None = declare(Kind.COUNT, "시정조치를 마칠 기한(일)")


@dataclass(frozen=True, slots=True)
class Recovery:
    """Recovery objectives."""

    rto: str | None = declare(Kind.DURATION, "복구목표시간(RTO)", "예: 3시간")
    rpo: str | None = declare(Kind.DURATION, "복구목표시점(RPO)", "예: 10분")


@dataclass(frozen=True, slots=True)
class Audit:
    """Audits by the company."""

    notice_days: int | None = declare(Kind.COUNT, "감사를 며칠 전에 알리는가")


@dataclass(frozen=True, slots=True)
class Security:
    """Security management."""

    certifications: tuple[str, ...] = declare(Kind.TEXTS, "제공자가 유지할 인증", "예: [ISO/IEC 27001, ISMS-P, CSAP]")
    assessment_cycle: str | None = declare(Kind.TEXT, "취약점 분석·평가의 주기", "예: 매년 1회 이상")
    training_cycle: str | None = declare(Kind.TEXT, "보안교육의 주기", "예: 매년 1회 이상")
    drill_cycle: str | None = declare(Kind.TEXT, "대응훈련의 주기", "예: 매년 1회 이상")
    log_retention: str | None = declare(Kind.DURATION, "접근기록의 보관기간", "예: 1년")


@dataclass(frozen=True, slots=True)
class Incident:
    """Incident handling."""

    notice_hours: int | None = declare(Kind.COUNT, "사고를 안 때부터 통지할 때까지의 시간")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the transition plan."""

    step: str | None = declare(Kind.TEXT, "단계")
    when: str | None = declare(Kind.TEXT, "시기")
    provider_role: str | None = declare(Kind.TEXT, "제공자의 역할")
    company_role: str | None = declare(Kind.TEXT, "금융회사의 역할")


@dataclass(frozen=True, slots=True)
class Transition:
    """Transition to another provider or back."""

    period_days: int | None = declare(Kind.COUNT, "전환기간(일)")
    retrieval_days: int | None = declare(Kind.COUNT, "데이터를 내려받을 수 있는 기간(일)")
    destruction_days: int | None = declare(Kind.COUNT, "파기를 마칠 기한(일)")
    format: str | None = declare(Kind.TEXT, "데이터를 넘기는 형식", "예: CSV")
    steps: tuple[Step, ...] | None = declare(Kind.RECORDS, "전환계획의 단계", item=Step)


@dataclass(frozen=True, slots=True)
class Termination:
    """Termination."""

    cure_days: int | None = declare(Kind.COUNT, "위반을 바로잡을 기간(일)")
    provider_notice_days: int | None = declare(Kind.COUNT, "제공자가 서비스를 끝낼 때 미리 알리는 기간(일)")


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of the service or its terms."""

    notice_days: int | None = declare(Kind.COUNT, "중요 변경을 며칠 전에 통지하는가")


@dataclass(frozen=True, slots=True)
class Fees:
    """Fees."""

    amount: str | None = declare(Kind.AMOUNT, "이용요금")
    currency: str | None = declare(Kind.TEXT, "통화", "예: 원")
    billing_cycle: str | None = declare(Kind.TEXT, "청구 주기", "예: 매월")
    payment_days: int | None = declare(Kind.COUNT, "지급기한(청구서를 받은 날부터, 일)")


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Court."""

    court: str | None = declare(Kind.TEXT, "합의관할 법원", "예: 서울중앙지방법원")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to call."""

    party: str | None = declare(Kind.TEXT, "소속", "예: 금융회사")
    role: str | None = declare(Kind.TEXT, "담당", "예: 정보보호 담당")
    name: str | None = declare(Kind.TEXT, "성명")
    phone: str | None = declare(Kind.TEXT, "전화번호")
    email: str | None = declare(Kind.TEXT, "전자우편")


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person who signs."""

    party: str | None = declare(Kind.TEXT, "당사자", "예: 금융회사")
    name: str | None = declare(Kind.TEXT, "서명할 사람")
    title: str | None = declare(Kind.TEXT, "직위")


@dataclass(frozen=True, slots=True)
class Signing:
    """Signatures."""

    signatories: tuple[Signatory, ...] | None = declare(Kind.RECORDS, "서명할 사람", item=Signatory)


@dataclass(frozen=True, slots=True)
class Deal:
    """A whole deal sheet. `warnings`: Korean sentences about answers that need a second look."""

    contract: ContractTerms = declare(Kind.RECORD, "계약", item=ContractTerms)
    financial_company: FinancialCompany = declare(Kind.RECORD, "금융회사(위탁자)", item=FinancialCompany)
    provider: Provider = declare(Kind.RECORD, "클라우드서비스 제공자(수탁자)", item=Provider)
    contracting: Contracting = declare(Kind.RECORD, "계약의 형태", item=Contracting)
    service: Service = declare(Kind.RECORD, "서비스", item=Service)
    business: Business = declare(Kind.RECORD, "위탁업무", item=Business)
    data: tuple[Data, ...] = declare(Kind.RECORDS, "위탁하는 데이터", "종류마다 한 건", required=True, item=Data)
    locations: tuple[Location, ...] = declare(
        Kind.RECORDS, "데이터를 처리하는 위치", "곳마다 한 건. 국외가 있으면 모두 적는다", required=True, item=Location
    )
    subcontracting: Subcontracting = declare(Kind.RECORD, "재위탁", item=Subcontracting)
    security_work_outsourced: bool = declare(
        Kind.FLAG, "정보보호 관련 업무를 함께 위탁하는가", "전자금융거래법 제40조제6항", choices=(YES, NO), required=True
    )
    sla: ServiceLevel = declare(Kind.RECORD, "서비스 수준(SLA)", item=ServiceLevel)
    recovery: Recovery = declare(Kind.RECORD, "복구 목표", item=Recovery)
    audit: Audit = declare(Kind.RECORD, "감사", item=Audit)
    security: Security = declare(Kind.RECORD, "보안관리", item=Security)
    incident: Incident = declare(Kind.RECORD, "사고 대응", item=Incident)
    transition: Transition = declare(Kind.RECORD, "전환과 종료", item=Transition)
    termination: Termination = declare(Kind.RECORD, "해지", item=Termination)
    changes: Changes = declare(Kind.RECORD, "변경", item=Changes)
    fees: Fees = declare(Kind.RECORD, "이용요금", item=Fees)
    jurisdiction: Jurisdiction = declare(Kind.RECORD, "관할", item=Jurisdiction)
    contacts: tuple[Contact, ...] | None = declare(Kind.RECORDS, "비상연락망", item=Contact)
    signing: Signing = declare(Kind.RECORD, "서명", item=Signing)
    warnings: tuple[str, ...] = ()
