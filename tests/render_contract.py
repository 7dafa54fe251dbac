"""A contract of more than twenty pages, made by hand for the tests of the renderer.

Written in a small notation: `《clause》` is a reference, `【…】` a blank, nested lists are 항, 호 and 목.
Labels are written out here and not taken from the code under test.
"""

import datetime as dt
import re

from pipeline.model import Article, Contract, Mark, Paragraph
from pipeline.render import DraftMeta, Party

CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
GANADA = "가나다라마바사아자차카타파하"
BLANK_NAMES = {
    "【위탁자 상호】": "company_name",
    "【수탁자 상호】": "provider_name",
    "【계약 체결일】": "contract_date",
}

CHAPTERS = ("총칙", "서비스의 제공과 서비스 수준", "데이터의 처리와 정보보호", "재위탁과 감독", "계약의 종료와 보칙")

DUTIES = (
    "제공자는 위탁업무를 수행하면서 알게 된 금융회사와 그 이용자의 정보를 이 계약에서 정한 목적의 "
    "범위에서만 처리하여야 하고, "
    "금융회사의 사전 서면 동의 없이 제3자에게 제공하거나 다른 목적으로 이용하여서는 아니 된다.",
    "제공자는 서비스의 중단 또는 성능의 저하로 위탁업무에 영향이 있거나 그럴 우려가 있음을 안 "
    "때에는 지체 없이 그 사실과 원인, "
    "복구 예정 시각을 금융회사에 통지하고, 복구를 마칠 때까지 진행 상황을 알려야 한다.",
    "금융회사는 제공자가 이 계약을 이행하는 상황을 점검할 수 있고, 제공자는 점검에 필요한 자료를 "
    "제출하고 시설의 출입과 담당자의 "
    "면담에 협조하여야 한다. 다만, 다른 고객의 비밀을 침해할 우려가 있는 자료는 그 부분을 가리고 제출할 수 있다.",
    "당사자는 이 계약과 관련하여 알게 된 상대방의 영업비밀을 계약이 끝난 뒤에도 누설하여서는 아니 된다.",
)

ITEMS = (
    "제공자의 대표자, 주된 사무소의 소재지 또는 지배구조의 변경",
    "위탁업무를 처리하는 정보처리시스템의 위치 또는 구성의 중요한 변경",
    "재수탁자의 선임, 변경 또는 재위탁하는 업무 범위의 변경",
)

SUBITEMS = ("합병, 분할 또는 영업의 양도", "최대주주의 변경", "회생절차 또는 파산절차의 개시 신청")

TITLES = (
    "목적", "정의", "적용 범위와 우선순위", "계약기간", "신의성실", "통지의 방법", "법령의 준수", "당사자의 지위",
    "서비스의 내용", "서비스 수준", "서비스 수준의 점검과 시정", "서비스의 변경",
    "이용요금", "기술지원", "장애의 통지와 복구", "비상대응훈련",
    "데이터의 귀속", "데이터의 처리 범위", "데이터의 보관 위치", "접근통제",
    "암호화", "취약점 분석·평가", "침해사고의 대응", "비밀유지",
    "재위탁의 동의", "재수탁자의 관리·감독", "감독당국의 검사", "내외부 감사인의 감사",
    "제3자 인증", "기록의 보존", "지적사항의 조치", "자료의 제출",
    "손해배상", "책임의 제한", "계약의 변경", "계약의 해지",
    "업무의 이전과 전환 지원", "데이터의 반환과 파기", "분쟁의 해결과 관할", "계약서의 보관",
)  # fmt: skip

ANNEXES = ("위탁업무와 시스템 개요", "서비스 수준", "재수탁자 목록")


def mark_up(text: str, targets: dict[str, str]) -> tuple[str, tuple[Mark, ...]]:
    """Turn the notation into text and marks."""
    plain, marks = "", []
    for piece in re.split("(《[^》]*》|【[^】]*】)", text):
        if piece.startswith("《"):
            printed = targets[piece[1:-1]]
            marks.append(Mark("ref", len(plain), len(plain) + len(printed), piece[1:-1]))
            plain += printed
        elif piece.startswith("【"):
            marks.append(Mark("blank", len(plain), len(plain) + len(piece), BLANK_NAMES.get(piece, "some_blank")))
            plain += piece
        else:
            plain += piece
    return plain, tuple(marks)


def paragraphs(nested, targets, level=1, id_=""):
    """Paragraphs of [text, [text, [...]], ...]: a list after a text holds its items."""
    made, number = [], 0
    for entry in nested:
        if isinstance(entry, list):
            made += paragraphs(entry, targets, level + 1)
            continue
        number += 1
        text, marks = mark_up(entry, targets)
        made.append(
            Paragraph(level, printed_label(level, number), text, marks=marks, id=f"p{number}" if level == 1 else "")
        )
    return made


def printed_label(level, number):
    """What a reader sees before the paragraph."""
    return {1: CIRCLES[number - 1], 2: f"{number}.", 3: f"{GANADA[number - 1]}.", 4: f"{number})"}[level]


def body(text, targets):
    """An unnumbered paragraph."""
    plain, marks = mark_up(text, targets)
    return Paragraph(0, "", plain, marks=marks)


def rows(table, targets, id_=""):
    """A header row and rows."""
    made = []
    for number, cells in enumerate(table):
        text, marks = mark_up("\t".join(cells), targets)
        kind = "header_row" if number == 0 else "row"
        made.append(
            Paragraph(0, "", text, kind=kind, cells=tuple(text.split("\t")), marks=marks, id=id_ if number == 0 else "")
        )
    return made


def provisions(number):
    """The nested wording of the article `number`: three shapes in turn, each with its own matter."""
    title, duty = TITLES[number - 1], DUTIES[number % len(DUTIES)]
    lead = (
        f"제공자는 {title}에 관하여 다음 각 호의 어느 하나에 해당하는 사항이 생기면 30일 "
        f"전까지 금융회사에 서면으로 통지하여야 한다."
    )
    refer = (
        f"제1항의 통지를 받은 금융회사는 《article-{number % 40 + 1}》에 따라 시정을 "
        f"요구하거나 《article-36》에 따라 계약을 해지할 수 있다."
    )
    if number % 3 == 0:
        return [duty, lead, [ITEMS[0], [*SUBITEMS], ITEMS[1], ITEMS[2]], refer]
    if number % 3 == 1:
        return [lead, [*ITEMS], duty, f"{title}에 관하여 이 조에서 정하지 아니한 사항은 《annex-2》에 따른다."]
    return [duty, refer, DUTIES[(number + 1) % len(DUTIES)], lead, [ITEMS[2], ITEMS[1], [SUBITEMS[0], SUBITEMS[2]]]]


def long_contract() -> Contract:
    """Five chapters, forty articles, three annexes, blanks, references, a comparison table."""
    targets = {f"article-{n}": f"제{n}조" for n in range(1, 41)} | {f"annex-{n}": f"별지 {n}" for n in range(1, 5)}
    targets |= {f"article-{n}/p{k}": CIRCLES[k - 1] for n in range(1, 41) for k in (1, 2)}
    articles = [preamble(targets)]
    for number, title in enumerate(TITLES, 1):
        chapter = f"제{(number - 1) // 8 + 1}장 {CHAPTERS[(number - 1) // 8]}"
        found = [body(DUTIES[3], targets)] if number in (5, 40) else paragraphs(provisions(number), targets)
        if number == 1:
            found = [
                body(
                    "이 계약은 【위탁자 상호】이(가) 그 정보처리 업무를 【수탁자 상호】에게 위탁하는 데 필요한 "
                    "사항을 정함을 목적으로 한다.",
                    targets,
                )
            ]
        if number == 2:
            terms = ["“서비스”란 제공자의 클라우드컴퓨팅서비스를 말한다.", "“위탁업무”란 별지 1의 업무를 말한다."]
            found = [
                body("이 계약에서 사용하는 용어의 뜻은 다음 각 호와 같다.", targets),
                *paragraphs([terms], targets),
            ]
        articles.append(Article(f"제{number}조", title, tuple(found), chapter=chapter, clause=f"article-{number}"))
    return Contract(
        "클라우드컴퓨팅서비스 이용 및 정보처리 위탁 계약서", (*articles, closing(targets), *annexes(targets))
    )


def preamble(targets):
    """전문."""
    text = (
        "【위탁자 상호】(이하 “금융회사”라 한다)와 【수탁자 상호】(이하 “제공자”라 한다)는 금융회사가 "
        "제공자의 클라우드컴퓨팅서비스를 "
        "이용하여 정보처리 업무를 위탁하는 데에 다음과 같이 합의하고, 신의에 따라 성실히 이행하기로 한다."
    )
    return Article("", "", (body(text, targets),), kind="preamble")


def closing(targets):
    """Signature block."""
    table = [
        ("구분", "금융회사(위탁자)", "제공자(수탁자)"),
        ("상호", "【위탁자 상호】", "【수탁자 상호】"),
        ("주소", "서울특별시 중구 세종대로 110", "경기도 성남시 분당구 판교역로 166"),
        ("대표자", "홍길동 (인)", "김철수 (인)"),
    ]
    found = [
        body(
            "이 계약의 성립을 증명하기 위하여 계약서 2통을 작성하고, 당사자가 서명 또는 날인한 뒤 각각 1통씩 보관한다.",
            targets,
        ),
        body("【계약 체결일】", targets),
        *rows(table, targets),
    ]
    return Article("", "", tuple(found), kind="closing")


def annexes(targets):
    """Three annexes: lists and tables; the last compares requirements with articles."""
    overview = [
        ("구분", "내용"),
        ("위탁업무", "여신 심사 시스템의 운영"),
        ("서비스", "가상 서버, 객체 저장소, 관리형 데이터베이스\n(IaaS, PaaS)"),
        ("시스템", "심사 서버 & 신용평가 <연계> 서버"),
        ("담당 부서", "【담당 부서】"),
    ]
    levels = [("항목", "목표", "측정 방법", "주기")] + [
        (
            f"{name} {n}",
            f"{99.9 - n / 10:.1f} %",
            "제공자의 모니터링 도구로 5분 간격으로 측정하고 월 단위로 집계한다.",
            "매월",
        )
        for n in range(1, 16)
        for name in ("가용률", "응답 시간")
    ]
    compared = [("기재사항", "근거", "이 계약의 조항")] + [
        (
            f"{TITLES[n]}에 관한 사항으로서 계약서에 적어야 하는 내용",
            "전자금융감독규정 [별표 2의5]",
            f"《article-{n + 1}》 《article-{n + 1}/p1》",
        )
        for n in range(5, 31)
        if n + 1 not in (5, 40)
    ]
    first = [
        body("위탁업무와 시스템은 다음과 같다.", targets),
        *rows(overview, targets, "overview"),
        *paragraphs([DUTIES[0], [*ITEMS]], targets),
    ]
    second = [
        body("서비스 수준은 다음 표와 같다.", targets),
        *rows(levels, targets),
        body("다음 각 호의 시간은 가용률에서 뺀다.", targets),
        *paragraphs([[*ITEMS[:2]]], targets),
        body("다음 각 호의 시간은 가용률에 넣는다.", targets),
        *paragraphs([[*ITEMS[1:]]], targets),
    ]
    third = [body("재수탁자는 없다.", targets)]
    fourth = [body("이 표는 기재사항과 이 계약의 조항을 견준 것이다.", targets), *rows(compared, targets)]
    made = zip((*ANNEXES, "조항 대비표"), (first, second, third, fourth), strict=True)
    return tuple(
        Article(f"별지 {n}", title, tuple(found), kind="annex", clause=f"annex-{n}")
        for n, (title, found) in enumerate(made, 1)
    )


def meta(**changes) -> DraftMeta:
    """The cover of the long contract."""
    given = {
        "as_of": dt.date(2026, 11, 27),
        "library_version": "0.1.0",
        "edition": "2025년판(2025년 2월 5일 시행)",
        "parties": (Party("금융회사(위탁자)", "【위탁자 상호】"), Party("제공자(수탁자)", "【수탁자 상호】")),
        "date": "【계약 체결일】",
        "importance": "중요",
        "sources": {
            "company_name": "financial_company.name",
            "provider_name": "provider.name",
            "contract_date": "contract.date",
        },
        "widths": {"overview": (25, 75)},
        "notices": ("재수탁자 목록에 재수탁자가 없으므로 재위탁 조항의 적용 여부를 확인하십시오.",),
    }
    return DraftMeta(**(given | changes))
