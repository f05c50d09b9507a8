#!/usr/bin/env bash
# Work stands still on purpose: for maintenance while edges come, and while the board sleeps. Nothing is lost.
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

MOTION=4
# Arms the board's clock right before the kernel sleeps; before that nobody knows when it will.
ALARM=/usr/lib/systemd/system-sleep/kedge-tests

kedge() { guest "/opt/kedge/current/kedge $1"; }

# line_is FIELD NUMBER: what the API says of the line.
line_is() { [ "$(line_api motion "$1")" -eq "$2" ]; }

more_events_than() { [ "$(line_api motion events)" -gt "$1" ]; }

# newest STATE REASONS: the last word on the topic state, and why.
newest() {
  [ "$(grep '/state {' "$MESSAGES" | tail -n 1 | sed -n 's/.*"state":"\([a-z]*\)"\(.*"reasons":\(\[[^]]*\]\)\)\?.*/\1 \3/p')" = "$1 $2" ]
}

said_since() { guest "journalctl -u kedge --since @$SINCE -o cat | grep -qE $(printf %q "$1")"; }

test_edges_wait_while_the_operator_works_and_their_events_come_afterwards() {
  local edges events
  edges=$(line_api motion edges)
  events=$(line_api motion events)
  ran 0 kedge 'freeze changing the sensor'
  said "frozen (changing the sensor); nothing runs"
  await 20 newest frozen '["maintenance: changing the sensor"]'
  drive square "$MOTION" 4 10 > /dev/null
  await 20 line_is edges $((edges + 10))
  line_is events "$events" || fail "events went on: $(line_api motion events), before $events"
  ran 0 guest 'systemctl is-active kedge'
  ran 0 kedge thaw
  await 20 newest online ''
  await 30 more_events_than "$events"
  line_is overflows 0 || fail "$(line_api motion overflows) edges did not fit"
}

test_it_is_frozen_before_the_board_sleeps_and_goes_on_when_it_wakes() {
  local slept edges
  slept=$(guest 'journalctl -k -o cat | grep -c "PM: suspend exit"')
  SINCE=$(guest 'date +%s')
  edges=$(line_api motion edges)
  guest "mkdir -p ${ALARM%/*}; printf '#!/bin/sh\n[ \$1 = post ] || rtcwake -m no -s 5 > /dev/null\n' > $ALARM; chmod +x $ALARM"
  guest 'systemctl suspend'
  await_guest "[ \$(journalctl -k -o cat | grep -c 'PM: suspend exit') -gt $slept ]" 120
  guest "rm $ALARM; rmdir --ignore-fail-on-non-empty ${ALARM%/*}"
  await 60 said_since ' workqueues +frozen \(suspend\)'
  await 60 said_since ' workqueues +thawed'
  await 120 newest online ''
  drive square "$MOTION" 4 10 > /dev/null
  await 20 line_is edges $((edges + 10))
}

service_on_broker
run_tests
