# The part of the cluster script that starts, fills and stops; sourced by it.
# shellcheck shell=bash disable=SC2154

started=() # by this very shell: theirs are our children's ids, which nobody else can have been given

enter() { # DIR
  [[ $verb == start ]] && mkdir -p "$1"
  [[ -d $1 ]] || die "there is no $1"
  dir=$(cd "$1" && pwd) pids=$dir/pids
}

launch() { # NAME ARG...
  local name=$1
  shift
  set -m # a process group of its own: a Ctrl-C is for whoever called us
  "${bin[$name]}" "$@" >>"$dir/$name.log" 2>&1 </dev/null &
  set +m
  disown # without a word when it is killed
  started+=($!)
  printf '%s %s\n' "$name" $! >>"$pids"
}

alive() { # NAME PID; an id that we read from a file may be another's by now
  kill -0 "$2" 2>/dev/null || return 1
  [[ " ${started[*]-} " == *" $2 "* || ! -d /proc/self ]] && return 0 # in a trap a bare return means something else
  local line
  line=$(tr '\0' ' ' 2>/dev/null <"/proc/$2/cmdline") && [[ $line == *"/$1 "*"$dir/"* ]]
}

signal() { # SIGNAL PATTERN: to those whose name fits; fails when none of them lives
  local name pid some=1
  while read -r name pid; do
    # shellcheck disable=SC2053
    [[ $name == $2 ]] || continue
    alive "$name" "$pid" || continue
    some=0
    kill "-$1" "$pid" 2>/dev/null || true # gone meanwhile
  done <"$pids"
  return $some
}

end() { # PATTERN TENTHS: asks, waits so long, then makes an end
  local i
  signal TERM "$1" || return 0
  for ((i = 0; i < $2; i++)); do
    sleep 0.1
    signal 0 "$1" || return 0
  done
  signal KILL "$1" || true
  while signal 0 "$1"; do sleep 0.1; done
}

down() { # etcd last, and the API server for no longer than it takes: it would wait a minute for its watchers
  end 'k*' 30
  end etcd 50
}

stop() {
  [[ -e $1/pids ]] || return 0
  enter "$1"
  down
  rm -f "$pids"
}

port_taken() {
  local log
  for log in "$dir"/*.log; do
    [[ $(<"$log") == *"address already in use"* ]] && return 0
  done
  return 1
}

await() { # WHAT COMMAND...: until it succeeds, a component ends, or two minutes are over
  local what=$1 name pid deadline=$((SECONDS + 120))
  shift
  until "$@" >/dev/null 2>&1; do
    while read -r name pid; do
      alive "$name" "$pid" || { failed="$name ended"; culprit=$name; return 1; }
    done <"$pids"
    ((SECONDS < deadline)) || { failed="no $what in time"; return 1; }
    sleep 0.1
  done
}

components() {
  local k=$dir/kubeconfig c=$dir/certs name port
  read -ra port < <("${bin[hand]}" ports 6)
  local api=${port[2]}
  "${bin[hand]}" kubeconfig "$c" "$api" >"$k.new"
  chmod 600 "$k.new" && mv -f "$k.new" "$k"

  culprit=etcd
  launch etcd --data-dir="$dir/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls="http://127.0.0.1:${port[0]}" --advertise-client-urls="http://127.0.0.1:${port[0]}" \
    --listen-peer-urls="http://127.0.0.1:${port[1]}" --initial-advertise-peer-urls="http://127.0.0.1:${port[1]}" \
    --initial-cluster="default=http://127.0.0.1:${port[1]}"
  culprit=kube-apiserver
  launch kube-apiserver --etcd-servers="http://127.0.0.1:${port[0]}" --bind-address=127.0.0.1 --secure-port="$api" \
    --advertise-address=127.0.0.1 --endpoint-reconciler-type=none --service-cluster-ip-range=10.96.0.0/16 \
    --tls-cert-file="$c/apiserver.crt" --tls-private-key-file="$c/apiserver.key" --client-ca-file="$c/ca.crt" \
    --authorization-mode=Node,RBAC --allow-privileged=true --profiling=false \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$c/service-account.key" \
    --service-account-signing-key-file="$c/service-account.key" \
    --requestheader-client-ca-file="$c/front-proxy-ca.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$c/front-proxy-client.crt" --proxy-client-key-file="$c/front-proxy-client.key" \
    --audit-policy-file="$here/audit.yaml" --audit-log-path="$dir/audit.jsonl"
  await "answer from the API server" "$dir/kubectl" get --raw=/readyz || return
  # Nodes of an earlier start: their leases would keep the new KWOK from them until they run out.
  ((again == 0)) || "$dir/kubectl" delete lease --all --namespace=kube-node-lease >/dev/null 2>&1 || true
  culprit=kube-controller-manager
  launch kube-controller-manager --kubeconfig="$k" --bind-address=127.0.0.1 --secure-port="${port[3]}" --leader-elect=false \
    --tls-cert-file="$c/apiserver.crt" --tls-private-key-file="$c/apiserver.key" --use-service-account-credentials=true \
    --service-account-private-key-file="$c/service-account.key" --root-ca-file="$c/ca.crt" \
    --cluster-signing-cert-file="$c/ca.crt" --cluster-signing-key-file="$c/ca.key" \
    --kube-api-qps=200 --kube-api-burst=400 # it asks for a token per controller: five seconds at the default rate
  launch kube-scheduler --kubeconfig="$k" --bind-address=127.0.0.1 --secure-port="${port[4]}" --leader-elect=false \
    --tls-cert-file="$c/apiserver.crt" --tls-private-key-file="$c/apiserver.key"
  launch kwok --kubeconfig="$k" --config="$here/stages.yaml" --server-address="127.0.0.1:${port[5]}" \
    --manage-all-nodes=true --node-lease-duration-seconds=40
  await "service account in the namespace default" "$dir/kubectl" get -n default serviceaccount/default || return
  for name in kube-controller-manager:3 kube-scheduler:4; do
    culprit=${name%:*}
    await "health of $culprit" "$dir/kubectl" --server="https://127.0.0.1:${port[${name#*:}]}" get --raw=/healthz || return
  done
  culprit=kwok
  await "answer from KWOK" "$BASH" -c "exec 3<>/dev/tcp/127.0.0.1/${port[5]}"
}

halt() { # what a start that does not get to its end leaves: nothing
  trap - INT TERM HUP EXIT
  stop "$dir"
  exit 1
}

start() {
  local try failed='' culprit='' again=0
  enter "$1"
  [[ ! -d $dir/etcd ]] || again=1
  build
  (set -C && : >"$pids") 2>/dev/null || die "a cluster runs in $dir, or was not stopped: stop it first"
  trap halt INT TERM HUP EXIT
  printf '#!/bin/sh\nKUBERC=off exec %q --kubeconfig=%q --cache-dir=%q "$@"\n' "${bin[kubectl]}" "$dir/kubeconfig" "$dir/cache" >"$dir/kubectl"
  chmod +x "$dir/kubectl"
  printf 'export KUBECONFIG=%q\nexport KUBECTL=%q\n' "$dir/kubeconfig" "$dir/kubectl" >"$dir/env"
  "${bin[hand]}" certs "$dir/certs"
  for try in 1 2 3; do
    rm -rf "$dir"/*.log "$dir/cache"
    components && break
    if ((try == 3)) || ! port_taken; then
      say "$failed; the end of $dir/$culprit.log:"
      tail -n 20 "$dir/$culprit.log" >&2
      exit 1
    fi
    say "a port was taken meanwhile; once more with others"
    down
    : >"$pids"
  done
  trap - INT TERM HUP EXIT
  if [[ -n ${2:-} ]]; then
    set -m
    "$BASH" "$here/cluster" watch "$dir" "$2" >/dev/null 2>&1 </dev/null &
    set +m
  fi
  say "ready after $SECONDS s: $dir/kubeconfig, $dir/kubectl"
}

watch() { # DIR PID
  enter "$1"
  local ours
  ours=$(<"$pids") || return 0
  trap '' INT HUP
  while kill -0 "$2" 2>/dev/null; do
    [[ -e $pids ]] || return 0
    sleep 1
  done
  # Stopped meanwhile, and started anew in the same place: that one is not ours to stop.
  [[ ! -e $pids || $(<"$pids") != "$ours" ]] || stop "$dir"
}

obituary() { # a client says no more than EOF of a server that has ended; a panic's traces are longer than what is worth reading
  local log=$dir/kube-apiserver.log
  say "kube-apiserver has ended; from $log.ended:"
  { grep -m 1 -A 8 -E '^(panic|fatal error):' "$log" || tail -n 20 "$log"; } >&2
  cp "$log" "$log.ended" # a new start begins new logs
}

crds() {
  local from=("$root/../shared/crds/kubevirt" "$root/../shared/crds/cdi") which="KubeVirt's own"
  enter "$1"
  if [[ -n ${SHORTPATH_OWN_KUBEVIRT_CRDS:-} || ! -d ${from[0]} ]]; then
    from=("$here/crds") which="the small"
  fi
  local files=("${from[@]/#/--filename=}")
  if ! { "$dir/kubectl" apply --server-side --force-conflicts --field-manager=cluster --validate=false "${files[@]}" >/dev/null \
    && "$dir/kubectl" wait --for=condition=Established --timeout=60s "${files[@]}" >/dev/null; }; then
    signal 0 kube-apiserver || obituary
    exit 1
  fi
  say "$which CRDs stand: ${from[*]}"
}

cert() {
  enter "$1"
  locate
  "${bin[hand]}" cert "$dir/certs" "${@:2}"
}

kubectl() {
  enter "$1"
  exec "$dir/kubectl" "${@:2}"
}
