# Counts the tests of a run: Surefire's reports and the scripts' "ok" lines; minutes a part. Sourced by the command test.
# shellcheck shell=bash

tally_start() {
  PASSED=0 FAILED=0
  PART_PASSED=0 PART_FAILED=0
  SHARES=() FIGURES=()
  rm -rf "$KEDGE_ROOT/target/test"
  mkdir -p "$KEDGE_ROOT/target/test"
}

# tally_reports FOLDER: adds what Surefire wrote there. A skipped test is a failed one: no test is switched off here.
tally_reports() {
  local file tests bad skipped
  for file in "$1"/TEST-*.xml; do
    [ -f "$file" ] || continue
    read -r tests bad skipped < <(tr '\n' ' ' < "$file" | sed -n 's/.*<testsuite \([^>]*\)>.*/\1/p' | awk '
      function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
      { print value("tests"), value("failures") + value("errors"), value("skipped") }')
    PART_PASSED=$((PART_PASSED + tests - bad - skipped))
    PART_FAILED=$((PART_FAILED + bad + skipped))
    [ "$((bad + skipped))" -eq 0 ] || say "   failed or skipped: $bad + $skipped in $(basename "$file" .xml | sed 's/^TEST-//')"
  done
}

# tally_script OUTPUT NAME: adds the "ok" and "not ok" lines; a script that said neither failed.
tally_script() {
  local ok not
  ok=$(grep -c '^ok ' "$1" || true)
  not=$(grep -c '^not ok ' "$1" || true)
  [ "$((ok + not))" -gt 0 ] || { not=1; say "   $2 ran no test"; tail -n 20 "$1"; }
  grep '^not ok ' "$1" | sed 's/^/   /' || true
  PART_PASSED=$((PART_PASSED + ok))
  PART_FAILED=$((PART_FAILED + not))
  tally_figures "$1"
}

# tally_figures FILE: keeps its lines "figure NAME VALUE" for the end.
tally_figures() {
  local line
  while read -r line; do FIGURES+=("$line"); done < <(sed -n 's/^figure //p' "$1")
}

# tally_jcstress LOG: adds what the last line of jcstress's results says; without one it failed.
tally_jcstress() {
  local passed failed
  read -r passed failed < <(sed -n 's/.*Results: *[0-9]* planned; *\([0-9]*\) passed, *\([0-9]*\) failed, *\([0-9]*\) soft errs, *\([0-9]*\) hard errs.*/\1 \2 \3 \4/p' "$1" \
    | awk 'END { if (NR) print $1, $2 + $3 + $4; else print 0, 1 }')
  PART_PASSED=$((PART_PASSED + passed))
  PART_FAILED=$((PART_FAILED + failed))
}

# tally_part PART CODE SECONDS: closes a part. One that failed without a failed test (it did not compile) counts as one.
tally_part() {
  local part=$1 code=$2 seconds=$3
  if [ "$code" -ne 0 ] && [ "$PART_FAILED" -eq 0 ]; then PART_FAILED=1; fi
  if [ "$((PART_PASSED + PART_FAILED))" -eq 0 ]; then
    say "   no test ran in $part"
    PART_FAILED=1
  fi
  [ "$code" -ne 124 ] || say "   stopped: the whole run may take $((WHOLE_RUN_SECONDS / 60)) minutes"
  SHARES+=("$(printf '%-10s %6d passed %4d failed %5d.%d min' \
    "$part" "$PART_PASSED" "$PART_FAILED" $((seconds / 60)) $((seconds % 60 / 6)))")
  PASSED=$((PASSED + PART_PASSED))
  FAILED=$((FAILED + PART_FAILED))
  PART_PASSED=0 PART_FAILED=0
}

# The table, the figures and the closing line; fails unless tests ran and all passed.
tally_end() {
  say
  printf '%s\n' "${SHARES[@]}"
  [ ${#FIGURES[@]} -eq 0 ] || printf '  %s\n' "${FIGURES[@]}"
  say
  say "$PASSED passed, $FAILED failed"
  [ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
}
