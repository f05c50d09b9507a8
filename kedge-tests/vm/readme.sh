#!/usr/bin/env bash
# The README's section "On a Pi", followed to the letter by the user pi. The service is stopped for it; start.sh starts it.
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

# The first block of commands in the section, for the broker of this test.
commands() {
  sed -n '/^## On a Pi/,/^## /p' "$ROOT/README.md" | awk '/^```/ { inside++; next } inside == 1' |
    sed "s/192\.0\.2\.10/$HOST_OF_GUEST:$BROKER_PORT/"
}

# A user's own run has no right to priorities, and says so: degraded.
it_is_up() { state_is online || state_is degraded; }

pressed_once() { [ "$(messages event/button what)" = pressed ]; }

test_its_commands_lead_to_a_press_on_the_broker() {
  guest 'systemctl stop kedge'
  broker_start
  MESSAGES=$PWD/messages
  capture "$MESSAGES" 'kedge/#'
  commands > commands.sh
  grep -q "mqtt://$HOST_OF_GUEST:$BROKER_PORT" commands.sh || fail "the README names no broker to replace: $(cat commands.sh)"
  copy_to /home/pi "$ROOT"/target/kedge-*.tar.gz commands.sh
  in_background run ssh -n -F "$KEDGE_VM_RUN/ssh_config" board 'cd /home/pi && exec runuser -u pi -- env HOME=/home/pi bash -e commands.sh'
  await 180 it_is_up
  drive set 0 1 > /dev/null
  await 20 grep -q 'button .*pressed' run
  await 20 pressed_once
  drive set 0 0 > /dev/null
  guest 'pkill -INT -u pi java'
  await 20 grep -q 'Stopped in' run
  await 20 state_is offline
  guest 'rm -rf /home/pi/kedge-* /home/pi/commands.sh'
}

run_tests

# Whatever became of it, the next script finds the lines free.
guest 'pkill -INT -u pi java' || true
await_guest '! pgrep -u pi java' 20
