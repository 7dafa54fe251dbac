"""The words of a report: one Korean term for each status, judgement, weight and priority."""

from __future__ import annotations

import datetime as dt

from pipeline.model import Edition, Element, Judgement, LegalBasis, Requirement, Status

STATUSES = {
    Status.SATISFIED: "충족",
    Status.PARTIAL: "부분 충족",
    Status.MISSING: "누락",
    Status.CONTRARY: "상충",
    Status.UNREAD: "판독불가",
    Status.NOT_DUE: "해당없음",
}
"""In the order in which counts are shown."""

JUDGEMENTS = {
    Judgement.PRESENT: "충족",
    Judgement.CONTRARY: "상충",
    Judgement.ABSENT: "누락",
    Judgement.UNREAD: "판독불가",
}

PRIORITIES = {1: "서명 전 필수", 2: "협의", 3: "권고"}

PRIORITY_RULES = (
    "1 서명 전 필수: 상충하는 요소, 누락되거나 판독하지 못한 법정 요소",
    "2 협의: 상충·누락·판독불가인 기재사항에 딸린 가이드 요소의 누락·판독불가(어차피 고칠 조항이므로 함께 요구합니다)",
    "3 권고: 법정 요소를 모두 갖춘 기재사항에 딸린 가이드 요소의 누락·판독불가",
)
"""The one rule of `pipeline.report.rows.priority`, as the report states it."""

TIERS = {"basic": "기본 포함사항", "extra": "추가 포함사항", "processing": "정보처리위탁규정", "indirect": "간접계약"}

IMPORTANCE = {"critical": "중요", "non_critical": "비중요"}

CORE, GUIDE = "법정", "가이드"


def weight(element: Element, requirement: Requirement) -> str:
    """Return 법정 where the regulation itself asks for the element, else 가이드.

    The item for indirect contracts rests on the guide alone, though it weighs like a legal one.
    """
    return CORE if element.weight == "core" and requirement.tier != "indirect" else GUIDE


def priority_label(priority: int) -> str:
    """Return '1 서명 전 필수', or '' for no gap."""
    return f"{priority} {PRIORITIES[priority]}" if priority else ""


def short_date(day: dt.date) -> str:
    """Return a day as laws are cited: '2025. 2. 5.'."""
    return f"{day.year}. {day.month}. {day.day}."


def long_date(day: dt.date) -> str:
    """Return a day in words: '2026년 11월 27일'."""
    return f"{day.year}년 {day.month}월 {day.day}일"


def in_force(start: dt.date, until: dt.date | None) -> str:
    """Return since when and until when something is law: '2023. 1. 1. ~ 2025. 2. 4. 시행'."""
    if until is None:
        return f"{short_date(start)} 시행"
    return f"{short_date(start)} ~ {short_date(until)} 시행"


def edition_label(edition: Edition) -> str:
    """Return an edition with its notice and dates."""
    dates = in_force(edition.in_force, edition.until)
    return f"전자금융감독규정 [별표 2의5] {edition.title}({edition.notice}, {dates})"


def basis_label(basis: LegalBasis) -> str:
    """Return law, article and dates of a legal basis."""
    return f"{basis.law} {basis.article}({in_force(basis.in_force, basis.until)})"


def guide_label(requirement: Requirement) -> str:
    """Return where the guide explains the requirement, '' where the guide says nothing more than the basis."""
    if requirement.tier in ("processing", "indirect"):
        return ""
    return f"금융분야 클라우드컴퓨팅서비스 이용 가이드 {requirement.guide}"
