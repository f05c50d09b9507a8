#!/usr/bin/env bash
# The release archive: complete, verifiable, the same bytes each time, and it starts where it is unpacked.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

"$ROOT/kedge" package > "$WORK/log" 2>&1 || { echo "not ok package: $(tail -n 20 "$WORK/log" | tr '\n' ' ')"; exit 1; }
ARCHIVE=$(echo "$ROOT"/target/kedge-*.tar.gz)
tar -xzf "$ARCHIVE" -C "$WORK"
BOARD=$(echo "$WORK"/kedge-*)
RELEASE=${BOARD##*/kedge-}

# copied: a copy of the release to spoil, in the folder "board".
copied() {
  cp -rp "$BOARD" board
}

test_the_manifest_tells_version_and_build() {
  local version=${RELEASE%-*}
  [ "$(head -n 3 "$BOARD/MANIFEST.sha256")" = "# kedge-release 1
# version $version
# build $(sed 's/.*(\(.*\))/\1/' "$BOARD/VERSION")" ] || fail "$(head -n 3 "$BOARD/MANIFEST.sha256")"
}

test_every_file_has_its_checksum() {
  cd "$BOARD" || exit
  sha256sum --quiet -c MANIFEST.sha256 || fail "checksums"
  local listed present
  listed=$(grep -vc '^#' MANIFEST.sha256)
  present=$(find . ! -type d ! -name MANIFEST.sha256 | wc -l)
  [ "$listed" -eq "$present" ] || fail "$listed listed, $present there"
}

test_the_folder_is_named_after_the_manifest() {
  [ "${RELEASE##*-}" = "$(sha256sum "$BOARD/MANIFEST.sha256" | cut -c 1-12)" ] || fail "$RELEASE"
  [ "$(tar -tzf "$ARCHIVE" | sed 's|/.*||' | sort -u)" = "kedge-$RELEASE" ] || fail "more than one folder"
}

test_verify_finds_nothing_in_what_was_just_unpacked() {
  ran 0 "$BOARD/kedge" verify
  said "kedge $RELEASE: "
  said " files as packed"
}

test_verify_names_what_differs_is_missing_or_is_extra() {
  copied
  printf x >> board/app/quarkus-run.jar
  rm board/profiles/sim.yaml
  mkdir board/profiles/more
  touch 'board/profiles/more/my own.yaml'
  ln -s /dev/null board/link
  ran 1 board/kedge verify
  said "differs: app/quarkus-run.jar"
  said "missing or unreadable: profiles/sim.yaml"
  said "extra: profiles/more/my own.yaml"
  said "extra: link"
  said "unpack the archive again"
  [ "$(wc -l <<< "$OUT")" -eq 5 ] || fail "more than that: $OUT"
}

test_verify_wants_the_manifest_that_the_folder_is_named_after() {
  copied
  mv board "kedge-$RELEASE"
  sed -i 's/^# build .*/# build another/' "kedge-$RELEASE/MANIFEST.sha256"
  ran 1 "kedge-$RELEASE/kedge" verify
  said "differs: MANIFEST.sha256"
  rm "kedge-$RELEASE/MANIFEST.sha256"
  ran 1 "kedge-$RELEASE/kedge" verify
  said "MANIFEST.sha256 is missing"
}

test_it_holds_what_a_board_needs() {
  local file
  for file in kedge app/quarkus-run.jar profiles/sim.yaml profiles/raspberrypi-5.yaml README.md LICENSE VERSION \
    systemd/kedge.service systemd/kedge.env.example; do
    [ -f "$BOARD/$file" ] || fail "$file is missing"
  done
}

test_everybody_may_read_it_and_only_root_owns_it() {
  local wrong
  wrong=$(tar -tvzf "$ARCHIVE" --numeric-owner | awk '$2 != "0/0" || ($1 != "-rw-r--r--" && $1 != "-rwxr-xr-x" && $1 != "drwxr-xr-x")')
  [ -z "$wrong" ] || fail "$wrong"
}

# Only jars of Java, and nothing in them or beside them that a machine would have to be of one kind for.
test_nothing_in_it_is_made_for_one_processor() {
  local jar libraries
  libraries=$(find "$BOARD" -name '*.so*' -o -name '*.aot' -o -name '*.jsa')
  while read -r jar; do
    libraries+=$(unzip -Z1 "$jar" | grep -E '\.(so|dll|dylib|jnilib)$' || true)
  done < <(find "$BOARD/app" -name '*.jar')
  [ -z "$libraries" ] || fail "$libraries"
}

test_no_demo_broker_ships() {
  [ -z "$(find "$BOARD" -iname '*hivemq*')" ] || fail "HiveMQ is in it"
}

test_help_lists_only_what_works_there() {
  ran 0 "$BOARD/kedge" help
  said "  run "
  said "  verify "
  said "  aot "
  said "exit codes"
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

test_a_second_time_gives_the_same_bytes() {
  cp "$ARCHIVE" first.tar.gz
  touch "$ROOT/src/target/quarkus-app/quarkus-run.jar"
  (umask 077 && ran 0 "$ROOT/kedge" package) || exit
  cmp first.tar.gz "$ARCHIVE" || fail "differs"
}

run_tests
