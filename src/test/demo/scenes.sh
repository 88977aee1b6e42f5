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
  show kubectl apply --server-side -f "$root/crds"
  kubectl wait --for=condition=Established --timeout=60s -f "$root/crds" >/dev/null || give_up "our CRDs are not served"
  local lib=$root/target/quarkus-app/lib
  launch kubevirt-played "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp "$lib/boot/*:$lib/main/*" \
    "$root/src/test/java/dev/shortpath/actor/Actor.java" "$KUBECONFIG"
  launch operator "$shortpath" operator
  say "$ shortpath operator &"
}

vms_are_there() {
  scene "VMs as their owners wrote them, before anybody thought of Shortpath"
  show kubectl apply -f "$examples/namespace.yaml"
  kubectl apply -f "$examples/played-cluster.yaml" >/dev/null
  show kubectl apply -f "$examples/vms"
  local vm
  for vm in orders-db web osd-0 erp sandbox; do
    await "VM $vm runs" is "vm/$vm" .status.printableStatus Running
  done
  await "VM reports has its volumes" is dv/reports-data .status.phase Succeeded
  show tail -n 3 "$dir/kubevirt-played.log"
  show kubectl get -n shop virtualmachines
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
controllerrevisions,namespaces,nodes
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
  local get=(kubectl get -n shop "storagepath/$1" -o 'jsonpath={.status.compliance}: {.status.message}{"\n"}{.status.path}')
  command_line "${get[@]}"
  "${get[@]}" | wrap
}

a_stop_and_a_start() {
  scene "WhenStopped: a running VM is not touched; it gets its path at a stop"
  check "orders-db was not written while it runs" is vm/orders-db .spec.template.spec.domain.ioThreadsPolicy ''
  remember orders-db
  path_of orders-db
  show kubectl patch -n shop vm/orders-db --type=merge -p '{"spec":{"runStrategy":"Halted"}}'
  await "orders-db is stopped" is vm/orders-db .status.printableStatus Stopped
  await "orders-db gets its I/O threads" is vm/orders-db .spec.template.spec.domain.ioThreadsPolicy supplementalPool
  show kubectl patch -n shop vm/orders-db --type=merge -p '{"spec":{"runStrategy":"Always"}}'
  await "orders-db runs again" is vm/orders-db .status.printableStatus Running
  await "orders-db complies" is storagepath/orders-db .status.compliance Compliant
  changed orders-db
  path_of orders-db
  check "its VMI runs with them" is vmi/orders-db .spec.domain.ioThreadsPolicy supplementalPool
}

a_restart() {
  local asks='.status.conditions[?(@.type=="RestartRequired")]'
  scene "Stage: stored at once, and KubeVirt says that a restart is needed"
  await "KubeVirt asks for a restart" is vm/osd-0 "$asks.status" True
  show kubectl get -n shop vm/osd-0 -o "jsonpath={$asks.message}{\"\\n\"}"
  path_of osd-0
  say "(\`virtctl restart osd-0\` where KubeVirt is real; deleting the VMI does the same)"
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

what_was_left_alone() {
  scene "What Shortpath left alone"
  local vm
  for vm in web erp sandbox; do
    check "$vm was not written" is "vm/$vm" .metadata.generation 1
    check "$vm carries nothing of ours" is "vm/$vm" '.metadata.annotations.shortpath\.dev/applied' ''
  done
  check "erp boots from sata as before" is vmi/erp '.spec.domain.devices.disks[0].disk.bus' sata
  show kubectl get -n shop virtualmachines -o \
    'custom-columns=VM:.metadata.name,GENERATION:.metadata.generation'
  say "web is fine as it is, erp's preference says sata, and sandbox opted out."
}
