#!/usr/bin/env bash
# End to end: pins driven from outside, the kernel, the installed service, a broker. The lines are played once; each test
# looks at one side of what came of it.
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

# Offsets of the profile qemu-virt.
BUTTON=0 DOOR=1 METER=2 MOTION=4 LED=7
BURST=60
RATES=(25 50 75 100 150 250)

# train LEVEL: a contact's movement, the first edge and twelve bounces within 6 ms.
train() {
  local level=$1 at edges=()
  for at in {0..12}; do
    edges+=("$((at * 480)):$level")
    level=$((1 - level))
  done
  drive pattern "$BUTTON" "${edges[@]}" > "$WORK/train"
}

count_is() { [ "$(messages "$1" seq | wc -l)" -eq "$2" ]; }

play() {
  BEFORE=$(monotonic)
  train 1
  await 20 count_is event/button 1
  await 20 light_is 1
  train 0
  await 20 count_is event/button 2
  AFTER=$(monotonic)
  drive square "$MOTION" 1 20 > "$WORK/motion"
  drive square "$METER" 2 40 > "$WORK/meter"
  drive square "$DOOR" 2000 "$BURST" > "$WORK/burst"
  train 1
  await 20 count_is event/button 3
  await 20 light_is 0
  train 0
  await 20 count_is event/button 4
  DOOR_EDGES=$(line_api door edges)
  await 30 stats_are_newest
}

stats_are_newest() { [[ $(row button events) = 4 && $(row door edges) = "$DOOR_EDGES" ]]; }

light_is() { drive get | grep -q "\"line\": $LED, \"level\": $1"; }

# row LINE FIELD...: of the newest stats/lines.
row() { messages last stats/lines "$@"; }

test_a_bouncing_press_is_one_pressed_and_its_release_one_released() {
  [ "$(messages event/button what | tr '\n' ' ')" = "pressed released pressed released " ] || fail "$(messages event/button what bounces)"
  local edges events bounces lost
  read -r edges events bounces lost <<< "$(row button edges events bounces lost)"
  [[ $events -eq 4 && $lost -eq 0 && $edges -eq $((events + bounces)) ]] || fail "$(row button edges events bounces lost)"
  [ "$bounces" -gt 0 ] || fail "no bounce came through to be swallowed: $edges edges"
}

test_stamps_are_the_kernels_monotonic_clock() {
  local stamp last=$BEFORE
  while read -r stamp; do
    [ "$stamp" -gt "$last" ] || fail "$stamp does not follow $last"
    last=$stamp
  done < <(messages event/button edge.mono_ns | head -n 2)
  [ "$last" -lt "$AFTER" ] || fail "$last is not before $AFTER"
  [ "$(messages event/button edge.mono_ns)" = "$(messages event/button edge.mono_ns | sort -n)" ] || fail "out of order"
}

test_twenty_level_changes_are_twenty_and_twenty_pulses_are_twenty() {
  [ "$(row motion edges events lost merged)" = "20 20 0 0" ] || fail "motion: $(row motion edges events lost merged)"
  [ "$(row meter edges events lost)" = "20 20 0" ] || fail "meter: $(row meter edges events lost)"
}

test_the_totals_are_those_of_the_messages() {
  local line
  for line in button door motion; do
    [ "$(row "$line" events)" -eq "$(messages "event/$line" seq | wc -l)" ] ||
      fail "$line: $(row "$line" events) in stats/lines, $(messages "event/$line" seq | wc -l) messages"
  done
}

test_no_message_is_missing() {
  local numbers
  numbers=$(grep -h '/event/' "$MESSAGES" | sed -n 's/.*"seq":\([0-9]*\),"dropped":\([0-9]*\),.*/\1 \2/p')
  [ "$numbers" = "$(seq 0 $(($(wc -l <<< "$numbers") - 1)) | sed 's/$/ 0/')" ] || fail "$(tr '\n' ',' <<< "$numbers")"
}

test_a_burst_ends_with_the_right_level() {
  local level
  level=$(messages value/door value | tail -n 1)
  [ "$(drive get | grep -o "\"line\": $DOOR, \"level\": [01]" | tail -c 2)" = "$([ "$level" = true ] && echo 1 || echo 0)" ] || fail "value/door says $level"
  [ "$DOOR_EDGES" -le "$BURST" ] || fail "$DOOR_EDGES edges of $BURST"
  [ "$(row door overflows handler_failures)" = "0 0" ] || fail "$(row door overflows handler_failures)"
}

test_the_light_that_each_press_toggles_is_seen_outside() {
  [ "$(messages info simulated)" = false ] || fail "$(messages info board simulated)"
  light_is 0 || fail "two presses leave it on"
}

service_on_broker
play
read -r p50 max <<< "$(python3 "$ROOT/kedge-tests/vm/messages.py" "$MESSAGES" lateness event/motion "$WORK/motion")"
figure edge_to_message_ms_p50 "$p50"
figure edge_to_message_ms_max "$max"
figure burst_edges_seen "$DOOR_EDGES of $BURST"
run_tests

# How fast edges may come before some are merged by the chip; no test, as the emulation has no timing.
for hz in "${RATES[@]}"; do
  before=$(line_api motion edges)
  drive square "$MOTION" "$hz" 100 > /dev/null
  settled=-1
  while [ "$settled" != "$(line_api motion edges)" ]; do settled=$(line_api motion edges); done
  figure "edges_seen_of_100_at_$((hz * 2))_per_second" "$((settled - before))"
done
