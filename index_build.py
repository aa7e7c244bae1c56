"""Rebuild the index: `python index_build.py [FOLDER] [--index DIR] [--model NAME]`, the same as `qa build`."""

import sys

from qa.terminal.cli import main

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]]))
