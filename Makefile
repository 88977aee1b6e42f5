# What a person or a CI job starts. `make` alone says what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Maven must run on JDK 25, and the machine's default is often older.
JDK := $(shell .ci/find-jdk)
GO := $(firstword $(shell command -v go 2>/dev/null) $(wildcard /usr/local/go/bin/go $(HOME)/sdk/go*/bin/go /usr/lib/go*/bin/go))
MVN := $(firstword $(shell command -v mvn 2>/dev/null))
export JAVA_HOME := $(JDK)
export PATH := $(if $(JDK),$(JDK)/bin:)$(if $(GO),$(dir $(GO)):)$(PATH)

MAVEN := $(MVN) -B -ntp
# Maven's own libraries use what JDK 25 warns of.
export MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $(MAVEN_OPTS)
CLASSPATH := org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath
CLUSTER := src/test/cluster/cluster

.PHONY: help build test demo bench-admission bench-nodes lint format generate clean tools cluster-binaries

help: ## say what there is
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

build: tools ## build target/shortpath, without tests
	@$(MAVEN) -q package -DskipTests
	@$(MAKE) launcher
	@echo "built target/shortpath"

# The launcher is a script; it starts what Maven packaged beside it. A rehearsal leaves the JVM a cache, which halves the
# time to start; without one everything works, only slower.
.PHONY: launcher
launcher:
	@install -m 755 src/main/sh/shortpath target/shortpath
	@rm -f target/shortpath.aot
	@SHORTPATH_REHEARSE=dev.shortpath.cli.Rehearsal target/shortpath src/test/resources/cases/database-blank-block-claim \
	  >target/rehearsal.log 2>&1 || echo "no start-up cache (see target/rehearsal.log): target/shortpath starts slower"

# Every test counts: where there is no cluster to be had, what needs none is run, and the target fails all the same.
test: tools ## formatter, unit, property, CRD and operator tests, generated files, rooms
	@if $(MAKE) cluster-binaries; then \
	  $(MAVEN) spotless:check verify && $(MAKE) launcher && target/shortpath --version; \
	else \
	  $(MAVEN) spotless:check verify -DexcludedGroups=cluster || true; \
	  echo; \
	  echo "FAILED: the test cluster's binaries could not be had (see above), so only what needs no cluster was run."; \
	  echo "A skipped suite is not a green one: mend what '$(CLUSTER) build' says, then run make test again."; \
	  exit 1; \
	fi

demo: build cluster-binaries ## see a StorageProfile change VMs on a real API server (KEEP=1 leaves it running)
	@KEEP='$(KEEP)' src/test/demo/demo

# Measurements and no tests: their numbers are for a person to read, and none of them fails a build. bench/README.md says
# what each of them measures.
MEASURE = $(JDK)/bin/java --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
  -cp "target/test-classes:target/classes:$$(<target/test-classpath)" dev.shortpath.bench.
FULL :=

.PHONY: bench bench-convergence bench-memory bench-start bench-planner bench-classes
bench: build bench-convergence bench-memory bench-start bench-planner bench-admission ## measure all, in short; FULL=1 at full size
	@echo && $(MEASURE)Results

bench-classes: tools cluster-binaries
	@$(MAVEN) -q test-compile $(CLASSPATH) -DincludeScope=test -Dmdep.outputFile=target/test-classpath

bench-convergence: bench-classes ## measure how VMs follow an edit, against a bare client's writes (N="100 1000" of them)
	@$(MEASURE)ConvergenceBench $(or $(N),$(if $(FULL),100 1000 10000,100 1000))

bench-memory: bench-classes ## measure what VMs and StorageNodes cost the operator (N="1000 200" of them)
	@$(MEASURE)MemoryBench $(or $(N),$(if $(FULL),10000 1000,1000 200))

bench-start: bench-classes ## measure how long the operator and the command line take to start
	@$(MEASURE)StartBench

# The annotation processor is run here and in no build.
bench-planner: bench-classes ## measure the planner by JMH; FULL=1 also how it grows with each number
	@mkdir -p target/jmh
	@$(JDK)/bin/javac -proc:full -processorpath "$$(tr ':' '\n' <target/test-classpath | grep -E '/(jmh|jopt|commons-math3)' | paste -sd:)" \
	  -d target/jmh -cp "target/test-classes:target/classes:$$(<target/test-classpath)" src/test/java/dev/shortpath/bench/PlannerBench.java
	@$(subst -cp ",-cp "target/jmh:,$(MEASURE))PlannerRuns $(if $(FULL),full)

bench-admission: bench-classes ## measure what the webhook adds to the creation of VMs (N=10000 of them)
	@$(MEASURE)AdmissionBench $(or $(N),$(if $(FULL),10000,1000))

bench-nodes: bench-classes ## measure what nodes with 48 drives each cost the operator (N=1000 of them)
	@$(MEASURE)NodesBench $(or $(N),1000)

cluster-binaries: ## build what the test cluster is made of, once a machine
	@$(CLUSTER) build

lint: tools ## check the formatting and compile with warnings as errors
	@$(MAVEN) -q spotless:check test-compile
	@echo "formatted, and compiles without a warning"

format: tools ## format the sources
	@$(MAVEN) -q spotless:apply

generate: tools ## write anew what is generated and committed (crds, docs)
	@$(MAVEN) -q test -Dtest='*UpToDate*' -Dshortpath.generate=write -Dsurefire.failIfNoSpecifiedTests=false

clean: ## remove target
	@rm -rf target

tools:
	@if [ -z '$(JDK)' ]; then \
	  echo "Shortpath is built with JDK 25, and none was found in JAVA_HOME, the usual places and the PATH." >&2; \
	  echo "Install one, for example Eclipse Temurin 25 (https://adoptium.net), or set JAVA_HOME to it." >&2; \
	  exit 1; \
	fi
	@if [ -z '$(MVN)' ]; then \
	  echo "Shortpath is built with Maven 3.8.7 or newer, and there is no mvn on the PATH." >&2; \
	  echo "Install it, for example with: apt-get install maven" >&2; \
	  exit 1; \
	fi
