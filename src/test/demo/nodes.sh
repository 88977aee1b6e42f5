# What the demo shows of nodes and their drives. Sourced by it; the trees are /proc and /sys of real kernels, recorded.
# shellcheck shell=bash disable=SC2154

machine() { # NODE TREE COUNT: its tree, and a manifest: the Node, with COUNT drives as its kubelet would count them
  local tree
  for tree in "$2" a-off; do # what it is, and what it may become
    mkdir -p "$dir/nodes/$1/$tree"
    tar -C "$dir/nodes/$1/$tree" -xzf "$root/src/test/resources/sysfs/$tree.tar.gz"
  done
  ln -s "$2" "$dir/nodes/$1/root"
  cat <<END
apiVersion: v1
kind: Node
metadata:
  name: $1
  labels: {kubernetes.io/hostname: $1, kubernetes.io/arch: amd64, kubernetes.io/os: linux, kubevirt.io/schedulable: "true"}
status:
  capacity: &size {cpu: "32", memory: 128Gi, pods: "110", devices.kubevirt.io/kvm: 1k, shortpath.dev/nvme: "$3"}
  allocatable: *size
---
END
}

probe_pod() { # NODE
  kubectl get pods -n shortpath -l app.kubernetes.io/component=probe --field-selector "spec.nodeName=$1" -o name | grep .
}

probe() { # NODE SERVER: as in its pod, with the token that the kubelet would mount there
  local own=$dir/nodes/$1 pod
  await "the DaemonSet's pod on $1" probe_pod "$1"
  pod=$(probe_pod "$1")
  kubectl create token -n shortpath shortpath-probe --duration=24h \
    --bound-object-kind=Pod --bound-object-name="${pod#pod/}" >"$own/token"
  launch "probe-$1" env -u KUBECONFIG NODE_NAME="$1" JAVA_OPTS=-Xmx32m \
    KUBERNETES_SERVICE_HOST="${2%:*}" KUBERNETES_SERVICE_PORT="${2##*:}" KUBERNETES_AUTH_TRYKUBECONFIG=false \
    KUBERNETES_CERTS_CA_FILE="$dir/nodes/ca.crt" KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN="$own/token" \
    "$shortpath" probe --root "$own/root" --interval PT1S
}

probes_run() { # NODE...
  local node server cluster='.clusters[0].cluster'
  kubectl config view --raw --flatten -o "jsonpath={$cluster.certificate-authority-data}" | base64 -d >"$dir/nodes/ca.crt"
  server=$(kubectl config view -o "jsonpath={$cluster.server}")
  for node; do probe "$node" "${server#https://}"; done
}

label_is() { is "node/$1" ".metadata.labels.shortpath\.dev/$2" "$3"; } # NODE LABEL VALUE

nodes_report() {
  local machines=(nvme-1 nvme-2 nvme-3 nvme-4)
  scene "Nodes: what each can carry, as its own probe sees it"
  say "The machines are recorded: /proc and /sys of real kernels, in QEMU. The probes" \
    "are real: a process for each node, with the chart's rights and the token of the" \
    "DaemonSet's pod on its node."
  {
    machine nvme-1 g-kernel61-intel-pt-vfio 1
    machine nvme-2 d-amd-pt 1
    machine nvme-3 b-intel-on 0
    machine nvme-4 c-intel-pt-vfio 3
  } | kubectl apply -f - >/dev/null
  probes_run "${machines[@]}"
  say "\$ NODE_NAME=nvme-1 shortpath probe --root target/demo/nodes/nvme-1/root &" "(and so on)"
  await "nvme-1 has a drive ready" label_is nvme-1 nvme-ready 1
  await "nvme-2 has one too" label_is nvme-2 nvme-ready 1
  await "nvme-3 has none" label_is nvme-3 nvme-ready 0
  await "nvme-4 has a virtual function too" label_is nvme-4 nvme-vf-ready 1
  show_table kubectl get storagenodes -o wide
  say "The operator makes labels of that:"
  show_table kubectl get nodes "${machines[@]}" -L shortpath.dev/iommu,shortpath.dev/nvme-ready,shortpath.dev/nvme-vf-ready
  say "\$ shortpath explain node/nvme-1 | sed '/What stands in the way/,\$d'"
  COLUMNS=$columns "$shortpath" explain node/nvme-1 >"$dir/node.txt" || give_up "explain failed: $(cat "$dir/node.txt")"
  say "$(sed '/What stands in the way/,$d' "$dir/node.txt")" # without the empty line at its end
  check "explain names the drive that is ready" grep -q 'yes  *0000:81:00.0' "$dir/node.txt"
  check "and says how to bind another" grep -q driver_override "$dir/node.txt"
}

nodes_can() { # how many nodes, and what the others lack
  tell kubectl get storageprofiles.shortpath.dev/scratch -o 'jsonpath={.status.nodes.eligible}: {.status.nodes.why}'
}

a_drive_for_a_vm() {
  local pods=(kubectl get -n shop pods -l vm.kubevirt.io/name=sorter -o)
  scene "Passthrough: a VM gets a drive, and a node that has one"
  say "(What the kubelets count of the drives is played: it stands in the Nodes.)"
  show kubectl apply -f "$examples-nvme/profile.yaml"
  await "it is Ready" kubectl wait --for=condition=Ready --timeout=1s storageprofiles.shortpath.dev/scratch
  await "two nodes can" is storageprofiles.shortpath.dev/scratch .status.nodes.eligible 2
  nodes_can
  kubectl create --dry-run=client -f "$examples-nvme/sorter.yaml" -o yaml | spec >"$dir/before"
  show kubectl apply -f "$examples-nvme/sorter.yaml"
  changed sorter
  await "sorter runs" is vm/sorter .status.printableStatus Running
  await "sorter complies" is storagepath/sorter .status.compliance Compliant
  say "Its pod says so to the scheduler:"
  show "${pods[@]}" 'jsonpath={range ..nodeSelectorTerms[*].matchExpressions[*]}{.key} {.operator} {.values}{"\n"}{end}'
  show "${pods[@]}" custom-columns=POD:.metadata.name,NODE:.spec.nodeName
  tell kubectl get -n shop storagepath/sorter -o 'jsonpath={range .status.disks[*]}{.path}{"\n"}{end}'
  check "it was born with its drive" is vm/sorter .metadata.generation 1
  check "it has the drive" is vmi/sorter '.spec.domain.devices.hostDevices[*].deviceName' shortpath.dev/nvme
  check "it runs where one is" eval 'is vmi/sorter .status.nodeName nvme-1 || is vmi/sorter .status.nodeName nvme-2'
}

a_node_changes() {
  local node
  scene "A node changes: its labels follow, and the paths of its VMs"
  node=$(field vmi/sorter .status.nodeName)
  say "As if $node had been started anew with its IOMMU off:"
  show ln -sfn a-off "$dir/nodes/$node/root"
  await "the label follows" label_is "$node" iommu missing
  await "the path follows" is storagepath/sorter .status.reason WrongNode
  await "one node is left" is storageprofiles.shortpath.dev/scratch .status.nodes.eligible 1
  show_table kubectl get nodes "$node" -L shortpath.dev/iommu,shortpath.dev/nvme-ready
  tell kubectl get -n shop storagepath/sorter -o 'jsonpath={.status.compliance}: {.status.message}'
  nodes_can
  check "the VM was not touched" is vm/sorter .metadata.generation 1
  check "and runs on" is vm/sorter .status.printableStatus Running
}
