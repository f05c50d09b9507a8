#!/usr/bin/env bash
# The board's power is cut: the broker says offline for it. It comes back by itself, as another run.
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

play() {
  messages state boot | tail -n 1 > "$WORK/boot"
  messages info host_boot | tail -n 1 > "$WORK/host_boot"
  "$ROOT/kedge" vm stop --now
  await 90 state_is offline
  "$ROOT/kedge" vm start --keep
  await 240 state_is online
}

test_the_last_will_says_offline() {
  [ "$(messages state state | tail -n 2 | tr '\n' ' ')" = "offline online " ] || fail "$(messages state state)"
  [ "$(grep '/state .*"state":"offline"' "$MESSAGES" | sed -n 's/.*"boot":"\([^"]*\)".*/\1/p' | tail -n 1)" = "$(cat "$WORK/boot")" ] ||
    fail "it is not the will of the run that was cut off"
}

test_it_returns_with_a_new_boot_of_the_run_and_of_the_kernel() {
  [ "$(messages state boot | tail -n 1)" != "$(cat "$WORK/boot")" ] || fail "the run's boot id is the old one"
  [ "$(messages info host_boot | tail -n 1)" != "$(cat "$WORK/host_boot")" ] || fail "the kernel's boot id is the old one"
}

test_its_lines_work_again() {
  local before
  before=$(line_api motion edges)
  drive square 4 2 4 > /dev/null
  await 20 edges_are $((before + 4))
}

edges_are() { [ "$(line_api motion edges)" -eq "$1" ]; }

service_on_broker
# what is written must be on the disk before the power goes
guest sync
play
run_tests
