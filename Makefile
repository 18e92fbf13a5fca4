# Set-up happens on first use; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

INSTANCES ?= instances

.PHONY: plan test lint wheel-check documents bench bench-province bench-public bench-rosters clean

plan: $(VENV)/.ready
	$(BIN)/catruc plan scenarios/dong_phu.yaml

test: $(VENV)/.ready
	$(BIN)/python -m pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel-check:
	PYTHON=$(PYTHON) .ci/wheel

# The table of rules lies in a document that is written by hand otherwise.
documents: $(VENV)/.ready
	$(BIN)/catruc schema --write
	mkdir -p build
	$(BIN)/catruc rules --markdown --lang en > build/rules.md
	awk 'NR == FNR {table = table $$0 "\n"; next} \
		/^\| kind \| what it says/ {printf "%s", table; is_old = 1} \
		!/^\|/ {is_old = 0} \
		!is_old' build/rules.md docs/reference.md > build/reference.md
	mv build/reference.md docs/reference.md

bench: $(VENV)/.ready
	$(BIN)/python -m benchmarks.dong_phu

bench-public: $(VENV)/.ready
	$(BIN)/python -m benchmarks.public $(INSTANCES)

bench-province: $(VENV)/.ready
	$(BIN)/python -m benchmarks.province

bench-rosters: $(VENV)/.ready
	$(BIN)/python -m benchmarks.unit_rosters

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) runs
