# One word for each chore. `make` alone lists them.

# The Python that makes the virtual environment; everything else runs inside it, Node included.
PYTHON ?= python3
VENV := .venv/bin
NPM := node_modules/.bin

# npm's programs look for `node` on the PATH: let them find the virtual environment's. Setting up
# keeps the caller's PATH, or `python3` would be the very environment that it may have to replace.
OUTER_PATH := $(PATH)
export PATH := $(CURDIR)/$(VENV):$(PATH)

# How many processes test side by side: each wants a Redis to itself.
TESTERS := $(if $(REDIS_URL),0,2)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup dev serve test lint format types js-test py-test bench soak evaluate lock clean

help:  ## list the chores
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup:  ## install what serving needs
	@PATH="$(OUTER_PATH)" $(PYTHON) -m tools.setup

dev:  ## install what testing needs as well
	@PATH="$(OUTER_PATH)" $(PYTHON) -m tools.setup --dev

serve: setup  ## run Supervision here with a demonstration class (PORT=8000)
	@exec $(VENV)/python -m tools.serve

test: dev lint types js-test py-test  ## run every check and every test

lint types: export DEBUG := true
lint: dev  ## check the style, the layers and the usual mistakes
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/lint-imports
	$(VENV)/djlint templates --check --lint --quiet
	$(VENV)/bandit --quiet --recursive --configfile pyproject.toml supervision classrooms live tools bench evaluation
	$(NPM)/eslint .
	$(NPM)/prettier --check .
	$(NPM)/stylelint "static/**/*.css"

types: dev  ## check the types of the Python and the JavaScript
	$(VENV)/mypy
	$(NPM)/tsc --project tsconfig.json
	$(NPM)/tsc --project tsconfig.node.json

js-test: dev  ## test the browser's pure modules
	$(VENV)/node --test "tests/js/**/*.test.js"

py-test: dev  ## test everything else, in a real browser too
	CHROMIUM="$$($(VENV)/python -m tools.chromium)" && export CHROMIUM && \
	$(VENV)/python -m pytest -n $(TESTERS) --durations 30

bench: dev  ## measure the live engine beside its peers (QUICK=1 for under 3 minutes)
	$(VENV)/python -m bench

soak: dev  ## let a school live on the product, and see that nothing grows or is lost
	$(VENV)/python -m bench.soak

evaluate: dev  ## measure detection (QUICK=1 for a minute, DATA=folder,folder for more)
	$(VENV)/python -m evaluation

format: dev  ## put the code into its one form
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .
	$(VENV)/djlint templates --reformat --quiet
	$(NPM)/prettier --write .
	$(NPM)/stylelint --fix "static/**/*.css"

lock: dev  ## resolve the dependencies of pyproject.toml and package.json anew
	@$(VENV)/python -m tools.lock

clean:  ## remove everything that was made here, the demonstration's database included
	rm -rf .venv node_modules build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
