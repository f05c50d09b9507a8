#!/usr/bin/env bash
# The emulated board is what the tests on it rely on: the system, its rights, its lines in both directions, its network.
# shellcheck disable=SC2016
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

test_it_is_a_64_bit_debian_13_on_arm() {
  ran 0 guest 'uname -m; getconf LONG_BIT; dpkg --print-architecture; . /etc/os-release; echo "$ID $VERSION_ID"; systemctl is-system-running'
  [ "$OUT" = $'aarch64\n64\narm64\ndebian 13\nrunning' ] || fail "$OUT; failed units: $(guest 'systemctl --failed --plain --no-legend')"
}

test_java_is_25_and_makes_aot_caches() {
  local option
  ran 0 guest 'java -XX:+PrintFlagsFinal -version 2>&1'
  said 'openjdk version "25'
  for option in AOTCache AOTCacheOutput AOTMode; do said " $option "; done
}

test_the_chip_belongs_to_the_group_gpio() {
  ran 0 guest 'stat -c "%G %a %F" /dev/gpiochip0; id -nG pi; gpiodetect'
  [[ $OUT == $'gpio 660 character special file\npi '*gpio*$'\ngpiochip0 [9030000.pl061] (8 lines)' ]] || fail "$OUT"
}

test_a_user_in_the_group_may_use_it_and_another_may_not() {
  ran 0 guest 'runuser -u pi -- gpioget -c gpiochip0 4'
  ran 1 guest 'runuser -u nobody -- gpioget -c gpiochip0 4'
  said 'Permission denied'
}

test_no_line_is_taken_and_the_last_are_the_outputs_by_name() {
  ran 0 guest gpioinfo
  [[ $OUT != *consumer=* && $OUT == *'"DI0"'*'"DO1"'* ]] || fail "$OUT"
}

test_the_user_pi_may_use_sudo_as_ansible_does() {
  ran 0 guest 'runuser -u pi -- sudo -n id -u'
  said 0
}

# listen LINE NUMBER: gpiomon for so many edges of a line, its events in ./events; returns when it listens.
listen() {
  in_background events ssh -n -F "$KEDGE_VM_RUN/ssh_config" board \
    "timeout 60 gpiomon -c gpiochip0 --num-events=$2 --edges=both --format '%o %E' $1"
  await_guest "gpioinfo -c gpiochip0 $1 | grep -q 'consumer=\"gpiomon\"'" 20
}

test_a_press_and_its_release_are_two_edges_for_the_guest() {
  drive set 2 0 > /dev/null
  listen 2 2
  drive set 2 1 > /dev/null
  drive set 2 0 > /dev/null
  await 20 grep -q falling events
  [ "$(cat events)" = $'2 rising\n2 falling' ] || fail "$(cat events)"
}

test_fifty_edges_are_fifty() {
  listen 3 50
  drive count 3 50 > driven || fail "$(cat driven)"
  await 20 test "$(value edges < driven)" = 50
  await 20 lines_are events 50
  [ "$(grep -c rising events)" = 25 ] || fail "not every other edge rises: $(cat events)"
  figure edge_acknowledged_us_p50 "$(value p50 < driven)"
}

lines_are() { [ "$(wc -l < "$1")" -eq "$2" ]; }

test_what_the_guest_drives_is_seen_outside() {
  in_background outputs python3 "$ROOT/vm/gpio.py" "$KEDGE_VM_RUN" watch --seconds 60
  await 10 grep -q watching outputs
  guest 'timeout 0.5 gpioset -c gpiochip0 6=1; timeout 0.5 gpioset -c gpiochip0 6=0' || true
  await 20 grep -q '"line": 6, "level": 0' outputs
  [ "$(grep '"line": 6' outputs | value level | tr '\n' ' ')" = "1 0 " ] || fail "$(cat outputs)"
}

test_the_guest_reaches_a_broker_on_the_hosts_loopback() {
  broker_start
  guest "exec 3<>/dev/tcp/$HOST_OF_GUEST/$BROKER_PORT" || fail "no connection to $HOST_OF_GUEST:$BROKER_PORT"
}

# The guest says with a line that it saw the cable go: it cannot say so over the network.
test_its_cable_can_be_pulled_and_plugged() {
  guest 'setsid sh -c "until grep -q 0 /sys/class/net/e*/carrier; do sleep 0.1; done; timeout 20 gpioset -c gpiochip0 7=1" > /dev/null 2>&1 < /dev/null &'
  cable off
  await 20 line_is 7 1
  cable on
  await_guest 'grep -q 1 /sys/class/net/e*/carrier && pkill -x gpioset' 30
}

line_is() { drive get | grep -q "\"line\": $1, \"level\": $2"; }

test_its_clock_is_the_hosts() {
  local off
  off=$(($(guest 'date +%s') - $(date +%s)))
  [ "${off#-}" -le 5 ] || fail "it is $off s off"
}

test_a_cpu_can_be_taken_away_and_given_back() {
  ran 0 guest 'cd /sys/devices/system/cpu && echo 0 > cpu1/online && cat online && echo 1 > cpu1/online && cat online'
  [ "$OUT" = $'0\n0-1' ] || fail "$OUT"
}

test_a_units_memory_limit_holds() {
  ran 0 guest 'systemd-run --quiet --wait --pipe -p MemoryMax=64M sh -c "cat /sys/fs/cgroup\$(cut -d: -f3 /proc/self/cgroup)/memory.max"'
  said 67108864
}

run_tests
