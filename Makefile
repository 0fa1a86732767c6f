# pairmill: `make` prints this help. Every target installs what it needs first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup check test test-thread test-leaks test-faults fuzz test-api test-trainer demo ablation format clean
SOURCES := Package.swift Shared Services Tools Tests

help:  ## print this help
	@echo "pairmill builds verified multimodal preference pairs."
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## install the Debian packages that are missing (root or sudo)
	@deploy/setup.sh

check: setup  ## formatting, imports, sizes, names, links
	@swift format lint --strict --recursive $(SOURCES)
	@swift build --product check 2>&1 | deploy/quiet.sh
	@swift package dump-package > .build/manifest.json
	@.build/debug/check --manifest .build/manifest.json

# Tests that compute or start processes run apart: all tests of one run share a thread per core,
# and these would keep those that wait for sockets past their deadlines.
RUN := PAIRMILL_REQUIRE_POSTGRES=1 swift test --skip-build

test: setup  ## every test, on a real PostgreSQL
	@swift build --build-tests 2>&1 | deploy/quiet.sh
	@$(RUN) --skip 'SceneModelTests|PipelineTests|PairmillTests|ImagesTests|OrchestratorTests|FaultTests'
	@$(RUN) --filter OrchestratorTests
	@$(RUN) --filter SceneModelTests --skip Serving
	@$(RUN) --filter 'SceneModelTests.*Serving'
	@$(RUN) --filter ImagesTests
	@$(RUN) --filter PairmillTests
	@$(RUN) --filter PipelineTests
	@$(RUN) --filter FaultTests --skip 'OutageTests|PoisonTests'

# A sanitizer builds in a folder of its own, and no more than it runs. Its tests run one by one: they take
# much longer under it, and some wait for sockets.
test-thread: export PAIRMILL_TARGETS := SpellingTests DigestsTests AccessTests GzipTests DomainTests ContractsTests SettingsTests \
	TelemetryTests EventLoopTests BlockingTests ArchivesTests HTTPServingTests CurlTests TaskQueueTests \
	BlobsTests BackendsTests PostgresTests
test-thread: setup  ## what runs in one process, and the queue on a PostgreSQL, under Thread Sanitizer
	@swift build --build-tests --sanitize thread --scratch-path .build-thread 2>&1 | deploy/quiet.sh
	@clang -Wall -Werror -O2 -shared -fPIC -o .build-thread/mutex.so Tests/Sanitizers/mutex.c
	@LD_PRELOAD=$(CURDIR)/.build-thread/mutex.so PAIRMILL_REQUIRE_POSTGRES=1 swift test --skip-build \
		--no-parallel --disable-xctest --sanitize thread --scratch-path .build-thread

# libvips keeps a table of its objects, in which vips.so looks; RefusalCostTests measure memory, of which a
# sanitizer takes its own.
test-leaks: export PAIRMILL_TARGETS := PostgresTests CurlTests BackendsTests ImagesTests GzipTests HTTPServingTests
test-leaks: export LSAN_OPTIONS := suppressions=$(CURDIR)/Tests/Sanitizers/leaks.supp:print_suppressions=0
test-leaks: RUN := PAIRMILL_REQUIRE_POSTGRES=1 swift test --skip-build --no-parallel --disable-xctest \
	--sanitize address --scratch-path .build-leaks
test-leaks: setup  ## what uses libpq, libcurl, libvips, OpenSSL and zlib, under LeakSanitizer
	@swift build --build-tests --sanitize address --scratch-path .build-leaks 2>&1 | deploy/quiet.sh
	@clang -Wall -Werror -O2 -shared -fPIC $$(pkg-config --cflags vips) -o .build-leaks/vips.so \
		Tests/Sanitizers/vips.c $$(pkg-config --libs vips)
	@$(RUN) --skip 'ImagesTests|HTTPServingTests'
	@$(RUN) --filter 'EncryptionTests|IdentityTests|PackedContentTests'
	@LD_PRELOAD=$(CURDIR)/.build-leaks/vips.so $(RUN) --filter ImagesTests --skip RefusalCostTests

# What libFuzzer finds stays in .build-fuzz as crash-…, what it learnt in .build-fuzz/corpus. RUNS changes the
# size; TIME ends it after so many seconds, even if runs are left.
fuzz: setup  ## the HTTP parser on ten million inputs drawn by libFuzzer, under Address Sanitizer
	@deploy/fuzz.sh $(or $(RUNS),10000000) $(TIME)

# EXAMPLES and SEED change the run. Not a part of `test`: it installs a tool of Python, and asks for minutes.
test-api: setup  ## every service, asked by Schemathesis for what its /openapi.json promises
	@swift build 2>&1 | deploy/quiet.sh
	@deploy/test-api.sh $(EXAMPLES)

# SEED replays a run; TASKS, FAULTS and RESTARTS change its size. Most runs wait most of the time, so they
# go on side by side, each with a cluster of its own; those that measure throughput come before them, alone.
SEEDED := $(if $(SEED),--seed $(SEED))
STORM := --replicas 3 --latency 10 --samples 1000 $(if $(TASKS),--tasks $(TASKS)) $(if $(FAULTS),--faults $(FAULTS))
faults = .build/release/faults $(1) $(SEEDED) $(2) 2>&1 | sed -u 's/^/$(1): /'

test-faults: setup  ## a cluster struck while it works, for an hour: nothing is lost
	@swift build --build-tests 2>&1 | deploy/quiet.sh
	@$(RUN) --filter FaultTests
	@PAIRMILL_FAULT_SCHEDULES=1000000 $(if $(SEED),PAIRMILL_FAULT_SEED=$(SEED)) $(RUN) --filter QueueModelTests
	@PAIRMILL_FAULT_ROWS=5000000 $(RUN) --filter HotStatementTests
	@swift build -c release 2>&1 | deploy/quiet.sh
	@.build/release/benchmarks pinned
	@$(call faults,rolling)
	@failed=0; ($(call faults,soak)) & soak=$$!; \
		($(call faults,storm,$(STORM)) && $(call faults,scenes)) & storms=$$!; \
		($(call faults,restarts,$(if $(RESTARTS),--restarts $(RESTARTS))) && $(call faults,outage)) || failed=1; \
		wait $$storms || failed=1; wait $$soak || failed=1; exit $$failed

# Not a part of `test`: it installs 1.5 GB, and trains a tiny model for minutes.
test-trainer: setup  ## the trainer (deploy/trainer), on pairs of a cluster, on the CPU
	@swift build -c release 2>&1 | deploy/quiet.sh
	@[ -s .build-pairs/pairs.jsonl ] || deploy/trainer-pairs.sh .build-pairs/pairs.jsonl
	@deploy/trainer/test.sh .build-pairs/pairs.jsonl

# KEEP=1 leaves the cluster running; SAMPLES, SEED and PRESET change the job.
DEMO := $(if $(KEEP),--keep) $(if $(SAMPLES),--samples $(SAMPLES)) $(if $(SEED),--seed $(SEED)) \
	$(if $(PRESET),--preset $(PRESET))

demo: setup  ## mill pairs of drawn scenes, from nothing to an export
	@swift build -c release 2>&1 | deploy/quiet.sh
	@.build/release/pairmill demo $(DEMO)

# SEEDS, SAMPLES and HELD_OUT change its size; FRESH=1 measures anew what is known already.
ABLATION := $(if $(SEEDS),--seeds $(SEEDS)) $(if $(SAMPLES),--samples $(SAMPLES)) \
	$(if $(HELD_OUT),--held-out $(HELD_OUT)) $(if $(FRESH),--fresh)

ablation: setup  ## repeat the paper's ablation in shape, into docs/measurements
	@swift build -c release 2>&1 | deploy/quiet.sh
	@.build/release/pairmill ablation $(ABLATION)

format:  ## format the sources in place
	@swift format --in-place --recursive $(SOURCES)

clean:  ## remove what was built, and the demo's cluster
	@[ ! -x .build/release/pairmill ] || .build/release/pairmill down --purge
	@rm -rf .build .pairmill .build-pairs .build-trainer .build-thread .build-leaks .build-fuzz .build-api
