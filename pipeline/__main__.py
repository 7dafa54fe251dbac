"""`python -m pipeline` is `finclause`."""

import sys

from pipeline.cli import main

sys.exit(main())
