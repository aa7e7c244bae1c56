"""Rebuild the index: `python index_build.py [FOLDER] [--index DIR] [--model NAME]`, the same as `qa build`."""

import sys

if __name__ == "__main__":
    try:
        from qa.terminal.cli import main
    except KeyboardInterrupt:  # before there is anything to stop
        sys.exit(130)
    sys.exit(main(["build", *sys.argv[1:]]))
