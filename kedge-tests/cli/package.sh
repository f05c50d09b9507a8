#!/usr/bin/env bash
# The release archive: complete, verifiable, and it starts where it is unpacked.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

"$ROOT/kedge" package > "$WORK/log" 2>&1 || { echo "not ok package: $(tail -n 20 "$WORK/log" | tr '\n' ' ')"; exit 1; }
tar -xzf "$ROOT"/target/kedge-*.tar.gz -C "$WORK"
BOARD=$(echo "$WORK"/kedge-*)

test_every_file_has_its_checksum() {
  cd "$BOARD" || exit
  sha256sum --quiet -c MANIFEST.sha256 || fail "checksums"
  local listed present
  listed=$(wc -l < MANIFEST.sha256)
  present=$(find . -type f ! -name MANIFEST.sha256 | wc -l)
  [ "$listed" -eq "$present" ] || fail "$listed listed, $present there"
}

test_it_holds_what_a_board_needs() {
  local file
  for file in kedge app/quarkus-run.jar profiles/sim.yaml README.md LICENSE VERSION; do
    [ -f "$BOARD/$file" ] || fail "$file is missing"
  done
}

test_no_demo_broker_ships() {
  [ -z "$(find "$BOARD" -iname '*hivemq*')" ] || fail "HiveMQ is in it"
}

test_help_lists_only_what_works_there() {
  ran 0 "$BOARD/kedge" help
  said "  run "
  [[ $OUT != *"  test "* ]] || fail "$OUT"
  ran 2 "$BOARD/kedge" package
}

test_version_is_the_one_built() {
  ran 0 "$BOARD/kedge" version
  [ "$OUT" = "$("$ROOT/kedge" version)" ] || fail "$OUT"
}

test_the_application_starts_where_it_was_unpacked() {
  ran 0 "$BOARD/kedge" run --version
  said "$("$ROOT/kedge" version | sed 's/.*(\(.*\))/build \1/')"
}

# Quarkus numbers what it generates by the order in which its threads come by, so that one jar of its own differs.
test_a_second_build_packs_the_same() {
  local generated=app/quarkus/generated-bytecode.jar
  grep -v "$generated" "$BOARD/MANIFEST.sha256" > first
  ran 0 "$ROOT/kedge" package
  tar -xzOf "$ROOT"/target/kedge-*.tar.gz "$(basename "$BOARD")/MANIFEST.sha256" | grep -v "$generated" > second
  diff first second || fail "differs"
}

run_tests
