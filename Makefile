# ALTalk. `make` or `make help` lists what there is; README.md tells the story.
# Plain enough for GNU make 3.81, the one macOS has.

PYTHON_ENV := .venv
RUN_READY  := $(PYTHON_ENV)/.run-ready
DEV_READY  := $(PYTHON_ENV)/.dev-ready
BIN        := $(PYTHON_ENV)/bin
UV          = $$(sh scripts/find_uv.sh)
COMPILE     = $(UV) pip compile --quiet --universal --python-version 3.10 --fork-strategy fewest \
	--generate-hashes --no-annotate --no-header

# Port of the page; the action server has its own. Both are on this machine only.
PORT         ?= 5005
ACTIONS_PORT ?= 5055
PORTS         = --port $(PORT) --actions-port $(ACTIONS_PORT)

# Where tests look and what else to hand to pytest: make test TESTS=tests/channels OPTIONS=-x
TESTS   ?= tests
OPTIONS ?=

export RASA_TELEMETRY_ENABLED := false

.PHONY: help install run shell train test test-fast lint format validate docs evaluate pictures doctor lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

install: $(RUN_READY) ## Install what running needs into .venv

run: $(RUN_READY) ## Install, train if needed, start everything, print the address of the page
	@exec $(BIN)/altalk run $(PORTS)

shell: $(RUN_READY) ## Talk in the terminal (rasa shell, with the actions running)
	@exec $(BIN)/altalk shell $(PORTS)

train: $(RUN_READY) ## Train, unless nothing it is trained from has changed
	@exec $(BIN)/altalk train

test: $(DEV_READY) ## Run all tests (trains first if needed)
	@$(BIN)/altalk train
	@$(BIN)/python -m pytest $(TESTS) $(OPTIONS)

test-fast: $(DEV_READY) ## Run the tests of the interpretation only: seconds, no Rasa
	@$(BIN)/python -m pytest tests/interpretation $(OPTIONS)

lint: $(DEV_READY) ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(DEV_READY) ## Put the code in the project's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

validate: $(RUN_READY) ## Check domain, stories and rules against each other (rasa data validate)
	@PYTHONWARNINGS=ignore::DeprecationWarning $(BIN)/rasa data validate
	@$(BIN)/altalk validate

docs: $(RUN_READY) ## Write the pages of docs/ that come from the knowledge
	@$(BIN)/python -m altalk.documentation

evaluate: $(DEV_READY) ## Measure the understanding on the held-out messages
	@$(BIN)/altalk train
	@$(BIN)/python -m altalk.evaluation

pictures: $(DEV_READY) ## Take the pictures of the README from the running product
	@$(BIN)/altalk train
	@ALTALK_PICTURES=docs/images $(BIN)/python -m pytest tests/browser/test_real_talk.py -q

doctor: $(RUN_READY) ## Say what is installed, trained, configured, and which ports are free
	@$(BIN)/altalk doctor $(PORTS)

lock: ## Choose versions anew and write requirements/*.txt
	@$(COMPILE) --upgrade --overrides requirements/overrides.txt --excludes requirements/excludes.txt \
		requirements/run.in --output-file requirements/run.txt
	@$(COMPILE) --upgrade --overrides requirements/overrides.txt --excludes requirements/excludes.txt \
		requirements/dev.in --output-file requirements/dev.txt

clean: ## Remove models, logs and caches (not .venv, not the stored talks)
	@rm -rf models results .rasa .run/logs .run/training .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find altalk actions tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_READY): requirements/run.txt pyproject.toml scripts/install.sh
	@sh scripts/install.sh run

$(DEV_READY): requirements/run.txt requirements/dev.txt pyproject.toml scripts/install.sh
	@sh scripts/install.sh dev
