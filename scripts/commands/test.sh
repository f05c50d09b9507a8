# test [PART...]: run all tests, or those of the parts named; "test list" names them
# shellcheck shell=bash

# shellcheck source=scripts/tally.sh
. "$KEDGE_ROOT/scripts/tally.sh"

PARTS=(build engine hal profiles mqtt app cli ansible vm docs)
WHOLE_RUN_SECONDS=$((75 * 60))
VM_PART_SECONDS=$((25 * 60))

cmd_test() {
  if [ "${1:-}" = list ]; then
    say "${PARTS[*]}"
    return
  fi
  local part
  for part in "$@"; do
    [[ " ${PARTS[*]} " == *" $part "* ]] || die 2 "no part '$part'; did you mean '$(nearest "$part" "${PARTS[@]}")'? All: ${PARTS[*]}"
  done
  [ $# -gt 0 ] || set -- "${PARTS[@]}"
  refuse_32bit
  find_java javac
  export KEDGE_DEADLINE=$(($(date +%s) + WHOLE_RUN_SECONDS))
  tally_start
  for part in "$@"; do
    run_part "$part"
  done
  tally_end
}

# One part: its output in target/test/PART.log, its counts and minutes in the tally. A failing part does not stop the next, Ctrl-C does.
run_part() {
  local part=$1 before=$SECONDS code=0
  say "== $part"
  "part_$part" "$KEDGE_ROOT/target/test/$part.log" || code=$?
  [ "$code" -ne 130 ] || exit 130
  tally_part "$part" "$code" $((SECONDS - before))
}

# All compiled, tests too, with every gate as in CI: no warning of ours, formats looked at, sizes, duplicates, Javadoc.
part_build() {
  need unzip unzip
  # a compiler that has nothing to do warns of nothing
  rm -rf "$KEDGE_ROOT"/*/target/{classes,test-classes,maven-status}
  CI=true maven "$1" package -DskipTests -Dmaven.compiler.failOnWarning=true || return
  script_tests "$1" build
}

# The rules, some interleavings of the item's word and the timer, the memory model's races (quick mode), each benchmark once.
part_engine() {
  local code=0
  module_tests "$1" runtime,bench '**/*Test' || code=$?
  module_tests "$1.lincheck" runtime '**/*Lincheck' || code=$?
  maven "$1.jcstress" test -pl runtime -P jcstress -DskipTests || code=$?
  tally_jcstress "$1.jcstress"
  return "$code"
}
part_hal() { module_tests "$1" hal 'io/kedge/hal/**/*Test'; }
part_profiles() { module_tests "$1" device-profiles 'io/kedge/profile/**/*Test'; }

part_mqtt() {
  need mosquitto mosquitto
  need mosquitto_sub mosquitto-clients
  module_tests "$1" src,demo-broker 'io/kedge/app/mqtt/**/*Test,io/kedge/app/report/**/*Test,io/kedge/broker/**/*Test'
}

part_app() {
  need mosquitto mosquitto
  need dbus-daemon dbus
  module_tests "$1" src 'io/kedge/app/**/*Test,!io/kedge/app/mqtt/**/*Test,!io/kedge/app/report/**/*Test' verify
}

part_cli() {
  need mosquitto_sub mosquitto-clients
  need cc gcc
  script_tests "$1" cli
}

part_ansible() {
  need ansible-playbook ansible-core
  need ansible-lint ansible-lint
  script_tests "$1" ansible
}

# On one emulated board, which is there from before the first script until after the last.
part_vm() {
  local log=$1 code=0 deadline=$(($(date +%s) + VM_PART_SECONDS))
  need mosquitto mosquitto
  need mosquitto_sub mosquitto-clients
  [ "$deadline" -lt "$KEDGE_DEADLINE" ] || deadline=$KEDGE_DEADLINE
  local -x KEDGE_DEADLINE=$deadline
  export KEDGE_VM_CACHE=${KEDGE_VM_CACHE:-/var/tmp/kedge-vm}
  export KEDGE_VM_RUN=$KEDGE_VM_CACHE/test.$$
  vm_sweep
  trap vm_leave EXIT
  limited "$KEDGE_ROOT/kedge" vm start > "$log" 2>&1 < /dev/null || code=$?
  if [ "$code" -eq 0 ]; then
    script_tests "$log" vm || code=$?
    "$KEDGE_ROOT/kedge" vm stop >> "$log" 2>&1 || code=1
    cat "$KEDGE_VM_RUN/figures" >> "$log"
    tally_figures "$KEDGE_VM_RUN/figures"
  else
    [ "$code" -eq 130 ] || tail -n 20 "$log"
  fi
  [ "$(date +%s)" -lt "$deadline" ] || say "   stopped: the part vm may take $((VM_PART_SECONDS / 60)) minutes"
  vm_leave
  trap - EXIT
  return "$code"
}

# Cuts the board of this run off if it is still there, and keeps what it said.
vm_leave() {
  [ -d "$KEDGE_VM_RUN" ] || return 0
  "$KEDGE_ROOT/kedge" vm stop --now > /dev/null 2>&1 || true
  cp "$KEDGE_VM_RUN/console.log" "$KEDGE_ROOT/target/test/vm.console.log" 2> /dev/null || true
  rm -rf --one-file-system "$KEDGE_VM_RUN"
}

# The boards of runs that were killed.
vm_sweep() {
  local run
  for run in "$KEDGE_VM_CACHE"/test.*; do
    kill -0 "${run##*.}" 2> /dev/null || KEDGE_VM_RUN=$run vm_leave
  done
}

part_docs() {
  need shellcheck shellcheck
  script_tests "$1" docs
}

# module_tests LOG MODULES CLASSES [PHASE]: the unit tests of modules (a,b); what they depend on is compiled, not tested.
# The phase verify tests the packaged application as well.
module_tests() {
  local log=$1 modules=$2 classes=$3 phase=${4:-test} module code=0
  for module in ${modules//,/ }; do rm -rf "${KEDGE_ROOT:?}/$module/target/surefire-reports"; done
  maven "$log" "$phase" -pl "$modules" -am -Dtest="$classes" -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false || code=$?
  for module in ${modules//,/ }; do tally_reports "$KEDGE_ROOT/$module/target/surefire-reports"; done
  return "$code"
}

# script_tests LOG GROUP: every kedge-tests/GROUP/*.sh; each says "ok NAME" or "not ok NAME: REASON" a test.
script_tests() {
  local log=$1 group=$2 file code=0
  for file in "$KEDGE_ROOT/kedge-tests/$group"/*.sh; do
    limited bash "$file" > "$log.script" 2>&1 < /dev/null || code=1
    tally_script "$log.script" "$(basename "$file" .sh)"
    cat "$log.script" >> "$log"
  done
  rm -f "$log.script"
  return "$code"
}
