# One word for each chore. `make` alone lists them.

# The Python that makes the virtual environment; everything else runs inside it, Node included.
PYTHON ?= python3
VENV := .venv/bin
export PATH := $(CURDIR)/$(VENV):$(CURDIR)/node_modules/.bin:$(PATH)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup dev serve test lint format types js-test py-test lock clean

help:  ## list the chores
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup:  ## install what serving needs
	@$(PYTHON) -m tools.setup

dev:  ## install what testing needs as well
	@$(PYTHON) -m tools.setup --dev

serve: setup  ## run Supervision here with a demonstration class (PORT=8000)
	@exec $(VENV)/python -m tools.serve

test: dev lint types js-test py-test  ## run every check and every test

lint types: export DEBUG := true
lint: dev  ## check the style, the layers and the usual mistakes
	ruff check .
	ruff format --check .
	lint-imports
	djlint templates --check --lint --quiet
	bandit --quiet --recursive --configfile pyproject.toml supervision classrooms live tools
	eslint .
	prettier --check .
	stylelint "static/**/*.css"

types: dev  ## check the types of the Python and the JavaScript
	mypy
	tsc --project tsconfig.json
	tsc --project tsconfig.node.json

js-test: dev  ## test the browser's pure modules
	node --test "tests/js/**/*.test.js"

py-test: dev  ## test everything else, in a real browser too
	CHROMIUM="$$(python -m tools.chromium)" && export CHROMIUM && python -m pytest

format: dev  ## put the code into its one form
	ruff check --fix .
	ruff format .
	djlint templates --reformat --quiet
	prettier --write .
	stylelint --fix "static/**/*.css"

lock: dev  ## resolve the dependencies of pyproject.toml and package.json anew
	@python -m tools.lock

clean:  ## remove everything that was made here, the demonstration's database included
	rm -rf .venv node_modules build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
