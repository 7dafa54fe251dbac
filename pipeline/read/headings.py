"""What the start of a line says: headings of articles, chapters and annexes.

In: the text of a line (its first character is the first character of the line). Out: a
`Heading` with offsets into that text, or None. Whether a number continues
its series is not decided here (`pipeline.parse`); that a line refers to an article inside a
sentence ('제5조에 따라') is, because wrapping puts such words at the start of a line.
Drafting rules behind the shapes: 법제처 「법령 입안·심사 기준」 (조·항·호·목의 표시).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.read.numerals import CIRCLED, ROMAN_SIGNS, numeral

Value = tuple[int, ...]

BLANK: Final = r"[\s\u200b\ufeff]"
_B: Final = BLANK + "*"
TITLE_MAX: Final = 60
PREDICATE: Final = r"(?:다|니까|(?:세|해|어|아|예|에|네|지|까|게)요|시오)"
"""How a Korean sentence ends; nouns such as 개요, 필요, 책임, 보고 do not end so."""
BARE_TITLE_MAX: Final = 40
_ANY_CIRCLED = re.compile(f"[{CIRCLED[:20]}]")
_ANNEX_PARTED = re.compile(r"\s*[.:：–—-]\s*\S|\s*\(")
_ANNEX_PARTED_EN = re.compile(r"\s*[.:：–—-]\s*\S")
_CHAPTER_REFERENCE = re.compile(r"[의에을를은는과와]|에서|부터|까지|내지|[,·]")
_BRACKET_REFERENCE = re.compile(r"[에의을를은는와과]|서류")
_VERB_EN = re.compile(r"\b(?:is|are|shall|will|states?|sets?|contains?|describes?|lists?)\b")
_SPACED = re.compile(r"\s+\S")
_SUPPLEMENT_PARTICLE = re.compile(r"[의에을를은는과와이]|으로")
_SUPPLEMENT_REFERENCE = re.compile(r"\s*(?:제\s?\d+\s?조|및|또는|에)(?:에|의|\s)")
_SUPPLEMENT_TITLE = re.compile(r"\s*[(<（\[](?P<t>[^)>）\]\n]{1,40})[)>）\]]")
_PARTED = re.compile(r"\s*[.:–—-]\s+|\s*[.:]?\s*$|\s*\n")
_TITLE_EN = re.compile(r"\s+(?:[A-Z]{2,}|\([A-Z])|\s+[A-Z][^.;]{1,60}$")
_SENTENCE_OR_LIST = re.compile(r"[a-z다]\.$|[;,]$")
_WORD_EN = re.compile(r"[A-Za-z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens an article, a chapter or an annex.

    `number` as printed ('제12조의2', '별지 1'), `value` to compare with its neighbours,
    `title` without brackets, `body` where the text after the heading starts. `strong`:
    nothing but a heading has this shape.
    """

    rule: str
    number: str
    value: Value
    title: str
    body: int
    strong: bool = True


# ------------------------------------------------------------------ what precedes the marker

_LEAD_IN = re.compile(
    rf"(?:{BLANK}|#{{1,6}}{BLANK}|>{BLANK}|[*+-]{BLANK}+(?=\d+\.\d)|\*\*(?=\S)|__(?=[^\s_])|<[a-zA-Z][^<>]{{0,200}}>)*"
)


_LEADING: Final = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff#>*_<+-"
    + "".join(chr(code) for code in range(0x2000, 0x200B))
)


def lead_in(text: str) -> int:
    """Return where the first character of the words is, after blanks and Markdown marks."""
    if text[:1] not in _LEADING:
        return 0
    found = _LEAD_IN.match(text)
    return found.end() if found else 0


_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_MARKUP = re.compile(r"<[^<>]{1,200}>|\*\*|__|\\(?=[^\w\s])|^#{1,6}\s+|\s#+\s*$|\n[=-]{3,}\s*$")
_SPACES = re.compile(r"\s+")
_SPREAD = re.compile(r"[가-힣](?: [가-힣])+")
_EMPHASIS = re.compile(r"(?:\*\*|__|</[a-z]+>)*")


def plain_title(title: str) -> str:
    """Return a title without Markdown marks, outer spaces, closing punctuation; '목 적' as '목적'."""
    words = _SPACES.sub(" ", _MARKUP.sub("", _LINK.sub(r"\1", title))).strip(" \u200b\ufeff.:：*_")
    return words.replace(" ", "") if _SPREAD.fullmatch(words) else words


# ------------------------------------------------------------------ 제N조

_JO = re.compile(rf"제{_B}(?P<n>\d{{1,4}}){_B}조(?:{_B}의{BLANK}?(?P<m>\d{{1,2}})(?!\d))?")
_REFERENCE = re.compile(
    rf"{_B}(?:제{_B}\d+{_B}(?:항|호|조|목)|각{_B}(?:항|호|목)|(?:본문|단서|전단|후단|소정|규정|전항)(?:{BLANK}|[의을를은는이가에과와,]))"
    rf"|{BLANK}+(?:및|내지|또는|혹은|와|과|의|에|부터|까지|에서|에도|에는|으로){BLANK}|{BLANK}+(?:에{BLANK}?(?:따|의하|의한|의거|규정|정하|불구)|내지|부터|까지)"
    rf"|(?:에|의|을|를|은|는|와|과|로|나|도|만|상|중|이나|이며|부터|까지|내지|및|또는|에서|이{BLANK}?(?:정하|규정))(?![가-힣]*[)\]】])"
    rf"|{_B}[,、·ㆍ‧~∼〜]"
)
_AFTER_TITLE = re.compile(
    rf"(?:에|의|을|를|은|는|와|과|로|부터|까지|내지|및|또는|이나|에서|,|、|~|∼)"
    rf"|{_B}제{_B}\d+{_B}(?:항|호|목)|{_B}(?:및|내지|또는){BLANK}|{BLANK}+(?:에{BLANK}?(?:따|의하|의한|의거|규정)|부터|까지|에서{BLANK}|의{BLANK}(?:규정|권리|의무))"
)
_BRACKETS: Final = {
    "(": ")",
    "（": "）",
    "【": "】",
    "[": "]",
    "〔": "〕",
    "<": ">",
    "〈": "〉",
    "《": "》",
    "「": "」",
    "［": "］",
}
_OPEN = re.compile(rf"{_B}([(（【\[〔<〈《「［])")
_NO_TITLE = re.compile(rf"{_B}(?:이하|약칭|\d{{4}}|[0-9.,\s]*[)）\]])")
_SENTENCE_END = re.compile(rf"[.。?!;](?:[\"”'’)\]]*)$|{PREDICATE}\.?$")
_GAP = re.compile(r"\t|[  \u3000]{2,}|\n")


def jo(text: str) -> Heading | None:
    """Recognise '제N조', '제N조의M' with (제목), 【제목】, [제목] or a bare title.

    None for a reference in a sentence: '제5조에 따라', '제7조(정의) 제3항의', '제3조 및'.
    """
    at = lead_in(text)
    found = _JO.match(text, at)
    if not found:
        return None
    value = (int(found["n"]), int(found["m"] or 0))
    number = f"제{value[0]}조" + (f"의{value[1]}" if value[1] else "")
    opened = _OPEN.match(text, found.end())
    if opened and not _NO_TITLE.match(text, opened.end()):
        return _bracketed(text, opened, number, value)
    if opened or _REFERENCE.match(text, found.end()):
        return None
    return _bare(text, found.end(), number, value)


def _bracketed(text: str, opened: re.Match[str], number: str, value: Value) -> Heading | None:
    closing = _closing(text, opened.start(1))
    if closing < 0:
        inner = text[opened.end() :]
        return (
            Heading("jo", number, value, plain_title(inner), len(text), strong=False)
            if len(inner) <= TITLE_MAX
            else None
        )
    inner = text[opened.end() : closing]
    if len(inner) > TITLE_MAX or _AFTER_TITLE.match(text, closing + 1):
        return None
    return Heading("jo", number, value, plain_title(inner), _skip_emphasis(text, closing + 1))


def _closing(text: str, opening: int) -> int:
    """Return the offset of the bracket that closes the one at `opening`, or -1."""
    left = text[opening]
    right = _BRACKETS[left]
    depth = 0
    for at in range(opening, min(len(text), opening + 2 * TITLE_MAX)):
        if text[at] == left:
            depth += 1
        elif text[at] == right:
            depth -= 1
            if not depth:
                return at
    return -1


def _bare(text: str, at: int, number: str, value: Value) -> Heading:
    rest = text[at:]
    offset = len(rest) - len(rest.lstrip(" \t\n\u200b.:：-–—*"))
    words = rest[offset:]
    if not words.strip("*_ \n\u200b"):
        return Heading("jo", number, value, "", len(text))
    cut = _bare_end(words)
    title = plain_title(words[:cut])
    if cut <= BARE_TITLE_MAX and not _SENTENCE_END.search(words[:cut].rstrip("*_ \u200b")):
        return Heading("jo", number, value, title, _skip_emphasis(text, at + offset + cut), strong=False)
    if cut <= BARE_TITLE_MAX and not words[:cut].rstrip().endswith(".") and cut == len(words):
        return Heading("jo", number, value, title, len(text), strong=False)
    return Heading("jo", number, value, "", at + offset, strong=False)


def _bare_end(words: str) -> int:
    """Where a bare title ends: before ①, a tab, two spaces or a new line."""
    ends = [len(words)]
    circled = _ANY_CIRCLED.search(words)
    if circled:
        ends.append(circled.start())
    gap = _GAP.search(words)
    if gap and gap.start() > 1:
        ends.append(gap.start())
    return min(ends)


def _skip_emphasis(text: str, at: int) -> int:
    found = _EMPHASIS.match(text, at)
    return found.end() if found else at


# ------------------------------------------------------------------ chapters


_NUMERAL = rf"(?:\d{{1,3}}|[IVX]{{1,5}}|[{ROMAN_SIGNS}]|[一二三四五六七八九十]{{1,3}}|[일이삼사오육칠팔구십]{{1,3}})"
_CHAPTER = re.compile(rf"제{_B}(?P<n>{_NUMERAL}){_B}(?P<unit>[편부장절관])(?P<rest>[^\n]{{0,{BARE_TITLE_MAX + 10}}})$")
_CHAPTER_EN = re.compile(
    r"(?P<n>(?:CHAPTER|Chapter|PART|Part|TITLE|Title)\s+(?:\d{1,3}|[IVX]{1,5}|[A-Z]))(?P<rest>\b[^\n]{0,90})$"
)
_REST_EN = re.compile(r"\s*(?:[.:–—-]\s*(?P<a>\S.*)|\s(?P<b>[A-Z(].*))?$")


def chapter(text: str) -> Heading | None:
    """Recognise '제2장 서비스의 제공', '제 I 편 …', '제1절 …', 'Part C – Service Levels'."""
    at = lead_in(text)
    words = text[at:].rstrip(" \t*_#\u200b")
    found = _CHAPTER.match(words)
    if found:
        rest = found["rest"]
        bare = rest.strip(" .:：-–—\t\u200b*")
        if _CHAPTER_REFERENCE.match(rest) or _SENTENCE_END.search(bare):
            return None
        number = f"제{found['n']}{found['unit']}"
        return Heading(
            "chapter",
            number,
            (max(0, "부편장절관".index(found["unit"]) - 1),),
            plain_title(rest.lstrip(" .:：-–—")),
            len(text),
        )
    found = _CHAPTER_EN.match(words)
    rest_en = _REST_EN.match(found["rest"]) if found else None
    if not found or not rest_en or words.endswith((".", ";", ",")):
        return None
    return Heading("chapter", found["n"], (0,), plain_title(rest_en["a"] or rest_en["b"] or ""), len(text))


# ------------------------------------------------------------------ annexes

_ANNEX_WORD = (
    rf"(?:별{BLANK}?표|별{BLANK}?지|별{BLANK}?첨|붙{BLANK}?임|첨{BLANK}?부|부{BLANK}?록|부{BLANK}?속{BLANK}?서|부속{BLANK}?합의서|부속{BLANK}?약정서"
    r"|(?:ANNEX|Annex|APPENDIX|Appendix|EXHIBIT|Exhibit|SCHEDULE|Schedule|ATTACHMENT|Attachment|ADDENDUM|Addendum)(?![a-z]))"
)
_ANNEX_NUMBER = (
    rf"(?:제?{_B}\d{{1,3}}(?:[-.]\d{{1,2}}|의\d{{1,2}})?(?:{_B}호)?(?:{_B}서식)?"
    rf"|[A-Z](?:[-.]?\d{{1,2}})?|[IVX]{{1,5}}|[{ROMAN_SIGNS}]|[가나다라마바사](?![가-힣]))"
    r"(?![0-9A-Za-z])(?:-[A-Z0-9]{1,2}\b)?"
)
_ANNEX_BRACKETED = re.compile(
    rf"[\[【<〈《（(〔［]{_B}(?P<word>{_ANNEX_WORD}){_B}(?P<n>{_ANNEX_NUMBER})?{_B}(?P<in>[^\]】>〉》）)〕］\n]{{0,40}}){_B}[\]】>〉》）)〕］](?P<rest>.*)$",
    re.S,
)
_ANNEX_PLAIN = re.compile(rf"(?P<word>{_ANNEX_WORD}){_B}(?P<n>{_ANNEX_NUMBER})?(?P<rest>.*)$", re.S)
_BUCHIK = re.compile(rf"[\[【<(（]?{_B}부{BLANK}{{0,6}}칙{_B}[\]】>)）]?(?P<rest>.*)$", re.S)
_ANNEX_REFERENCE = re.compile(
    r"[의에을를은는과와로이가도]|에서|부터|까지|내지|및|또는|[,、·ㆍ/]|\s+(?:및|또는|내지|등|과|와|의|기재|참조|참고|서식)\s?"
)
_LISTED = re.compile(r"\d{1,2}\s?[부통매](?:\.|$|\s*끝)|끝\.?$")


def annex(text: str) -> Heading | None:
    """Recognise [별표 1], 별지 2. 제목, 【별첨】, 부칙, 'Annex A – Title', 'SCHEDULE 2'.

    None for a reference ('별지 1의 회사', 'Schedule 4 states who …') and for an entry of a list
    of enclosures ('붙임 1. 견적서 1부').
    """
    at = lead_in(text)
    closing = _BUCHIK.match(text, at)
    if closing:
        return _supplement(text, closing)
    found = _ANNEX_BRACKETED.match(text, at)
    if found:
        return _annex_heading(text, found, bracketed=True)
    found = _ANNEX_PLAIN.match(text, at)
    return _annex_heading(text, found, bracketed=False) if found else None


def _annex_heading(text: str, found: re.Match[str], *, bracketed: bool) -> Heading | None:
    rest = found["rest"]
    line = rest.split("\n", 1)[0]
    title = line.strip(" \t.:：-–—*_#\u200b")
    if bracketed:
        if found["in"] and _BRACKET_REFERENCE.match(found["in"]):
            return None
        if _AFTER_TITLE.match(rest) or _SENTENCE_END.search(title) or len(title) > TITLE_MAX:
            return None
        title = title if title else found["in"].strip(" .:：-–—") or title
    elif not _plain_annex(found, line, title, marked=text[: found.start()].lstrip().startswith("#")):
        return None
    number = annex_number(found["word"], found["n"] or "")
    body = len(text) if len(line) == len(rest) else len(text) - len(rest) + len(line)
    return Heading("annex", number, (0,), plain_title(title), body, strong=bracketed)


def _plain_annex(found: re.Match[str], line: str, title: str, *, marked: bool) -> bool:
    """Whether an unbracketed annex word opens an annex rather than a sentence or a list."""
    english = found["word"][0].isascii()
    if _LISTED.search(line):
        return False
    if not found["n"]:
        return not title if not english else (not title or marked)
    if not title:
        return True
    if _ANNEX_REFERENCE.match(line) and not line.startswith((" -", " –", " —")):
        return False
    if _SENTENCE_END.search(title) or len(title) > (90 if english else TITLE_MAX):
        return False
    parted = (_ANNEX_PARTED_EN if english else _ANNEX_PARTED).match(line) is not None
    if english:
        return parted or marked or (line[0].isspace() and title[0].isupper() and not _VERB_EN.search(title))
    return parted or _SPACED.match(line) is not None


def annex_number(word: str, number: str) -> str:
    """Return '별지 1', '별첨', 'Annex A' as one would cite it."""
    word = _SPACES.sub("", word)
    return f"{word} {_SPACES.sub('', number)}" if number else word


def _supplement(text: str, found: re.Match[str]) -> Heading | None:
    rest = found["rest"]
    if _SUPPLEMENT_PARTICLE.match(rest) or _SUPPLEMENT_REFERENCE.match(rest):
        return None
    title = _SUPPLEMENT_TITLE.match(rest)
    if title:
        return Heading("annex", "부칙", (0,), title["t"].strip(), found.start("rest") + title.end())
    skipped = len(rest) - len(rest.lstrip(" \t\n:：.-–—*"))
    return Heading("annex", "부칙", (0,), "", found.start("rest") + skipped)


# ------------------------------------------------------------------ contents, English articles

_CONTENTS = re.compile(r"[\[<【(]?\s*(?:목\s{0,6}차|차\s{0,6}례|(?i:table of contents|contents))\s*[:\]>】)]?\**$")


def contents(text: str) -> bool:
    """Whether the line is the title of a table of contents."""
    return _CONTENTS.match(text.strip(), lead_in(text.strip())) is not None


_ARTICLE_EN = re.compile(
    r"(?P<word>ARTICLE|Article|SECTION|Section|CLAUSE|Clause)\s+(?P<n>\d{1,3}|[IVXLC]{1,6}|[A-Z])(?![0-9A-Za-z])(?!\.\d)(?P<rest>.*)$",
    re.S,
)


_BRACKETED_EN = re.compile(r"\s*[(\[](?P<t>[A-Z][^()\[\]]{0,80})[)\]][\s.]*")


def article_en(text: str) -> Heading | None:
    """Recognise 'Article 3', 'ARTICLE IV – TERM', 'Section 2. Fees', 'Article 5 (Audit)', not 'Section 8 applies'."""
    found = _ARTICLE_EN.match(text, lead_in(text))
    if not found:
        return None
    rest = found["rest"]
    parted = _PARTED.match(rest)
    line = rest[parted.end() :] if parted else rest
    if not parted and not _TITLE_EN.match(rest):
        return None
    value = numeral(found["n"])
    if value is None:
        return None
    number = f"{found['word'].capitalize()} {found['n']}"
    bracketed = _BRACKETED_EN.fullmatch(rest)
    if bracketed:
        return Heading("article", number, (value, 0), plain_title(bracketed["t"]), len(text))
    title, body = split_title(line)
    return Heading("article", number, (value, 0), plain_title(title), len(text) - len(line) + body, strong=bool(parted))


_RUN_IN = re.compile(r"(?P<t>[A-Z][\w\s,;&/’'“”\"()-]{1,80}?)(?P<mark>\.|:)\s+(?=[A-Z(“\"①])")
_RUN_IN_KO = re.compile(r"(?P<t>[가-힣][가-힣A-Za-z0-9·ㆍ,()/ ]{0,30}?)\s?[:：]\s")


def split_title(line: str) -> tuple[str, int]:
    """Part 'Fees. Customer shall pay …' into its title and the offset of its text."""
    found = _RUN_IN.match(line) or _RUN_IN_KO.match(line)
    if found and len(found["t"].split()) <= 10:
        return found["t"], found.end()
    text = _MARKUP.sub("", line).rstrip("*_ \u200b")
    if len(text) <= TITLE_MAX + 30 and (
        not _SENTENCE_OR_LIST.search(text) or (text[-1] in ".;" and is_capitalised(text))
    ):
        return text, len(line)
    return "", 0


def is_capitalised(text: str) -> bool:
    """Whether a short English line is written like a title: 'Term and Termination'."""
    words = [word for word in _WORD_EN.findall(text) if len(word) > 3]
    return 0 < len(words) <= 12 and all(word[0].isupper() for word in words)
