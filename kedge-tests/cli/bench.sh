#!/usr/bin/env bash
# ./kedge bench: what it says of wrong words, and the program in C. What it measures is tested in the module bench.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

compiled() { cc -O2 -Wall -Wextra -Werror -o limits "$ROOT/bench/src/main/c/limits.c" -pthread; }

# A CPU that this shell may use.
own_cpu() { sed -n 's/^Cpus_allowed_list:[^0-9]*\([0-9]*\).*/\1/p' /proc/self/status; }

test_help_names_rows_options_and_exit_codes() {
  ran 0 "$ROOT/kedge" bench --help
  said '--quick'
  said 'rows: hand-off '
  said '  130  stopped by Ctrl-C'
}

test_the_list_has_a_row_a_line() {
  ran 0 "$ROOT/kedge" bench --list
  [ "${OUT%%$'\n'*}" = hand-off ] || fail "$OUT"
}

test_an_unknown_row_names_the_nearest_and_nothing_is_built() {
  ran 2 "$ROOT/kedge" bench hand-off hand-of
  said "no row 'hand-of'; did you mean 'hand-off'? All: hand-off "
  [[ $OUT != *building* ]] || fail "$OUT"
}

test_an_unknown_option_names_the_nearest() {
  ran 2 "$ROOT/kedge" bench --quik
  said "unknown option '--quik'; did you mean '--quick'?"
}

test_the_report_is_not_written_from_a_quick_run() {
  ran 2 "$ROOT/kedge" bench --write empty --quick
  said '--quick and --write'
}

test_rendering_needs_a_file() {
  ran 2 "$ROOT/kedge" bench --render
  said '--render needs the file of an earlier run'
}

test_the_c_program_says_what_a_wake_and_a_sleep_take() {
  compiled || fail "it does not compile"
  ran 0 ./limits wake "$(own_cpu)" "$(own_cpu)" 3
  said 'FIGURE NANOSECONDS '
  said ' hand-off, median'
  ran 0 ./limits sleep 100 3 1
  said ' lateness, largest'
  said 'CONFIGURATION clock_nanosleep to an absolute time, timer slack 1 ns'
}

test_the_c_program_says_what_a_second_thread_takes() {
  compiled || fail "it does not compile"
  ran 0 ./limits relay "$(own_cpu)" "$(own_cpu)" 100 3 1
  said 'FIGURE NANOSECONDS '
  said ' lateness, median'
  ran 0 ./limits pass "$(own_cpu)" "$(own_cpu)" 10 3
  said ' time an item'
}

test_the_c_program_refuses_what_is_no_number() {
  compiled || fail "it does not compile"
  ran 2 ./limits sleep 100 few 1
  said 'limits: a number of 0 or more is needed, not few'
  ran 2 ./limits sleep 100 0 1
  said 'there must be one or more'
  ran 2 ./limits pass 0 0 0 1
  said 'one item and one round are needed at least, not 0 and 1'
  ran 2 ./limits walk
  said 'got walk'
}

run_tests
