#!/usr/bin/env bash
# The AOT cache of an unpacked release: made by itself, used if it fits, and never in the way if it does not.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

"$ROOT/kedge" package > "$WORK/log" 2>&1 || { echo "not ok package: $(tail -n 20 "$WORK/log" | tr '\n' ' ')"; exit 1; }
chmod 755 "$WORK"
mkdir "$WORK/releases" "$WORK/state"
tar -xzf "$(echo "$ROOT"/target/kedge-*.tar.gz)" -C "$WORK/releases"
BOARD=$(echo "$WORK"/releases/*)

# as_nobody COMMAND...: without rights, if this is root; with a state folder of its own.
as_nobody() {
  local -a who=()
  if [ "$(id -u)" -eq 0 ]; then
    chown 65534:65534 "$WORK/state"
    who=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  fi
  "${who[@]}" env STATE_DIRECTORY="$WORK/state" HOME=/nowhere "$@"
}

# What stands in the environment of a service must not reach the training.
MADE=$(as_nobody KEDGE_MQTT_PASSWORD=secret KEDGE_HTTP_PORT=80 NOTIFY_SOCKET=/nowhere "$BOARD/kedge" aot 2>&1) || echo "not ok aot: $MADE"
CACHE=$(echo "$WORK"/state/*.aot)

# cached FOLDER: a state folder with a copy of the cache, which a test may spoil; its file is in COPY.
cached() {
  cp -r "$WORK/state" "$1"
  COPY=$(echo "$PWD/$1"/*.aot)
}

# running: a run of the release on a simulated board that found no broker; its output in "out", its process in RUN.
running() {
  env "$@" "$BOARD/kedge" run --http-port 0 --broker mqtt://127.0.0.1:1 > out 2>&1 < /dev/null &
  RUN=$!
  trap 'kill $RUN 2> /dev/null; wait $RUN' EXIT
  local end=$((SECONDS + 60))
  until grep -q ' pressed ' out; do
    [ "$SECONDS" -lt "$end" ] || fail "no press: $(cat out)"
    sleep 0.1
  done
}

test_it_says_what_it_made() {
  [[ $MADE == "made $CACHE, "*M ]] || fail "$MADE"
  [ "$(cd "$WORK/state" && echo *)" = "${CACHE##*/} ${CACHE##*/}.cksum" ] || fail "left over: $(ls "$WORK/state")"
  [[ ${CACHE##*/} == "aot-$(sha256sum "$BOARD/MANIFEST.sha256" | cut -c 1-12)-"* ]] || fail "$CACHE"
}

test_a_second_time_it_is_there_already() {
  local before
  before=$(stat -c %y "$CACHE")
  ran 0 as_nobody "$BOARD/kedge" aot
  [ "$OUT" = "$CACHE is there already" ] || fail "$OUT"
  [ "$(stat -c %y "$CACHE")" = "$before" ] || fail "made again"
}

test_a_run_uses_it_and_needs_no_flags_but_jar() {
  running STATE_DIRECTORY="$WORK/state"
  grep -qF "$CACHE" "/proc/$RUN/maps" || fail "not mapped: $(cat out)"
  tr '\0' ' ' < "/proc/$RUN/cmdline" > line
  grep -q ' -jar ' line || fail "$(cat line)"
  if grep -qE -- '--add-opens|--enable-native-access' line; then fail "$(cat line)"; fi
  if grep -q '\[' out; then fail "Java complains: $(cat out)"; fi
}

test_a_run_without_one_runs_as_well() {
  running STATE_DIRECTORY="$PWD"
  if grep -q '\.aot' "/proc/$RUN/maps"; then fail "it has one"; fi
  kill "$RUN"
  wait "$RUN" || fail "ended with $?"
}

test_nothing_of_it_is_written_into_the_release() {
  running STATE_DIRECTORY="$WORK/state"
  kill "$RUN"
  wait "$RUN" || fail "ended with $?"
  ran 0 "$BOARD/kedge" verify
}

# Damage at the head, in the middle, where the heap lies: Java itself would end with a fault, or start and fail later.
test_a_damaged_one_costs_a_line_and_is_made_again() {
  local size at
  size=$(stat -c %s "$CACHE")
  for at in 5000 $((size / 2)) $((size - 100000)); do
    rm -rf state
    cached state
    head -c 4000 /dev/zero | tr '\0' '\377' | dd of="$COPY" bs=1000 seek=$((at / 1000)) conv=notrunc 2> /dev/null
    STATE_DIRECTORY=$PWD/state ran 0 "$BOARD/kedge" run --version
    [ "$(wc -l <<< "$OUT")" -eq 2 ] || fail "damaged at $at: $OUT"
    said "kedge: $COPY is damaged and not used; 'kedge aot' makes it again"
  done
  STATE_DIRECTORY=$PWD/state ran 0 "$BOARD/kedge" aot
  said "made $COPY"
  STATE_DIRECTORY=$PWD/state ran 0 "$BOARD/kedge" run --version
  [ "$(wc -l <<< "$OUT")" -eq 1 ] || fail "$OUT"
}

test_half_of_one_and_none_of_its_sum_are_damage() {
  cached state
  truncate -s 1M "$COPY"
  STATE_DIRECTORY=$PWD/state ran 0 "$BOARD/kedge" run --version
  said "is damaged"
  rm "$COPY.cksum"
  STATE_DIRECTORY=$PWD/state ran 0 "$BOARD/kedge" run --version
  said "is damaged"
}

test_one_that_does_not_fit_is_passed_over_by_java() {
  cp -rp "$BOARD" "${BOARD##*/}"
  touch "${BOARD##*/}/app/quarkus-run.jar"
  STATE_DIRECTORY=$WORK/state ran 0 "${BOARD##*/}/kedge" run --version
  said "Kedge "
  said "timestamp has changed"
}

test_a_training_that_fails_leaves_nothing_and_says_why() {
  cp -rp "$BOARD" board
  : > board/app/quarkus-run.jar
  mkdir state
  STATE_DIRECTORY=$PWD/state ran 1 board/kedge aot
  said "the training ended too early"
  said "quarkus-run.jar"
  [ -z "$(ls state)" ] || fail "left over: $(ls state)"
}

test_a_folder_that_cannot_be_written_is_named() {
  STATE_DIRECTORY=/proc/nowhere ran 1 "$BOARD/kedge" aot
  said "/proc/nowhere cannot be made"
}

test_caches_of_releases_that_are_gone_are_removed() {
  local board
  board=releases/${BOARD##*/}
  cached state
  mkdir -p releases/1.0-111111111111
  cp -rp "$BOARD" releases/
  touch state/aot-{111111111111,222222222222}-25.aot{,.cksum}
  touch "${COPY%-*}-oldjava.aot"
  STATE_DIRECTORY=$PWD/state ran 0 "$board/kedge" aot
  [ -e state/aot-111111111111-25.aot ] || fail "it took one that is still there"
  [ -e "$COPY" ] || fail "it took its own"
  [ ! -e "${COPY%-*}-oldjava.aot" ] || fail "$(ls state)"
  [ ! -e state/aot-222222222222-25.aot ] || fail "$(ls state)"
  [ ! -e state/aot-222222222222-25.aot.cksum ] || fail "$(ls state)"
}

run_tests
