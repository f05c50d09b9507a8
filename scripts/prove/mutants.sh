# Wrong versions of the engine, one a patch: each is applied to a copy of the sources, compiled, and given to the tests until
# one fails. Sourced by the command prove.
# shellcheck shell=bash

LEAST_BY_SIMULATION=15
MUTANT_SEEDS=3000
# What runs when the simulation has had its turn: all that takes no long real time. Then, for who is alive still, what does: processes
# short of threads or memory, and Lincheck.
MUTANT_TESTS=(conformance scenario work pool queue timer flush watch blocking executor)
MUTANT_LONG_TESTS=(shortage carrier)

mutant_patches() { compgen -G "$KEDGE_ROOT/runtime/src/test/mutants/${KEDGE_PROVE_MUTANTS:-*}.patch" | sort || true; }

prove_mutants() {
  local log=$1 code=0
  need patch patch
  MUTANTS=$PROVE/mutants
  rm -rf "$MUTANTS"
  mkdir -p "$MUTANTS"
  maven "$log" test-compile dependency:build-classpath -pl runtime -Dmdep.includeScope=test -Dmdep.outputFile="$MUTANTS/classpath" || return
  cp -r "$KEDGE_ROOT/runtime/target/test-classes" "$MUTANTS/tests"
  mutant_original >> "$log" 2>&1 || { warn "   the engine as it is fails its own tests; see ${log#"$KEDGE_ROOT/"}"; return 1; }
  mutants_all
  mutants_table | tee -a "$log"
  mutants_verdict || code=1
  return "$code"
}

# All mutants, two at a time; each leaves its row in MUTANTS/NAME/row.
mutants_all() {
  local patch running=0
  trap 'mutants_end; exit 130' INT TERM
  while read -r patch; do
    if [ "$running" -ge 2 ]; then
      wait -n || true
      running=$((running - 1))
    fi
    mutant "$patch" < /dev/null > "$MUTANTS/$(basename "$patch" .patch).log" 2>&1 &
    running=$((running + 1))
  done < <(mutant_patches)
  wait
  trap - INT TERM
}

mutants_end() {
  local job
  for job in $(jobs -p); do kill -TERM "$job" 2> /dev/null || true; done
  wait || true
}

# The engine without a patch must pass what kills mutants.
mutant_original() {
  mutant_compile "$MUTANTS/original" && mutant_simulated "$MUTANTS/original" && mutant_tested "$MUTANTS/original" && mutant_starved "$MUTANTS/original"
}

# mutant PATCH: what became of it, as a row: name, verdict, killer, second killer, seed.
mutant() {
  local patch=$1 name home verdict=killed first='' second='' seed=''
  name=$(basename "$patch" .patch)
  home=$MUTANTS/$name
  mkdir -p "$home"
  if ! mutant_apply "$patch" "$home"; then
    verdict="does not apply"
  elif ! mutant_compile "$home"; then
    verdict="does not compile"
  else
    mutant_simulated "$home" || { first=$(mutant_killer "$home/simulated"); seed=$(mutant_seed "$home/simulated"); }
    mutant_tested "$home" || second=$(mutant_killer "$home/tested")
    if [ -z "$first$second" ]; then
      mutant_starved "$home" || second=$(mutant_killer "$home/starved")
    fi
    if [ -z "$first$second" ]; then
      mutant_interleaved "$home" || second=$(mutant_killer "$home/interleaved")
    fi
    [ -n "$first" ] || { first=$second; second=; }
    [ -n "$first" ] || verdict=SURVIVED
  fi
  printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$verdict" "$first" "$second" "$seed" > "$home/row"
  say "$name: $verdict"
  rm -rf "$home/runtime" "$home/classes"
}

mutant_apply() {
  mkdir -p "$2/runtime/src"
  cp -r "$KEDGE_ROOT/runtime/src/main" "$2/runtime/src/"
  patch -p1 -s -f -d "$2" < "$1"
}

# Without Error Prone, as nobody will read it.
mutant_compile() {
  [ -d "$1/runtime" ] || { mkdir -p "$1/runtime/src" && cp -r "$KEDGE_ROOT/runtime/src/main" "$1/runtime/src/"; }
  find "$1/runtime/src/main/java" -name '*.java' ! -name module-info.java > "$1/sources"
  "$JAVA_HOME/bin/javac" -g -parameters -nowarn -proc:none -cp "$(cat "$MUTANTS/classpath")" -d "$1/classes" @"$1/sources"
}

mutant_simulated() {
  mutant_java "$1" simulated 60 -Dkedge.sim.seeds="${KEDGE_PROVE_SEEDS:-$MUTANT_SEEDS}" -Dkedge.sim.seconds=0 -Dkedge.sim.patience=10 -- sim
}

mutant_tested() { mutant_java "$1" tested 30 -- "${MUTANT_TESTS[@]}"; }

mutant_starved() { mutant_java "$1" starved 300 -- "${MUTANT_LONG_TESTS[@]}"; }

mutant_interleaved() { mutant_java "$1" interleaved 200 -- Lincheck; }

# mutant_java HOME STAGE SECONDS [OPTION...] -- WHAT...: runs tests until one fails; what they say is in HOME/STAGE.
mutant_java() {
  local home=$1 stage=$2 seconds=$3 options=()
  shift 3
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  (cd "$home" && timeout --kill-after=5 $((seconds + 30)) "$JAVA_HOME/bin/java" --add-opens=java.base/java.lang=ALL-UNNAMED \
    --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -ea "${options[@]}" -Dkedge.killer.seconds="$seconds" \
    -cp "$home/classes:$MUTANTS/tests:$(cat "$MUTANTS/classpath")" io.kedge.runtime.Killer "$@") > "$home/$stage" 2>&1
}

mutant_killer() {
  local killer
  killer=$(sed -n 's/^killed by \([^ ]*\):.*/\1/p' "$1" | head -n 1)
  say "${killer:-its JVM ended}"
}

mutant_seed() { sed -n 's/^killed by .*[ :]seed \([0-9]*\).*/\1/p' "$1" | head -n 1; }

mutants_table() {
  {
    printf 'mutant\tkilled by\talso killed by\tseed\n'
    cat "$MUTANTS"/*/row | awk -F '\t' '{ print $1 "\t" ($2 == "killed" ? $3 : $2) "\t" ($4 == "" ? "-" : $4) "\t" ($5 == "" ? "-" : $5) }'
  } | awk -F '\t' '
    { for (i = 1; i <= 4; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } }
    END { for (row = 1; row <= NR; row++)
      printf "%-*s | %-*s | %-*s | %s\n", width[1], cell[row, 1], width[2], cell[row, 2], width[3], cell[row, 3], cell[row, 4] }'
}

# Names who is not dead; fails unless all are, enough of them by the simulation.
mutants_verdict() {
  local all=0 dead=0 simulated=0 expected name verdict killer rest code=0
  expected=$(mutant_patches | wc -l)
  while IFS=$'\t' read -r name verdict killer rest; do
    all=$((all + 1))
    if [ "$verdict" = killed ]; then
      dead=$((dead + 1))
    else
      code=1
      ledger_figure "$name $verdict"
    fi
    [[ $killer != sim.SimulationTest.* ]] || simulated=$((simulated + 1))
  done < <(cat "$MUTANTS"/*/row)
  ledger_figure "$dead of $all mutants killed, $simulated by the simulation"
  [ "$all" -eq "$expected" ] || { ledger_figure "$((expected - all)) have no row"; code=1; }
  if [ "$all" -ge "$LEAST_BY_SIMULATION" ] && [ "$simulated" -lt "$LEAST_BY_SIMULATION" ]; then
    warn "   the simulation must kill $LEAST_BY_SIMULATION"
    code=1
  fi
  return "$code"
}
