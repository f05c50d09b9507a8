#!/usr/bin/env bash
# ./kedge prove: what it says of wrong words, and how it counts, told by made-up results. The proofs themselves take hours.
# shellcheck disable=SC2016
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# with_proofs COMMAND: in a shell that has the functions of the command, with this folder as the proofs' own.
with_proofs() {
  KEDGE_ROOT=$ROOT bash -euo pipefail -c '
    . "$KEDGE_ROOT/scripts/lib.sh"
    . "$KEDGE_ROOT/scripts/commands/prove.sh"
    PROVE='"$PWD"'
    MUTANTS=$PROVE/mutants
    JAVA_HOME=/nowhere
    ledger_start some parts
    eval "$0"' "$1"
}

# row NAME VERDICT [KILLER]: what became of a mutant.
row() {
  mkdir -p "mutants/$1"
  printf '%s\t%s\t%s\t\t7\n' "$1" "$2" "${3:-}" > "mutants/$1/row"
}

# mutation STATUS CLASS: as PIT's report has it.
mutation() {
  printf "<mutation detected='x' status='%s' numberOfTestsRun='1'><sourceFile>X.java</sourceFile><mutatedClass>io.kedge.runtime.%s</mutatedClass><mutatedMethod>go</mutatedMethod><methodDescription>()V</methodDescription><lineNumber>7</lineNumber><description>removed call</description></mutation>\n" "$1" "$2"
}

test_help_names_every_part_and_setting() {
  local part
  ran 0 "$ROOT/kedge" prove --help
  for part in $("$ROOT/kedge" prove list); do said "  $part "; done
  said KEDGE_PROVE_SECONDS
  said '  2  unknown part'
}

test_an_unknown_part_names_the_nearest_and_nothing_is_run() {
  ran 2 "$ROOT/kedge" prove seeds mutnats
  said "no proof 'mutnats'; did you mean 'mutants'? All: seeds mutants"
  [[ $OUT != *'== seeds'* ]] || fail "$OUT"
}

test_a_size_that_is_no_number_is_refused() {
  KEDGE_PROVE_SEEDS=many ran 2 "$ROOT/kedge" prove seeds
  said "KEDGE_PROVE_SEEDS is 'many'"
  KEDGE_PROVE_ITEMS=0 ran 2 "$ROOT/kedge" prove stress
  said "KEDGE_PROVE_ITEMS is '0'"
}

test_a_pattern_that_no_mutant_has_is_refused() {
  KEDGE_PROVE_MUTANTS=nobody ran 2 "$ROOT/kedge" prove mutants
  said "KEDGE_PROVE_MUTANTS is 'nobody', and no mutant is called so"
}

test_the_block_tells_command_machine_figures_and_minutes() {
  ran 0 with_proofs 'ledger_figure "7 | 8"; ledger_figure nine; ledger_part some 0 90; ledger_figure ten; ledger_part parts 0 6; ledger_end'
  said "## Proofs of the engine ($(date +%F))"
  said '`./kedge prove some parts`, commit '
  said '| some | 7 / 8; nine | 1.5 |'
  said '| parts | ten | 0.1 |'
  [ "${OUT##*$'\n'}" = 'proved: some parts' ] || fail "$OUT"
}

test_a_part_that_fails_is_named_and_the_code_is_1() {
  ran 1 with_proofs 'ledger_figure one; ledger_part some 1 60; ledger_figure two; ledger_part parts 0 60; ledger_end'
  said '| some: **FAILED** | one | 1.0 |'
  said 'not proved: some'
}

test_a_part_without_a_figure_has_failed() {
  ran 1 with_proofs 'ledger_part some 0 60; ledger_end'
  said 'some ran and showed no figure'
}

test_all_mutants_dead_and_enough_by_the_simulation_is_a_proof() {
  local number
  for number in {1..20}; do row "m$number" killed sim.SimulationTest.holds; done
  ran 0 with_proofs 'mutant_patches() { ls -d mutants/*; }; mutants_verdict'
  said '20 of 20 mutants killed, 20 by the simulation'
  for number in {1..6}; do row "m$number" killed conformance.QueueingTest.runs; done
  ran 1 with_proofs 'mutant_patches() { ls -d mutants/*; }; mutants_verdict'
  said '14 by the simulation'
  said 'the simulation must kill 15'
}

test_a_mutant_that_lives_or_is_no_mutant_is_named() {
  row one killed sim.SimulationTest.holds
  row two SURVIVED
  row three 'does not apply'
  ran 1 with_proofs 'mutant_patches() { printf "one\ntwo\nthree\nfour\n"; }; mutants_verdict'
  said 'two SURVIVED'
  said 'three does not apply'
  said '1 of 3 mutants killed'
  said '1 have no row'
}

test_the_table_names_killer_and_seed() {
  row one killed sim.SimulationTest.holds
  row two 'does not compile'
  ran 0 with_proofs mutants_table
  said 'one    | sim.SimulationTest.holds | -              | 7'
  said 'two    | does not compile'
}

test_a_killer_and_its_seed_are_read_from_what_the_tests_say() {
  echo 'killed by sim.SimulationTest.holds: seed 12, step 3: I4 each item' > said_by
  ran 0 with_proofs 'mutant_killer said_by; mutant_seed said_by'
  [ "$OUT" = $'sim.SimulationTest.holds\n12' ] || fail "$OUT"
  echo 'the JVM crashed' > said_by
  ran 0 with_proofs 'mutant_killer said_by'
  said 'its JVM ended'
}

test_pit_is_counted_by_package_and_80_percent_are_enough() {
  { for _ in {1..3}; do mutation KILLED work.A; done; mutation TIMED_OUT work.A; mutation SURVIVED work.B; } > report
  { for _ in {1..7}; do mutation KILLED pool.A; done; mutation NO_COVERAGE pool.C; } >> report
  ran 0 with_proofs 'pit_scores report > scores; cat scores; pit_high_enough scores; pit_survivors report'
  said $'pool 88 % of 8\nwork 80 % of 5\nall 85 % of 13'
  said $'NO_COVERAGE\tpool.C\tgo\t7\tremoved call'
  mutation SURVIVED work.B >> report
  ran 1 with_proofs 'pit_scores report > scores; pit_high_enough scores'
  said 'too low: work 67 %'
}

run_tests
