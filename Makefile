# threadsweep: everything a newcomer needs is two commands, `make demo` and `make test`.

SWIFT   ?= swift
PREFIX  ?= /usr/local
DESTDIR ?=
DEMO    := .build/demo
RELEASE := .build/release/threadsweep
TRAITS  ?=

.PHONY: all setup build demo test packs evaluate fit kill-matrix power-cut disk-faults bombs mutate hostile-output reliability lint format install uninstall clean

all: build

# System packages, where they are missing (Debian and its relatives; elsewhere the headers must be there already).
setup:
	@if command -v apt-get > /dev/null && ! dpkg -s libsqlite3-dev zlib1g-dev > /dev/null 2>&1; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q && $$sudo apt-get install -qy --no-install-recommends libsqlite3-dev zlib1g-dev; \
	fi

# TRAITS=YARA has libyara (Debian: libyara-dev) run users' own rules.
build: setup
	$(SWIFT) build -c release --product threadsweep $(if $(TRAITS),--traits $(TRAITS))

# Sweeps the mailboxes of a small company that was broken into, and shows what was found.
demo: build
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@echo
	@echo "threadsweep scan fixtures/demo"
	@$(RELEASE) scan fixtures/demo --case $(DEMO)/threadsweep.db
	@echo
	@echo "threadsweep thread show (the worst finding's conversation)"
	@$(RELEASE) thread show --case $(DEMO)/threadsweep.db \
	  "$$($(RELEASE) findings list --case $(DEMO)/threadsweep.db --kind hijack --format jsonl \
	    | sed -n '1s/^{"schema":"[^"]*","id":"\([^"]*\)".*/\1/p')"

# TRAITS takes several with commas. PST has libpff (Debian: libpff-dev and libbfio-dev) read the Outlook data files too, for a second opinion.
test: setup
	$(SWIFT) build --build-tests $(if $(TRAITS),--traits $(TRAITS))
	$(SWIFT) test --skip-build $(if $(TRAITS),--traits $(TRAITS))

# Writes the built-in numbers of the judgement, as the tables in the code have them, to the file that shows them.
packs: build
	$(RELEASE) signals pack > pipelines/packs/builtin.yaml

# Writes hijacks into real mail (THREADSWEEP_CORPORA) and simulated mail, sweeps, and writes docs/evaluation.md.
evaluate: build
	python3 Tests/evaluation/evaluate.py --binary $(RELEASE) --output docs/evaluation.md

# Fits the weights of the signals to the mail of the tuning side, and writes them into the sources.
fit: build
	python3 Tests/evaluation/fit.py --binary $(RELEASE)

# Kills sweeps at 500 moments for each kind of source (KILLS=…), and proves that a wrong checkpoint would be found.
KILLS ?= 500
TESTED := .build/debug/threadsweep
kill-matrix: build
	python3 Tests/reliability/kill_matrix.py --binary $(RELEASE) --kills $(KILLS)
	$(SWIFT) build --product threadsweep
	python3 Tests/reliability/kill_matrix.py --binary $(TESTED) --kinds mbox --kills 200 --control

# Cuts the power of sweeps, in a model of what a disk keeps then.
power-cut: build
	python3 Tests/reliability/power_cut.py --binary $(RELEASE) --cuts $(KILLS)

# Lets the disk be full, or fail, at every kind of call.
disk-faults: build
	python3 Tests/reliability/disk_faults.py --binary $(RELEASE) --each 100

# Sweeps mail that is made to take all memory or all time.
bombs: build
	python3 Tests/reliability/bombs.py --binary $(RELEASE)

# Sends a million damaged messages and a hundred thousand damaged documents through the binary.
MESSAGES  ?= 1000000
DOCUMENTS ?= 100000
mutate: build
	mkdir -p .build/specimens
	THREADSWEEP_SPECIMENS=$(CURDIR)/.build/specimens $(SWIFT) test --filter SpecimenTests
	THREADSWEEP_SPECIMENS=.build/specimens python3 Tests/reliability/mutate.py --binary $(RELEASE) \
	  --messages $(MESSAGES) --documents $(DOCUMENTS) --keep .build/mutate-failures

# Looks at all outputs of hostile mail, and at the system calls of all commands.
hostile-output: build
	python3 Tests/reliability/hostile_output.py --binary $(RELEASE)
	python3 Tests/reliability/no_network.py --binary $(RELEASE)

# A sample of all that, on the binary that the tests built: the same sample each time, so that a change is what makes it fail.
# The whole runs choose anew each time, and print their seed.
SEED ?= 1
reliability:
	python3 Tests/reliability/kill_matrix.py --binary $(TESTED) --kills 20 --copies 2 --seed $(SEED)
	python3 Tests/reliability/kill_matrix.py --binary $(TESTED) --kinds mbox --kills 200 --copies 2 --control --seed $(SEED)
	python3 Tests/reliability/power_cut.py --binary $(TESTED) --cuts 20 --copies 3 --seed $(SEED)
	python3 Tests/reliability/disk_faults.py --binary $(TESTED) --each 2 --copies 2 --seed $(SEED)
	python3 Tests/reliability/bombs.py --binary $(TESTED) --memory 400 --seconds 300 --quick
	python3 Tests/reliability/hostile_output.py --binary $(TESTED)
	python3 Tests/reliability/no_network.py --binary $(TESTED)
	mkdir -p .build/specimens
	THREADSWEEP_SPECIMENS=$(CURDIR)/.build/specimens $(SWIFT) test --skip-build --filter SpecimenTests > /dev/null
	THREADSWEEP_SPECIMENS=.build/specimens python3 Tests/reliability/mutate.py --binary $(TESTED) \
	  --messages 4000 --documents 1500 --seed $(SEED) --keep .build/mutate-failures

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/threadsweep

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/threadsweep

clean:
	$(SWIFT) package clean
	rm -rf $(DEMO)
