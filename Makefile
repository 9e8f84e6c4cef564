# Everything a newcomer needs is one word. `make demo` and `make test` set up by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup demo run test lint proof bench docs clean

setup: $(STAMP)
	@:

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Servicebay needs Python 3.11 or newer: PYTHON=python3.12 make setup")'
	@echo "Setting up $(VENV), once: a minute or two."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: setup
	@$(BIN)/servicebay demo $(ARGS)

run: setup
	@$(BIN)/servicebay run

test: setup
	@$(BIN)/python -m pytest -n 2 -m "not proof" tests/unit tests/integration

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

proof: setup
	@SERVICEBAY_PROOF=full $(BIN)/python -m pytest -v -s tests/proof tests/acceptance/test_clock_story.py

bench: setup
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/understanding.py
	@$(BIN)/python benchmarks/importing.py
	@$(BIN)/python benchmarks/planning.py

docs: setup
	@$(BIN)/servicebay dialogs --svg docs/dialogs

clean:
	rm -rf $(VENV) build dist *.egg-info
