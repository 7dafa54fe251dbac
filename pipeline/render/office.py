"""LibreOffice as the printer of PDF files: found, run once with a profile of its own, its output made repeatable.

In: the bytes of a DOCX of ours. Out: the PDF that LibreOffice makes of it, with the day of the draft in the
place of the present second and a file id that follows from the contents. Only the faces of the machine and
the version of LibreOffice can then change the bytes. Nothing is fetched: our files link to nothing outside,
and LibreOffice is given no proxy that answers and no settings of the user.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from pipeline.errors import DraftError

_SECONDS: Final = 300
"""A draft of 60 pages takes a few seconds, a first start on a slow disk up to a minute."""
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_NOWHERE: Final = "http://127.0.0.1:9"
_FILTER: Final = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_CREATED = re.compile(rb"/(CreationDate|ModDate)\s*\(D:[0-9]{14}[^)]*\)")
_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>\s*\]")
_CHECKSUM = re.compile(rb"/DocChecksum\s*/[0-9A-Fa-f]{32}")
_HEX = re.compile(rb"(?<=[</])[0-9A-Fa-f]{32}")
_INSTALL: Final = "LibreOffice 7.4 이상을 설치한 다음 다시 실행하거나, DOCX로 만들어 Word에서 PDF로 저장하십시오."


def office() -> str:
    """Return the path of LibreOffice; DraftError where it is not installed."""
    for name in ("soffice", "libreoffice", *_PLACES):
        if found := shutil.which(name):
            return found
    raise DraftError(f"PDF를 만드는 LibreOffice를 찾지 못했습니다. {_INSTALL}")


def printed(docx: bytes, day: dt.date) -> bytes:
    """Return the PDF of a DOCX of ours, made on `day`. Raises DraftError where LibreOffice is missing or fails."""
    program = office()
    with tempfile.TemporaryDirectory(prefix="finclause-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "draft.docx").write_bytes(docx)
        _convert(program, folder)
        target = folder / "draft.pdf"
        if not target.is_file():
            raise DraftError(f"LibreOffice가 PDF를 만들지 못했습니다. {_INSTALL}")
        return repeatable(target.read_bytes(), day)


def _convert(program: str, folder: Path) -> None:
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", _FILTER, "--outdir", str(folder), str(folder / "draft.docx"),
    ]  # fmt: skip
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE)
    if sys.platform == "win32":
        environment |= {"TEMP": str(folder), "TMP": str(folder)}
    process = None
    try:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        code = process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DraftError(f"LibreOffice가 {_SECONDS}초 안에 PDF를 만들지 못해 멈추었습니다. {_INSTALL}") from error
    except OSError as error:
        raise DraftError(f"LibreOffice를 실행할 수 없습니다({program}). {_INSTALL}") from error
    finally:
        if process is not None:
            _stop(process)
    if code:
        raise DraftError(f"LibreOffice가 PDF를 만들지 못했습니다(끝 코드 {code}). {_INSTALL}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process with those it started, whatever interrupted the wait for it."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def repeatable(pdf: bytes, day: dt.date) -> bytes:
    """Return a PDF of LibreOffice with its times at midnight (UTC) of `day` and ids made of its contents.

    Every replacement is as long as what it replaces, so that the offsets of the cross-reference table stay
    right. Raises DraftError where the file does not hold these in the form that LibreOffice writes.
    """
    if not _CREATED.search(pdf) or len(_ID.findall(pdf)) != 1:
        raise DraftError("이 LibreOffice의 PDF는 만든 때를 바꿀 수 없는 꼴입니다. 다른 판의 LibreOffice를 쓰십시오.")
    pdf = _CREATED.sub(lambda found: _dated(found, day), pdf)
    marked = (_ID, _CHECKSUM)
    for pattern in marked:
        pdf = pattern.sub(lambda found: _HEX.sub(b"0" * 32, found[0]), pdf)
    digest = hashlib.sha256(pdf).hexdigest()[:32].upper().encode("ascii")
    for pattern in marked:
        pdf = pattern.sub(lambda found: _HEX.sub(digest, found[0]), pdf)
    return pdf


def _dated(found: re.Match[bytes], day: dt.date) -> bytes:
    stamp = b"/" + found[1] + b"(D:" + day.strftime("%Y%m%d").encode("ascii") + b"000000Z)"
    return stamp.ljust(len(found[0]))
