"""Errors that a user can mend, each with its exit code and a Korean message.

Every message names the file, the place, what is wrong and what to do. An exception
that is not one of these is a defect of ours (exit 4).
"""

from __future__ import annotations

from pipeline.model import Outcome

EXIT_OK = 0
EXIT_GAPS = 1
EXIT_USAGE = 2
EXIT_INPUT = 3
EXIT_DEFECT = 4


class PipelineError(Exception):
    """Base of all errors that carry a message for the user."""

    exit_code = EXIT_INPUT


class UsageError(PipelineError):
    """The command line asks for something that cannot be done."""

    exit_code = EXIT_USAGE


class ReadError(PipelineError):
    """An input document cannot be read; `outcome` says in which of the coded ways."""

    def __init__(self, message: str, outcome: Outcome = Outcome.REFUSED) -> None:
        super().__init__(message)
        self.outcome = outcome


class ReaderDefectError(ReadError):
    """Reading a file met a defect of ours: refused like other files, with the exit code of a defect.

    `trace` is the traceback, or ''; it is for a log and never shown.
    """

    exit_code = EXIT_DEFECT

    def __init__(self, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace


class DealError(PipelineError):
    """A deal sheet is wrong; the message names file, line and field."""


class CaseError(PipelineError):
    """A case folder is wrong; the message names file, line and field."""


class LibraryError(PipelineError):
    """The clause library is wrong; the message lists every fault with file and key."""


class DraftError(PipelineError):
    """A draft cannot be made from this deal (a blank refused by --final, say)."""


class OutputError(PipelineError):
    """What was written is not what was meant (read back and compared): a defect of ours, no file is left."""

    exit_code = EXIT_DEFECT
