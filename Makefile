# Everything here sets up what it needs by itself: `make map` and `make test` work on a fresh machine.
# Recipes leave a stamp, so that a second run starts at once.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
SOURCES = $(shell find geomap data -type f -not -name '*.pyc')

.PHONY: help map test lint lock data screenshot bench clean

help:  ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

map: output/build.json  ## Build output/ from the articles in seeds/
	@echo "Open output/index.html in a browser, or output/*.geojson in QGIS."

test: .venv/dev.stamp  ## Run every test, with a real browser and a real QGIS
	@scripts/setup/find-browser >/dev/null
	@scripts/setup/find-qgis
	$(BIN)/python -m pytest $(PYTEST)

lint: .venv/dev.stamp  ## Style, types and who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/lint_map.py

lock: .venv/dev.stamp  ## Resolve pyproject.toml anew into both locks
	$(call compile,requirements.lock)
	$(call compile,requirements-dev.lock,--extra dev --constraints requirements.lock)

data: .venv/dev.stamp  ## Build data/ anew from its pinned sources
	$(BIN)/python scripts/build_boundaries.py
	$(BIN)/python scripts/build_gazetteer.py

screenshot: output/build.json .venv/dev.stamp  ## Picture of the map: docs/map.png
	$(BIN)/python scripts/screenshot.py output/index.html docs/map.png

bench: .venv/dev.stamp  ## Compare a build with what it costs to read the same texts
	$(BIN)/python benchmarks/build.py

clean:  ## Remove what make made
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 -not -name README.md -not -name .gitignore -delete

output/build.json: .venv/run.stamp $(wildcard seeds/*) $(SOURCES)
	$(BIN)/geomap build seeds/ -o output/
	@touch $@

.venv/bin/python:
	python=$$(scripts/setup/find-python) && "$$python" -m venv .venv

# Hash-checked, then geomap itself, built by the hatchling that the lock holds.
.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing geomap and its dependencies into .venv"
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "Installing the tools for tests into .venv"
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# One lock for every platform, from CPython 3.12 on, with the hash of every file and the name of no index.
define compile
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	| $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes --annotation-style line \
		--custom-compile-command "make lock" $(2) pyproject.toml - -o $(1)
endef
