# Needs Python >= 3.11 and make. Every target sets up what it uses, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: extract test check docs golden baseline known-failures facts model crossval figures clean

extract: $(VENV)/.installed  ## extract from the five articles in seeds/ and print the table
	@$(BIN)/vnlaos-ner extract seeds --format table

test: $(VENV)/.dev  ## run the tests
	@$(BIN)/python -m pytest -q

check: $(VENV)/.dev  ## formatter, linter, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict vnlaos_ner

format: $(VENV)/.dev  ## format the code
	$(BIN)/ruff format .

docs: $(VENV)/.dev  ## write docs/cli.md anew from --help
	$(BIN)/python tests/helptext.py

golden: $(VENV)/.dev  ## accept the present output as the expected one (read the diff first)
	$(BIN)/python -m pytest -q tests/test_extract.py -k golden --snapshot-update

baseline: $(VENV)/.dev  ## raise the accuracy floors to what is measured (LOWER=--allow-lower also lowers them)
	$(BIN)/python tests/floors.py --write $(LOWER)

known-failures: $(VENV)/.dev  ## write tests/cases/known_failures.tsv anew from a run
	$(BIN)/python tests/promote.py

bench: $(VENV)/.dev  ## speed beside underthesea
	$(BIN)/python benchmarks/speed.py

facts: $(VENV)/.dev  ## harvest names from ../shared/corpus with the grammars alone (fifteen minutes)
	$(BIN)/python -m training.harvest

model: $(VENV)/.train  ## build the tagger from ../shared (an hour and a quarter)
	$(BIN)/python -m training.build

crossval: $(VENV)/.train  ## cross-validate on ../shared/gold/train, fit the referee, print the tables (three hours)
	$(BIN)/python -m training.crossval
	$(BIN)/python -m training.tune_referee
	$(BIN)/python -m training.crossval --variant taught
	$(BIN)/python -m training.tune_referee --variant taught --write
	for v in no-facts no-grammar; do \
	  $(BIN)/python -m training.crossval --variant $$v && \
	  $(BIN)/python -m training.tune_referee --variant $$v || exit 1; done
	for v in no-lexicon no-corpus plain 50 25; do \
	  $(BIN)/python -m training.crossval --variant $$v --folds 0 1 || exit 1; done
	$(BIN)/python -m training.crosstable --underthesea

figures: $(VENV)/.dev  ## measure everything in docs/accuracy.md anew
	$(BIN)/python benchmarks/fill.py docs/accuracy.md

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(VENV)/.train: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --group train
	@touch $@
