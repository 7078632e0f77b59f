# `make` alone lists what there is. No environment need be active: .venv is made from the newest suitable Python
# (PYTHON=/path/to/python overrides), and is installed again only when pyproject.toml or constraints.txt changes.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
# An environment that happens to be active is not ours: IPython, within Solara, would warn of it in every tab.
unexport VIRTUAL_ENV

OLDEST := 3.11
AGAINST := HEAD~1
INSTALL := -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable

# Tests run on all cores, each taking a file at a time. One after another, to the first failure: make test PYTEST="-x"
PYTEST := --numprocesses auto --dist loadfile

# Numba would take unchecked code from the usual cache, so code that checks array bounds has a cache of its own.
BOUNDS := env -u NUMBA_CACHE_DIR XDG_CACHE_HOME="$(CURDIR)/.cache/bounds-checked" NUMBA_BOUNDSCHECK=1

.PHONY: help demo dashboard inspect picture test check lint types health studies figures notebooks docs bench bench-scale
.PHONY: test-browser how-big baseline test-oldest clean always

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: .venv/core.stamp ## Set up, then compare five years of the futures
	.venv/bin/socialicence compare

dashboard: .venv/dashboard.stamp ## Set up, then open the facilitator's dashboard in a browser
	.venv/bin/socialicence dashboard

inspect: .venv/dashboard.stamp ## Set up, then look into the model in Mesa's SolaraViz
	.venv/bin/socialicence inspect

picture: demo ## Draw the picture of the README anew
	cp out/compare/crossroads.png docs/images/crossroads.png

test: .venv/dev.stamp ## Set up, then run all tests, those of the rules once more with array bounds checked
	@if [ -d tests/rules ]; then set -x; $(BOUNDS) .venv/bin/python -m pytest $(PYTEST) tests/rules; fi
	.venv/bin/python -m pytest $(PYTEST)

test-browser: .venv/browser.stamp ## Set up, then drive dashboard, report and workshop file in Debian's Chromium
	.venv/bin/python -m pytest tests/browser

check: lint types health test ## Check style, types and tests

health: .venv/dev.stamp ## Print what tells how easy the code is to live in
	@.venv/bin/python .ci/health

lint: .venv/dev.stamp ## Check style and format
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: .venv/dev.stamp ## Check types
	.venv/bin/mypy

studies: .venv/dev.stamp ## Run the eight studies (what is missing) and write experiments/README.md
	.venv/bin/python -m experiments.write

figures: .venv/dev.stamp ## Run the eight notebooks at full size: figures/, with data, words and index.csv
	.venv/bin/python notebooks/run.py

notebooks: .venv/dev.stamp ## Build the notebooks as .ipynb, without outputs, in out/notebooks
	.venv/bin/python notebooks/run.py --build out/notebooks

docs: .venv/dev.stamp ## Build the documentation site in site/, without a network
	NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --quiet

bench: .venv/core.stamp ## Measure speed and memory, then speed against a commit (AGAINST=HEAD~1)
	.venv/bin/python benchmarks/run.py
	.venv/bin/python -m benchmarks.against $(AGAINST)

bench-scale: .venv/core.stamp ## Measure a citizen-month from 1,000 to 54.9 million citizens (half an hour, 12 GiB)
	.venv/bin/python -m benchmarks.scale

how-big: .venv/core.stamp ## Outcomes from 2,000 to 54.9 million citizens, into docs/how-big.md (half an hour, 12 GiB)
	.venv/bin/python -m benchmarks.how_big

baseline: .venv/dev.stamp ## Write the numeric baseline anew, after a change that was meant to change results
	.venv/bin/python -m tests.baseline --update

test-oldest: .venv-$(OLDEST)/dev.stamp ## Test the Mesa surface and the baseline on the oldest Python and Mesa
	.venv-$(OLDEST)/bin/python -m pytest -q $(PYTEST) $(wildcard tests/agents tests/test_baseline.py tests/dashboard/test_inspect.py)

clean: ## Remove environments, caches and build output (results in out/ and figures/ stay)
	rm -rf .venv .venv-* .cache .hypothesis .mypy_cache .numba_cache .pytest_cache .ruff_cache build dist site *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says what was installed when. .ci/venv touches "interpreter" only when it makes an environment anew.

.venv/interpreter: always
	@.ci/venv .venv

.venv-$(OLDEST)/interpreter: always
	@PYTHON= .ci/venv .venv-$(OLDEST) $(OLDEST)

%/core.stamp: %/interpreter pyproject.toml constraints.txt
	@echo "Installing into $* (a minute or two)"
	@$*/bin/python $(INSTALL) .
	@touch $@

%/dashboard.stamp: %/interpreter pyproject.toml constraints.txt
	@echo "Installing into $* with the dashboard (a minute or two)"
	@$*/bin/python $(INSTALL) '.[dashboard]'
	@touch $@ $*/core.stamp

%/browser.stamp: %/dev.stamp
	@$*/bin/python $(INSTALL) '.[dev,dashboard,browser]'
	@touch $@

%/dev.stamp: %/interpreter pyproject.toml constraints.txt
	@echo "Installing into $* with the tools for development (a minute or two)"
	@$*/bin/python $(INSTALL) '.[dev,dashboard,sweep,calibration,notebooks,docs]'
	@touch $@ $*/core.stamp $*/dashboard.stamp
