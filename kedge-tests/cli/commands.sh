#!/usr/bin/env bash
# ./kedge as a command: help, unknown words, any folder, a link to it.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

test_help_lists_every_command() {
  local file
  ran 0 "$ROOT/kedge" help
  for file in "$ROOT"/scripts/commands/*.sh; do
    said "  $(basename "$file" .sh) "
  done
}

test_no_command_is_help() {
  ran 0 "$ROOT/kedge"
  said "usage: ./kedge COMMAND"
}

test_unknown_command_names_the_nearest() {
  ran 2 "$ROOT/kedge" rnu
  said "unknown command 'rnu'; did you mean './kedge run'?"
  ran 2 "$ROOT/kedge" packag
  said "'./kedge package'"
}

test_a_command_cannot_be_a_path() {
  ran 2 "$ROOT/kedge" ../lib
  said "unknown command '../lib'"
}

test_unknown_part_names_the_nearest() {
  ran 2 "$ROOT/kedge" test profile
  said "did you mean 'profiles'"
}

test_works_from_any_folder_and_through_a_link() {
  ln -s "$ROOT/kedge" here
  ln -s here there
  ran 0 ./there version
  said "kedge "
  ran 0 ./there help
  said "usage"
}

test_version_is_the_poms_and_names_the_build() {
  ran 0 "$ROOT/kedge" version
  [[ $OUT =~ ^kedge\ [0-9]+\.[0-9]+\.[0-9]+(-SNAPSHOT)?\ \(([0-9a-f]{12}(-dirty)?|unknown)\)$ ]] || fail "odd version: $OUT"
}

run_tests
