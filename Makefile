# Needs Python 3.11 or later and make; everything else goes into .venv.
# `make demo` shows what ionlit does, `make test` runs the tests, `make help` names the rest.

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --group chemdataextractor --group build --universal \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.PHONY: help demo install install-dev test lint format lock docs read-gold score baseline bench clean

help:
	@echo 'make demo         install, read the sample papers, score them'
	@echo 'make test         install what development needs, run the tests'
	@echo 'make lint         style, types, import contracts'
	@echo 'make format       put the code into the style that lint asks for'
	@echo 'make score        read the papers that have gold, score them, and print what was won and lost'
	@echo 'make baseline     keep the present score as what later ones are compared with: on purpose only'
	@echo 'make bench        time whole runs over copies of the sample papers'
	@echo 'make docs         write docs/records.md anew from pipeline/data/columns.tsv'
	@echo 'make lock         write the lock files anew from pyproject.toml'
	@echo 'make install      ionlit and what it needs, into $(VENV)'
	@echo 'make clean        remove $(VENV) and what runs and tools left behind'

demo: install
	$(BIN)/ionlit run gold/samples --out outputs/demo
	@echo
	@echo 'Look at outputs/demo/records.csv (one conductivity a line, with page and box) and outputs/demo/manifest.json,'
	@echo 'or try your own paper: $(BIN)/ionlit extract paper.pdf --format table'

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@test -n '$(PYTHON)' || { echo 'ionlit needs Python 3.11, 3.12 or 3.13: install one, or name it: make PYTHON=/path/to/python3.11'; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing ionlit and what it needs into $(VENV): about 1.2 GB, one to three minutes'
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo 'Installing what development needs'
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

test: install-dev
	$(BIN)/python -m pytest

lint: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: | $(BIN)/python
	$(PIP) install uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

docs: install
	$(BIN)/python -c 'from pipeline.columns import dictionary_to_markdown as text; print(text(), end="")' > docs/records.md

# The corpus of real papers lies beside some checkouts only; what is not read is named and not scored.
CORPUS := $(wildcard ../shared/corpus)

read-gold: install
	$(BIN)/ionlit run gold/samples $(CORPUS) --gold gold --out outputs/score

score: read-gold
	$(BIN)/ionlit score --records outputs/score --against outputs/baseline

baseline: read-gold
	$(BIN)/ionlit score --records outputs/score --keep-as outputs/baseline

bench: install-dev
	$(BIN)/python benchmarks/runs.py gold/samples/*/paper.pdf

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find outputs -mindepth 1 -maxdepth 1 ! -name README.md ! -name baseline -exec rm -rf {} +
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
