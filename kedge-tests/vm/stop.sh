#!/usr/bin/env bash
# How the service stops, and what becomes of an output whose process is killed. The chip keeps the level when the kernel takes the line back: that is this chip,
# and this test measures it; the service manager has a process of its own set the safe level.
# shellcheck disable=SC2016
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

# Offsets of the profile qemu-virt.
BUTTON=0 LED=7

light_is() { drive get | grep -q "\"line\": $LED, \"level\": $1"; }

restarts() { guest 'systemctl show -p NRestarts --value kedge'; }

# A press turns the light. The kill hits while it is on; Java ends at once then, and the light is on still.
play() {
  light_is 0 || press
  await 20 light_is 0
  press
  await 20 light_is 1
  RESTARTS=$(restarts)
  SINCE=$(guest 'date "+%Y-%m-%d %H:%M:%S"')
  guest 'kill -KILL $(systemctl show -p MainPID --value kedge)'
  KEPT=$(drive get | grep -c "\"line\": $LED, \"level\": 1" || true)
  await 120 light_is 0
  RESTARTS_WHEN_SAFE=$(restarts)
  await_guest '[ "$(systemctl show -p StatusText --value kedge)" != "" ] && systemctl is-active --quiet kedge' 240
}

press() {
  drive set "$BUTTON" 1
  sleep 0.2   # longer than the debounce period
  drive set "$BUTTON" 0
  sleep 0.2
}

test_the_chip_keeps_the_level_of_a_process_that_was_killed() {
  figure output_after_kill "$([ "$KEPT" = 1 ] && echo kept || echo dropped)"
  [ "$KEPT" = 1 ] || fail "the light went out by itself: the chip does not keep what it was set to"
}

test_the_safe_level_is_set_before_the_service_starts_again() {
  [ "$RESTARTS_WHEN_SAFE" = "$RESTARTS" ] || fail "the next start set it: $RESTARTS restarts before, $RESTARTS_WHEN_SAFE when it was safe"
  guest "journalctl -u kedge --since '$SINCE' -o cat" | grep -q 'set to their safe levels (.*led' || fail "$(guest "journalctl -u kedge --since '$SINCE' -o cat | tail -n 20")"
}

test_a_clean_stop_leaves_it_nothing_to_do() {
  local since
  since=$(guest 'date "+%Y-%m-%d %H:%M:%S"')
  restart_kedge > seconds
  ! guest "journalctl -u kedge --since '$since' -o cat" | grep 'outputs of profile' || fail "it was called for a clean stop"
}

service_on_broker
play
run_tests
