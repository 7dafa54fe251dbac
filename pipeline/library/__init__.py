"""The clause library: found, read, checked, listed.

Linting is in `pipeline.library.lint` and listing in `pipeline.library.listing`, so that a
draft or a review does not pay for importing them.
"""

from pipeline.library.faults import Fault, LibraryFaultsError
from pipeline.library.folder import data_folder, library_folder
from pipeline.library.load import load_library, read_library

__all__ = ["Fault", "LibraryFaultsError", "data_folder", "library_folder", "load_library", "read_library"]
