# What the tests of kedge-tests/vm use beside kedge-tests/lib.sh: the board that is running, its lines, a broker for it.
# "./kedge test vm" starts the board before the first script and stops it after the last; by hand: ./kedge vm start.
# shellcheck shell=bash

# shellcheck source=kedge-tests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export KEDGE_VM_CACHE=${KEDGE_VM_CACHE:-/var/tmp/kedge-vm}
export KEDGE_VM_RUN=${KEDGE_VM_RUN:-$KEDGE_VM_CACHE/run}

# Where the guest finds the host's loopback.
export HOST_OF_GUEST=10.0.2.2

# A test's own output is kept back until it fails; figures go past that.
exec 3>&1
trap leave EXIT

# Ends what the script started in the background, by the pids it noted.
leave() {
  local pid
  while read -r pid; do
    kill "$pid" 2> /dev/null || true
  done < <(cat "$WORK/pids" 2> /dev/null)
  rm -rf "$WORK"
}

# figure NAME VALUE: a measured value, for the log and the summary of the run.
figure() { printf 'figure %s %s\n' "$1" "$2" >&3; }

# in_background FILE COMMAND...: its output in FILE; it ends with the script.
in_background() {
  local file=$1
  shift
  "$@" > "$file" 2>&1 < /dev/null 3>&- &
  echo $! >> "$WORK/pids"
}

# await SECONDS COMMAND...: until it succeeds.
await() {
  local seconds=$1 deadline=$((SECONDS + $1))
  shift
  until "$@" > /dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || fail "not within $seconds s: $*"
    sleep 0.1
  done
}

# guest COMMAND: runs it on the board, as root; ends as it ends, 255 if the board cannot be reached.
guest() { ssh -n -F "$KEDGE_VM_RUN/ssh_config" board "$1"; }

# guest_reads COMMAND: the same with standard input.
guest_reads() { ssh -F "$KEDGE_VM_RUN/ssh_config" board "$1"; }

# await_guest CONDITION SECONDS: until the shell command succeeds on the board, which may be away for a while.
await_guest() {
  local deadline=$((SECONDS + $2)) code=1
  while [ "$SECONDS" -lt "$deadline" ]; do
    code=0
    timeout "$2" ssh -n -F "$KEDGE_VM_RUN/ssh_config" board \
      "timeout $((deadline - SECONDS)) sh -c $(printf %q "until $1; do sleep 0.1; done")" > /dev/null 2>&1 || code=$?
    [ "$code" -ne 0 ] || return 0
    sleep 0.1
  done
  fail "on the board, not within $2 s: $1"
}

# copy_to FOLDER FILE...: onto the board.
copy_to() {
  local to=$1
  shift
  scp -q -r -F "$KEDGE_VM_RUN/ssh_config" "$@" "board:$to"
}

# drive COMMAND...: see "./kedge vm drive --help".
drive() { python3 "$ROOT/vm/gpio.py" "$KEDGE_VM_RUN" "$@"; }

# value KEY: of the JSON on standard input, an object a line.
value() { sed -n 's/.*"'"$1"'": "\{0,1\}\([^",}]*\).*/\1/p'; }

# cable on|off: the board's network.
cable() { "$ROOT/kedge" vm net "$1"; }

# broker_start: a Mosquitto on a port of the loopback; sets BROKER_PORT. For the guest it is HOST_OF_GUEST. All scripts of a board
# use one port, so that its service finds the next broker by itself.
broker_start() {
  [ -s "$KEDGE_VM_RUN/broker-port" ] ||
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' > "$KEDGE_VM_RUN/broker-port"
  BROKER_PORT=$(cat "$KEDGE_VM_RUN/broker-port")
  printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$BROKER_PORT" > "$WORK/mosquitto.conf"
  in_background "$WORK/mosquitto.log" mosquitto -c "$WORK/mosquitto.conf"
  await 10 mosquitto_pub -p "$BROKER_PORT" -t kedge-tests -n
}

# capture FILE TOPIC: from now on all messages of the topic, "SECONDS TOPIC PAYLOAD" a line.
capture() {
  in_background "$1" mosquitto_sub -p "$BROKER_PORT" -F '%U %t %p' -t "$2" -t "kedge-tests/$$"
  await 10 capture_probe "$1"
}

capture_probe() {
  mosquitto_pub -p "$BROKER_PORT" -t "kedge-tests/$$" -m probe
  grep -q " kedge-tests/$$ probe" "$1"
}

# service_on_broker: the service that install.sh left behind talks to the broker of this script; what it publishes is in MESSAGES, as
# capture writes it. Returns when it is online and has said what it is.
service_on_broker() {
  guest 'systemctl is-active --quiet kedge' || fail "no service runs on the board; kedge-tests/vm/install.sh installs it"
  broker_start
  MESSAGES=$WORK/messages
  capture "$MESSAGES" 'kedge/#'
  await 120 state_is online
  await 60 announced
}

announced() { [ -n "$(messages info build)" ]; }

# messages TOPIC FIELD...: the fields of each message so far, a line each.
messages() { python3 "$ROOT/kedge-tests/vm/messages.py" "$MESSAGES" "$@"; }

# state_is STATE: the newest word on the topic state.
state_is() { [ "$(messages state state | tail -n 1)" = "$1" ]; }

# monotonic: the kernel's CLOCK_MONOTONIC on the board, nanoseconds.
monotonic() { guest 'python3 -c "import time; print(time.monotonic_ns())"'; }

# line_api LINE FIELD: what the local API says of a line now.
line_api() {
  guest "python3 -c 'import json, urllib.request
lines = json.load(urllib.request.urlopen(\"http://127.0.0.1:8080/api/lines\"))
print(next(each for each in lines if each[\"id\"] == \"$1\")[\"counters\"][\"$2\"])'"
}

# restart_kedge: restarts the service; prints the seconds from the order to READY.
restart_kedge() {
  local from
  guest 'systemctl stop kedge'
  from=$(date +%s.%N)
  guest 'systemctl start kedge'
  awk -v from="$from" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f\n", to - from }'
}
