"""`python -m pipeline.cli` is `finclause`."""

import sys

from pipeline.cli import main

sys.exit(main())
