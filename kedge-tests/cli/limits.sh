#!/usr/bin/env bash
# What a test run starts ends with it: at the deadline, and when it is told to stop.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# patient: a command that would take minutes and leaves its process id in the file "pid".
patient() {
  fake bin/patient <<< "echo \$\$ > '$PWD/pid'; exec sleep 300"
}

# limited DEADLINE: runs it under that deadline, empty for none.
limited() {
  KEDGE_DEADLINE=$1 bash -euc ". '$ROOT/scripts/lib.sh'; limited bin/patient"
}

ended() {
  ! kill -0 "$(cat pid)" 2> /dev/null || fail "it still runs"
}

test_the_deadline_ends_it() {
  patient
  ran 124 limited $(($(date +%s) + 1))
  ended
}

test_past_the_deadline_nothing_starts() {
  patient
  ran 124 limited $(($(date +%s) - 1))
  [ ! -f pid ] || fail "it was started"
}

test_being_told_to_stop_ends_it() {
  local code=0 tries=200
  patient
  KEDGE_DEADLINE='' bash -euc ". '$ROOT/scripts/lib.sh'; limited bin/patient" &
  until [ -s pid ] || [ $((tries -= 1)) -eq 0 ]; do sleep 0.05; done
  kill -TERM $!
  wait $! || code=$?
  [ "$code" -eq 130 ] || fail "ended with $code"
  ended
}

run_tests
