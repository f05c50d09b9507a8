# prove [PART...]: run the proofs that take longer than a test run, or those named; "prove --help" names them
# shellcheck shell=bash

# shellcheck source=scripts/tally.sh
. "$KEDGE_ROOT/scripts/tally.sh"
# shellcheck source=scripts/prove/ledger.sh
. "$KEDGE_ROOT/scripts/prove/ledger.sh"
# shellcheck source=scripts/prove/mutants.sh
. "$KEDGE_ROOT/scripts/prove/mutants.sh"
# shellcheck source=scripts/prove/pit.sh
. "$KEDGE_ROOT/scripts/prove/pit.sh"

PROOFS=(seeds mutants jcstress pit lincheck stress mix)
PROVE=$KEDGE_ROOT/target/prove
UNHURRIED=("-Dkedge.test.timeout=90 m" -Dkedge.module.timeout=0)   # full counts take longer than a test run's

cmd_prove() {
  local part
  case ${1:-} in
    -h | --help) prove_help; return ;;
    list) say "${PROOFS[*]}"; return ;;
  esac
  for part in "$@"; do
    [[ " ${PROOFS[*]} " == *" $part "* ]] || die 2 "no proof '$part'; did you mean '$(nearest "$part" "${PROOFS[@]}")'? All: ${PROOFS[*]}"
  done
  [ $# -gt 0 ] || set -- "${PROOFS[@]}"
  prove_sizes
  refuse_32bit
  find_java javac
  ledger_start "$@"
  for part in "$@"; do
    prove_part "$part"
  done
  ledger_end
}

prove_help() {
  cat << 'END'
usage: ./kedge prove [PART...]

  seeds     a million seeds of the simulation of the whole engine
  mutants   each wrong version of runtime/src/test/mutants, and which test kills it
  jcstress  the memory model's races in jcstress's default mode, each actor interpreted, by C1 and by C2
  pit       PIT's mutants of the packages work, pool, queue, timer and flush: at least 80 % of each die
  lincheck  the item's word, the request stack and the timer, in many interleavings
  stress    20 million items, none lost, none twice: as it is, in a heap of 64 MB, on one CPU
  mix       a minute of a mixed load, its runnable threads counted from outside, beside the peers'

Without a part all run, one after the other, in about an hour and a half on two cores. What each wrote is in target/prove/PART.log;
the last lines are for bench/PROOFS.md.

exit codes
  0  all that was to be proved was
  1  a part failed; it is named
  2  unknown part
  3  no JDK 25 or later

settings (environment), for a machine that is slower or a proof that is to be harder
  KEDGE_PROVE_SEEDS    seeds of the simulation (1000000), and each of the mutants' (3000)
  KEDGE_PROVE_MUTANTS  which mutants: a pattern of their names (*)
  KEDGE_PROVE_ITEMS    items of the stress run (20000000)
  KEDGE_PROVE_SECONDS  seconds of the mixed load, for the engine and each peer (60)
END
}

prove_sizes() {
  local name value
  for name in KEDGE_PROVE_SEEDS KEDGE_PROVE_ITEMS KEDGE_PROVE_SECONDS; do
    value=${!name:-1}
    [[ $value =~ ^[1-9][0-9]{0,9}$ ]] || die 2 "$name is '$value'; it must be a number from 1 to 9999999999"
  done
  [ -n "$(mutant_patches)" ] || die 2 "KEDGE_PROVE_MUTANTS is '$KEDGE_PROVE_MUTANTS', and no mutant is called so; they are in runtime/src/test/mutants"
}

# One part: a part that fails does not stop the next, Ctrl-C does.
prove_part() {
  local part=$1 before=$SECONDS code=0
  say "== $part"
  "prove_$part" "$PROVE/$part.log" || code=$?
  [ "$code" -ne 130 ] || exit 130
  ledger_part "$part" "$code" $((SECONDS - before))
}

prove_seeds() {
  local log=$1 seeds=${KEDGE_PROVE_SEEDS:-1000000} code=0
  maven "$log" test -pl runtime "${UNHURRIED[@]}" -Dtest=SimulationTest -Dkedge.sim.seeds="$seeds" -Dkedge.sim.seconds=0 || code=$?
  ledger_lines "$log" 's/^simulation: \(.*\)/\1/p'
  return "$code"
}

# Each actor in each of the three compilation modes, with the compilers' schedules shaken: nine combinations a test, one JVM
# each, five rounds of 0.4 s, some 250 JVMs in all. What jcstress would choose by itself takes more than an hour on two cores.
prove_jcstress() {
  local log=$1 jvm code=0
  jvm='-ea -Xmx256m --add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC'
  jvm+=' -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM'
  maven "$log" test -pl runtime -P jcstress -DskipTests -Djcstress.mode=default \
    -Djcstress.options="-sc true -f 1 -fsm 1 -iters 5 -time 400 -jvmArgs \"$jvm\"" || code=$?
  ledger_lines "$log" 's/.*Results: *\([0-9]* planned[^)]*\).*/\1/p' last
  return "$code"
}
prove_lincheck() {
  local log=$1 code=0
  maven "$log" test -pl runtime "${UNHURRIED[@]}" -Dtest='*Lincheck' -Dkedge.lincheck.scenarios=50 -Dkedge.lincheck.interleavings=3000 || code=$?
  ledger_lines "$log" 's/.*Time elapsed: \([0-9.]* s\).* in io\.kedge\.runtime\.\([A-Za-z.]*Lincheck\).*/\2: 50 scenarios of up to 3,000 interleavings, \1/p'
  return "$code"
}

# The same test in three forms. Each says how many items a second.
prove_stress() {
  local log=$1 code=0
  stress_form "$log" "as it is" "" || code=$?
  stress_form "$log.64m" "-Xmx64m" -Xmx64m || code=$?
  (one_cpu && stress_form "$log.cpu" "one CPU" "") || code=$?
  return "$code"
}

stress_form() {
  local log=$1 name=$2 flags=$3 code=0
  maven "$log" test -pl runtime "${UNHURRIED[@]}" -Dtest=NothingLostTest -Dkedge.stress.items="${KEDGE_PROVE_ITEMS:-20000000}" -Dkedge.test.flags="$flags" || code=$?
  ledger_lines "$log" "s/^stress: \(.*\)/$name: \1/p"
  [ "$code" -eq 0 ] || warn "   failed: $name"
  return "$code"
}

# Leaves this shell, and all it starts, the first of the CPUs it may use.
one_cpu() {
  need taskset util-linux
  local first
  first=$(taskset -cp "$BASHPID" | sed 's/.*: *\([0-9]*\).*/\1/')
  taskset -cp "$first" "$BASHPID" > /dev/null
}

prove_mix() {
  local log=$1 code=0
  maven "$log" test -pl bench -am -P mix -DskipTests -Dmix.seconds="${KEDGE_PROVE_SECONDS:-60}" || code=$?
  ledger_lines "$log" 's/.*\[java\] mix: \(.*\)/\1/p'
  return "$code"
}
