# `make build` and `make test` are all the set-up there is; `make help` lists the rest.

VENV  ?= .venv
STORE ?= store
OUT   ?= out
PYTHON ?= python3.11
KG     = $(VENV)/bin/kg
BIN    = $(VENV)/bin
READY  = $(VENV)/.ready
TOOLS  = $(VENV)/.tools
CLIENTS = tests/clients
NODE_CLIENTS = $(CLIENTS)/node_modules/.package-lock.json
BROWSER = tests/browser
NODE_BROWSER = $(BROWSER)/node_modules/.package-lock.json
PLAYWRIGHT = $(VENV)/.playwright

.DEFAULT_GOAL := help
.PHONY: help build test test-clients test-browser lint types check query queries serve validate reference readme clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

$(READY): pyproject.toml
	@command -v $(PYTHON) > /dev/null || { echo 'Python 3.11 is needed; name yours: make PYTHON=python3.12 …' >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(TOOLS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(NODE_CLIENTS): $(CLIENTS)/package.json $(CLIENTS)/package-lock.json $(CLIENTS)/.npmrc
	@command -v npm > /dev/null || { echo 'Node 18 or newer, with npm, is needed to test clients' >&2; exit 1; }
	cd $(CLIENTS) && npm ci --loglevel=error
	@touch $@

$(NODE_BROWSER): $(BROWSER)/package.json $(BROWSER)/package-lock.json $(BROWSER)/.npmrc
	@command -v npm > /dev/null || { echo 'Node 18 or newer, with npm, is needed to test the pages' >&2; exit 1; }
	cd $(BROWSER) && npm ci --loglevel=error
	@touch $@

$(PLAYWRIGHT): $(TOOLS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[browser]'
	@touch $@

.PHONY: chromium
chromium:
	@command -v chromium > /dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get > /dev/null \
	    || { echo 'Chromium is needed to test the pages: apt-get install chromium, as root' >&2; exit 1; }; \
	  { apt-get install -y chromium || { apt-get update && apt-get install -y chromium; }; } > /dev/null; }

build: $(READY) ## set up, then build the graph of the example articles
	$(KG) build examples/articles --store $(STORE) -o $(OUT)/world.ttl

test: $(TOOLS) ## set up, then run the tests
	$(BIN)/python -m pytest

test-clients: $(TOOLS) $(NODE_CLIENTS) ## set up, then run real clients against the endpoint; needs Node and curl
	$(BIN)/python -m pytest $(CLIENTS)

test-browser: $(PLAYWRIGHT) $(NODE_BROWSER) chromium ## set up, then test the explorer's pages in Chromium; needs Node
	$(BIN)/python -m pytest $(BROWSER)

lint: $(TOOLS) ## check the style
	$(BIN)/ruff check .

types: $(TOOLS) ## check the types
	$(BIN)/mypy

check: lint types test ## all three

query: $(READY) ## answer one question: make query Q=name [P="key=value"]
	@$(KG) query "$$Q" $${P:+-p "$$P"} --store $(STORE)

queries: $(READY) ## answer every shipped question
	@$(KG) queries --store $(STORE)

serve: $(READY) ## serve the graph: pages and a SPARQL endpoint
	$(KG) serve --store $(STORE)

validate: $(READY) ## check the graph against the shapes
	$(KG) validate --store $(STORE)

reference: $(READY) ## write docs/cli.md again from the parser
	$(BIN)/python docs/reference.py

readme: build ## fill the examples of README.md and docs/event.svg from a real run
	$(BIN)/python docs/readme.py $(STORE)

clean: ## remove what build and the tools have made; the virtual environment stays
	rm -rf $(STORE) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
