# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
HOME_DIR ?= .dateline
PORT ?= 8080
UV = $(or $(shell command -v uv),$(VENV)/tools/bin/uv)
export UV_PYTHON_DOWNLOADS := never
export GX_ANALYTICS_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help setup demo up test test-cluster check lint types imports docs format lock \
        bench-quality bench-robustness bench-agreement bench-speed screenshot clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

setup: $(STAMP) ## Make .venv from requirements.lock (once)

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ..." >&2; exit 2; }
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/tools/bin/uv: | $(VENV)/pyvenv.cfg
	$(PYTHON) -m venv $(VENV)/tools
	$(VENV)/tools/bin/python -m pip install --quiet --disable-pip-version-check uv

$(STAMP): requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg $(if $(shell command -v uv),,$(VENV)/tools/bin/uv)
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## Three nights of invented publishers through Airflow (ONCE=1: exit when done)
	$(BIN)/python -m pipeline demo --home $(HOME_DIR)/demo --port $(PORT) $(if $(ONCE),--once)

up: setup ## Airflow with your own sources (DATELINE_SOURCES_DIR), at PORT
	$(BIN)/python -m pipeline up --home $(HOME_DIR) --port $(PORT)

test: setup ## The tests
	$(BIN)/python -m pytest

test-cluster: setup ## Airflow for real: Celery, Redis, PostgreSQL; a backfill; pywb over our archive
	$(BIN)/python -m pytest -m cluster tests/cluster tests/history

check: lint types imports test test-cluster ## All that CI runs (the docs' commands among the tests)

lint: setup ## Style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

types: setup ## Types
	$(BIN)/mypy
	$(BIN)/mypy --config-file dags/mypy.ini

imports: setup ## Who may import whom
	$(BIN)/lint-imports

docs: setup ## Every command in the docs is run
	$(BIN)/python -m pytest tests/docs

format: setup ## Rewrite the code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Resolve requirements.lock anew (hashes, no index address)
	$(UV) pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

bench-quality: setup ## Quality of extraction beside other tools
	$(BIN)/python -m benchmarks.quality

bench-robustness: setup ## How far quality falls when pages say less
	$(BIN)/python -m benchmarks.quality.robustness

bench-agreement: setup ## How pages without gold are read: make bench-agreement PAGES=DIR
	$(BIN)/python -m benchmarks.quality.agreement $(PAGES)

bench-speed: setup ## Speed of extraction beside other tools
	$(BIN)/python -m benchmarks.speed

screenshot: setup ## The demo's grid in a real browser, into docs/
	$(BIN)/python -m pytest -m browser tests/browser

clean: ## Remove .venv and everything the demo made
	rm -rf $(VENV) $(HOME_DIR)
