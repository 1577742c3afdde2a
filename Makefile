# One command each; every one of them sets up what it needs first (scripts/setup.py, nothing twice).
MAKEFLAGS += --no-print-directory
ifndef PYTHON
PYTHON  := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
             $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PYTHON  := $(or $(PYTHON),python3)
endif
WORKERS ?= 2
ARGS    ?=
BIN     := .venv/bin

.PHONY: help setup setup-app demo test check fix bench lint format lines types imports laws pytest
help:
	@echo 'make demo    a sample province, its needs map, and the pages in your browser'
	@echo 'make test    every check and every test (what CI runs)'
	@echo 'make check   format, lint, types, import contracts, laws of the house'
	@echo 'make fix     mend what can be mended by itself'
	@echo 'make bench   speed and memory of the map (bench/README.md); takes long'
	@echo 'make setup   only install what the others need'
	@echo 'Options: ARGS="--people 20000" for demo and bench, PYTHON=python3.12, WORKERS=4'

setup:
	@$(PYTHON) scripts/setup.py dev

setup-app:
	@$(PYTHON) scripts/setup.py app

demo: setup-app
	@$(BIN)/betang demo $(ARGS)

test: lint pytest

check: lint laws

# Targets of their own, so that `make --keep-going` (CI) tells everything at once.
lint: format lines types imports

format: setup
	$(BIN)/ruff format --check .

lines: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports --no-logo

laws: setup
	$(BIN)/pytest -q tests/house

pytest: setup
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python bench/map.py $(ARGS)
