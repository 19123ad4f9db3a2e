# `make report` and `make test` are what a newcomer needs; `make help` lists the rest.

TASK ?= Binary_Addition
SITE ?= site
SEED ?= 1
# Threads; empty for all cores.
JOBS ?=
EXPERIMENT ?= experiments/BinaryAddition.swift
# How many runs `make torture` kills.
KILLS ?= 200
# Of fuzzing each reader; 0 reads the corpus only.
SECONDS ?= 60
# What `make sweep` makes, where (sweeps/<name of the plan> unless given), and on what (a profile of workflow/profiles).
PLAN ?= workflow/plans/example.csv
SWEEP ?=
PROFILE ?= local
# Where `make install` lays it, below DESTDIR.
PREFIX ?= /usr/local
DESTDIR ?=

# Taken as they are, whatever characters are in them, and handed to recipes as environment variables: "$$TASK" there.
override TASK := $(value TASK)
override SITE := $(value SITE)
override SEED := $(value SEED)
override JOBS := $(value JOBS)
override EXPERIMENT := $(value EXPERIMENT)
override KILLS := $(value KILLS)
override SECONDS := $(value SECONDS)
override PLAN := $(value PLAN)
override SWEEP := $(value SWEEP)
override PROFILE := $(value PROFILE)
override PREFIX := $(value PREFIX)
override DESTDIR := $(value DESTDIR)
export TASK SITE SEED JOBS EXPERIMENT KILLS SECONDS PLAN SWEEP PROFILE PREFIX DESTDIR

glassbox := .build/release/glassbox
options = --site="$$SITE" --seed="$$SEED" $${JOBS:+--jobs="$$JOBS"}
sources := $(wildcard Package.swift Sources Tests Benchmarks Fuzz experiments)

.DEFAULT_GOAL := help
.PHONY: help report site watch audit check check-python sweep sweep-slurm check-sweep check-workflow train generality from-examples test fuzz sanitize torture build bench doctor documentation \
    install uninstall manual dist try-dist \
    format lint clean dependencies

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 20
	@echo 'TASK (Binary_Addition), SITE (site), SEED (1), JOBS (all cores), EXPERIMENT (a file), SECONDS (60), PLAN (a file), SWEEP (a folder) and PREFIX (/usr/local) may be given, as in: make report TASK=Parity_All'

report: build ## Distil one task, TASK, and print where its page is
	@$(glassbox) report "$$TASK" $(options)

# One that fails does not keep the others from being made; the worst status, which is the greatest, counts. Report, DataReport and
# NetworkReport, TransformerReport and QuestionReport are what `report` runs, Diff is what `diff` runs, and Generality and FromExamples, which take up to two hours, have
# targets of their own.
site: build ## Distil all 62 tasks, run the experiments, and write the front page
	@worst=0; count() { [ "$$1" -le $$worst ] || worst=$$1; }; \
	$(glassbox) report --all $(options) || count $$?; \
	$(glassbox) run $(filter-out %/Report.swift %/DataReport.swift %/NetworkReport.swift %/TransformerReport.swift %/QuestionReport.swift %/Diff.swift %/Generality.swift %/FromExamples.swift,$(wildcard experiments/*.swift)) $(options) || count $$?; \
	$(glassbox) site --site="$$SITE" --quiet && exit $$worst

watch: build ## Run an experiment, EXPERIMENT, again after every save
	@$(glassbox) watch "$$EXPERIMENT" $(options)

audit: build ## Check every report of SITE again from its files
	@$(glassbox) audit --all --site="$$SITE" $${JOBS:+--jobs="$$JOBS"}

check: ## Check every report of SITE independently, in Python, sharing no code with Glassbox
	@python=$$(scripts/python-environment) && "$$(dirname "$$python")/glassbox-check" "$$SITE"

check-python: ## Check the Python package: format, types, tests
	@scripts/check-python

sweep: build ## Make all reports of a plan, PLAN, by Snakemake, and print where the page is
	@name=$${PLAN##*/}; SWEEP_PROFILE="$$PROFILE" scripts/sweep "$$PLAN" "$${SWEEP:-sweeps/$${name%.*}}"

sweep-slurm: build ## Make 12 reports on a Slurm of one node, which is started and stopped (as root; three minutes)
	@scripts/sweep-slurm

check-sweep: build ## Kill a sweep at a random moment (SEED), resume it, and compare its pages with those of plain reports
	@scripts/sweep-environment >/dev/null && scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	.ci/check-sweep workflow/plans/tiny.csv "$$scratch" "$$SEED"

check-workflow: ## Check the Python of sweeps: format, types, tests
	@scripts/check-workflow

train: build ## Train all 62 networks, without pages, into SITE/networks
	@$(glassbox) train --all $(options)

generality: build ## Draw 20 tasks from each of six random families and 60 ordinary rules, distil and judge them (up to two hours)
	@$(glassbox) generality $(options)

# Without AALpy its columns say that they are not made.
from-examples: build ## Learn known languages from labelled words, some of them wrong, beside RPNI and EDSM of AALpy (up to two hours)
	@scripts/aalpy-environment >/dev/null || true; \
	$(glassbox) run experiments/FromExamples.swift --time-limit 14400 $(options)

test: dependencies ## Build and run the tests
	GLASSBOX_REVISION="$$(scripts/revision)" swift build -c release --build-tests
	swift test -c release --disable-xctest --skip-build

fuzz: dependencies ## Feed made-up files to every reader of received ones, each for SECONDS
	@Fuzz/run "$$SECONDS"

sanitize: dependencies ## Run the tests under Address and under Thread Sanitizer
	@scripts/sanitize

torture: build ## Kill runs at random moments (KILLS, SEED), fill disks, damage caches, and see that nothing is lost
	@python3 scripts/torture --kills="$$KILLS" --seed="$$SEED"

build: dependencies ## Build the command, .build/release/glassbox
	GLASSBOX_REVISION="$$(scripts/revision)" swift build -c release

documentation: build ## Make pages of the modules' documentation by DocC, and say where they are
	@scripts/documentation

install: build manual ## Install the command below PREFIX (/usr/local), as in: make install PREFIX=~/.local
	@scripts/install "$$PREFIX"

uninstall: ## Remove what `make install` has laid below PREFIX
	@scripts/install --uninstall "$$PREFIX"

manual: build ## Write the manual page, .build/manual/glassbox.1
	@scripts/manual

dist: build manual ## Pack it for machines without Swift, and print where the tarball is
	@scripts/dist

try-dist: dist ## Try the tarball on a Debian 12 without Swift, made for it (as root; three minutes)
	@scripts/try-dist

bench: build ## Measure training (against PyTorch and JAX too), regression and L* (against AALpy's), into Benchmarks/RESULTS.md
	@aalpy=$$(scripts/python-environment) || true; python=$$(Benchmarks/ensure-peer torch) || true; jax=$$(Benchmarks/ensure-peer jax) || true; \
	SWIFT_VERSION="$$(swift --version 2>/dev/null | head -n 1)" .build/release/bench $${python:+--python="$$python"} $${jax:+--jax="$$jax"} $${aalpy:+--aalpy="$$aalpy"}

doctor: build ## Say what the machine lacks
	@$(glassbox) doctor --site="$$SITE"

format: ## Format the Swift sources in place
	swift format --in-place --recursive $(sources)

lint: ## Check the format of the Swift sources
	swift format lint --strict --recursive $(sources)

clean: ## Remove what was built, but no pages
	rm -rf .build

dependencies:
	@scripts/ensure-dependencies
