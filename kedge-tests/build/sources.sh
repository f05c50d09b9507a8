#!/usr/bin/env bash
# No test is switched off, none waits by sleeping, no error is swallowed.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# none PATTERN WHY: no Java source has it.
none() {
  local found
  found=$(cd "$ROOT" && git ls-files -co --exclude-standard '*.java' | xargs grep -nE "$1" | head -n 5)
  [ -z "$found" ] || fail "$2: $found"
}

test_no_test_is_switched_off() {
  none '@(Disabled|Ignore|EnabledIf|DisabledIf|EnabledOn|DisabledOn)|Assumptions\.|\bassum(e|ing)(True|False|That)\(' "switched off"
}

test_no_error_is_swallowed() {
  none 'catch \([^)]*\) *\{ *\}' "an empty catch"
}

test_nothing_is_left_for_later() {
  none '\b(TODO|FIXME|XXX)\b' "left for later"
}

# In the engine, sleeping is what many items under test do.
test_no_test_outside_the_engine_sleeps_to_wait() {
  local found
  found=$(cd "$ROOT" && git ls-files -co --exclude-standard '*Test.java' '*IT.java' ':!runtime' | xargs grep -nE '\bThread\.sleep\(' | head -n 5)
  [ -z "$found" ] || fail "await the condition instead: $found"
}

run_tests
