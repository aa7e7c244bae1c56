"""Open the chat: `python app.py [--index DIR] [--host HOST] [--port PORT]`, the same as `qa serve`."""

import sys

from qa.terminal.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
