#!/usr/bin/env bash
# The unit for systemd: how much it leaves open, and that it leaves open what Kedge needs.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"
KEDGE_ROOT=$ROOT
# shellcheck source=scripts/lib.sh
. "$ROOT/scripts/lib.sh"
need systemd-analyze systemd > /dev/null

UNIT=$ROOT/packaging/systemd/kedge.service

# in_unit KEY: its values, one a line.
in_unit() { sed -n "s/^$1=//p" "$UNIT"; }

# exposure FILE: the figure of systemd's own judgement; 0 is closed, 10 is open.
exposure() {
  systemd-analyze security --offline=true --no-pager "$1" | sed -n 's/.*exposure level for [^:]*: \([0-9.]*\).*/\1/p'
}

test_it_leaves_little_open() {
  local open
  open=$(exposure "$UNIT")
  echo "figure unit-exposure $open of 10, at most 2.0" >&3
  awk -v open="$open" 'BEGIN { exit !(open != "" && open <= 2.0) }' || fail "exposure '$open'"
}

test_the_judgement_sees_what_is_taken_out() {
  grep -v '^SystemCallFilter=\|^CapabilityBoundingSet=\|^ProtectSystem=' "$UNIT" > kedge.service
  awk -v open="$(exposure kedge.service)" 'BEGIN { exit !(open > 2.0) }' || fail "still $(exposure kedge.service)"
}

# The program is not here; older systemd does not know the slowing of restarts.
test_systemd_understands_every_line() {
  sed "s,^\(ExecStart\|ExecStopPost\)=.*,\1=/bin/true," "$UNIT" > kedge.service
  OUT=$(systemd-analyze verify ./kedge.service 2>&1 | grep -F kedge.service | grep -vE "Unknown key '(RestartSteps|RestartMaxDelaySec)'" || true)
  [ -z "$OUT" ] || fail "$OUT"
}

test_a_line_it_does_not_understand_is_told() {
  sed "s,^\(ExecStart\|ExecStopPost\)=.*,\1=/bin/true,; s|^TasksMax=.*|TasksMaximum=256|" "$UNIT" > kedge.service
  OUT=$(systemd-analyze verify ./kedge.service 2>&1 || true)
  said TasksMaximum
}

test_what_the_engine_and_the_lines_need_is_open() {
  [ "$(in_unit SystemCallFilter | tail -n 1)" = "sched_setaffinity setpriority" ] || fail "$(in_unit SystemCallFilter)"
  [ "$(in_unit LimitNICE)" = -20 ] || fail "nice: $(in_unit LimitNICE)"
  [ "$(in_unit DevicePolicy) $(in_unit DeviceAllow)" = "closed char-gpiochip rw" ] || fail "$(in_unit DeviceAllow)"
  [ "$(in_unit SupplementaryGroups)" = gpio ] || fail "$(in_unit SupplementaryGroups)"
  [[ " $(in_unit RestrictAddressFamilies) " == *" AF_UNIX "*AF_INET* ]] || fail "$(in_unit RestrictAddressFamilies)"
  [ -z "$(in_unit MemoryDenyWriteExecute)$(in_unit PrivateDevices)$(in_unit ProcSubset)" ] || fail "this would break it"
}

test_what_needs_a_person_is_not_tried_again_and_the_help_knows_each_code() {
  local code
  ran 0 "$ROOT/kedge" help
  for code in $(in_unit RestartPreventExitStatus); do
    grep -qE "(^|  )$code +[a-zA-Z]" <<< "$OUT" || fail "the help does not know $code"
  done
  for code in 0 69 70 75 77 81; do
    [[ " $(in_unit RestartPreventExitStatus) " != *" $code "* ]] || fail "$code may pass by itself"
  done
}

run_tests 3>&1
