# Two commands on a fresh machine: `make run` and `make test`. Python 3.11 or later (PYTHON=python3.12 to choose) and make are all they need.
PYTHON ?= python3
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --constraint constraints.txt
ROOMS := data nlu dialogue_policy grounding assistant ui

.PHONY: run test lint types layers check-debian pytest clean

run: $(VENV)/.serving
	$(BIN)/shopwindow demo --port $(PORT)

test: $(VENV)/.dev check-debian lint types layers pytest

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit("Shopwindow needs Python 3.11 or later here; this is " + sys.version.split()[0] + ". Try make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv

$(VENV)/.serving: $(VENV)/bin/uv pyproject.toml constraints.txt
	$(INSTALL) --editable .
	$(BIN)/python -m compileall -q $(ROOMS)
	@touch $@

$(VENV)/.dev: $(VENV)/.serving
	$(INSTALL) --editable '.[dev]'
	@touch $@

# The browser tests drive Debian's Chromium; elsewhere, point SHOPWINDOW_CHROMIUM at one.
check-debian:
	@if [ -z "$$SHOPWINDOW_CHROMIUM" ] && ! command -v chromium >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null; \
		else echo "No chromium found: the browser tests will be skipped (Debian: apt-get install chromium)."; fi; fi

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

pytest:
	HF_HUB_OFFLINE=1 $(BIN)/pytest -n 2 --dist loadfile

clean:
	rm -rf $(VENV) var build .mypy_cache .ruff_cache .pytest_cache .hypothesis
