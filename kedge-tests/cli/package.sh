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

test_packing_twice_gives_the_same_bytes() {
  cp "$ROOT"/target/kedge-*.tar.gz first
  ran 0 "$ROOT/kedge" package
  cmp first "$ROOT"/target/kedge-*.tar.gz || fail "differs"
}

run_tests
