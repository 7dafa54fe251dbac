"""Runs the child process for one file and ends it, whatever it does: `run`.

The child has its own session; at the wall limit the whole group is killed with SIGKILL. It imports what this process
imports (the folders are handed over, because `-I` leaves out the current folder and PYTHONPATH) and gets an empty
environment. On Windows there are no groups and no caps: there only the time is kept and the child alone is killed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

import pipeline
from pipeline.sandbox.memory import peak_of
from pipeline.sandbox.wire import HEAD, FrameError, length_of

CHILD: Final = Path(__file__).with_name("child.py")
_STEP: Final = 0.05
"""Seconds between two looks at the memory of the child."""
_SETTLE: Final = 2.0
"""Seconds that a child which has closed its output may take to end."""
_KEPT_FOR_OCR: Final = ("PATH", "TESSDATA_PREFIX", "TMPDIR")
_KEPT: Final = ("SYSTEMROOT",)


@dataclass(frozen=True, slots=True)
class Caps:
    """What one child may use: bytes of memory, seconds of wall time, bytes of its answer.

    `outside`: it may start a program and write files (the recognition of scanned pages needs both).
    """

    memory: int
    seconds: int
    answer: int
    outside: bool = False


class How(Enum):
    """How the talk with a child ended; only of one that ended by itself does the exit status say anything."""

    ANSWERED = "answered"
    LATE = "late"
    LARGE = "large"
    JUNK = "junk"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Ended:
    """`answer`: the body of the frame, if the child answered. `status`: its exit status (negative: a signal).

    `peak`: the most memory that was seen, in bytes; 0 where the system does not tell.
    """

    how: How
    answer: bytes
    status: int
    peak: int


def run(request: bytes, caps: Caps, *, stop: threading.Event | None = None, program: Path = CHILD) -> Ended:
    """Run `program` on `request`, wait for its answer or its end, and leave no process behind.

    Setting `stop` from another thread ends it as if its time were over.
    """
    process = subprocess.Popen(
        command(caps, program),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("FINCLAUSE_DEBUG") else subprocess.DEVNULL,
        env=_environment(caps.outside),
        cwd=os.path.abspath(os.sep),
        start_new_session=True,
    )
    talk = _Talk(process, request, caps.answer)
    try:
        peak = talk.wait(time.monotonic() + caps.seconds, stop or threading.Event())
        how = talk.how
        if how is How.ENDED:
            _settle(process)
    finally:
        _kill(process)
        talk.close()
    return Ended(how, bytes(talk.body), process.returncode, peak)


def command(caps: Caps, program: Path = CHILD) -> list[str]:
    """Return the command line of a child."""
    home = str(Path(pipeline.__file__).resolve().parents[1])
    orders = {
        "path": [home, *(folder for folder in sys.path if os.path.isabs(folder) and folder != home)],
        "memory": caps.memory,
        "seconds": caps.seconds,
        "file_bytes": caps.memory if caps.outside else 0,
        "files": 256 if caps.outside else 64,
        "processes": caps.outside,
    }
    # -I: nothing from the environment or the user's folders; -S: no site-packages of its own; -B: writes nothing
    return [sys.executable, "-I", "-S", "-B", str(program), json.dumps(orders)]


def _environment(outside: bool) -> dict[str, str]:
    names = _KEPT + _KEPT_FOR_OCR if outside else _KEPT
    return {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"} | {
        name: os.environ[name] for name in names if name in os.environ
    }


class _Talk:
    """Writes the request and reads the answer, each in a thread, so that neither side waits for the other."""

    def __init__(self, process: subprocess.Popen[bytes], request: bytes, most: int) -> None:
        self._process = process
        self._most = most
        self.body = b""
        self.how = How.LATE
        self._writer = threading.Thread(target=self._write, args=(request,), daemon=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._writer.start()
        self._reader.start()

    def wait(self, until: float, stop: threading.Event) -> int:
        """Wait for the end of the answer, at most to `until` or `stop`; return the most memory seen on the way."""
        peak = 0
        while self._reader.is_alive() and not stop.is_set() and (left := until - time.monotonic()) > 0:
            self._reader.join(min(_STEP, left))
            peak = max(peak, peak_of(self._process.pid))
        return peak

    def close(self) -> None:
        """Close the pipes; the child is dead, so that both threads end unless a stranger holds the other side."""
        for thread, stream in ((self._reader, self._process.stdout), (self._writer, self._process.stdin)):
            thread.join(_SETTLE)
            if stream is not None and not thread.is_alive():
                try:
                    stream.close()
                except OSError:
                    continue  # the child did not take the whole request

    def _write(self, request: bytes) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            stream.write(request)
            stream.close()
        except (OSError, ValueError):
            return

    def _read(self) -> None:
        head = self._taken(HEAD)
        try:
            length = length_of(head) if len(head) == HEAD else None
        except FrameError:
            self.how = How.JUNK
            return
        if length is not None and length > self._most:
            self.how = How.LARGE
            return
        body = self._taken(length or 0)
        if length is not None and len(body) == length:
            self.body, self.how = body, How.ANSWERED
        else:
            self.how = How.ENDED

    def _taken(self, size: int) -> bytes:
        """Return the next `size` bytes of the child's output, or fewer at its end."""
        stream = self._process.stdout
        assert stream is not None
        out = bytearray()
        while len(out) < size and (piece := os.read(stream.fileno(), min(size - len(out), 1 << 20))):
            out += piece
        return bytes(out)


def _settle(process: subprocess.Popen[bytes]) -> None:
    """Wait for the child to end without reaping it: its number stays taken until its group is killed."""
    until = time.monotonic() + _SETTLE
    if hasattr(os, "waitid"):
        while (
            time.monotonic() < until and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None
        ):
            time.sleep(_STEP / 5)
    else:
        time.sleep(_SETTLE / 4)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child with everything it has started, and reap it."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    else:
        process.kill()
    process.wait()
