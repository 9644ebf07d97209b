# Two commands on a fresh machine: `make run` and `make test`. Python 3.11 or later (PYTHON=python3.12 to choose) and make are all they need.
PYTHON ?= python3
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin
RASA := .venv-rasa
TRAIN := .venv-train
PYTHON310 ?= $(shell for p in python3.10 $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.10.*/bin/python3.10; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null && command -v $$p && break; done)
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --constraint constraints.txt
ROOMS := data nlu dialogue_policy grounding assistant ui

.PHONY: run test test-train rasa rasa-where-possible lint types layers check-debian pytest clean

run: $(VENV)/.serving
	$(BIN)/shopwindow demo --port $(PORT)

test: $(VENV)/.dev check-debian rasa-where-possible lint types layers pytest

# Rasa Open Source 3.6 in an environment of its own: it wants Python 3.10, which pyenv or the system may have.
rasa: $(RASA)/.ready

$(RASA)/.ready: $(VENV)/bin/uv pyproject.toml constraints-rasa.txt
	@test -n "$(PYTHON310)" || { echo "Rasa needs Python 3.10, and there is none here (pyenv install 3.10, or make rasa PYTHON310=...)"; exit 2; }
	$(PYTHON310) -m venv $(RASA)
	$(BIN)/uv pip install --quiet --python $(RASA)/bin/python --compile-bytecode --constraint constraints-rasa.txt --group rasa
	$(BIN)/uv pip install --quiet --python $(RASA)/bin/python --no-deps --editable .
	@touch $@

rasa-where-possible: $(if $(PYTHON310),$(RASA)/.ready)
	@test -n "$(PYTHON310)" || echo "No Python 3.10 found: the tests that start Rasa will be skipped."

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

# What trains is tested in an environment of its own (5.7 GB): not part of `make test`, which skips it.
test-train: $(TRAIN)/.ready
	HF_HUB_OFFLINE=1 $(TRAIN)/bin/python -m pytest -q tests/grounding/test_grounding_training.py tests/dialogue_policy/test_policy_training.py

$(TRAIN)/.ready: $(VENV)/bin/uv pyproject.toml
	$(PYTHON) -m venv $(TRAIN)
	$(BIN)/uv pip install --quiet --python $(TRAIN)/bin/python --compile-bytecode --editable '.[train,dev]'
	@touch $@

layers:
	$(BIN)/lint-imports

pytest:
	HF_HUB_OFFLINE=1 $(BIN)/pytest -n 2 --dist loadfile

clean:
	rm -rf $(VENV) $(RASA) $(TRAIN) var build .mypy_cache .ruff_cache .pytest_cache .hypothesis
