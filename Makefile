# One command: “make run” serves the registry with a synthetic cohort on this machine.
#
#   make run [PORT=8001]   prepare everything, then serve until Ctrl-C
#   make demo              prepare everything and write the cohort report; serve nothing
#   make test [ARGS=…]     all tests, on SQLite and PostgreSQL, and in a browser
#   make check             format, lint, types, layers, migrations, unused code
#   make docs              write what docs/ says of the code, from the code
#   make pictures          make the pictures of the README from the demo
#   make golden            print the five reports of the tests anew; look at what changed
#   make benchmark         time the worklist and the list of patients at up to a million patients
#   make benchmark-estimators  time each estimator beside R and lifelines at up to a million patients
#   make benchmark-report PEERS=… PEER_PYTHON=…  time the whole report beside two peer scripts
#   make coverage          simulate how often the intervals of the report cover the truth
#   make lock              choose the versions of all packages anew

PYTHON = python3
PORT = 8000
PEERS = ../shared/peers
PEER_PYTHON = python3
ARGS =

BIN = .venv/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
REGISTRY = REGISTRY_ENVIRONMENT=development REGISTRY_INSTANCE="$$PWD/instance" $(BIN)/registry
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock'

.PHONY: run demo test check docs pictures golden benchmark benchmark-estimators benchmark-report coverage lock prepared browser

run: demo
	@cat instance/demo-sign-in.txt 2>/dev/null || true
	@$(REGISTRY) serve --port $(PORT)

demo: prepared
	@$(REGISTRY) report cohort --site all --output instance/cohort.pdf \
		--cut-off "$$(sed -n 's/^reference_date = \([0-9-]*\).*/\1/p' config/demo.toml)"

prepared: .venv/run.stamp
	@$(REGISTRY) secrets create
	@$(REGISTRY) database upgrade
	@$(REGISTRY) demo load --if-empty

test: .venv/development.stamp browser
	$(BIN)/pytest --numprocesses auto $(ARGS)

check: .venv/development.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
		export REGISTRY_ENVIRONMENT=testing REGISTRY_INSTANCE="$$folder" && \
		$(BIN)/registry secrets create && $(BIN)/registry database upgrade && $(BIN)/alembic check

docs: .venv/run.stamp
	@$(BIN)/registry quality checks > docs/edit-checks.md
	@$(BIN)/registry report schema > docs/cohort-summary.schema.json
	@$(BIN)/registry report codebook > docs/codebook.md

pictures: demo .venv/development.stamp browser
	REGISTRY_ENVIRONMENT=development REGISTRY_INSTANCE="$$PWD/instance" \
		$(BIN)/python -m tests.journeys.pictures

golden: .venv/development.stamp
	REGISTRY_TESTS_WRITE_GOLDEN=1 $(BIN)/pytest --quiet tests/reports/test_golden.py

benchmark: .venv/development.stamp
	$(BIN)/python -m tests.performance.worklist_benchmark

benchmark-estimators: .venv/development.stamp
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.performance.estimator_benchmark

benchmark-report: .venv/development.stamp
	$(BIN)/python -m tests.performance.report_benchmark $(PEERS) $(PEER_PYTHON)

coverage: .venv/development.stamp
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.simulation

lock: .venv/development.stamp
	$(COMPILE) --output-file config/requirements/run.txt
	$(COMPILE) --output-file config/requirements/development.txt \
		--extra development --constraints config/requirements/run.txt

browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		if [ -f /etc/debian_version ] && [ "$$(id -u)" = 0 ]; then \
			echo 'Installing Chromium for the tests …'; \
			export DEBIAN_FRONTEND=noninteractive; \
			apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
		else \
			echo 'The tests need a browser. Install one: sudo apt-get install chromium' >&2; \
			exit 1; \
		fi; }

.venv/run.stamp: .venv/bin/python config/requirements/run.txt pyproject.toml
	@echo 'Installing the packages the registry runs with …'
	@$(PIP) install --require-hashes -r config/requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/development.stamp: .venv/run.stamp config/requirements/development.txt
	@echo 'Installing the packages for tests and checks …'
	@$(PIP) install --require-hashes -r config/requirements/development.txt
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11 or newer is needed. Install it, or name it: make run PYTHON=python3.12' >&2; \
		exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo 'Python cannot make a virtual environment. On Debian: apt-get install python3-venv' >&2; \
		exit 1; }
