# threadsweep: everything a newcomer needs is two commands, `make demo` and `make test`.

SWIFT   ?= swift
PREFIX  ?= /usr/local
DESTDIR ?=
DEMO    := .build/demo
RELEASE := .build/release/threadsweep
TRAITS  ?=

.PHONY: all setup build demo test evaluate fit lint format install uninstall clean

all: build

# System packages, where they are missing (Debian and its relatives; elsewhere the headers must be there already).
setup:
	@if command -v apt-get > /dev/null && ! dpkg -s libsqlite3-dev zlib1g-dev > /dev/null 2>&1; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q && $$sudo apt-get install -qy --no-install-recommends libsqlite3-dev zlib1g-dev; \
	fi

build: setup
	$(SWIFT) build -c release --product threadsweep

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

# TRAITS=PST has libpff (Debian: libpff-dev and libbfio-dev) read the Outlook data files too, for a second opinion.
test: setup
	$(SWIFT) build --build-tests $(if $(TRAITS),--traits $(TRAITS))
	$(SWIFT) test --skip-build $(if $(TRAITS),--traits $(TRAITS))

# Writes hijacks into real mail (THREADSWEEP_CORPORA) and simulated mail, sweeps, and writes docs/evaluation.md.
evaluate: build
	python3 Tests/evaluation/evaluate.py --binary $(RELEASE) --output docs/evaluation.md

# Fits the weights of the signals to the mail of the tuning side, and writes them into the sources.
fit: build
	python3 Tests/evaluation/fit.py --binary $(RELEASE)

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
