"""The process that reads a file: same document as without it, and the right code whatever the process does."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from read_samples import docx, p, pdf, r

from pipeline.errors import EXIT_DEFECT, EXIT_INPUT, LibraryError, ReaderDefectError, ReadError
from pipeline.model import Block, Document, Outcome, Unread
from pipeline.read import limits, read_bytes
from pipeline.read.limiting import Limits, using
from pipeline.read.options import Options
from pipeline.render.docx import used_template
from pipeline.sandbox.apart import read_apart, read_bytes_apart, require_template_apart
from pipeline.sandbox.codec import CodecError, decode, encode
from pipeline.sandbox.process import CHILD, Caps, command
from pipeline.sandbox.wire import FrameError, framed, length_of, packed, unpacked
from pipeline.template import Template, template_of

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
GOOD = "제1조(목적) 을은 갑에게 알린다.".encode()
QUICK = Options(limits=Limits((("CHILD_SECONDS", 2),)))
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and process groups are of POSIX")

FAULTS = {
    "hangs": ("import time; time.sleep(600)", Outcome.LIMIT, EXIT_INPUT),
    "spins": ("while True: pass", Outcome.LIMIT, EXIT_INPUT),
    "ignores-every-signal-and-hangs": (
        "import signal, time; [signal.signal(s, signal.SIG_IGN) for s in (1, 2, 3, 13, 15)]; time.sleep(600)", Outcome.LIMIT, EXIT_INPUT),
    "takes-nothing-and-hangs": ("import os, time; os.close(0); time.sleep(600)", Outcome.LIMIT, EXIT_INPUT),
    "crashes": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", Outcome.DAMAGED, EXIT_INPUT),
    "aborts": ("import os; os.abort()", Outcome.DAMAGED, EXIT_INPUT),
    "aborts-when-its-memory-is-full": (
        "import os, time; x = bytearray(400 << 20); time.sleep(0.5); os.abort()", Outcome.LIMIT, EXIT_INPUT),
    "is-killed-by-the-system": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Outcome.LIMIT, EXIT_INPUT),
    "writes-without-end": ("import os\nwhile True: os.write(1, b'x' * 65536)", Outcome.REFUSED, EXIT_DEFECT),
    "writes-a-frame-without-end": (
        "import os\nos.write(1, b'FCL1' + (1 << 40).to_bytes(8, 'big'))\nwhile True: os.write(1, b'x' * 65536)", Outcome.LIMIT, EXIT_INPUT),
    "half-an-answer": ("import os; os.write(1, b'FCL1' + (100).to_bytes(8, 'big') + b'{')", Outcome.REFUSED, EXIT_DEFECT),
    "half-a-head": ("import os; os.write(1, b'FCL1')", Outcome.REFUSED, EXIT_DEFECT),
    "says-nothing": ("pass", Outcome.REFUSED, EXIT_DEFECT),
    "prints-junk": ("print('Segmentation fault (core dumped)' * 9)", Outcome.REFUSED, EXIT_DEFECT),
    "answers-what-is-no-json": ("import os; os.write(1, b'FCL1' + (3).to_bytes(8, 'big') + b'{{{')", Outcome.REFUSED, EXIT_DEFECT),
    "answers-in-an-unknown-way": ("import os; os.write(1, b'FCL1' + (2).to_bytes(8, 'big') + b'{}')", Outcome.REFUSED, EXIT_DEFECT),
    "ends-with-one": ("import sys; sys.exit(1)", Outcome.REFUSED, EXIT_DEFECT),
    "raises": ("raise ValueError('inside')", Outcome.REFUSED, EXIT_DEFECT),
}  # fmt: skip


def script(folder: Path, text: str) -> Path:
    path = folder / "child.py"
    path.write_text(text, encoding="utf-8")
    return path


def left_behind(mark: str) -> list[str]:
    """The command lines of the processes that hold `mark`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes()
        except OSError:
            continue
        if mark.encode() in line:
            found.append(line.decode("utf-8", "replace"))
    return found


@POSIX
@pytest.mark.parametrize("fault", FAULTS)
def test_a_process_that_fails_gives_the_right_code_and_the_next_document_is_read(fault: str, tmp_path: Path) -> None:
    text, outcome, exit_code = FAULTS[fault]
    start = time.monotonic()
    with pytest.raises(ReadError) as failed:
        read_bytes_apart("계약.txt", GOOD * 10_000, QUICK, program=script(tmp_path, text))
    assert time.monotonic() - start < 2 + 2 + 20  # the limit, the grace and a busy machine
    assert (failed.value.outcome, failed.value.exit_code) == (outcome, exit_code)
    assert str(failed.value).startswith("계약.txt: ")
    assert "Traceback" not in str(failed.value)
    assert left_behind(str(tmp_path)) == []
    assert read_bytes_apart("계약.txt", GOOD).text == GOOD.decode()


@POSIX
@pytest.mark.parametrize("fault", ["hangs", "crashes", "is-killed-by-the-system", "half-an-answer"])
def test_a_template_that_a_process_cannot_open_is_refused(fault: str, tmp_path: Path) -> None:
    text, _, exit_code = FAULTS[fault]
    given = Path("자사.docx"), b"PK", frozenset[str](), frozenset[str]()
    with using(QUICK.limits), pytest.raises((LibraryError, ReaderDefectError), match=r"자사\.docx: ") as failed:
        require_template_apart(*given, program=script(tmp_path, text))
    assert failed.value.exit_code == exit_code
    assert left_behind(str(tmp_path)) == []


def test_a_template_is_tried_apart_and_what_is_wrong_is_told_in_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def touched(*_: object) -> Template:
        raise AssertionError("the template was opened in this process")

    own = tmp_path / "자사.docx"
    own.write_bytes(docx(p(r("{{ cycler.__init__ }}"))))
    given = own, own.read_bytes(), frozenset(("body",)), frozenset[str]()
    with pytest.raises(LibraryError) as here:
        template_of(*given)
    with pytest.raises(LibraryError) as apart:
        require_template_apart(*given)
    assert str(apart.value) == str(here.value)
    monkeypatch.setattr("pipeline.render.docx.template_of", touched)
    with pytest.raises(LibraryError, match=r"자사\.docx: "):
        used_template(own)


@POSIX
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("then", ["time.sleep(600)", "os._exit(0)", "os.kill(os.getpid(), 11)"])
def test_what_a_process_starts_ends_with_it(then: str, tmp_path: Path) -> None:
    program = script(tmp_path, f"import os, time\nif os.fork() == 0: time.sleep(600)\nelse: {then}")
    with pytest.raises(ReadError):
        read_bytes_apart("계약.txt", GOOD, QUICK, program=program)
    assert left_behind(str(tmp_path)) == []


@POSIX
def test_a_process_ends_by_itself_when_nobody_is_left_to_end_it() -> None:
    limited = subprocess.run(
        [
            *command(Caps(448 * limits.MIB, 1, 1 << 20))[:-2],
            "-c",
            "import sys, runpy, json; sys.argv = ['x', sys.argv[1]]\n"
            f"m = runpy.run_path({str(CHILD)!r}, run_name='child'); m['_cap'](json.loads(sys.argv[1])); import time; time.sleep(60)",
            command(Caps(448 * limits.MIB, 1, 1 << 20))[-1],
        ],
        check=False,
        timeout=50,
        capture_output=True,
    )
    assert limited.returncode == -14


@pytest.mark.parametrize("name", ["vendor-terms.txt", "vendor-agreement.html", "vendor-partial.md"])
def test_the_document_is_the_one_that_is_read_without_a_process(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    assert read_apart(SAMPLES / name) == read_bytes(name, data)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_word_and_pdf_too(name: str) -> None:
    data = docx(p("제1조(목적) " + "가")) if name == "a.docx" else pdf([["제1조(목적) 을은 갑에게 알린다."]])
    assert read_bytes_apart(name, data) == read_bytes(name, data)


def test_a_lone_surrogate_comes_through() -> None:
    data = b"\xff\xfe" + "제1조(목적) 을은 알린다.".encode("utf-16-le") * 50 + b"\x00\xd8"
    assert read_bytes_apart("a.txt", data) == read_bytes("a.txt", data)
    assert unpacked(packed("\ud800")) == "\ud800"


def test_what_a_reader_refuses_is_refused_with_its_words() -> None:
    with pytest.raises(ReadError) as inside:
        read_bytes("깨짐.docx", b"PK\x03\x04junk")
    with pytest.raises(ReadError) as apart:
        read_bytes_apart("깨짐.docx", b"PK\x03\x04junk")
    assert (str(apart.value), apart.value.outcome) == (str(inside.value), inside.value.outcome)


def child_with(tmp_path: Path, reader: str) -> Path:
    """The real child, whose reader of text is replaced by `reader`."""
    text = CHILD.read_text(encoding="utf-8").replace(
        "    request = unpacked(",
        f"    import pipeline.read\n    def reader(name, data, options):\n        {reader}\n"
        "    pipeline.read._BY_KIND['text'] = pipeline.read.READERS['.txt'] = reader\n    request = unpacked(",
    )
    return script(tmp_path, text)


@POSIX
@pytest.mark.parametrize(
    "reader",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('/tmp/finclause-must-not-be', 'w')",
        "import os; os.open('/tmp/finclause-must-not-be', os.O_CREAT | os.O_WRONLY)",
        "{}['x']",
    ],
)
def test_a_reader_that_reaches_out_or_breaks_is_a_defect_with_its_place(reader: str, tmp_path: Path) -> None:
    with pytest.raises(ReaderDefectError) as failed:
        read_bytes_apart("계약.txt", GOOD, program=child_with(tmp_path, reader))
    assert "child.py:" in str(failed.value) or "socket.py:" in str(failed.value) or ".py:" in str(failed.value)
    assert "Traceback" in failed.value.trace
    assert not Path("/tmp/finclause-must-not-be").exists()


@POSIX
@pytest.mark.parametrize(
    "reader", ["return bytearray(1 << 30)", "x = []\n        while True: x.append(bytearray(1 << 20))"]
)
def test_a_reader_that_needs_too_much_memory_is_beyond_a_limit(reader: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="child_memory 448MB") as failed:
        read_bytes_apart("계약.txt", GOOD, program=child_with(tmp_path, reader))
    assert failed.value.outcome is Outcome.LIMIT


def test_what_a_reader_prints_does_not_get_into_the_answer(tmp_path: Path) -> None:
    reader = "import os; print('x' * 99); os.write(1, b'junk'); from pipeline.read.plain import read_text; return read_text(name, data)"
    assert read_bytes_apart("계약.txt", GOOD, program=child_with(tmp_path, reader)).text == GOOD.decode()


def test_the_process_sees_neither_the_environment_nor_the_folder_of_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINCLAUSE_SECRET", "비밀")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    reader = (
        "import os; assert os.getcwd() == os.path.abspath(os.sep) and 'FINCLAUSE_SECRET' not in os.environ; "
        "from pipeline.read.plain import read_text; return read_text(name, data)"
    )
    assert read_bytes_apart("계약.txt", GOOD, program=child_with(tmp_path, reader)).text == GOOD.decode()


@pytest.mark.parametrize(
    "wrong",
    ["Block('paragraph', -1, 4)", "Block('paragraph', 3, 1)", "Block('paragraph', 0, 999)", "Block(1, 0, 1)", "'x'"],
)
def test_an_answer_that_cannot_be_of_this_file_is_not_believed(wrong: str, tmp_path: Path) -> None:
    reader = (
        f"from pipeline.model import Block, Document; return Document('다른.txt', 'x', 'text', '가나다라', ({wrong},))"
    )
    with pytest.raises(ReaderDefectError):
        read_bytes_apart("계약.txt", GOOD, program=child_with(tmp_path, reader))


def test_the_name_and_the_hash_are_those_of_the_file_whatever_the_process_says(tmp_path: Path) -> None:
    reader = "from pipeline.model import Document; return Document('다른.txt', 'x', 'text', '가나다라', ())"
    document = read_bytes_apart("계약.txt", GOOD, program=child_with(tmp_path, reader))
    assert (document.name, document.sha256) == ("계약.txt", read_bytes("계약.txt", GOOD).sha256)


def test_the_process_loads_no_more_than_the_format_needs() -> None:
    heavy = ("lxml", "pypdf", "pypdfium2", "subprocess", "numpy", "openpyxl")
    code = (
        f"import sys; sys.path.insert(0, {str(CHILD.parents[2])!r}); "
        "import pipeline.sandbox.wire, pipeline.sandbox.codec, pipeline.read.plain; "
        f"print(*[m for m in {heavy!r} if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


# ------------------------------------------------------------------ codec and frames


@dataclasses.dataclass(frozen=True)
class _Wide:
    number: float | None
    pairs: tuple[tuple[str, int], ...]
    words: dict[str, tuple[str, ...]]
    outcome: Outcome
    flag: bool = False


def test_dataclasses_of_every_kind_of_field_come_back_equal() -> None:
    wide = _Wide(0.5, (("가", 1),), {"나": ("다",)}, Outcome.LIMIT, True)
    assert decode(_Wide, unpacked(packed(encode(wide)))) == wide
    document = Document(
        "a", "b", "text", "가나", (Block("row", 0, 1, 3, "1."),), (Unread("1쪽", "그림", 1),), ("주의",), "UTF-8", 2
    )
    assert decode(Document, unpacked(packed(encode(document)))) == document


WRONG = [
    None, [], {}, "x", [1], [0.5, [], [], "OK"], ["x", [], [], "OK", True], [None, [["a"]], [], "OK", True],
    [None, [], [], "NO", True], [None, [], [], "OK", 1],
]  # fmt: skip


@pytest.mark.parametrize("value", WRONG)
def test_a_value_of_another_type_is_refused(value: object) -> None:
    with pytest.raises(CodecError):
        decode(_Wide, value)


def test_what_cannot_be_sent_is_said_at_once() -> None:
    with pytest.raises(CodecError):
        encode(object())


@pytest.mark.parametrize("head", [b"", b"FCL1", b"XXXX" + bytes(8), framed(b"x")[:11]])
def test_what_is_no_frame_is_refused(head: bytes) -> None:
    with pytest.raises(FrameError):
        length_of(head)


def test_the_run_of_a_paragraph_is_kept_apart() -> None:
    assert read_bytes_apart("a.docx", docx("<w:p>" + r("가") + r("나") + "</w:p>")).text == "가나"
