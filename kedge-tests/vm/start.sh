#!/usr/bin/env bash
# How the service starts on the board, and what it takes there. With the AOT cache: kedge-tests/vm-long/aot.sh.
# shellcheck disable=SC2016
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

test_it_is_ready_soon_after_the_order() {
  restart_kedge > seconds
  figure start_to_ready_s "$(cat seconds)"
  [ "$(guest 'systemctl show -p StatusText --value kedge')" != "" ] || fail "no status for systemctl"
}

test_it_keeps_within_its_memory() {
  local kib
  kib=$(guest 'sed -n "s/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p" /proc/$(systemctl show -p MainPID --value kedge)/status')
  figure rss_kib "$kib"
  [ "$kib" -lt $((192 * 1024)) ] || fail "$kib KiB are more than MemoryHigh"
}

run_tests
