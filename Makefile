# Dixit. `make help` lists what there is.

PYTHON ?= python3
PORT ?= 7860
# More for pip, such as an index with a smaller or a GPU build of torch: see the README.
PIP_FLAGS ?=
# LIGHT=1: without torch and sentence-transformers, which only other embedders need.
LIGHT ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed
EVAL_INDEX := build/eval-index
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_FLAGS)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate

.PHONY: help install run test check eval bench docs wheel lock clean
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

install: $(INSTALLED) ## make .venv and install Dixit with pinned packages (LIGHT=1: without torch)

run: $(INSTALLED) ## index seeds/ and open the chat page on 127.0.0.1:7860 (PORT=... for another)
	@$(BIN)/dixit index seeds
	@$(BIN)/dixit ui --port $(PORT)

# Each process computes on one core: together they use them all.
test: $(DEVELOPED) ## run all tests
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(DEVELOPED) ## lint, format, types, order of rooms, pinned versions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_rooms.py tests/test_constraints.py

eval: $(INSTALLED) ## ask the question sets about seeds/ and print the report
	@$(BIN)/dixit index seeds --index $(EVAL_INDEX)
	@$(BIN)/dixit eval --index $(EVAL_INDEX)

bench: $(INSTALLED) ## measure speed against bare libraries, in one run
	@$(BIN)/dixit eval speed

docs: $(DEVELOPED) ## build the site into build/site, warnings as errors
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict

wheel: $(DEVELOPED) ## build a wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

# Needs no installed Dixit: with pins that no longer fit, there would be none.
lock: | $(BIN)/python ## write constraints.txt and constraints-light.txt anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@trap 'rm -f constraints.new' EXIT; \
	  echo "# Every package that is installed, at the version that was tested. Make it anew with: make lock" > constraints.new; \
	  $(LOCK) --all-extras pyproject.toml >> constraints.new && mv constraints.new constraints.txt
	@trap 'rm -f constraints.new' EXIT; \
	  echo "# The light install: what Dixit needs without torch and sentence-transformers. Make it anew with: make lock" > constraints.new; \
	  $(LOCK) --constraint constraints.txt --override deploy/light-overrides.txt pyproject.toml >> constraints.new && mv constraints.new constraints-light.txt

clean: ## remove what these commands made here
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Dixit needs Python 3.11 or newer, and this is %d.%d: run make with PYTHON=python3.12, say." % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt constraints-light.txt | $(BIN)/python
ifdef LIGHT
	$(PIP) --no-compile --no-deps -r constraints-light.txt
	$(PIP) --no-deps -e .
else
	$(PIP) -c constraints.txt -e .
endif
	@touch $@

$(DEVELOPED): $(INSTALLED)
	$(PIP) -c constraints.txt -e '.[dev]'
	@touch $@
