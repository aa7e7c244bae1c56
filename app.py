"""Open the chat: `python app.py [--index DIR] [--host HOST] [--port PORT]`, the same as `qa serve`."""

import sys

if __name__ == "__main__":
    try:
        from qa.terminal.cli import main
    except KeyboardInterrupt:  # before there is anything to stop
        sys.exit(130)
    sys.exit(main(["serve", *sys.argv[1:]]))
