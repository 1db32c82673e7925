# `make` or `make help` lists what can be made. The work is done by cargo and cargo-leptos (see [package.metadata.leptos]
# in Cargo.toml); this file knows what has to happen before them. .ci/setup installs what is missing.

SHELL := /bin/bash
# What is built is looked for here, wherever the machine's own settings would put it.
export CARGO_TARGET_DIR := $(CURDIR)/target
.DEFAULT_GOAL := help
.PHONY: help run test release bench bench-live bench-view watch build

# Commands run in the environment that the set-up found or made.
with_tools := eval "$$(.ci/setup env)" &&

server  := target/debug/jejaring
built   := target/debug/.jejaring-built
inputs  := Cargo.toml Cargo.lock .cargo src style public $(server)
# Empty if nothing changed since the last build: no file, no folder (something removed), nor the server by other means.
changed := $(if $(wildcard $(built)),$(shell find $(wildcard $(inputs)) -newer $(built) | head -n 1),never built)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: build ## install what is missing, build, and serve on http://127.0.0.1:3000
	@$(with_tools) exec $(server)

test: ## install what is missing, and run every check: format, lints, Rust tests, tests in a browser
	@.ci/setup test
	@$(with_tools) exec .ci/check

release: ## make target/jejaring/, a folder with the optimised server and its assets that runs anywhere
	@.ci/setup release
	rm -rf target/jejaring
	$(with_tools) LEPTOS_SITE_ROOT=target/jejaring/site cargo leptos build --release --split --precompress
	cp target/release/jejaring target/release/hash.txt target/jejaring/
	@echo 'Done. Start it, here or wherever you copy the folder to: target/jejaring/jejaring'

bench: ## compare our layout with the libraries that people use (a quarter of an hour); FILES="a.el b.el" for other graphs
	@.ci/setup build
	@$(with_tools) cd end2end/bench && npm install --silent --ignore-scripts --no-package-lock --no-audit --no-fund && \
	  node table.mjs $(if $(FILES),--files "$(abspath $(FILES))") && node sizes.mjs

bench-live: ## measure how quickly 200 editors see each other's edits, and what it takes (a minute, after an optimised build)
	@.ci/setup build
	@$(with_tools) ulimit -n 8192 && exec cargo bench --features ssr --bench live

bench-view: build ## compare the explorer's drawing with sigma.js, and record a run at 100,000 organisations (a quarter of an hour)
	@$(with_tools) cd end2end/bench && npm install --silent --ignore-scripts --no-package-lock --no-audit --no-fund && \
	  node render.mjs && node record.mjs --save run-100000.webp

watch: ## serve, and build again whenever a file changes
	@.ci/setup build
	@$(with_tools) exec cargo leptos watch

build: ## build what `make run` serves, if anything changed
	@.ci/setup build
ifneq ($(changed),)
	@rm -f $(built)
	@echo '==> Building the app (about 10 minutes on 2 cores the first time, then a minute or less)'
	@$(with_tools) cargo leptos build
	@touch $(built)
endif
