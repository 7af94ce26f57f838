# Everything a developer runs. `make help` lists it; the work is done in tools/.
#
#   DATA=folder   where the installation keeps everything (.data)
#   PORT=8080     where it answers
#   DEMO=0        the first `make up` without the demo company
#   PYTHON=...    the Python >= 3.11 that .venv is made with

# Some containers forbid Python to keep what it compiled: each of the processes that `make up` and the tests start would take twice as long.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
DATA ?= .data
PORT ?=
MEMBER ?=
NAME ?=
YES ?=
DEMO ?=
REMOVE ?=
BASE ?=
DIR ?=
MAPPING ?=
TENANT ?=
SIGN_IN ?=
ONLY ?=

RUN := .venv/bin/python
STACK := $(RUN) -m tools.stack
DESCRIPTORS := proto/generated/crm/descriptors.binpb
BASELINE := proto/baseline.binpb
BUF := .venv/bin/buf
BUF_BREAKING := $(BUF) breaking $(DESCRIPTORS) --config proto/buf.yaml --path crm --against

.DEFAULT_GOAL := help
SIZE ?=
WRITE ?=

.PHONY: help install lock proto baseline up down reset status logs observe demo import-crm test prove bench lint format capabilities migration wheels images chart chart-smoke bundle web web-check screenshots audit sbom

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Running it

up: install  ## the whole product on this machine; says where it answers and how to sign in
	@$(STACK) up --data "$(DATA)" $(if $(PORT),--port $(PORT)) $(if $(filter 0,$(DEMO)),,--demo)

down:  ## stops it and keeps the data
	@[ ! -x $(RUN) ] || $(STACK) down --data "$(DATA)"

reset: install  ## stops it and deletes the data, after asking (YES=1: without)
	@$(STACK) reset --data "$(DATA)" $(if $(YES),--yes)

status: install  ## what runs, where, and how much memory it takes
	@$(STACK) status --data "$(DATA)"

logs: install  ## the last lines of every log, then new ones until Ctrl-C (MEMBER=accounts: that one's)
	@$(STACK) logs --data "$(DATA)" $(if $(MEMBER),--only $(MEMBER))

demo: install  ## a company to try things with, made through the API (REMOVE=1 removes it)
	@$(RUN) -m tools.demo --data "$(DATA)" $(if $(REMOVE),--remove)

import-crm: install  ## a sales book in CSV files, through the API (DIR=folder; MAPPING=file, TENANT=code, SIGN_IN=mail address)
	@$(RUN) -m tools.import_crm --data "$(DATA)" $(if $(MAPPING),--mapping "$(MAPPING)") $(if $(TENANT),--tenant "$(TENANT)") \
		$(if $(SIGN_IN),--sign-in "$(SIGN_IN)") $(if $(DIR),"$(DIR)")

observe: install  ## Prometheus beside what `make up` started, with our rules and alerts; `make down` stops it
	@$(RUN) -m tools.observe --data "$(DATA)"

# --- Checking it

test: lint web-check  ## everything that a change must pass
	@$(RUN) -m tools.test

prove: lint web-check  ## the same at full length
	@$(RUN) -m tools.test --prove

bench: install  ## how fast it is, over SIZE=10000000 rows, beside floors and Tryton (ONLY=growth: that part; INSTALMENTS=1000000 in ONLY=book; WRITE=1 writes docs/performance.md)
	@$(RUN) -m tests.bench --data "$(DATA)/bench" $(if $(SIZE),--size $(SIZE)) $(if $(INSTALMENTS),--instalments $(INSTALMENTS)) $(if $(ONLY),--only $(ONLY)) $(if $(WRITE),--write)

lint: install  ## style, types, architecture, API
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/lint-imports --no-logo >/dev/null || .venv/bin/lint-imports --no-logo
	@$(RUN) -m tools.lints
	@$(BUF) lint $(DESCRIPTORS) --config proto/buf.yaml --path crm
	@[ ! -e $(BASELINE) ] || $(BUF_BREAKING) $(BASELINE)
	@.venv/bin/mypy .

format: install  ## puts the code into the one style
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format --quiet .

audit: install  ## known holes in what the locks name; says so where a registry has no advisories to ask
	@$(RUN) -m tools.audit

sbom: install  ## dist/sbom: all that the product is made from, in CycloneDX, held against the locks
	@$(RUN) -m tools.sbom

capabilities: install  ## which lines of docs/capabilities.md have a test
	@$(RUN) -m tools.capabilities

# --- Making it

install:  ## .venv with everything that requirements.lock names
	@$(PYTHON) tools/install.py

migration: install  ## drafts the one that takes a service to what its models describe (MEMBER=accounts NAME="lots of contracts")
	@$(RUN) -m tools.schema "$(MEMBER)" "$(NAME)"

lock: install  ## requirements.lock anew from requirements.in, with the newest versions that fit
	@.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		--upgrade requirements.in --output-file requirements.lock

proto: install  ## Python, stubs and descriptors from proto/ (every other target does it by itself)

web: install  ## the web app into the folder that the gateway serves it from; at once when nothing changed
	@$(RUN) -m tools.web

web-check: install  ## style, types, tests and weight of the web app
	@$(RUN) -m tools.web check

screenshots: install  ## a picture of every page of the demo company in screenshots/ (ONLY=/deals: of these pages; README=1: those that it shows)
	@$(RUN) -m tools.screenshots --data "$(DATA)" $(if $(ONLY),--only "$(ONLY)") $(if $(README),--readme)

baseline: install  ## makes the API as it is the one that `make lint` holds later changes against
	@$(RUN) -m tools.baseline $(DESCRIPTORS) $(BASELINE)

wheels: install  ## dist/wheels: our packages and what they need, for images and for machines without a registry
	@$(RUN) -m tools.wheels

images: install  ## one container image per member; starts a Docker of its own where none answers (BASE=... names another Python)
	@$(RUN) -m tools.images.build $(if $(BASE),--base "$(BASE)")

chart: install  ## what of deploy/helm/daozhang follows from elsewhere: README, members, summaries of the examples
	@$(RUN) -m tools.chart.write

chart-smoke: install  ## runs the rendered chart's containers with Docker, as the manifests say, through the first story
	@$(RUN) -m tools.chart.smoke

bundle: install  ## dist/bundle: images, chart and wheels with their checksums, for where there is no registry
	@$(RUN) -m tools.bundle
