#!/usr/bin/env bash
# How a test run is counted: told by made-up reports.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# report CLASS TESTS FAILURES ERRORS SKIPPED: as Surefire writes it.
report() {
  mkdir -p reports
  cat > "reports/TEST-$1.xml" << END
<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2"
    name="$1" time="0.13" tests="$2" errors="$4" skipped="$5" failures="$3">
  <testcase name="tests=&quot;99&quot;" time="0.1"/>
</testsuite>
END
}

# tallied CODE: a run of one part, which ended with CODE, over the reports here.
tallied() {
  KEDGE_ROOT=$PWD bash -euo pipefail -c '
    . "$1/scripts/lib.sh"
    . "$1/scripts/tally.sh"
    tally_start
    tally_reports reports
    tally_part hal "$2" 90
    tally_end' tally "$ROOT" "$1"
}

test_passed_tests_are_summed_and_the_last_line_is_plain() {
  report a.ATest 3 0 0 0
  report a.BTest 4 0 0 0
  ran 0 tallied 0
  [ "${OUT##*$'\n'}" = "7 passed, 0 failed" ] || fail "$OUT"
  said "1.5 min"
}

test_failures_and_errors_fail_the_run_and_are_named() {
  report a.ATest 5 1 1 0
  ran 1 tallied 1
  said "3 passed, 2 failed"
  said "a.ATest"
}

test_a_skipped_test_is_a_failed_one() {
  report a.ATest 5 0 0 1
  ran 1 tallied 0
  said "4 passed, 1 failed"
}

test_no_test_is_a_failure() {
  mkdir reports
  ran 1 tallied 0
  said "no test ran in hal"
  said "0 passed, 1 failed"
}

test_a_build_that_fails_without_a_failed_test_is_a_failure() {
  report a.ATest 5 0 0 0
  ran 1 tallied 1
  said "5 passed, 1 failed"
}

test_a_scripts_figures_come_after_the_table() {
  printf 'ok a\nfigure edge_to_message_ms 12.5\n' > said
  # shellcheck disable=SC2016
  KEDGE_ROOT=$PWD ran 0 bash -euo pipefail -c '
    . "$1/scripts/lib.sh"
    . "$1/scripts/tally.sh"
    tally_start
    tally_script said a
    tally_part vm 0 60
    tally_end' tally "$ROOT"
  said $'1.0 min\n  edge_to_message_ms 12.5\n\n1 passed, 0 failed'
}

test_the_hard_stop_says_so() {
  export WHOLE_RUN_SECONDS=4500
  ran 1 tallied 124
  said "stopped: the whole run may take 75 minutes"
}

run_tests
