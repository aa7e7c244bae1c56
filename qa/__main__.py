"""`python -m qa` is the `qa` command."""

import sys

from qa.terminal.cli import main

if __name__ == "__main__":
    sys.exit(main())
