#!/usr/bin/env bash
# The whole role on a fake board: what it makes, that it does so once, and what restarts Kedge.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=kedge-tests/ansible/lib/boards.sh
. "$(dirname "$0")/lib/boards.sh"

# pi [VARIABLE: VALUE]...: the board pi with a release for it, answering.
pi() {
  release 1.0
  serve pi
  board pi "kedge_http_port: $PORT" "$@"
}

# did WORDS: what systemd was told to do since the last look.
did() {
  [ "$(tr '\n' ' ' < pi/systemd/log)" = "$*${*:+ }" ] || fail "systemd did $(tr '\n' ' ' < pi/systemd/log), expected $*"
  : > pi/systemd/log
}

# changes NUMBER: so many tasks of the last run changed something.
changes() { [ "$(recap pi changed)" = "$1" ] || fail "changed $(recap pi changed), expected $1: $(grep -B 1 '^changed' <<< "$OUT")"; }

inode_and_time() { find pi/root -printf '%p %i %m %C@\n' | sort; }

# file FILE MODE: the file has that mode; prints what is in it.
file() {
  [ "$(stat -c %a "pi/root/$1")" = "$2" ] || fail "$1 has mode $(stat -c %a "pi/root/$1")"
  cat "pi/root/$1"
}

test_a_dry_run_on_an_empty_board_tells_and_changes_nothing() {
  pi
  local before
  before=$(inode_and_time)
  play 0 --check --diff -e __kedge_user=nobody-has-this
  [ "$(recap pi changed)" -ge 3 ] || fail "told too little: $OUT"
  said "+current: $RELEASE"
  [[ $OUT != *"without a cache"* ]] || fail "speaks of a cache that it did not try to make"
  diff <(echo "$before") <(inode_and_time) || fail "changed"
  [ ! -e pi/systemd/log ] || fail "systemd did something"
}

test_a_first_run_installs_and_a_second_changes_nothing() {
  echo "profile: porch" > porch.yaml
  pi "kedge_profile_file: $PWD/porch.yaml" "kedge_broker: mqtt://kedge@192.0.2.10" "kedge_mqtt_password: hush-hush" \
    "kedge_environment: {KEDGE_SEED: 7, JAVA_HOME: '/a \"b'}"
  play 0 --diff -v
  [[ $OUT != *hush-hush* ]] || fail "the password is shown: $(grep -B 3 -F hush-hush <<< "$OUT")"
  did daemon-reload enable start
  [ "$(readlink pi/root/opt/kedge/current)" = "releases/$RELEASE" ] || fail "link"
  [ "$(file etc/kedge/mqtt-password 640)" = hush-hush ] || fail "password"
  [ "$(file etc/kedge/profile.yaml 640)" = "profile: porch" ] || fail "profile"
  [ "$(file etc/systemd/system/kedge.service 644)" = "# unit of 1.0" ] || fail "unit"
  [ -n "$(find pi/root/var/lib/kedge -name 'cache-*')" ] || fail "no cache"
  diff - <(file etc/kedge/kedge.env 640) << END || fail "settings"
# Ansible managed
JAVA_HOME="/a \\"b"
KEDGE_BOARD="$PWD/pi/root/etc/kedge/profile.yaml"
KEDGE_BROKER="mqtt://kedge@192.0.2.10"
KEDGE_HTTP_HOST="127.0.0.1"
KEDGE_HTTP_PORT="$PORT"
KEDGE_MQTT_PASSWORD_FILE="$PWD/pi/root/etc/kedge/mqtt-password"
KEDGE_SEED="7"
END
  local before
  before=$(inode_and_time)
  play 0
  changes 0
  did
  diff <(echo "$before") <(inode_and_time) || fail "changed"
}

test_kedge_is_restarted_by_a_change_and_systemd_reloaded_by_one_of_the_unit() {
  pi "kedge_limits: {MemoryMax: 200M, CPUQuota: 50%}"
  play 0 -e __kedge_unit_group=another
  did daemon-reload enable start
  diff - <(file etc/systemd/system/kedge.service.d/50-ansible.conf 644) << END || fail "limits"
# Ansible managed
[Service]
CPUQuota=50%
MemoryMax=200M
SupplementaryGroups=
SupplementaryGroups=$(id -gn)
END
  play 0 -e kedge_device=porch -e __kedge_unit_group=another
  changes 2
  did restart
  # the same settings, but as if the run that changed them had been cut off before its restart
  touch pi/root/etc/kedge/kedge.env
  play 0 -e kedge_device=porch -e __kedge_unit_group=another
  said "The settings are younger than the process"
  did restart
  play 0 -e kedge_device=porch -e '{"kedge_limits": {}}'
  did daemon-reload restart
  [ ! -e pi/root/etc/systemd/system/kedge.service.d/50-ansible.conf ] || fail "limits are still there"
}

test_a_new_release_takes_the_place_of_the_old_one() {
  pi
  play 0
  did daemon-reload enable start
  local old=$RELEASE
  release 2.0
  play 0
  did daemon-reload restart
  [ "$(readlink pi/root/opt/kedge/current)" = "releases/$RELEASE" ] || fail "link"
  [ -d "pi/root/opt/kedge/releases/$old" ] || fail "the old one is gone"
  [ "$(file etc/systemd/system/kedge.service 644)" = "# unit of 2.0" ] || fail "unit"
}

test_a_board_that_is_not_ready_or_runs_something_else_fails_the_run_with_its_journal() {
  pi "kedge_ready_seconds: 1" "kedge_aot: false"
  touch pi/systemd/unhealthy
  play 2
  said "/q/health/ready answers 404"
  said "The journal ends with:
        kedge[7]: line 17 is held by gpiomon"
  rm pi/systemd/unhealthy
  touch pi/systemd/breaks
  play 2 -e kedge_device=porch -e kedge_ready_seconds=300
  said "systemd calls it failed"
  said "line 17 is held by gpiomon"
  rm pi/systemd/breaks
  play 0 -e kedge_device=porch
  echo '{"version": "0.9", "build": "abc123"}' > pi/www/api/state
  play 2 -e kedge_device=porch --tags verify
  said "what runs is 0.9 (build abc123), installed is 1.0 (build abc123)"
}

run_tests
