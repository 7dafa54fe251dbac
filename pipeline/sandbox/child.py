"""The process that parses one file: run as a script by `pipeline.sandbox.process`, never imported by the program.

In: on the command line a JSON object (`path`, the folders to import from; `memory`, `seconds`, `file_bytes`, `files`,
`processes`), on standard input a request (`pipeline.sandbox.wire`). Out: on standard output one answer. Before it
touches the file it gives up what it does not need: memory and time beyond the caps, files to write, other processes
and the network. Whatever a parser raises becomes an answer; a traceback is sent, never printed.
"""

from __future__ import annotations

import sys

_MAPPED = 128 * 1024 * 1024
_NETWORK = ("socket.",)
_OUTSIDE = ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.kill", "subprocess.", "os.startfile")


def main() -> int:
    """Read one file and answer; return 0 if an answer was written."""
    import json
    import os

    orders = json.loads(sys.argv[1])
    _cap(orders)
    # What a native library prints must not get into the answer: standard output is moved out of its reach.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        sys.path[:] = orders["path"]
        sys.addaudithook(_guard(orders["processes"]))
        out.write(_answer(orders["memory"]))
    return 0


def _cap(orders: dict[str, int]) -> None:
    """Set the caps of this process; Windows has none of them, there the parent only keeps the time."""
    try:
        import resource
    except ImportError:
        return
    import signal

    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": orders["seconds"],
        "RLIMIT_FSIZE": orders["file_bytes"],
        "RLIMIT_NOFILE": orders["files"],
        # RLIMIT_DATA bounds what can be written to, RLIMIT_AS all that is mapped, programs and fonts included.
        "RLIMIT_DATA": orders["memory"],
        "RLIMIT_AS": 2 * orders["memory"] + _MAPPED,
    }
    for name, value in wanted.items():
        if hasattr(resource, name):
            hard = resource.getrlimit(getattr(resource, name))[1]
            low = value if hard == resource.RLIM_INFINITY else min(value, hard)
            try:
                resource.setrlimit(getattr(resource, name), (low, low))
            except (OSError, ValueError):
                continue  # macOS refuses some of them
    signal.alarm(orders["seconds"] + 5)  # a parent that was killed cannot end this process


def _guard(processes: bool):  # type: ignore[no-untyped-def]
    """Return the audit hook that raises when a parser reaches for the network, another process or a file to write."""
    import os

    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event.startswith(_NETWORK):
            raise RuntimeError(f"{event} is not allowed while a file is read")
        if processes:
            return
        flags = details[2] if event == "open" and len(details) > 2 else 0
        if event.startswith(_OUTSIDE) or (isinstance(flags, int) and flags & writing):
            raise RuntimeError(f"{event} is not allowed while a file is read")

    return hook


def _answer(memory: int) -> bytes:
    from pipeline.sandbox.wire import framed, packed

    try:
        return framed(packed(_read(memory)))
    except MemoryError:
        return framed(packed({"kind": "memory"}))


def _read(memory: int) -> dict[str, object]:
    """Return the answer to the request on standard input."""
    from pipeline.errors import LibraryError, ReadError
    from pipeline.model import Outcome
    from pipeline.read import read_bytes
    from pipeline.read.options import Options
    from pipeline.sandbox.codec import decode, encode
    from pipeline.sandbox.wire import body_of, unpacked

    request = unpacked(body_of(sys.stdin.buffer))
    try:
        data = sys.stdin.buffer.read()
        if request["kind"] == "workbook":
            from pipeline.read.workbook import read_workbook

            return {"kind": "workbook", "workbook": encode(read_workbook(request["name"], data))}
        if request["kind"] == "template":
            from pathlib import Path

            from pipeline.template import template_of

            template_of(Path(request["name"]), data, frozenset(request["blocks"]), frozenset(request["styles"]))
            return {"kind": "template", "template": True}
        document = read_bytes(request["name"], data, decode(Options, request["options"]))
        return {"kind": "document", "document": encode(document)}
    except ReadError as error:
        if error.outcome in (Outcome.DAMAGED, Outcome.REFUSED) and _peak() > 0.8 * memory:
            return {"kind": "memory"}  # a library ran out of memory and called the file damaged
        return {"kind": "error", "outcome": error.outcome.value, "message": str(error)}
    except LibraryError as error:
        return {"kind": "refused", "message": str(error)}
    except MemoryError:
        return {"kind": "memory"}
    except Exception as error:
        return _defect(error)


def _peak() -> int:
    """Return the most memory this process has held, in bytes; 0 where the system does not tell.

    Not getrusage: its figure counts the parent too, from before this program took the place of the parent's.
    """
    from pipeline.sandbox.memory import peak_of

    return peak_of("self")


def _defect(error: Exception) -> dict[str, object]:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    return {
        "kind": "defect",
        "what": type(error).__name__,
        "where": f"{place.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{place.lineno}",
        "traceback": "".join(traceback.format_exception(error))[-20_000:],
    }


if __name__ == "__main__":
    sys.exit(main())
