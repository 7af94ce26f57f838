# Everything a developer runs. `make help` lists it.

PYTHON ?= python3
RUN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install lock proto

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install:  ## .venv with everything, from requirements.lock
	@$(PYTHON) tools/install.py

lock: install  ## requirements.lock anew from requirements.in, with the newest versions that fit
	@.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		--upgrade requirements.in --output-file requirements.lock

proto: install  ## Python, stubs and descriptors from proto/ (every other target does it by itself)
