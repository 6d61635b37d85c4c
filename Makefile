# What a fresh machine needs: Python 3.11 to 3.13, and make. Everything else is put into .uv/ and .venv/ here.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test check bench floors docs lock clean

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo "$$p"; break; }; done)
REASON ?=
UV ?= $(shell command -v uv || echo .uv/bin/uv)
RUN := .venv/bin/
READY := .venv/.ready

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

demo: $(READY) ## read the sample in examples/ and write a brief about it into out/
	@rm -rf out/demo && mkdir -p out
	$(RUN)foedera init out/demo
	$(RUN)foedera add --manifest examples/manifest.jsonl --project out/demo || [ $$? -eq 3 ]
	@for suffix in html md pdf docx; do \
		$(RUN)foedera brief $(shell head -n 1 examples/brief.txt 2>/dev/null) -o out/brief.$$suffix --project out/demo; done
	@echo; echo "The record is out/demo/foedera.db, the brief out/brief.html (and .md, .pdf, .docx)."

test: $(READY) ## all tests
	$(RUN)pytest

check: $(READY) ## format, lint, types, imports, the codebook with its examples, generated pages
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy --strict src/foedera
	$(RUN)lint-imports
	$(RUN)foedera check
	$(RUN)python docs/build.py --check

bench: $(READY) ## what benchmarks/ measures
	$(RUN)python -m benchmarks

floors: $(READY) ## set the floors of tests/quality.json anew (to lower one: make floors REASON="...")
	$(RUN)python tests/floors.py --reason "$(REASON)"

docs: $(READY) ## write the generated pages of docs/ anew
	$(RUN)python docs/build.py
	$(RUN)python docs/tour.py

lock: $(UV) ## resolve the dependencies anew
	$(UV) lock --python $(PYTHON)

clean: ## remove what these targets made
	rm -rf out build dist .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests docs benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Only a new lock makes a new environment.
$(READY): uv.lock | $(UV)
	$(UV) sync --frozen --all-extras --python $(PYTHON)
	@touch $@

.uv/bin/uv:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11, 3.12 or 3.13 is needed. Install one, or run: make PYTHON=/its/path"; exit 2; }
	@echo "uv is not installed: putting it into .uv/"
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
