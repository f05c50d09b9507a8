# PIT's mutants, counted by package. Sourced by the command prove.
# shellcheck shell=bash

LEAST_PIT_SCORE=80

prove_pit() {
  local log=$1 code=0 report=$KEDGE_ROOT/runtime/target/pit-reports/mutations.xml
  rm -f "$report"
  maven "$log" process-test-classes -pl runtime -P pit || code=$?
  [ "$code" -eq 0 ] || return "$code"
  pit_scores "$report" > "$PROVE/pit.scores"
  pit_survivors "$report" > "$PROVE/pit.survivors"
  while read -r line; do ledger_figure "$line"; done < "$PROVE/pit.scores"
  say "   who survived is in ${PROVE#"$KEDGE_ROOT/"}/pit.survivors"
  pit_high_enough "$PROVE/pit.scores"
}

# pit_mutants REPORT: one line a mutant: status, class, method, line, what was done.
pit_mutants() {
  sed 's/<mutation /\n&/g' "$1" | sed -n "s/.*status='\([A-Z_]*\)'.*<mutatedClass>io\.kedge\.runtime\.\([^<]*\)<.*<mutatedMethod>\([^<]*\)<.*<lineNumber>\([0-9]*\)<.*<description>\([^<]*\)<.*/\1\t\2\t\3\t\4\t\5/p"
}

# pit_scores REPORT: a line a package, the whole last. Killed is what a test failed for, or did not end with in its time.
pit_scores() {
  pit_mutants "$1" | awk -F '\t' '
    { package = $2; sub(/\..*/, "", package) }
    package != "" { all[package]++; total++ }
    $1 != "SURVIVED" && $1 != "NO_COVERAGE" { dead[package]++; killed++ }
    END {
      for (package in all) printf "%s %.0f %% of %d\n", package, 100 * dead[package] / all[package], all[package] | "sort"
      close("sort")
      if (total) printf "all %.0f %% of %d\n", 100 * killed / total, total
    }'
}

pit_survivors() { pit_mutants "$1" | grep -E '^(SURVIVED|NO_COVERAGE)' | sort -t "$(printf '\t')" -k 2,2 -k 4,4n; }

# pit_high_enough SCORES: every line's score is.
pit_high_enough() {
  awk -v least="$LEAST_PIT_SCORE" '
    $2 < least { print "   too low: " $0; low = 1 }
    END { exit low || NR == 0 }' "$1"
}
