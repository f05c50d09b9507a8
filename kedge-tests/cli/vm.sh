#!/usr/bin/env bash
# ./kedge vm without a board: what it says of wrong words, and its cache of images, told by a build that writes small files.
# shellcheck disable=SC2016
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

vm() { KEDGE_VM_CACHE=$PWD/cache KEDGE_VM_RUN='' "$ROOT/kedge" vm "$@"; }

# with_images COMMAND: in a shell that has the functions of vm/image.sh, and root's rights as far as they ask.
with_images() {
  KEDGE_ROOT=$ROOT KEDGE_VM_CACHE=$PWD/cache PATH=$PWD/bin:$PATH bash -euo pipefail -c '
    . "$KEDGE_ROOT/scripts/lib.sh"
    . "$KEDGE_ROOT/vm/lib.sh"
    . "$KEDGE_ROOT/vm/image.sh"
    need() { :; }
    eval "$0"' "$1"
}

# builder COMMANDS: what stands in for the build; it is called as unshare, and $7 is the folder to fill.
builder() {
  fake bin/id <<< 'echo 0'
  fake bin/unshare
}

# Fills the folder, and counts the builds.
builds() {
  builder << 'END'
echo built >> builds
for file in vmlinuz initrd.gz disk.img id_ed25519 known_hosts; do echo "$file" > "$7/$file"; done
END
}

no_build_folder() { [ -z "$(find cache -maxdepth 1 -name 'build.[0-9]*')" ]; }

test_help_tells_commands_codes_and_settings() {
  ran 0 vm
  said '  drive ...'
  said '  9  a board is running already, or none is'
  said 'KEDGE_VM_CACHE'
}

test_an_unknown_command_names_the_nearest() {
  ran 2 vm strat
  said "did you mean './kedge vm start'?"
  ran 2 vm drive sqare 2 25 100
  said "no command 'sqare'; did you mean 'square'?"
}

test_an_unknown_option_is_refused_with_those_there_are() {
  ran 2 vm start --kold
  said "no option '--kold'; there are: --cold --keep"
  ran 2 vm stop now
  said "there are: --now"
  ran 2 vm net of
  said "on or off, not 'of'"
}

test_a_line_a_level_or_a_time_that_cannot_be_is_refused() {
  ran 2 vm drive set 8 1
  said 'line 8 is out of range: the board has lines 0 to 7'
  ran 2 vm drive set 2 high
  said 'level high is neither 0 nor 1'
  ran 2 vm drive pulse 2 -5
  ran 2 vm drive pattern 2 0:1 100
  said '100 is not MICROSECOND:LEVEL, such as 1500:1'
}

test_without_a_board_all_say_how_to_start_one() {
  local command
  for command in stop 'stop --now' ssh 'cp a b' 'drive get' 'net off' status; do
    # shellcheck disable=SC2086
    ran 9 vm $command
    said "no board is running in $PWD/cache/run; start it with: ./kedge vm start"
  done
}

test_a_relative_cache_is_refused() {
  KEDGE_VM_CACHE=cache ran 2 "$ROOT/kedge" vm status
  said 'must be absolute'
}

test_the_key_is_of_what_determines_the_image() {
  local key
  mkdir -p vm && cp -r "$ROOT/vm/image" vm/
  key() { with_images "VM=$PWD/vm; image_key"; }
  key=$(key)
  echo '# a comment' >> vm/image/packages
  [ "$(key)" = "$key" ] || fail "a comment changes the key"
  echo nano >> vm/image/packages
  [ "$(key)" != "$key" ] || fail "a package does not change the key"
}

test_an_image_is_built_once_also_by_two_at_once() {
  local first
  builds
  with_images 'image_ready; echo "$IMAGE"' > one 2>> said &
  first=$!
  with_images 'image_ready; echo "$IMAGE"' > two 2>> said || fail "$(cat said)"
  wait "$first" || fail "$(cat said)"
  [ "$(cat one)" = "$(cat two)" ] || fail "$(cat one two)"
  [ -f "$(cat one)/disk.img" ] || fail "$(cat said)"
  [ "$(wc -l < builds)" -eq 1 ] || fail "built $(wc -l < builds) times"
  no_build_folder || fail "$(ls cache)"
}

test_a_build_that_fails_leaves_nothing_and_its_code() {
  builder <<< 'echo half > "$7/disk.img"; echo "no mirror"; exit 7'
  ran 7 with_images image_ready
  said 'no mirror'
  said 'the image was not built; the whole log is '
  [ -z "$(find cache -name 'disk.img')" ] || fail "$(find cache)"
}

test_an_interrupted_build_leaves_nothing() {
  builder <<< 'echo half > "$7/disk.img"; touch waiting; exec sleep 60'
  timeout 60 bash -c "$(declare -f with_images); with_images image_ready" > said 2>&1 &
  local pid=$!
  for _ in {1..100}; do [ ! -e waiting ] || break; sleep 0.1; done
  [ -e waiting ] || fail "the build did not begin: $(cat said)"
  kill -TERM "$pid"
  wait "$pid" && fail "it went on: $(cat said)"
  for _ in {1..50}; do ! no_build_folder || break; sleep 0.1; done
  no_build_folder || fail "$(ls cache)"
}

test_what_a_killed_build_left_is_removed_and_not_used() {
  builds
  mkdir -p cache/build.99999/out cache/build.x
  echo half > cache/build.99999/out/disk.img
  ran 0 with_images 'image_ready; cat "$IMAGE/disk.img"'
  said disk.img
  no_build_folder || fail "$(ls cache)"
}

test_a_broken_image_is_named_with_the_cure() {
  builds
  ran 0 with_images 'image_ready; echo > "$IMAGE/disk.img"'
  ran 8 with_images image_ready
  said "/disk.img is not 9 bytes long."
  said "  rm -r $PWD/cache/image-"
}

test_who_is_not_root_is_told_so_before_the_build() {
  builds
  fake bin/id <<< 'echo 1000'
  ran 5 with_images image_ready
  said "needs root; run once: sudo ./kedge vm start"
  [ ! -e builds ] || fail "it built"
}

test_too_little_space_is_told_before_the_build() {
  builds
  fake bin/df <<< 'echo Avail; echo "  1999"'
  ran 6 with_images image_ready
  said "takes 2000 MB in $PWD/cache, and 1999 MB are free"
  [ ! -e builds ] || fail "it built"
}

run_tests
