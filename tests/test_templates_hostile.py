"""Code in a value, a template or a text of the library: it is printed or refused, and never runs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import docx_plain
import pytest
from render_contract import meta
from report_review import INFO, library, sample_review
from test_values_exact import placed

from pipeline import template as templates
from pipeline.cli import main
from pipeline.errors import LibraryError
from pipeline.model import Contract
from pipeline.package import read_package, write_package
from pipeline.render import render_verified as render
from pipeline.report import as_html, render_report
from pipeline.report.html_template import compile_template
from pipeline.template import pins, template_bytes, template_path
from pipeline.template_check import require_inert

DEAL = "samples/deal-basic.yaml"
CANARY = "canary-was-here"
TOUCH = f"__import__('os').system('touch {CANARY}')"
PAYLOADS = (
    "{{ cycler.__init__.__globals__.os.popen('touch canary-was-here').read() }}",
    "{{ lipsum.__globals__['os'].popen('touch canary-was-here') }}",
    "{{ joiner.__init__.__globals__.os.system('touch canary-was-here') }}",
    "{{ namespace.__init__.__globals__.os.system('touch canary-was-here') }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__.__builtins__.open('canary-was-here', 'w') }}",
    "{{ self._TemplateReference__context.cycler.__init__.__globals__.os }}",
    "{{ request.application.__globals__ }}", "{{ config.items() }}", "{{ url_for.__globals__ }}",
    "{{ get_flashed_messages.__globals__.__builtins__ }}", "{{ ().__class__.__base__ }}", "{{ [].append.__self__ }}",
    "{{ ''|attr('__class__') }}", "{{ ''['__cla' ~ 'ss__'] }}", "{{ '%s'|format(title.__class__) }}",
    "{{ '{0.__class__}'.format(title) }}", "{{ title.format_map }}", "{{ dict(__class__=1) }}", "{{ range(99999999) }}",
    "{{ 'A' * 2000000000 }}", "{{ 7*7 }}", "{% for x in range(999999) %}{% for y in range(999999) %}{% endfor %}{% endfor %}",
    "{% include '/etc/hostname' %}", "{% import 'os' as os %}{{ os.system('touch canary-was-here') }}",
    "{% from 'x' import y %}", "{% extends '/etc/passwd' %}", "{% set x = cycler %}{{ x.__init__ }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}", "{% block b %}{% endblock %}",
    "{% raw %}x{% endraw %}", "{% autoescape false %}<b>{% endautoescape %}", "{% do x.append(1) %}", "{% debug %}",
    "{%- if 1 -%}{{ title|safe }}{%- endif -%}", "{{ title|tojson|safe }}", "{# comment #}", "{{ undefined_name }}",
    "${7*7}", "#{7*7}", "<%= 7*7 %>", f"<?php system('touch {CANARY}') ?>", "{{= 7*7 }}", "[[${7*7}]]", "*{7*7}", "@(7*7)",
    f"`touch {CANARY}`", f"$(touch {CANARY})", f"%({TOUCH})s", f"{{0.__class__}} {TOUCH}", "%x %n %s", "{{", "}}", "{%",
    "<!--slot:body-->", "<!--slot:toc-->",
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_ran(tmp_path, monkeypatch):
    """Each test works in a folder in which a canary would lie if anything had run."""
    root = Path.cwd()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FINCLAUSE_DEBUG", "")
    (tmp_path / "samples").symlink_to(root / "samples")
    yield
    assert not (tmp_path / CANARY).exists()
    assert not (root / CANARY).exists()


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 25


# ------------------------------------------------------------- values, texts of the library


@pytest.mark.parametrize("payload", PAYLOADS)
def test_code_in_a_value_is_printed_as_it_stands_wherever_values_go(payload):
    found = docx_plain.parts(render(*placed(payload)))
    assert docx_plain.paragraphs(found["word/document.xml"]).count(payload) >= 8
    assert docx_plain.paragraphs(found["word/header1.xml"]) == [f"{payload}\t{payload} · 초안"]
    assert docx_plain.title(found) == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_code_in_a_draft_does_not_run_when_the_draft_becomes_a_template(payload, tmp_path):
    """A rendered file, also a counterparty's, named as --template: a second pass must not evaluate it."""
    path = tmp_path / "again.docx"
    path.write_bytes(render(*placed(payload)))
    with pytest.raises(LibraryError, match=r"again\.docx"):
        render(*placed("값"), template=path)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_code_in_the_title_of_a_report_is_printed(payload):
    info = type(INFO)(payload, payload, INFO.date, payload, payload)
    page = render_report(sample_review(), library(), info, ".html").decode()
    assert "49" not in page.split("</title>")[0]
    for suffix in (".docx", ".json"):
        render_report(sample_review(), library(), info, suffix)


# ------------------------------------------------------------- the Word template


def own_template(tmp_path: Path, part: str = "", old: str = "", new: str = "", **more: str) -> Path:
    """A company's template: ours with one change, or with more parts."""
    parts = read_package(template_path("contract.docx").read_bytes())
    if part:
        text = parts[part].decode()
        assert old in text
        parts[part] = text.replace(old, new, 1).encode()
    for name, text in more.items():
        parts[name.replace("__", "/").replace("_DOT_", ".")] = text.encode()
    path = tmp_path / "자사.docx"
    path.write_bytes(write_package(parts))
    return path


@pytest.fixture
def here(monkeypatch):
    """Templates are read in this process only: three hundred processes take too long and find nothing else."""
    monkeypatch.setattr("pipeline.render.docx.require_template_apart", lambda *_: None)


def drawn(path: Path) -> bytes:
    return render(Contract("계약서", ()), meta(), template=path)


NOTE = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnotes>'


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if "{{" in p or "{%" in p or "{#" in p])
@pytest.mark.parametrize(
    ("part", "old"),
    [
        ("word/document.xml", "{{ contents_title }}"), ("word/header1.xml", "{{ mark }}"), ("word/footer1.xml", " / "),
        ("docProps/core.xml", "<dc:creator>finclause"), ("word/styles.xml", 'w:val="Normal"'),
    ],
    ids=["body", "header", "footer", "properties", "attribute"],
)  # fmt: skip
@pytest.mark.usefixtures("here")
def test_code_in_a_template_is_refused_wherever_it_stands(tmp_path, part, old, payload):
    new = f'w:val="{xml(payload)}"' if old.startswith("w:val") else old + xml(payload)
    with pytest.raises(LibraryError, match=r"자사\.docx.*(자리표|서식에 둘 수 없는)"):
        drawn(own_template(tmp_path, part, old, new))


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if "{{" in p or "{%" in p or "{#" in p])
@pytest.mark.usefixtures("here")
def test_code_in_a_footnote_of_a_template_is_refused(tmp_path, payload):
    with pytest.raises(LibraryError, match="자리표를 둘 수 없는 곳"):
        drawn(own_template(tmp_path, word__footnotes_DOT_xml=NOTE.format(xml(payload))))


FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
ACTIVE = {
    "a field that runs a program": (FIELD.format(" DDEAUTO ", 'c:\\\\cmd "/k calc"'), "DDEAUTO"),
    "a field split over runs": (FIELD.format(" INCLUDE", 'PICTURE "http://x.example/a"'), "INCLUDEPICTURE"),
    "a field that pulls in a file": (FIELD.format(' INCLUDETEXT "/etc/passwd"', ""), "INCLUDETEXT"),
    "a link to the outside in a field": (FIELD.format(' HYPERLINK "http://x.example"', ""), "HYPERLINK"),
    "a simple field": ('<w:p><w:fldSimple w:instr="MACROBUTTON x y"/></w:p>', "MACROBUTTON"),
    "a field that asks": (FIELD.format(' ASK a "b"', ""), "ASK"),
    "a chunk of another file": ('<w:altChunk r:id="rId1"/>', "altChunk"),
    "an object": ("<w:p><w:r><w:object/></w:r></w:p>", "object"),
    "a sub-document": ('<w:subDoc r:id="rId1"/>', "subDoc"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_a_template_that_would_run_or_fetch_something_is_refused(tmp_path, name):
    fragment, said = ACTIVE[name]
    with pytest.raises(LibraryError, match=rf"자사\.docx: 서식에 둘 수 없는 것이[\s\S]*'{said}'"):
        drawn(own_template(tmp_path, "word/document.xml", "<w:body>", f"<w:body>{fragment}"))


PARTS = {
    "macros": {"word__vbaProject_DOT_bin": "x"},
    "an embedded object": {"word__embeddings__oleObject1_DOT_bin": "x"},
    "a control": {"word__activeX__activeX1_DOT_xml": "<a/>"},
    "another file": {"word__afchunk_DOT_htm": "<script/>"},
    "a page": {"word__document2_DOT_html": "x"},
}


@pytest.mark.parametrize("name", PARTS)
def test_a_template_with_a_part_that_is_not_known_to_be_harmless_is_refused(tmp_path, name):
    with pytest.raises(LibraryError, match="매크로나 포함된 파일일 수 있어"):
        drawn(own_template(tmp_path, **PARTS[name]))


@pytest.mark.parametrize("target", ["http://x.example/t.dotm", "file:///etc/passwd", "//host/share"])
def test_a_template_that_points_outside_is_refused(tmp_path, target):
    relation = (
        f'<Relationship Id="rId99" Type="x/attachedTemplate" Target="{target}" TargetMode="External"/></Relationships>'
    )
    with pytest.raises(LibraryError, match="바깥을 가리키는 연결"):
        drawn(own_template(tmp_path, "word/_rels/document.xml.rels", "</Relationships>", relation))


def test_an_entity_in_a_template_is_refused(tmp_path):
    doctype = '<!DOCTYPE w:styles [<!ENTITY a "b">]><w:styles'
    with pytest.raises(LibraryError, match="DOCTYPE"):
        drawn(own_template(tmp_path, "word/styles.xml", "<w:styles", doctype))


def test_a_template_that_unpacks_beyond_measure_is_refused(tmp_path):
    with pytest.raises(LibraryError, match="50,000,000바이트를 넘습니다"):
        drawn(own_template(tmp_path, word__webSettings_DOT_xml="<a>" + " " * 50_000_001 + "</a>"))


# ------------------------------------------------------------- pins, and a company's own


def test_our_templates_are_pinned_and_hold_nothing_active():
    words = {"contract.docx", "contract-both.docx", "report.docx", "paper.docx"}
    assert set(pins()) == words | {"compare.html", "report.html"}
    for name in sorted(words):
        require_inert(Path(name), read_package(template_bytes(name)))


@pytest.mark.parametrize("name", ["contract.docx", "report.docx", "paper.docx", "report.html"])
def test_a_changed_template_of_ours_is_refused_with_its_hash(tmp_path, monkeypatch, name):
    changed = tmp_path / name
    changed.write_bytes(template_path(name).read_bytes() + b" ")
    monkeypatch.setattr(templates, "template_path", lambda _: changed)
    template_bytes.cache_clear()
    with pytest.raises(
        LibraryError, match=rf"templates/{name}: .*배포된 서식이 아닙니다\(SHA-256 [0-9a-f]{{64}}\).*--template"
    ):
        template_bytes(name)


def test_line_ends_of_another_system_do_not_change_the_pin():
    data = template_path("report.html").read_bytes()
    assert templates.fingerprint("report.html", data.replace(b"\n", b"\r\n")) == pins()["report.html"]


def test_a_company_uses_its_own_template_and_the_trace_names_it_with_its_hash(tmp_path, capsys):
    path = own_template(tmp_path, "word/footer1.xml", " / ", " 한빛은행 ")
    out, trace = tmp_path / "a.docx", tmp_path / "a.json"
    assert main(["draft", DEAL, "-o", str(out), "--trace", str(trace), "--template", str(path)]) == 0
    assert "서식: " in capsys.readouterr().out
    footer = docx_plain.parts(out.read_bytes())["word/footer1.xml"]
    assert "한빛은행" in docx_plain.paragraphs(footer)[0]
    used = json.loads(trace.read_text(encoding="utf-8"))["template"]
    assert used == {"name": "자사.docx", "sha256": templates.fingerprint("자사.docx", path.read_bytes())}


def test_without_its_own_the_trace_names_ours(tmp_path):
    trace = tmp_path / "a.json"
    assert main(["draft", DEAL, "-o", str(tmp_path / "a.docx"), "--trace", str(trace)]) == 0
    assert json.loads(trace.read_text(encoding="utf-8"))["template"]["sha256"] == pins()["contract.docx"]


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.write_bytes(b"no zip"), lambda p: p.mkdir(), os.mkfifo])
def test_a_template_that_cannot_be_read_ends_with_three(tmp_path, capsys, make):
    path = tmp_path / "자사.docx"
    make(path)
    assert main(["draft", DEAL, "-o", str(tmp_path / "a.docx"), "--template", str(path)]) == 3
    assert "자사.docx" in capsys.readouterr().err
    assert not (tmp_path / "a.docx").exists()


# ------------------------------------------------------------- the template of the web page


@pytest.mark.parametrize(
    "payload",
    [p for p in PAYLOADS if ("{{" in p or "{%" in p) and p not in ("{{", "{%", "{{ 7*7 }}", "{{ undefined_name }}", "{{ title.format_map }}")
     and "raw" not in p],
)  # fmt: skip
def test_the_web_template_cannot_hold_code(payload):
    with pytest.raises(LibraryError, match=r"templates/report\.html \d+행"):
        compile_template(f"<p>{payload}</p>").render(title="x")


@pytest.mark.parametrize("source", ["{{ missing }}", "{{ view.missing }}", "{% for x in missing %}{% endfor %}"])
def test_a_name_that_is_not_there_is_an_error_and_no_gap(source):
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        compile_template(source).render(view=object())


def test_the_web_template_has_no_function_and_no_loader():
    environment = as_html._template().environment
    assert environment.globals == {}
    assert environment.loader is None
