#!/usr/bin/env bash
# A CPU is taken from the service, and from the board, and given back, while edges come: the engine notices, and loses none.
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

MOTION=4

# said_since TEXT: in the journal since the script began.
said_since() {
  guest "journalctl -u kedge --since @$SINCE -o cat | grep -qF $(printf %q "$1")" || fail "not in the journal: $1"
}

# cpu_1_is present|missing: what the local API says.
cpu_1_is() {
  local missing
  missing=$(guest "python3 -c 'import json, urllib.request
state = json.load(urllib.request.urlopen(\"http://127.0.0.1:8080/api/state\"))
print(any(each.startswith(\"cpu-offline: CPU 1 \") for each in state[\"degraded\"]))'")
  [ "$missing" = "$([ "$1" = missing ] && echo True || echo False)" ]
}

edges_are() { [ "$(line_api motion edges)" -eq "$1" ]; }

# without_cpu_1 TAKE GIVE: the commands that take CPU 1 away and give it back; ten edges come meanwhile, and ten afterwards.
without_cpu_1() {
  local before
  before=$(line_api motion edges)
  SINCE=$(guest 'date +%s')
  guest "$1" || fail "cannot: $1"
  drive square "$MOTION" 4 10 > /dev/null
  await 60 cpu_1_is missing
  said_since "CPU 1 is offline or not this process's any more"
  await 20 edges_are $((before + 10))
  guest "$2" || fail "cannot: $2"
  drive square "$MOTION" 4 10 > /dev/null
  await 60 cpu_1_is present
  await 20 edges_are $((before + 20))
}

test_a_narrowed_cpuset_is_noticed_and_a_widened_one() {
  without_cpu_1 'systemctl set-property --runtime kedge AllowedCPUs=0' 'systemctl set-property --runtime kedge AllowedCPUs=0-1'
}

test_a_cpu_that_goes_offline_is_noticed_and_its_return() {
  without_cpu_1 'echo 0 > /sys/devices/system/cpu/cpu1/online' 'echo 1 > /sys/devices/system/cpu/cpu1/online'
}

service_on_broker
run_tests
