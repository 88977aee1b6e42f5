# What the demo shows, in order. Sourced by it; each scene ends with checks of what it showed.
# shellcheck shell=bash disable=SC2154

java_command() { # the JDK that runs the launcher
  local home
  home=$("$root/.ci/find-jdk") || give_up "there is no JDK 25; make says what to install"
  java=$home/bin/java
}

prepare() {
  scene "A real API server; KubeVirt is played"
  say "The API server, scheduler and garbage collector are the real ones. No VM runs:" \
    "an actor plays KubeVirt and CDI, and KWOK plays the kubelets."
  [[ -x $shortpath ]] || { say "building Shortpath first..."; make -C "$root" build; }
  java_command
  "$cluster" build
  local life=($$) # the cluster ends with this process, whatever becomes of it
  ! kept || life=()
  "$cluster" start "$dir/cluster" "${life[@]}" 2>"$dir/cluster.log" || { cat "$dir/cluster.log" >&2; give_up "no cluster"; }
  "$cluster" crds "$dir/cluster" 2>>"$dir/cluster.log" || give_up "the CRDs of KubeVirt and CDI: see $dir/cluster.log"
  launch kubevirt-played "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp "$root/target/shortpath-runner.jar" \
    "$root/src/test/java/dev/shortpath/actor/Actor.java" "$KUBECONFIG" --restarts
}

vms_are_there() {
  scene "VMs that are there before Shortpath, as their owners wrote them"
  show kubectl apply -f "$examples/namespace.yaml"
  kubectl apply -f "$examples/played-cluster.yaml" >/dev/null
  show kubectl apply -f "$examples/vms"
  await "they run" is 'vm orders-db web osd-0 erp sandbox' '.items[*].status.printableStatus' \
    'Running Running Running Running Running'
  await "VM reports has its volumes" is dv/reports-data .status.phase Succeeded
  show tail -n 3 "$dir/kubevirt-played.log"
  show kubectl get -n shop virtualmachines
}

asked() { # whether the API server asks Shortpath: it is warned then that orders-db names a profile that is not there
  kubectl annotate --dry-run=server -n shop vm/orders-db asked=yes 2>&1 | grep -q '^Warning: '
}

helm() { "$helm" "$@"; }

# The chart as users install it. Its pods are there and do nothing, since KWOK runs no container: the operator is a process of this machine,
# under the account of the chart, and a Service of type ExternalName leads to it.
install() {
  local port account=$dir/operator.kubeconfig helm
  port=$(free_port)
  export SHORTPATH_WEBHOOK_PORT=$port
  helm=$("$cluster" helm)
  show helm install shortpath "$root/helm/shortpath" --namespace shortpath --create-namespace --set "webhook.service.port=$port" --hide-notes
  show kubectl label namespace shortpath pod-security.kubernetes.io/enforce=restricted
  kubectl wait --for=condition=Established --timeout=60s -f "$root/crds" >/dev/null || give_up "our CRDs are not served"
  kubectl delete -n shortpath service/shortpath-webhook >/dev/null
  kubectl create service externalname -n shortpath shortpath-webhook --external-name=localhost >/dev/null
  kubectl config view --raw --flatten >"$account"
  kubectl config set-credentials operator --kubeconfig="$account" \
    --token="$(kubectl create token -n shortpath shortpath-operator --duration=24h)" >/dev/null
  kubectl config set-context --current --user=operator --kubeconfig="$account" >/dev/null
  KUBECONFIG=$account launch operator "$shortpath" operator
  say "$ shortpath operator &"
}

shortpath_arrives() {
  scene "Shortpath: an operator, and webhooks by which the API server asks it"
  say "(The chart's pods are there, and nothing runs in them: the operator is a process" \
    "of this machine, with the chart's account and rights, and a Service of type" \
    "ExternalName leads to it.)"
  install
  await "the API server asks Shortpath" asked
}

profiles_arrive() {
  scene "Profiles: what path a class of disks should have, written down once"
  show kubectl apply -f "$examples/profiles.yaml"
  await "every profile is Ready" kubectl wait --for=condition=Ready --timeout=1s storageprofiles.shortpath.dev --all
  await "a report on each managed VM" eval '[[ $(kubectl get -n shop storagepaths -o name | wc -l) == 5 ]]'
  await "reports has its profile's values" has vm/reports .metadata.annotations shortpath.dev/applied
  local two=(kubectl get -n shop storageprofiles.shortpath.dev,storagepaths)
  command_line "${two[@]}"
  "${two[@]}" >"$dir/two"
  sed '/^$/,$d' "$dir/two" | squeeze | cut_off
  say ""
  sed '1,/^$/d' "$dir/two" | squeeze | cut_off
}

# Everything that the plan reads, as the cluster has it.
evidence() {
  kubectl get -A -o yaml virtualmachines,virtualmachineinstances,datavolumes,persistentvolumeclaims,storageclasses,\
storageprofiles.cdi.kubevirt.io,storageprofiles.shortpath.dev,virtualmachineclusterpreferences,kubevirts,\
controllerrevisions,namespaces,nodes,storagenodes.shortpath.dev
}

one_vm_explained() {
  scene "Why: one VM explained"
  say "$ kubectl get -A -o yaml virtualmachines,nodes,storageclasses,... |" "    shortpath explain -f - shop/orders-db"
  evidence >"$dir/evidence.yaml"
  COLUMNS=$columns "$shortpath" explain -f "$dir/evidence.yaml" shop/orders-db >"$dir/explain.txt" ||
    give_up "explain failed: $(cat "$dir/explain.txt")"
  cat "$dir/explain.txt"
  check "explain names the disks" grep -q wal "$dir/explain.txt"
}

path_of() {
  tell kubectl get -n shop "storagepath/$1" -o 'jsonpath={.status.compliance}: {.status.message}{"\n"}{.status.path}'
}

a_next_start() {
  scene "WhenStopped: a running VM is not touched; its next start has its path"
  check "orders-db was not written while it runs" is vm/orders-db .metadata.generation 1
  path_of orders-db
  say "(\`virtctl restart orders-db\` where KubeVirt is real: the VMI goes, and comes)"
  show kubectl delete -n shop vmi/orders-db
  await "orders-db runs again" is vm/orders-db .status.printableStatus Running
  await "orders-db complies" is storagepath/orders-db .status.compliance Compliant
  path_of orders-db
  check "its VMI runs with I/O threads" is vmi/orders-db .spec.domain.ioThreadsPolicy supplementalPool
  check "and its VM is as it was" is vm/orders-db .metadata.generation 1
  say "So far the VMI alone has it. Once the VM is stopped, it is written there too:"
  remember orders-db
  show kubectl patch -n shop vm/orders-db --type=merge -p '{"spec":{"runStrategy":"Halted"}}'
  await "orders-db gets its I/O threads" is vm/orders-db .spec.template.spec.domain.ioThreadsPolicy supplementalPool
  changed orders-db
}

a_restart() {
  local asks='.status.conditions[?(@.type=="RestartRequired")]'
  scene "Stage: stored at once, and KubeVirt says that a restart is needed"
  await "KubeVirt asks for a restart" is vm/osd-0 "$asks.status" True
  tell kubectl get -n shop vm/osd-0 -o "jsonpath={$asks.message}"
  path_of osd-0
  show kubectl delete -n shop vmi/osd-0
  await "osd-0 runs again" is vm/osd-0 .status.printableStatus Running
  await "osd-0 complies" is storagepath/osd-0 .status.compliance Compliant
  path_of osd-0
  check "no restart is asked for any more" is vm/osd-0 "$asks.status" ''
  check "its VMI reports errors to the guest" is vmi/osd-0 '.spec.domain.devices.disks[1].errorPolicy' report
}

an_edit() {
  scene "Enforce, and an edit of the profile: what changes in VM and report"
  say "reports had io threads and cache writethrough; its profile says Enforce:"
  show kubectl get -n shop vm/reports -o 'jsonpath={.spec.template.spec.domain.devices.disks[1]}{"\n"}'
  check "the hand-made values were replaced" has vm/reports .spec.template.spec.domain.devices.disks '"io":"native"'
  check "and are remembered" has vm/reports .metadata.annotations writethrough
  remember reports
  path_of reports
  show kubectl patch storageprofiles.shortpath.dev/measured --type=merge \
    -p '{"spec":{"multiQueue":"Never","ioThreads":{"count":4}}}'
  await "reports gets four I/O threads" is vm/reports .spec.template.spec.domain.ioThreads.supplementalPoolThreadCount 4
  await "the report follows" is storagepath/reports .status.profileGeneration 2
  changed reports
  path_of reports
}

brokers='broker-0 broker-1 broker-2'

vms_are_born() {
  scene "Birth: in shape from the first version on, its volumes too"
  awk '/^---/ { exit } 1' "$examples/new/brokers.yaml" | kubectl create --dry-run=client -f - -o yaml | spec >"$dir/before"
  show kubectl apply -f "$examples/new/brokers.yaml"
  say "The file says neither bus nor volumeMode for the disk log. Of broker-0,"
  changed broker-0
  await "they run" is "vm $brokers" '.items[*].status.printableStatus' 'Running Running Running'
  await "they comply" is "storagepath $brokers" '.items[*].status.compliance' 'Compliant Compliant Compliant'
  check "they are in their first version" is "vm $brokers" '.items[*].metadata.generation' '1 1 1'
  check "their VMIs are on virtio" is "vmi $brokers" '.items[*].spec.domain.devices.disks[1].disk.bus' 'virtio virtio virtio'
  check "the volumes are Block" is 'dv broker-0-log broker-1-log broker-2-log' '.items[*].spec.storage.volumeMode' \
    'Block Block Block'
  show kubectl get -n shop vm/broker-0 -o custom-columns=VM:.metadata.name,GENERATION:.metadata.generation
  show kubectl get -n shop dv/broker-0-root dv/broker-0-log -o \
    custom-columns=DATAVOLUME:.metadata.name,MODE:.spec.storage.volumeMode
  path_of broker-0
}

restarts() { # what the actor said of the brokers since the edit
  tail -n "+$((before + 1))" "$dir/kubevirt-played.log" | grep -E 'to restart shop/broker-|shop/broker-. runs on'
}
one_by_one() { # and never more than one of them down
  restarts | awk '/to restart/ { asked++; down++ } /runs on/ { down-- } down > 1 { more = 1 } END { exit more || asked != 3 }'
}

a_rollout() {
  local before
  scene "Restart: an edit reaches running VMs one by one"
  before=$(wc -l <"$dir/kubevirt-played.log")
  show kubectl patch storageprofiles.shortpath.dev/messaging --type=merge \
    -p '{"spec":{"ioThreads":{"policy":"supplementalPool","count":2}}}'
  await "they run with two threads" is "vmi $brokers" '.items[*].spec.domain.ioThreads.supplementalPoolThreadCount' '2 2 2'
  await "they comply" is "storagepath $brokers" '.items[*].status.compliance' 'Compliant Compliant Compliant'
  await "the rollout is over" is storageprofiles.shortpath.dev/messaging .status.rollout.restarting ''
  restarts | sed 's/system:serviceaccount:shortpath://'
  check "they were restarted one by one" one_by_one
}

a_vm_in_git() {
  local mark=argocd.argoproj.io/tracking-id=shop:kubevirt.io/VirtualMachine:shop/invoices
  scene "Git: a VM that Argo CD owns stays as it is written there"
  kubectl annotate --local -f "$examples/new/invoices.yaml" "$mark" -o yaml >"$dir/invoices.yaml"
  say "What Git should say and does not, from files alone (with the mark that Argo CD will set):" \
    "$ shortpath explain -f deploy/examples target/demo/invoices.yaml |" "    sed -n '/To be put/,/^$/p'"
  "$shortpath" explain -f "$examples" "$dir/invoices.yaml" | sed -n '/To be put/,/^$/p' >"$dir/git.txt"
  cat "$dir/git.txt"
  check "explain has the line for Git" grep -q 'bus: virtio' "$dir/git.txt"
  say "It is committed as it is (Argo CD is played: its annotation, its manager):"
  show kubectl apply --field-manager=argocd-controller -f "$dir/invoices.yaml"
  await "invoices runs" is vm/invoices .status.printableStatus Running
  await "invoices complies" is storagepath/invoices .status.compliance Compliant
  tell kubectl get -n shop storagepath/invoices -o 'jsonpath={.status.delivery}: {.status.deliveryWhy}'
  say "Nothing in the cluster differs from Git, and the VMI has its I/O threads:"
  show kubectl diff -f "$dir/invoices.yaml"
  show kubectl get -n shop vmi/invoices -o 'jsonpath={.spec.domain.ioThreadsPolicy}{"\n"}'
  check "the VM's spec has none" is vm/invoices .spec.template.spec.domain.ioThreadsPolicy ''
  check "its VMI has them" is vmi/invoices .spec.domain.ioThreadsPolicy supplementalPool
  say "Its profile requires an IOMMU that leaves the host's own devices alone; the" \
    "launcher pod said so to the scheduler:"
  show kubectl get nodes -L shortpath.dev/iommu,shortpath.dev/iommu-mode
  show kubectl get -n shop pods -l vm.kubevirt.io/name=invoices -o custom-columns=POD:.metadata.name,NODE:.spec.nodeName
  check "it runs on the one node that can carry it" is vmi/invoices .status.nodeName worker-1
}

what_was_left_alone() {
  scene "What Shortpath left alone"
  check "they were not written" is 'vm web erp sandbox invoices' '.items[*].metadata.generation' '1 1 1 1'
  check "they carry nothing of ours" is 'vm web erp sandbox invoices' \
    '.items[*].metadata.annotations.shortpath\.dev/applied' ''
  check "erp boots from sata as before" is vmi/erp '.spec.domain.devices.disks[0].disk.bus' sata
  show kubectl get -n shop vm/web vm/erp vm/sandbox vm/invoices -o \
    'custom-columns=VM:.metadata.name,GENERATION:.metadata.generation'
  check "no right was missing" eval '! grep -q "\"authorization.k8s.io/decision\":\"forbid\"" "$dir/cluster/audit.jsonl"'
  say "web is fine as it is, erp's preference says sata, sandbox opted out, and" "invoices is Git's."
}

the_map() {
  local page=$root/target/map.html
  scene "The whole fleet on one page, the worst first"
  show "$shortpath" map -o "$page"
  check "the page tells of sorter, which runs where its path is not" grep -q 'id="vm/shop/sorter"' "$page"
  check "and of every node" eval '[[ $(grep -o "id=\"node/[^\"]*\"" "$page" | wc -l) == $(kubectl get nodes -o name | wc -l) ]]'
}
