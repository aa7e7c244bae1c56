# `make run` opens the chat, `make test` runs everything that guards the code. Both install what they need into .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
CHROMIUM := /usr/bin/chromium
TESSERACT := /usr/bin/tesseract

export GRADIO_ANALYTICS_ENABLED := False

.PHONY: run test torture check format browser tesseract clean
run: .venv/installed | index/CURRENT
	$(BIN)/python app.py

# No prerequisite but the installation: an index that is there is never rebuilt behind anyone's back.
index/CURRENT: | .venv/installed
	$(BIN)/python index_build.py examples/articles

# Compiled once, for its many processes: Python may be told to write no bytecode of its own accord.
test: check browser tesseract
	$(BIN)/python -m compileall -q qa
	HF_HUB_OFFLINE=1 $(BIN)/python -m pytest --numprocesses logical --maxprocesses 4

# The long form of tests/crash: 300 builders killed, some 15,000 damages done. A few minutes. Then 300 damaged files of
# each format; `python -m tests.documents.mutate` reads 3,000.
torture: .venv/installed-dev
	$(BIN)/python -m tests.crash
	$(BIN)/python -m tests.documents.mutate --each 300

check: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The page is tested in Debian's Chromium. Where it cannot be installed the browser tests say so and are skipped.
browser:
	@test -x $(CHROMIUM) || { echo "Installing chromium for the browser tests"; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; } >&2 \
	  || echo "chromium is not installed: THE BROWSER TESTS WILL BE SKIPPED" >&2

# Scans are read by a program of the system. Where it cannot be installed their tests say so and are skipped.
tesseract:
	@test -x $(TESSERACT) || { echo "Installing tesseract-ocr for the tests of scans"; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends tesseract-ocr; } >&2 \
	  || echo "tesseract-ocr is not installed: THE TESTS OF SCANS WILL BE SKIPPED" >&2

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing into .venv (a few minutes the first time)"
	$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	$(PIP) --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv index
