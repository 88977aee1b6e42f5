# The demo's machinery: what it says, runs, waits for, starts and stops. Sourced by it.
# shellcheck shell=bash disable=SC2154

columns=80
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi

say() { printf '%s\n' "$@"; }
step=0
headline() { printf '\n%s== %s ==%s\n' "$bold" "$*" "$plain"; }
scene() { headline "$((++step)). $*"; }

kubectl() { "$dir/cluster/kubectl" "$@"; }

# The command as a person would type it, over several lines where it is long.
command_line() {
  local word line='$' from=$root/ flag=''
  for word; do
    word=${word//"$from"/}
    [[ $word =~ ^[A-Za-z0-9_./:,=@-]+$ ]] || word="'$word'"
    [[ $word != -? ]] || { flag="$word " && continue; } # goes with what follows
    word=$flag$word flag=''
    ((${#line} + ${#word} < columns - 2)) || { say "$line \\" && line='   '; }
    line+=" $word"
  done
  say "$line"
}

cut_off() { # what a screen cannot show
  local line
  while IFS= read -r line; do
    ((${#line} <= columns)) || line=${line:0:columns-1}…
    say "$line"
  done
}

wrap() { # text between words, the rest indented
  local line words word
  while IFS= read -r line || [[ -n $line ]]; do
    read -ra words <<<"$line" && line=''
    for word in "${words[@]}"; do
      ((${#line} + ${#word} < columns)) || { say "$line" && line='   '; }
      line+=${line:+ }$word
    done
    say "$line"
  done
}

squeeze() { # a table's gaps to one blank each
  local -a rows=() out
  local row i wide=0 blank before=no
  while IFS= read -r row; do
    rows+=("$row")
    ((${#row} <= wide)) || wide=${#row}
  done
  out=("${rows[@]//*/}")
  for ((i = 0; i < wide; i++)); do
    blank=yes
    for row in "${rows[@]}"; do [[ ${row:i:1} == [!\ ]* ]] && blank=no && break; done
    if [[ $blank == no || $before == no ]]; then
      for row in "${!rows[@]}"; do out[row]+=${rows[row]:i:1}; done
    fi
    before=$blank
  done
  printf '%s\n' "${out[@]}"
}

fit() { # warnings are sentences, the rest is lists
  local line
  while IFS= read -r line; do
    case $line in Warning:*) wrap <<<"$line" ;; *) cut_off <<<"$line" ;; esac
  done
}

show() { # says the command, runs it
  command_line "$@"
  "$@" 2>&1 | fit || give_up "that failed: $*"
}

show_table() { # the same for a wide one
  command_line "$@"
  "$@" | squeeze | cut_off || give_up "that failed: $*"
}

tell() { # the same for what answers in sentences
  command_line "$@"
  "$@" | wrap || give_up "that failed: $*"
}

spec() { sed -n '/^status:/q; /^spec:/,$p'; } # of YAML
remember() { kubectl get -n shop "vm/$1" -o yaml | spec >"$dir/before"; }
changed() { # what became of a VM's spec since `remember VM`
  kubectl get -n shop "vm/$1" -o yaml | spec >"$dir/after"
  say "its spec, as it was (-) and is (+):"
  { diff -U1 "$dir/before" "$dir/after" || true; } | sed '/^---/d; /^+++/d; s/^@@.*/  .../'
}

give_up() {
  say "demo: $*" >&2
  if [[ -s $dir/operator.log ]]; then
    say "demo: the end of the operator's log ($dir/operator.log):" >&2
    tail -n 15 "$dir/operator.log" | cut -c-300 >&2
  fi
  exit 1
}

check() { # WHAT COMMAND...: what the demo promises to show
  local what=$1
  shift
  "$@" >/dev/null 2>&1 || give_up "this should be so, and is not: $what"
}

await() { # WHAT COMMAND...: until it succeeds, for a minute
  local what=$1 deadline=$((SECONDS + 60))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || give_up "waited a minute in vain: $what"
    living || give_up "the ${dead} ended while the demo waited: $what"
    sleep 0.2
  done
}

# shellcheck disable=SC2086
field() { kubectl get -n shop $1 -o "jsonpath={$2}"; } # OBJECT PATH, or KIND NAME... PATH
is() { local v && v=$(field "$1" "$2") && [[ $v == "$3" ]]; } # OBJECT PATH VALUE
has() { local v && v=$(field "$1" "$2") && [[ $v == *"$3"* ]]; }
kept() { [[ ${KEEP:-0} != 0 ]]; }

free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)) && (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  printf '%s' "$port"
}

launch() { # NAME COMMAND...: in a process group of its own, so that Ctrl-C reaches this script alone
  local name=$1
  shift
  set -m
  "$@" >"$dir/$name.log" 2>&1 </dev/null &
  set +m
  printf '%s %s\n' "$name" $! >>"$dir/pids"
}

ours() { # PID: an id that was read from a file may be another's by now
  [[ -r /proc/$1/environ ]] || { [[ ! -d /proc/self ]] && kill -0 "$1" 2>/dev/null; return; }
  tr '\0' '\n' 2>/dev/null <"/proc/$1/environ" | grep -qxF "DEMO=$DEMO"
}

dead=''
living() {
  local name pid
  [[ -e $dir/pids ]] || return 0
  while read -r name pid; do
    # Between fork and exec a process has no environment to be known by.
    ours "$pid" || { sleep 0.3 && ours "$pid"; } || { dead=$name; return 1; }
  done <"$dir/pids"
}

stop_all() {
  local name pid i
  if [[ -e $dir/pids ]]; then
    while read -r name pid; do
      ours "$pid" && kill "$pid" 2>/dev/null || true
    done <"$dir/pids"
    while read -r name pid; do
      for ((i = 0; i < 50; i++)); do
        ours "$pid" || continue 2
        sleep 0.1
      done
      kill -KILL "$pid" 2>/dev/null || true
    done <"$dir/pids"
    rm -f "$dir/pids"
  fi
  [[ ! -d $dir/cluster ]] || "$cluster" stop "$dir/cluster"
}

leave() { # to the screen, wherever the interrupted command was writing
  exec >&3 2>&4
  if [[ $ended == 0 ]] && kept; then
    say "" "It goes on running. To play with it:" \
      "  export KUBECONFIG=$KUBECONFIG" \
      "  alias kubectl=$dir/cluster/kubectl" \
      "  tail -f $dir/operator.log $dir/kubevirt-played.log" \
      "To stop it: src/test/demo/demo stop"
  else
    say "" "Stopping all that was started..."
    stop_all
  fi
}
