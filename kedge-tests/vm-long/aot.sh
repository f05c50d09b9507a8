#!/usr/bin/env bash
# The AOT cache made on a board that is running (./kedge vm start, kedge-tests/vm/install.sh), and what it gives. Takes some five
# minutes there, more than "./kedge test" has for the board.
# shellcheck disable=SC2016
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

java_of() { guest "tr '\\0' '\\n' < /proc/\$(systemctl show -p MainPID --value kedge)/$1"; }

test_1_without_it_the_service_starts() {
  guest 'rm -rf /var/lib/kedge/*aot*'
  restart_kedge > seconds
  figure start_to_ready_s_without_aot_cache "$(cat seconds)"
  [[ $(java_of cmdline) != *AOTCache* ]] || fail "$(java_of cmdline)"
}

test_2_it_is_made_on_the_board() {
  local from=$SECONDS
  ran 0 guest 'runuser -u kedge -- env STATE_DIRECTORY=/var/lib/kedge /opt/kedge/current/kedge aot'
  figure aot_cache_made_s "$((SECONDS - from))"
}

test_3_with_it_the_service_starts_sooner() {
  restart_kedge > seconds
  figure start_to_ready_s_with_aot_cache "$(cat seconds)"
  [[ $(java_of cmdline) == *-XX:AOTCache=/var/lib/kedge/* ]] || fail "$(java_of cmdline)"
  guest 'grep -q "aot" /proc/$(systemctl show -p MainPID --value kedge)/maps' || fail "the JVM did not map it"
}

run_tests
