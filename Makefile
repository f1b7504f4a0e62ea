# make        set up, then check every procedure of procedures/ and write reports/
# make test   set up, then run the tests with their coverage gate
# make lint   formatting, style, types and the order of the rooms
# make bench  the figures of tests/benchmarks
# make clean  remove what these made, the environment included

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
JOBS ?= auto
# The date that the committed reports carry.
AS_OF := 2026-11-23
BUILD := pyproject.toml constraints.txt hatch_build.py $(wildcard grammar/*.lark)

.PHONY: report setup setup-dev test lint bench clean

report: setup
	@$(BIN)/stagecheck report procedures --into reports --as-of $(AS_OF)

setup: $(VENV)/installed
setup-dev: $(VENV)/installed-dev

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BUILD) | $(VENV)/bin/python
	@$(PIP) install --constraint constraints.txt --editable .
	@$(BIN)/python -m compileall -q checker
	@touch $@

$(VENV)/installed-dev: $(BUILD) | $(VENV)/bin/python
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $(VENV)/installed $@

test: setup-dev
	@$(BIN)/python -m pytest -q -n $(JOBS) --cov --cov-report=term

lint: setup-dev
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo --no-cache

bench: setup-dev
	@$(BIN)/python -m tests.benchmarks.table

clean:
	@rm -rf $(VENV) .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache dist checker/language/tables.bin checker/output/templates/*.bin
	@find checker tests -name __pycache__ -type d -prune -exec rm -rf {} +
