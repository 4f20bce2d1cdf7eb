# Needs python3 (3.11 or newer), make and the network once, for the packages.
PYTHON ?= python3
BIN := .venv/bin
# Every file is named by its hash, and none is compiled here.
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq
LOCKED := $(PIP) --require-hashes --no-deps --only-binary :all:

.PHONY: install demo test test-kills lint format crawl schedule serve lock bench bench-reading bench-search bench-pages test-long test-system test-year
.DEFAULT_GOAL := install

install: .venv/installed

.venv/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("lamtheo needs Python 3.11 or newer: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Cài đặt vào .venv …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(LOCKED) -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@$(LOCKED) -r requirements-dev.txt
	@touch $@

.venv/installed-system: .venv/installed-dev requirements-system.txt
	@$(LOCKED) -r requirements-system.txt
	@touch $@

demo: .venv/installed
	$(BIN)/lamtheo demo

# A file's tests share their farm and archive, so a file goes to one worker; in the order of
# names, since xdist would begin with the files of most tests and end with the slowest.
SPREAD := --dist loadfile --no-loadscope-reorder
# One worker more than there are cores: a tenth of the time tests wait for a site's delay.
WORKERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

test: lint
	$(BIN)/python -m pytest -q -n $(WORKERS) $(SPREAD)

# A thousand kills take about half an hour on one core; KILLS=200 for fewer.
KILLS ?= 1000
test-kills: .venv/installed-dev
	$(BIN)/python -m tests.kills $(KILLS)

# What takes minutes: many faults over several nights, bombs, kills at every step.
test-long: .venv/installed-dev
	$(BIN)/python -m pytest -q -n auto $(SPREAD) -m "long and not system"

# What needs programs from Debian's packages: installed where that may be done, and a test
# that finds one missing fails.
test-system: .venv/installed-system build/validators/installed
	$(BIN)/python -m tests.system.packages
	$(BIN)/python -m pytest -q -n auto $(SPREAD) -m system --nothing-missing

# A simulated year, with a fake clock: some eight minutes; SEEDS="1 2 3" for other years too.
SEEDS ?= 1
test-year: .venv/installed-dev
	SEEDS="$(SEEDS)" $(BIN)/python -m pytest -q -m year

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

crawl: .venv/installed
	$(BIN)/lamtheo crawl

schedule: .venv/installed
	$(BIN)/python scheduler.py

serve: .venv/installed
	$(BIN)/lamtheo serve

# Pins for every Python from 3.11 on and every platform at once, hence uv: pip-compile
# leaves out what only another Python or machine needs.
LOCK := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock"
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt
	$(LOCK) requirements-system.in -o requirements-system.txt
	$(LOCK) requirements-validators.in -o requirements-validators.txt

# Peers and validators live apart: their packages never meet ours. Some are published as sources only.
build/%/installed: requirements-%.txt
	@test -x build/$*/bin/python || $(PYTHON) -m venv build/$*
	@build/$*/bin/python -m pip --disable-pip-version-check install -qq --require-hashes --no-deps -r requirements-$*.txt
	@touch $@

bench: bench-reading bench-search bench-pages

# The reader and its peers on the golden set; WRONG=1 lists every disagreement, FLOORS=1 the floors.
bench-reading: .venv/installed build/peers/installed
	$(BIN)/python -m tests.bench.reading $(if $(WRONG),--wrong) $(if $(FLOORS),--floors)

# Search beside plain sqlite3 over 200,000 generated articles (3.5 GB in build/, ten minutes to make).
bench-search: .venv/installed-dev
	$(BIN)/python -m tests.bench.search

# Every page of the web over the same archive, each by a thread that has counted nothing yet.
bench-pages: .venv/installed-dev
	$(BIN)/python -m tests.bench.pages
