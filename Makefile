# Every target does its own set-up, and repeated does only what has changed. `make` alone lists them.
#
# Programs of .venv run as modules of its Python: the first line of an installed script can't hold a path
# with a space. All paths are relative for the same reason.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
ARTICLES ?= $(if $(wildcard ../shared/articles),../shared/articles,sample)
WORKERS ?= auto
export HOST PORT ARTICLES

venv := .venv/bin/python
supported := import sys; sys.exit(sys.version_info < (3, 11))
# Its Python is gone after an upgrade of the system, or in a checkout copied from another machine.
venv_works := $(shell $(venv) -c "$(supported)" 2>/dev/null && echo yes)
python := $(if $(venv_works),$(venv),$(PYTHON))
translations := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help run dev worker test lint bench-compare bench-entities bench-pages bench-ingest bench-grouping screenshots messages stop clean python free-port bench-search bench-story FORCE

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16
	@echo
	@echo "Variables of run and dev: HOST ($(HOST)), PORT ($(PORT)), ARTICLES ($(ARTICLES))."
	@echo "Variables of test: TESTS (files or options instead of all tests), WORKERS ($(WORKERS): one for each core, at most 4)."
	@echo "In the environment: DATABASE_URL names a PostgreSQL 15 or newer; else one is started in var/."

run: free-port .venv/run.stamp $(translations) ## take in ARTICLES and serve the site, until Ctrl-C
	@exec $(venv) manage.py serve --host "$$HOST" --port "$$PORT" $${ARTICLES:+"$$ARTICLES"}

dev: free-port .venv/run.stamp $(translations) ## the same with Django's server, which reloads changed code
	@DEBUG=1 exec $(venv) manage.py serve --reload --host "$$HOST" --port "$$PORT" $${ARTICLES:+"$$ARTICLES"}

worker: .venv/run.stamp ## do background work only, beside a site on this or another machine
	@exec $(venv) manage.py worker

test: .venv/test.stamp $(translations) ## run the whole test suite; in a browser too where a Chromium is found
	@$(venv) -m pytest $(or $(TESTS),-n $(WORKERS) --maxprocesses 4)

lint: .venv/test.stamp ## check style, templates, types, deployment settings and migrations
	$(venv) -m ruff check .
	$(venv) -m ruff format --check .
	find templates articles -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +
	$(venv) -m mypy manage.py newsroom articles
	HOST= DEBUG= QARIN_HTTPS=1 ALLOWED_HOSTS=qarin.example $(venv) manage.py check --deploy --fail-level WARNING
	$(venv) manage.py makemigrations --check --dry-run

bench-ingest: .venv/run.stamp ## measure how fast articles are taken in (SIZES="1000 100000" for how that grows)
	@$(venv) -m benchmarks.ingesting --html --sizes $(or $(SIZES),1000 4000)

bench-compare: .venv/run.stamp ## measure how long comparing two articles takes, by their length
	@$(venv) -m benchmarks.comparing

bench-entities: .venv/run.stamp ## measure how long names take to be offered, searched for and shown
	@$(venv) -m benchmarks.entity_search

bench-grouping: .venv/run.stamp ## measure how well articles are grouped (needs ../shared/data/clustering) and how that grows
	@$(venv) -m benchmarks.grouping ../shared/data/clustering/ecbplus-topics-01-to-35.jsonl.gz
	@$(venv) -m benchmarks.grouping_scale --sizes $(or $(SIZES),1000 10000)

bench-search: .venv/test.stamp ## measure searches beside other engines, and what Arabic ones find (SIZES="10000 100000"; WITH=--keep builds only, WITH=--reuse measures that)
	@$(venv) -m benchmarks.searching --sizes $(or $(SIZES),10000 100000) $(WITH)

bench-pages: .venv/run.stamp ## measure how well and how fast HTML pages are read; needs ../shared/data/pages
	@$(venv) -m benchmarks.pages ../shared/data/pages

screenshots: .venv/test.stamp $(translations) ## take the pictures of the README and the guides anew; needs Chromium
	@$(venv) docs/screenshots/take.py

bench-story: .venv/run.stamp ## measure how long a story takes to be compared; needs ../shared/data/corpus
	@$(venv) -m benchmarks.story ../shared/data

messages: .venv/run.stamp ## collect the words to translate into locale/ (needs GNU gettext)
	@$(venv) manage.py makemessages --all --no-location --no-obsolete --ignore var

stop: python ## stop the database that run, dev or test has started
	@$(python) -m newsroom.embedded_postgres stop

clean: python ## stop the database and delete all that was made: .venv, var and the articles taken in
	@$(python) -m newsroom.embedded_postgres remove
	@rm -rf .venv var $(translations) .pytest_cache .mypy_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +
	@if [ -n "$$QARIN_STATE" ]; then cd "$$QARIN_STATE" && rm -rf static static.stamp secret_key; fi

python:
	@$(python) -c '$(supported)' || \
	{ echo 'Qarin needs Python 3.11 or newer: name one, as in PYTHON=python3.12.' >&2; exit 1; }

# Asked before anything is installed.
free-port: python
	@$(python) -m newsroom.port "$$HOST" "$$PORT"

# A stamp is written when its step is complete: what was interrupted is done again.
.venv/made.stamp: $(if $(venv_works),,FORCE) | python
	@echo 'Making a virtual environment in .venv'
	@$(if $(venv_works),,rm -rf .venv)
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: requirements.txt .venv/made.stamp
	@echo 'Installing requirements.txt into .venv (the first time, this takes a minute or two)'
	@$(venv) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt .venv/run.stamp
	@echo 'Installing requirements-dev.txt into .venv'
	@$(venv) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

locale/%/LC_MESSAGES/django.mo: locale/%/LC_MESSAGES/django.po | .venv/run.stamp
	@$(venv) -m babel.messages.frontend --quiet compile --locale $* --input-file $< --output-file $@
