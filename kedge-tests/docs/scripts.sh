#!/usr/bin/env bash
# Every shell script is clean for shellcheck and can be run.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

scripts() { cd "$ROOT" && git ls-files -co --exclude-standard kedge .ci/run '*.sh' | sort -u; }

test_shellcheck_finds_nothing() {
  cd "$ROOT" || exit
  mapfile -t files < <(scripts)
  ran 0 shellcheck -x "${files[@]}"
}

test_what_is_started_is_executable() {
  local file
  for file in kedge .ci/run mvnw; do
    [ -x "$ROOT/$file" ] || fail "$file is not executable"
  done
}

run_tests
