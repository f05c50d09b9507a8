#!/usr/bin/env bash
# How the service starts on the board, with its AOT cache and without.
# shellcheck disable=SC2016
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

CACHES=/var/lib/kedge

# restarted: seconds from the order to READY.
restarted() {
  local from
  guest 'systemctl stop kedge'
  from=$(date +%s.%N)
  guest 'systemctl start kedge'
  awk -v from="$from" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f\n", to - from }'
}

java_line() { guest 'tr "\0" " " < /proc/$(systemctl show -p MainPID --value kedge)/cmdline'; }

test_the_service_uses_the_cache_that_was_made_on_the_board() {
  restarted > seconds
  figure start_to_ready_s_with_aot_cache "$(cat seconds)"
  java_line | grep -q -- "-XX:AOTCache=$CACHES/" || fail "$(java_line)"
  guest 'grep -q "\.aot" /proc/$(systemctl show -p MainPID --value kedge)/maps' || fail "the JVM did not map it"
}

test_the_service_starts_without_it_too() {
  guest "mkdir $CACHES.kept && mv $CACHES/*aot* $CACHES.kept/"
  restarted > seconds
  figure start_to_ready_s_without "$(cat seconds)"
  guest "mv $CACHES.kept/* $CACHES/ && rmdir $CACHES.kept"
  [[ $(java_line) != *AOTCache* ]] || fail "$(java_line)"
}

test_it_keeps_within_its_memory() {
  local kib
  kib=$(guest 'sed -n "s/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p" /proc/$(systemctl show -p MainPID --value kedge)/status')
  figure rss_kib "$kib"
  [ "$kib" -lt $((192 * 1024)) ] || fail "$kib KiB are more than MemoryHigh"
}

run_tests
