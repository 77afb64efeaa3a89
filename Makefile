.DEFAULT_GOAL := help

# The tests start Python some hundred times: what is compiled is kept, whatever the shell's settings say.
PYTEST = env -u PYTHONDONTWRITEBYTECODE .venv/bin/pytest -n 2

.PHONY: help demo test slow bench lint release-check word-templates clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## set up, then build every sample document into output/
	@tools/setup.sh
	@.venv/bin/docgen build
	@echo "The papers are in output/ (Word and PDF)."

test: ## set up, then run every check: lint, types, tests, outside judges
	@tools/setup.sh test
	@$(MAKE) -s lint
	@$(PYTEST) -m "not slow"

slow: ## the long-haul variants
	@tools/setup.sh test
	@$(PYTEST) -m slow

bench: ## measure, side by side with peers, and rewrite docs/benchmarks.md
	@tools/setup.sh test
	@.venv/bin/python tools/bench.py

lint: ## ruff, mypy and the directions between the rooms, without the tests
	@.venv/bin/ruff check -q src tests tools
	@.venv/bin/ruff format --check -q src tests tools
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache --no-logo

release-check: ## as root, before a release: make demo and make test on a bare Debian (tools/bare-root.sh)
	@tools/bare-root.sh

word-templates: ## make the Word templates and the sample form again
	@.venv/bin/python tools/make_word_templates.py
	@.venv/bin/python tools/make_forms.py

clean: ## remove everything that was made
	rm -rf .venv build output/*
