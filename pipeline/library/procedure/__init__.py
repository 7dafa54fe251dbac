"""The legal data of the procedure around the contract: `clause_library/procedure/<stage>.yaml`, checked."""

from pipeline.library.procedure.law import Cited, Law, LawVersion
from pipeline.library.procedure.load import Procedure, load_procedure, read_procedure

__all__ = ["Cited", "Law", "LawVersion", "Procedure", "load_procedure", "read_procedure"]
