# Set-up happens on first use; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

INSTANCES ?= instances
TOTALS ?= totals.csv
RUN ?= runs/dong_phu

.PHONY: plan test lint wheel-check documents pictures bench bench-conflicts bench-forecast bench-province bench-public bench-replan bench-rolling bench-rosters bench-scarce bench-simulate clean

plan: $(VENV)/.ready
	$(BIN)/catruc plan scenarios/dong_phu.yaml

# Two files of tests at a time; the tests of one file share what they have planned.
test: $(VENV)/.ready
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel-check:
	PYTHON=$(PYTHON) .ci/wheel

documents: $(VENV)/.ready
	$(BIN)/catruc schema --write
	$(BIN)/python -m docs.generated

# Needs Chromium, LibreOffice Calc and poppler. A plan that counts steps looks alike on every machine.
pictures: $(VENV)/.ready
	$(BIN)/catruc plan scenarios/dong_phu.yaml --set campaign.language=en --deterministic -o build/pictures
	$(BIN)/python -m docs.pictures build/pictures

bench: $(VENV)/.ready
	$(BIN)/python -m benchmarks.dong_phu

bench-conflicts: $(VENV)/.ready
	$(BIN)/python -m benchmarks.conflicts $(INSTANCES)

# Seasons of many places, in a file of your own.
bench-forecast: $(VENV)/.ready
	$(BIN)/python -m benchmarks.forecast $(TOTALS)

# A verified run of the reference campaign.
bench-simulate: $(VENV)/.ready
	$(BIN)/python -m benchmarks.simulation $(RUN)

bench-public: $(VENV)/.ready
	$(BIN)/python -m benchmarks.public $(INSTANCES)

bench-replan: $(VENV)/.ready
	$(BIN)/python -m benchmarks.replan $(INSTANCES) --most 16

bench-province: $(VENV)/.ready
	$(BIN)/python -m benchmarks.province

# Goes on where it stood; all of it takes an hour or two.
bench-rolling: $(VENV)/.ready
	$(BIN)/python -m benchmarks.rolling

bench-rosters: $(VENV)/.ready
	$(BIN)/python -m benchmarks.unit_rosters

# CASES names some of them; all take an hour and a half.
bench-scarce: $(VENV)/.ready
	$(BIN)/python -m benchmarks.scarce $(CASES)

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q optimizer
	$(BIN)/python -c 'from optimizer.simulate.campaigns import compile_kernels; compile_kernels()'
	touch $@

clean:
	rm -rf $(VENV) runs
