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

MAVEN := $(MVN) -B -ntp -Dstyle.color=never
# Maven's own libraries use what JDK 25 warns of.
export MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $(MAVEN_OPTS)
CLASSPATH := org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath
CLUSTER := src/test/cluster/cluster

.PHONY: help build image image-root krew sbom reproducible test test-versions demo bench-admission bench-nodes rights lint format generate clean tools cluster-binaries browser

help: ## say what there is
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

build: tools ## build target/shortpath and target/install.yaml, without tests
	@$(MAVEN) -q package -DskipTests
	@$(MAKE) launcher
	@src/main/sh/install-manifest >target/install.yaml
	@echo "built target/shortpath, and target/install.yaml for a cluster"

# One file: the script, and behind it the jar. A rehearsal leaves the JVM a cache, which halves the time to start; without
# one everything works, only slower.
.PHONY: launcher
launcher:
	@cat src/main/sh/shortpath target/shortpath-runner.jar >target/shortpath.new
	@chmod 755 target/shortpath.new && mv target/shortpath.new target/shortpath
	@rm -f target/shortpath.aot
	@SHORTPATH_REHEARSE=1 target/shortpath >target/rehearsal.log 2>&1 \
	  || echo "no start-up cache (see target/rehearsal.log): target/shortpath starts slower"

sbom: tools ## list what is shipped, with licences, in target/sbom (CycloneDX)
	@$(MAVEN) -q cyclonedx:makeBom license:add-third-party
	@ls -l target/sbom

# Of the commit, in two folders: what lies about uncommitted, or where the folder is, shall not matter. Quarkus writes the
# classes of its own start in no fixed order; they are named, and all else must be the same.
reproducible: tools ## build the commit twice and compare what is in the jars
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && for n in one two; do \
	  git clone -q . "$$dir/$$n" && (cd "$$dir/$$n" && $(MAVEN) -q package -DskipTests); \
	  unzip -v "$$dir/$$n/target/shortpath-runner.jar" | awk 'NF == 8 {print $$7, $$8}' | sort >"$$dir/$$n.list"; \
	done; \
	wc -l <"$$dir/one.list" | sed 's/$$/ entries/'; \
	diff "$$dir"/{one,two}.list | sed -n 's/^< [^ ]* //p' >"$$dir/other" || true; \
	grep -cE '^io/quarkus/(runner|runtime/generated)/' "$$dir/other" | sed 's/$$/ of Quarkus'"'"' own start differ/' || true; \
	if grep -vE '^io/quarkus/(runner|runtime/generated)/' "$$dir/other"; then echo "these differ too"; exit 1; fi; \
	echo "all else is the same, byte for byte"

# What a kubectl plugin is installed from: the archive, and the manifest with its checksum.
krew: build ## make the plugin's archive and krew manifest (VERSION=0.2.0 URI=where the archive will be)
	@[ -n '$(VERSION)' ] && [ -n '$(URI)' ] || { echo "krew: say VERSION=0.2.0 and URI=https://.../kubectl-shortpath.tar.gz" >&2; exit 2; }
	@deploy/krew/pack '$(VERSION)' '$(URI)'

# The same files as in the image, without an engine for containers: `src/test/image/run operator` runs them as one would.
image-root: build ## lay out target/image/root as the image has it
	@mkdir -p target/image
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) deploy/image/root target/shortpath-runner.jar target/image/root/opt/shortpath
	@du -sh target/image/root/opt/shortpath target/image/root/opt/shortpath/{lib,shortpath.jar,shortpath.aot}

ENGINE := $(firstword $(foreach e,docker podman buildah,$(if $(shell command -v $(e) 2>/dev/null),$(e))))
IMAGE := shortpath:0.1.0
image: ## build the image by docker, podman or buildah (ENGINE=..., IMAGE=name:tag)
	@[ -n '$(ENGINE)' ] || { echo "There is no docker, podman or buildah on the PATH; make image-root does what needs none." >&2; exit 1; }
	@$(ENGINE) build -f deploy/image/Dockerfile --build-arg SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
	  --build-arg REVISION=$$(git rev-parse HEAD) -t '$(IMAGE)' .

# Every test counts: where there is no cluster to be had, what needs none is run, and the target fails all the same.
test: tools browser ## formatter, unit, property, CRD and operator tests, generated files, rooms
	@if $(MAKE) cluster-binaries; then \
	  $(MAVEN) spotless:check verify && $(MAKE) launcher && src/test/plugin/plugin; \
	else \
	  $(MAVEN) spotless:check verify -DexcludedGroups=cluster || true; \
	  echo; \
	  echo "FAILED: the test cluster's binaries could not be had (see above), so only what needs no cluster was run."; \
	  echo "A skipped suite is not a green one: mend what '$(CLUSTER) build' says, then run make test again."; \
	  exit 1; \
	fi

VERSIONS := 1.34.4 1.35.4 1.36.3
# Each version's control plane takes five to ten minutes to build, once a machine; CI runs the usual one only.
test-versions: tools ## run what needs a cluster against each Kubernetes that is pinned (VERSIONS="1.34.4 1.35.4 1.36.3")
	@bad=''; for v in $(VERSIONS); do \
	  export K8S_VERSION=$$v; \
	  echo "== Kubernetes $$v"; \
	  { $(CLUSTER) build && "$$($(CLUSTER) which kube-apiserver)" --version \
	    && $(MAVEN) test -Dgroups=cluster; } || bad+=" $$v"; \
	done; \
	[ -z "$$bad" ] || { echo "FAILED with Kubernetes$$bad"; exit 1; }

demo: build cluster-binaries ## see a StorageProfile change VMs on a real API server (KEEP=1 leaves it running)
	@KEEP='$(KEEP)' src/test/demo/demo

# Measurements and no tests: their numbers are for a person to read, and none of them fails a build. bench/README.md says
# what each of them measures.
# FULL=1 is what is kept in the repository.
MEASURE = $(JDK)/bin/java --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -Dshortpath.bench.full=$(if $(FULL),true,false) \
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
  -cp "target/test-classes:target/classes:$$(<target/test-classpath)" dev.shortpath.bench.
override FULL := $(filter 1,$(FULL))

PARTS = start planner convergence memory admission data-path

.PHONY: bench bench-convergence bench-memory bench-start bench-planner bench-data-path bench-pictures bench-table bench-classes
bench: ## measure all, in short; FULL=1 at full size
	@$(if $(FULL),,rm -rf target/bench/results)
	@$(MAKE) -j1 -k $(PARTS:%=bench-%) || echo "not all is measured: see above"
	@$(if $(FULL),$(MEASURE)Pictures || echo "not all is drawn: see above")
	@echo && $(MEASURE)Results

bench-table: tools ## print each figure that was measured, with its goal; FULL=1 those of the repository
	@[ -e target/test-classpath ] || $(MAKE) bench-classes
	@$(MEASURE)Results

bench-classes: build cluster-binaries
	@$(MAVEN) -q test-compile $(CLASSPATH) -DincludeScope=test -Dmdep.outputFile=target/test-classpath

bench-convergence: bench-classes image-root ## measure how VMs follow an edit, against a bare client's writes (N="100 300" of them)
	@$(MEASURE)ConvergenceBench $(or $(N),$(if $(FULL),100 1000 10000,100))

bench-memory: bench-classes image-root ## measure what VMs and StorageNodes cost the operator (N="500 100" of them)
	@$(MEASURE)MemoryBench $(or $(N),$(if $(FULL),10000 1000,500 100))

bench-start: bench-classes image-root ## measure how long the operator and the command line take to start
	@$(MEASURE)StartBench

# The annotation processor is run here and in no build.
bench-planner: bench-classes ## measure the planner by JMH; FULL=1 also how it grows with each number
	@mkdir -p target/jmh
	@$(JDK)/bin/javac -proc:full -processorpath "$$(tr ':' '\n' <target/test-classpath | grep -E '/(jmh|jopt|commons-math3)' | paste -sd:)" \
	  -d target/jmh -cp "target/test-classes:target/classes:$$(<target/test-classpath)" src/test/java/dev/shortpath/bench/PlannerBench.java
	@$(subst -cp ",-cp "target/jmh:,$(MEASURE))PlannerRuns

bench-admission: bench-classes ## measure what the webhook adds to the creation of VMs (N=10000 of them)
	@$(MEASURE)AdmissionBench $(or $(N),$(if $(FULL),10000,1000))

bench-nodes: bench-classes ## measure what nodes with 48 drives each cost the operator (N=1000 of them)
	@$(MEASURE)NodesBench $(or $(N),1000)

bench-data-path: bench-classes ## measure what each decision is worth below the guest, by QEMU's tools and fio
	@bench/data-path-tools
	@$(MEASURE)DataPathBench

bench-pictures: bench-classes ## draw docs/bench/*.svg of what was measured with FULL=1
	@$(MEASURE)Pictures

# An operator that cannot renew its lease ends the process that it is in; what was found until then is kept, so it is begun anew.
rights: tools cluster-binaries ## take each right of the chart away and see what fails then (about half an hour)
	@$(MAVEN) -q test-compile $(CLASSPATH) -DincludeScope=test -Dmdep.outputFile=target/test-classpath
	@for try in 1 2 3 4 5 6; do \
	  code=0; \
	  $(JDK)/bin/java --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Dshortpath.patience=15 \
	    -Djava.util.logging.manager=org.jboss.logmanager.LogManager -Dquarkus.log.level=ERROR \
	    -cp "target/test-classes:target/classes:$$(<target/test-classpath)" dev.shortpath.operator.RightsTakenAway || code=$$?; \
	  [ $$code = 1 ] || exit $$code; \
	done; exit 1

cluster-binaries: ## build what the test cluster is made of, once a machine
	@$(CLUSTER) build

browser: ## find Chromium for the tests that look at pages; root gets Debian's where there is none
	@src/test/browser/browser install >/dev/null

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
