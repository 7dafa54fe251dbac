"""The arguments of every command, with Korean help and Korean complaints."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import NoReturn

from pipeline import __version__
from pipeline.errors import UsageError

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), "다음 인자가 필요합니다: {0}"),
    (re.compile(r"unrecognized arguments: (.+)"), "알 수 없는 인자입니다: {0}"),
    (
        re.compile(r"argument (\S+): invalid choice: '?(.+?)'? \(choose from (.+)\)"),
        "{0}: '{1}'은(는) 쓸 수 없습니다. 가능한 값: {2}",
    ),
    (re.compile(r"argument (\S+): expected one argument"), "{0}: 값이 하나 필요합니다"),
    (re.compile(r"argument (\S+): expected at least one argument"), "{0}: 값이 하나 이상 필요합니다"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), "{0}: {1}과(와) 함께 쓸 수 없습니다"),
    (re.compile(r"argument (\S+): (.+)"), "{0}: {1}"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "사용법: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: object) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "인자"
        self._optionals.title = "선택 사항"
        self.add_argument("-h", "--help", action="help", help="이 도움말을 보이고 끝낸다")

    def error(self, message: str) -> NoReturn:
        for pattern, korean in _COMPLAINTS:
            if found := pattern.fullmatch(message):
                message = korean.format(*found.groups())
                break
        raise UsageError(f"{message}. '{self.prog} --help'를 보십시오.")


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    """Return the parsed arguments; raise UsageError with a Korean message for a wrong call."""
    cli = _Parser(
        prog="finclause",
        description="금융회사의 클라우드 위수탁 계약서를 작성하고, 제공자 계약서에 빠진 기재사항을 찾습니다.\n"
        "모든 처리는 이 컴퓨터 안에서 이루어집니다. 법률 자문을 대신하지 않습니다.",
        epilog="끝 코드: 0 누락 없음, 1 누락·상충 있음, 2 사용법 오류, 3 입력을 읽을 수 없음, 4 프로그램 결함",
    )
    cli.add_argument("--version", action="version", version=f"finclause {__version__}", help="버전을 보이고 끝낸다")
    commands = cli.add_subparsers(dest="command", title="명령", metavar="명령", required=True, parser_class=_Parser)
    _new(commands)
    _draft(commands)
    _review(commands)
    _compare(commands)
    _addendum(commands)
    _stale(commands)
    _redline(commands)
    _read(commands)
    _library(commands)
    _case(commands)
    if not argv:
        cli.print_help()
        raise SystemExit(2)
    try:
        return cli.parse_args(argv)
    except argparse.ArgumentTypeError as error:
        raise UsageError(str(error)) from error


def _new(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("new", help="설명이 달린 거래명세서(YAML) 서식을 만든다")
    sub.add_argument("file", type=Path, metavar="파일", help="새 거래명세서, 예: deal.yaml")
    sub.add_argument("--force", action="store_true", help="이미 있는 파일을 덮어쓴다")


def _draft(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("draft", help="거래명세서로 위수탁 계약서(DOCX)를 작성한다")
    sub.add_argument("deal", type=Path, metavar="거래명세서", help="YAML 파일 (finclause new로 만든다)")
    sub.add_argument(
        "-o",
        "--out",
        type=Path,
        action="append",
        required=True,
        metavar="계약서.docx",
        help="쓸 파일(.docx .pdf .hwpx). 여러 번 쓸 수 있다. PDF에는 LibreOffice가 있어야 한다",
    )
    sub.add_argument("--trace", type=Path, metavar="추적.json", help="조항 대비표와 선택 근거를 JSON으로도 쓴다")
    sub.add_argument("--template", type=Path, metavar="서식.docx", help="회사의 Word 서식으로 쓴다 (docs/security.md)")
    sub.add_argument(
        "--language",
        choices=("ko", "en", "both"),
        help="계약서의 언어: ko 국문, en 영문, both 국문·영문 병기 (없으면 거래명세서대로, 기본 국문)",
    )
    sub.add_argument(
        "--prevails", choices=("ko", "en"), help="두 언어의 뜻이 다를 때 따르는 언어 (없으면 거래명세서대로, 기본 국문)"
    )
    sub.add_argument("--final", action="store_true", help="확정본: 빈칸이 하나라도 남으면 거부한다")
    sub.add_argument("--force", action="store_true", help="이미 있는 파일을 덮어쓴다")


def _review(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("review", help="제공자의 계약서·약관을 검토해 빠진 기재사항을 찾는다")
    sub.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="파일",
        help="DOCX, PDF, HWPX, HWP, HTML, Markdown, 텍스트. 한 거래의 문서 여럿(약관, 처리위탁, SLA 등)을 함께 적으면 한 묶음으로 판단한다",
    )
    _reports(sub, "보고서 파일(.docx .xlsx .html .json)")
    _judging(sub)


def _reports(sub: _Parser, what: str) -> None:
    """Add the reports that a command writes; `what`: their kind and formats, in Korean."""
    sub.add_argument(
        "-o", "--out", type=Path, action="append", default=[], metavar="보고서", help=f"{what}. 여러 번 쓸 수 있다"
    )


def _compare(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("compare", help="계약서의 두 차례(이전, 이후)를 요소별로 견주어 무엇이 바뀌었는지 보인다")
    sub.add_argument("files", type=Path, nargs="*", metavar="파일", help="이전 파일과 이후 파일")
    sub.add_argument("--old", type=Path, nargs="+", metavar="파일", help="이전 차례의 문서들(약관, 처리위탁, SLA 등)")
    sub.add_argument("--new", type=Path, nargs="+", metavar="파일", help="이후 차례의 문서들")
    _reports(sub, "비교보고서 파일(.docx .html .json)")
    _judging(sub)


def _stale(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser(
        "stale", help="작성해 둔 계약서·합의서·보고서 가운데 법령과 라이브러리의 변경에 걸리는 것을 찾는다"
    )
    sub.add_argument("folder", type=Path, metavar="폴더", help="점검할 폴더(아래 폴더까지 본다) 또는 파일 하나")
    sub.add_argument("--as-of", type=_date, metavar="YYYY-MM-DD", help="법령을 견줄 기준일 (없으면 오늘)")
    sub.add_argument("--deal-dir", type=Path, metavar="폴더", help="계약서를 작성한 거래명세서를 찾을 폴더")
    _reports(sub, "점검보고서 파일(.docx .json)")
    sub.add_argument("--format", choices=("text", "json"), default="text", help="화면에 보일 형식 (기본 text)")
    sub.add_argument(
        "--addendum",
        type=Path,
        metavar="합의서.docx",
        help="손볼 계약서 하나에 새로 요구되는 요소와 바뀐 조항만 더하는 부속합의서를 쓴다",
    )
    sub.add_argument(
        "--deal", type=Path, metavar="거래명세서", help="부속합의서를 쓸 거래명세서 (없으면 --deal-dir에서 찾는다)"
    )
    sub.add_argument("--force", action="store_true", help="이미 있는 파일을 덮어쓴다")


def _judging(sub: _Parser) -> None:
    """Add what every command takes that judges a vendor's documents and reports on them."""
    sub.add_argument("--format", choices=("text", "json"), default="text", help="화면에 보일 형식 (기본 text)")
    sub.add_argument(
        "--deal", type=Path, metavar="거래명세서", help="업무 중요도·사실·기준일을 거래명세서에서 가져온다"
    )
    sub.add_argument("--importance", choices=("중요", "비중요"), help="업무 중요도 (없으면 중요로 본다)")
    sub.add_argument("--as-of", type=_date, metavar="YYYY-MM-DD", help="기준일 (없으면 오늘)")
    sub.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="사실",
        help="성립하지 않는 사실: personal(고유식별·개인신용정보), overseas(국외 처리), subcontract(재위탁), "
        "security_outsourced(정보보호 업무 위탁), indirect(간접계약). 여러 번 쓸 수 있다",
    )
    sub.add_argument("--reviewer", default="", metavar="이름", help="보고서에 적을 검토자")
    sub.add_argument("--contract", default="", metavar="계약명", help="보고서에 적을 계약의 이름")
    sub.add_argument("--force", action="store_true", help="이미 있는 파일을 덮어쓴다")
    _reading(sub)


def _addendum(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser(
        "addendum", help="제공자의 계약서·약관에 빠진 사항을 채우는 부속합의서(DOCX, PDF, HWPX)를 작성한다"
    )
    sub.add_argument(
        "files", type=Path, nargs="+", metavar="파일", help="제공자의 문서. 여럿이면 첫 파일이 주된 문서이다"
    )
    sub.add_argument("--deal", type=Path, required=True, metavar="거래명세서", help="YAML 파일 (finclause new)")
    sub.add_argument(
        "-o",
        "--out",
        type=Path,
        action="append",
        required=True,
        metavar="부속합의서",
        help="쓸 파일(.docx .pdf .hwpx). 여러 번 쓸 수 있다",
    )
    sub.add_argument("--trace", type=Path, metavar="추적.json", help="빈틈과 조항의 대응을 JSON으로도 쓴다")
    sub.add_argument(
        "--language",
        choices=("ko", "en", "both"),
        help="부속합의서의 언어: ko 국문, en 영문, both 국문·영문 병기 (없으면 제공자의 문서와 같은 언어)",
    )
    sub.add_argument("--prevails", choices=("ko", "en"), help="두 언어의 뜻이 다를 때 따르는 언어 (없으면 국문)")
    sub.add_argument("--doubtful", action="store_true", help="있다고 보았으나 확인이 필요한 요소도 넣는다")
    sub.add_argument("--template", type=Path, metavar="서식.docx", help="회사의 Word 서식으로 쓴다 (docs/security.md)")
    sub.add_argument("--final", action="store_true", help="확정본: 빈칸이 하나라도 남으면 거부한다")
    sub.add_argument("--force", action="store_true", help="이미 있는 파일을 덮어쓴다")
    _reading(sub)


def _redline(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("redline", help="제공자의 Word 파일에 변경 내용 추적으로 고칠 곳을 적는다(수정대비)")
    sub.add_argument("file", type=Path, metavar="제공자.docx", help="제공자에게서 받은 DOCX. 이 파일은 고치지 않는다")
    sub.add_argument(
        "--deal", type=Path, required=True, metavar="거래명세서", help="조건과 빈칸의 값을 가져올 YAML 파일"
    )
    sub.add_argument("-o", "--out", type=Path, required=True, metavar="수정대비.docx", help="쓸 파일")
    sub.add_argument("--author", required=True, metavar="이름", help="변경과 메모에 적을 이름")
    sub.add_argument("--date", type=_date, required=True, metavar="YYYY-MM-DD", help="변경과 메모에 적을 날짜")
    sub.add_argument(
        "--audience",
        choices=("vendor", "internal"),
        default="vendor",
        help="메모를 볼 사람: vendor(제공자에게 보낸다. 기본), internal(내부 의견도 적는다. 보내지 않는다)",
    )
    sub.add_argument("--ledger", type=Path, metavar="목록.json", help="변경마다 요소·근거·메모를 적은 JSON도 쓴다")
    sub.add_argument(
        "--partial",
        action="store_true",
        help="넣을 자리를 찾지 못한 요소가 있어도 나머지를 쓰고 그 목록을 보인다",
    )
    sub.add_argument("--force", action="store_true", help="이미 있는 파일을 덮어쓴다")
    _reading(sub)


def _read(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("read", help="파일에서 무엇을 읽었는지(조문, 읽지 못한 부분, 주의할 점) 보인다")
    sub.add_argument("files", type=Path, nargs="+", metavar="파일", help="DOCX, PDF, HWPX, HWP, HTML, Markdown, 텍스트")
    sub.add_argument("--format", choices=("outline", "json"), help="보일 형식 (기본 outline. -o가 .json이면 json)")
    sub.add_argument("-o", "--out", type=Path, metavar="결과", help="화면 대신 쓸 파일")
    sub.add_argument("--force", action="store_true", help="이미 있는 파일을 덮어쓴다")
    _reading(sub)


def _reading(sub: _Parser) -> None:
    """Add what every command takes that reads a vendor's file."""
    sub.add_argument("--password", default="", metavar="암호", help="암호가 걸린 파일을 여는 암호")
    sub.add_argument(
        "--ocr",
        action="store_true",
        help="스캔한 PDF와 그림 파일(PNG, JPG, TIFF)의 글자를 인식한다. tesseract와 한국어 자료가 있어야 하며 낮은 신뢰도로 표시한다",
    )
    sub.add_argument(
        "--limits", type=Path, metavar="한도.yaml", help="읽기의 한도를 바꾼다, 예: pdf_pages: 3000 (docs/formats.md)"
    )


def _library(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("library", help="조항 라이브러리를 점검하고 보여 준다")
    actions = sub.add_subparsers(dest="action", title="동작", metavar="동작", required=True, parser_class=_Parser)
    lint = actions.add_parser("lint", help="규칙에 어긋난 곳을 모두 찾는다")
    lint.add_argument("--as-of", type=_date, metavar="YYYY-MM-DD", help="근거 법령을 견줄 기준일 (없으면 오늘)")
    actions.add_parser("list", help="기재사항과 요소, 조항의 목록을 보인다")
    show = actions.add_parser("show", help="기재사항·요소·조항 하나를 보인다")
    show.add_argument("id", metavar="ID", help="예: BASIC-04, auditor-access, subcontracting")
    docs = actions.add_parser("docs", help="기재사항이나 협상 입장의 문서(Markdown)를 쓴다")
    docs.add_argument(
        "--page",
        choices=("requirements", "negotiation"),
        default="requirements",
        help="requirements 기재사항과 요소(기본), negotiation 협상 입장",
    )
    docs.add_argument("--out", type=Path, required=True, metavar="파일", help="쓸 파일")


def _case(commands: argparse._SubParsersAction[_Parser]) -> None:
    sub = commands.add_parser("case", help="클라우드서비스 이용 절차(중요도 평가부터 종료까지)의 사건 폴더를 다룬다")
    actions = sub.add_subparsers(dest="action", title="동작", metavar="동작", required=True, parser_class=_Parser)
    new = actions.add_parser("new", help="사건 폴더와 그 안에 물음이 적힌 case.yaml, 거래명세서를 만든다")
    new.add_argument("--as-of", type=_date, metavar="YYYY-MM-DD", help="기준일 (없으면 오늘)")
    new.add_argument(
        "--deal", type=Path, metavar="거래명세서", help="이미 적은 거래명세서를 사건 폴더에 복사한다(원본은 그대로)"
    )
    status = actions.add_parser("status", help="단계마다 무엇이 끝났고 무엇이 남았는지, 언제까지인지 보인다")
    status.add_argument("-o", "--out", type=Path, metavar="현황", help="현황을 쓸 파일(.docx .xlsx .json)")
    following = actions.add_parser("next", help="다음에 답할 물음이나 할 일을 보인다")
    build = actions.add_parser("build", help="문서를 쓴다. 끝난 단계의 문서는 그대로 둔다")
    build.add_argument("--stage", default="", metavar="단계", help="이 단계의 문서만 쓴다, 예: importance")
    file = actions.add_parser("file", help="금융감독원에 낼 서류를 모은 폴더를 만든다")
    file.add_argument("-o", "--out", type=Path, metavar="서류철", help="만들 폴더 (없으면 사건 폴더의 보고 서류철)")
    file.add_argument("--incomplete", action="store_true", help="없거나 낡은 서류가 있어도 표시하여 만든다")
    for action in (status, build, file):
        action.add_argument("--force", action="store_true", help="이미 있는 파일, 쓴 뒤에 고친 문서를 덮어쓴다")
    for action in (new, status, following, build, file):
        action.add_argument("folder", type=Path, metavar="폴더", help="사건 폴더")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"'{text}'은(는) 날짜가 아닙니다. YYYY-MM-DD로 적습니다, 예: 2026-03-31"
        ) from error
