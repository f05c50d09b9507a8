#!/usr/bin/env bash
# The role installs the archive on the board over ssh, as on a Raspberry Pi; what is there afterwards, and that a second run
# changes nothing. The other scripts use the service that this one leaves behind.
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

# play FIGURE: the playbook as its user calls it; how long it took is the figure.
play() {
  local begin=$SECONDS
  cd "$ROOT/ansible" || exit
  KEDGE_VM_BROKER_PORT=$BROKER_PORT ANSIBLE_NOCOLOR=1 ran 0 ansible-playbook -i inventories/vm site.yml
  figure "$1" "$((SECONDS - begin)) s"
}

changed() { sed -n 's/^board .* changed=\([0-9]*\) .*/\1/p' <<< "$OUT"; }

properties() { guest "systemctl show kedge -p $1 --value"; }

test_1_the_first_run_installs() {
  play install_first
  [ "$(changed)" -gt 0 ] || fail "changed nothing: $OUT"
}

# build_is BUILD: that is what the board says on the broker that it is.
build_is() { [ "$(messages info build | tail -n 1)" = "$1" ]; }

test_2_it_runs_as_what_was_packed_and_says_so_on_the_broker() {
  local archive build
  archive=$(echo "$ROOT"/target/kedge-*.tar.gz)
  [ "$(guest 'readlink /opt/kedge/current')" = "releases/$(tar -tzf "$archive" | sed -n '1s/kedge-\(.*\)\//\1/p')" ] || fail "link"
  build=$(tar -xzOf "$archive" --wildcards '*/VERSION')
  [ "$(guest '/opt/kedge/current/kedge version')" = "$build" ] || fail "version"
  ran 0 guest '/opt/kedge/current/kedge verify'
  build=${build#*\(}
  await 120 build_is "${build%)}"
  await 10 state_is online
  [ "$(guest "systemctl show kedge -p ActiveState -p UnitFileState -p NRestarts" | sort | tr "\n" " ")" = "ActiveState=active NRestarts=0 UnitFileState=enabled " ] ||
    fail "$(guest "systemctl status kedge")"
}

test_3_user_rights_and_settings_are_as_designed() {
  ran 0 guest 'getent passwd kedge | cut -d : -f 6,7; id -nG kedge; stat -c "%n %a %U %G" /opt/kedge /etc/kedge /etc/kedge/kedge.env /var/lib/kedge
    stat -c "%U %G" /opt/kedge/current/app; find /opt/kedge -not -user root'
  [ "$OUT" = '/var/lib/kedge:/usr/sbin/nologin
kedge gpio
/opt/kedge 755 root root
/etc/kedge 750 root kedge
/etc/kedge/kedge.env 640 root kedge
/var/lib/kedge 750 kedge kedge
root root' ] || fail "$OUT"
}

test_4_a_second_run_changes_nothing_and_restarts_nothing() {
  local pid
  pid=$(properties MainPID)
  play install_second
  [ "$(changed)" = 0 ] || fail "$OUT"
  [ "$(properties MainPID)" = "$pid" ] || fail "restarted"
}

"$ROOT/kedge" package > "$WORK/log" 2>&1 || { echo "not ok package: $(tail -n 20 "$WORK/log" | tr '\n' ' ')"; exit 1; }
broker_start
MESSAGES=$WORK/messages
capture "$MESSAGES" 'kedge/#'
run_tests
