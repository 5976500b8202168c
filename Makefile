# What one types here; `make` alone lists it. Needs Python 3.11 or newer (with venv) and make.

PY          ?= python3
ARGS        ?=
PYTEST_ARGS ?=
BIN         := .venv/bin
CODE        := manage.py veiligheid themas monitoring rapportage tests
COMPILE     := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
               --no-emit-index-url --no-header --no-annotate pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help demo test een check lock lock-check bench volhard chaos plaatjes fris pango

# Where Pango is put on a machine whose package manager we may not use; see `pango`.
export LD_LIBRARY_PATH := $(CURDIR)/.venv/systeem/lib$(if $(LD_LIBRARY_PATH),:$(LD_LIBRARY_PATH))

help: ## list what one can type
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.app pango ## start the portal with a filled-in letter (ARGS=...)
	@$(BIN)/python manage.py demo $(ARGS)

# `-p tests` loads tests/__init__.py before Django's settings: it holds the defaults tests run with.
test: .venv/.dev pango ## run the tests, one worker a core (PYTEST_ARGS="-k brief -x")
	@$(BIN)/python -m pytest -p tests -n auto --dist worksteal $(PYTEST_ARGS)

# The settings that the checks are made with are those of production.
check: export DATABASE_URL = sqlite://:memory:
check: export ALLOWED_HOSTS = portaal.example
check: export DJANGO_DEBUG = 0
check: export DJANGO_SECRET_KEY = only-for-make-check-only-for-make-check-only-for-make-check
check: .venv/.dev lock-check ## style, types, imports, settings, migrations, lock
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run

lock: .venv/.dev ## renew the locks from pyproject.toml (ARGS=--upgrade for newer releases)
	$(COMPILE) $(ARGS) -o requirements.txt
	$(COMPILE) $(ARGS) --group dev -c requirements.txt -o requirements-dev.txt

lock-check: .venv/.dev
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && cp requirements.txt requirements-dev.txt "$$tmp" && \
	$(COMPILE) -o "$$tmp/requirements.txt" && \
	$(COMPILE) --group dev -c "$$tmp/requirements.txt" -o "$$tmp/requirements-dev.txt" && \
	cmp -s "$$tmp/requirements.txt" requirements.txt && \
	cmp -s "$$tmp/requirements-dev.txt" requirements-dev.txt || \
	{ echo "requirements*.txt are not in step with pyproject.toml: run 'make lock'." >&2; exit 1; }

een: .venv/.dev ## run one test, on the database of the last time (T=tests/themas/test_plan.py)
	@$(BIN)/python -m pytest -p tests --reuse-db $(T) $(PYTEST_ARGS)

fris: ## prove both commands in a bare Debian, as an ordinary user (SUITES="bookworm trixie")
	@.ci/fris $(SUITES)

bench: .venv/.dev ## measure how fast the letter is made and served
	@$(BIN)/python -m tests.benchmarks $(ARGS)

chaos: .venv/.dev ## kill it, starve it and fill its disk, a few times (HERHALINGEN=1)
	@$(BIN)/python -m pytest -p tests -m volhard -s tests/chaos $(PYTEST_ARGS)

volhard: export HERHALINGEN ?= 5
volhard: export BRIEVEN ?= 200
volhard: chaos ## that for an hour, an update and ten bad days of typing (HERHALINGEN=10 BRIEVEN=200)
	@$(BIN)/python -m pytest -p tests -m volhard -s --ignore=tests/chaos $(PYTEST_ARGS)
	@$(BIN)/python -m pytest -p tests -n auto --dist worksteal tests/browser/test_volhouden.py $(PYTEST_ARGS)

plaatjes: .venv/.dev ## make the screenshots of the README and the manual
	@$(BIN)/python -m tests.plaatjes $(ARGS)

# -- The virtual environment: exactly what the lock files say, and the web fonts cut from it ----

$(BIN)/python:
	@$(PY) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo "Needs Python 3.11 or newer with venv (Debian: python3-venv); '$(PY)' is $$($(PY) --version 2>&1 | tail -n 1). Another: make PY=python3.12 ..." >&2; exit 1; }
	@$(PY) -m venv --clear .venv

define install
	@$(BIN)/python -m veiligheid.klaarzetten.pakketten $(1)
	@$(BIN)/python -m veiligheid.core.fonts >/dev/null
	@$(BIN)/python -m monitoring.charts.bundel
	@touch $@
endef

.venv/.app: requirements.txt veiligheid/core/fonts.py monitoring/charts/bundel.py | $(BIN)/python
	$(call install,requirements.txt)

.venv/.dev: requirements-dev.txt veiligheid/core/fonts.py monitoring/charts/bundel.py | $(BIN)/python
	$(call install,requirements-dev.txt)

# Only PDFs need it: where it can't be had, the rest goes on.
pango: | $(BIN)/python
	@$(BIN)/python -m veiligheid.klaarzetten.pango .venv/systeem
