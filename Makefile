# The verbs of this project. Everything is installed into .venv in this folder; `make clean` takes it away again.
# Give another Python with `make play PYTHON=python3.12`, and options of the game with `make play ARGS="barnet --seed 7"`.

PYTHONS := python3.11 python3 python3.12 python3.13 python3.14 python3.15
# Looked for when it is first asked for, and once.
PYTHON ?= $(eval PYTHON := $(firstword $(foreach name,$(PYTHONS),$(if $(shell \
	$(name) -c 'import ensurepip, venv, sys; print(1) if sys.version_info >= (3, 11) else None' 2>/dev/null),$(name)))))$(PYTHON)
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
JOBS ?= 2

# Where the system's letters are ASCII alone, Python 3.11 does not start from a folder with an accent in its path.
ifeq ($(shell locale charmap 2>/dev/null),ANSI_X3.4-1968)
export LC_ALL := C.UTF-8
endif

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable
NO_INSTALL = { echo "The parts of the game could not be fetched or put in place; the lines above say why." \
	"Is there a connection to the internet? When there is, run make again."; exit 1; }

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help play test check lint types layers slow fuzz docs pictures fonts folder clean environment

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

play: $(VENV)/ready-play ## start the game (the first time it sets itself up, which takes a minute)
	@$(BIN)/wholeplace play $(ARGS)

test: $(VENV)/ready-test ## the quick tests
	@$(BIN)/python -m pytest -q -ra -n $(JOBS) --dist worksteal -m "not slow" $(ARGS)

check: lint types layers test ## the gate: style, types, layers, quick tests; the same on a desk and in CI

lint: $(VENV)/ready-dev ## style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/ready-dev ## types
	@$(BIN)/mypy

layers: $(VENV)/ready-dev ## which folder may import which
	@$(BIN)/lint-imports

slow: $(VENV)/ready-dev ## the tests that take longer, and every law on ten times as many examples
	@$(BIN)/python -m pytest -q -ra -n $(JOBS) --dist worksteal -m "slow or hypothesis" --hypothesis-profile thorough $(ARGS)

fuzz: $(VENV)/ready-fuzz ## a million inputs from outside, led by coverage; takes half an hour (fewer: ARGS="--inputs 10000")
	@$(BIN)/python -m tests.fuzz $(ARGS)

docs: $(VENV)/ready-dev ## write the reference pages anew
	@PYTHONPATH=. $(BIN)/python docs/build.py

pictures: $(VENV)/ready-dev ## take the pictures of the window anew
	@PYTHONPATH=. $(BIN)/python docs/pictures.py

fonts: $(VENV)/ready-dev ## make the fonts of pages, and the kerning of the window, anew from the window's fonts
	@PYTHONPATH=. $(BIN)/python docs/fonts.py
	@PYTHONPATH=. $(BIN)/python docs/kerning.py

folder: $(VENV)/ready-dev ## build the game as a folder that runs without Python, dist/wholeplace
	@$(BIN)/python -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build .ci/wholeplace.spec
	@echo "The game is in dist/wholeplace; start dist/wholeplace/wholeplace."

clean: ## take away everything that was installed or built here
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An empty file says that an installation is up to date with what it was made from, so that starting again calls no pip. The folder is
# made anew where Python is gone from it, or where making it was cut off before it had pip; not where the system's Python is newer.
MADE_FROM := pyproject.toml constraints.txt $(shell test -x $(BIN)/python && test -x $(BIN)/pip || echo environment)

$(VENV)/ready-play: $(MADE_FROM)
	@echo "Setting up the game. This happens once and takes a minute."
	@$(INSTALL) . || $(NO_INSTALL)
	@touch $@

$(VENV)/ready-test: $(MADE_FROM)
	@echo "Setting up the tests. This happens once and takes a minute."
	@$(INSTALL) '.[test,a11y,workshop]' || $(NO_INSTALL)
	@touch $@

$(VENV)/ready-dev: $(MADE_FROM)
	@echo "Setting up the tools. This happens once and takes a minute."
	@$(INSTALL) '.[test,dev,cluster,fast,a11y,records,report,workshop,postgresql,browser]' || $(NO_INSTALL)
	@touch $@

$(VENV)/ready-fuzz: $(VENV)/ready-dev
	@$(INSTALL) '.[fuzz]' || $(NO_INSTALL)
	@touch $@

environment:
	@if [ -z "$(PYTHON)" ]; then \
		for name in $(PYTHONS); do \
			$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
			version=$$($$name -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
			echo "Python $$version is here, but without the part that makes a folder to install into (venv)."; \
			echo "On Debian and Ubuntu, install it with:  sudo apt install python$$version-venv"; \
			echo "Then run make again."; \
			exit 1; \
		done; \
		echo "The game needs Python 3.11 or later, and none was found."; \
		echo "On Debian and Ubuntu, install it with:  sudo apt install python3 python3-venv"; \
		echo "Then run make again."; \
		exit 1; \
	fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "The game needs Python 3.11 or later, and $(PYTHON) is none."; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) could not make the folder $(VENV); the lines above say why."; exit 1; }
