#!/usr/bin/env bash
# ./kedge run from the outside: what a person sees, what a subscriber gets, how it ends.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# await SECONDS COMMAND...: until the command succeeds.
await() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "waited in vain for '$*'; the run said: $(tail -n 30 out)"
    kill -0 "$RUN" 2> /dev/null || fail "it ended: $(tail -n 30 out)"
    sleep 0.1
  done
}

# started: a run in the background, its process in RUN, its output in the file "out", connected.
# The broker of its own needs some seconds. Background processes of a script ignore Ctrl-C, hence env.
started() {
  env --default-signal=INT "$ROOT/kedge" run --http-port 0 --mqtt-port 0 --device kedge-test > out 2>&1 < /dev/null &
  RUN=$!
  trap 'kill $(jobs -p) 2> /dev/null; wait' EXIT
  await 240 grep -q ' connected to mqtt://' out
}

# follow: the words of the line that the run shows, without quotes.
follow() {
  sed -n "s/^  follow *//p" out | tr -d "'"
}

test_a_follower_gets_events_and_the_end_within_three_seconds() {
  local -a subscribe
  local before code=0
  started
  read -ra subscribe < <(follow)
  [ "${subscribe[0]}" = mosquitto_sub ] || fail "no line to follow: $(cat out)"
  "${subscribe[@]}" > messages &
  await 60 grep -q '/event/.* {' messages
  grep -q '/state {.*online' messages || fail "no state: $(cat messages)"
  grep -q '/info {' messages || fail "no info: $(cat messages)"
  await 30 grep -q '/stats/workqueues {' messages
  before=$(date +%s%N)
  kill -INT "$RUN"
  wait "$RUN" || code=$?
  [ "$code" -eq 0 ] || fail "Ctrl-C ended it with $code: $(tail -n 20 out)"
  [ $(($(date +%s%N) - before)) -lt 3000000000 ] || fail "it took longer than 3 s to stop"
  grep '/state {' messages | tail -n 1 | grep -q offline || fail "no offline: $(grep '/state {' messages)"
}

test_a_wrong_option_is_refused_with_the_applications_code() {
  ran 64 "$ROOT/kedge" run --bord sim
  said "--board"
}

test_safe_state_has_nothing_to_set_on_the_simulated_board_or_after_a_clean_stop() {
  ran 0 env -u KEDGE_BOARD "$ROOT/kedge" safe-state
  said "profile sim is simulated; there is nothing to set"
  ran 66 env KEDGE_BOARD=raspberypi-5 "$ROOT/kedge" safe-state
  said "raspberrypi-5"
  ran 0 env SERVICE_RESULT=success KEDGE_BOARD=raspberypi-5 "$ROOT/kedge" safe-state
  [ -z "$OUT" ] || fail "it did something: $OUT"
}

test_an_unknown_profile_names_the_nearest() {
  ran 66 "$ROOT/kedge" run --board raspberypi-5
  said "raspberrypi-5"
}

test_a_port_in_use_is_told_with_the_cure() {
  started
  local port
  port=$(follow | sed 's/.* -p \([0-9]*\) .*/\1/')
  ran 69 "$ROOT/kedge" run --http-port 0 --mqtt-port "$port"
  said "port $port is in use"
}

run_tests
