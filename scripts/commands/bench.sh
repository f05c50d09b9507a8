# bench [ROW...]: measure the engine beside its peers, and what the machine can do; "bench --help" names the rows
# shellcheck shell=bash

# In the order of the report. A test compares them with those that are there.
BENCH_ROWS=(hand-off hand-off-same-cpu empty empty-same-cpu java-sleepers native-sleepers native-functions native-sleepers-load
  hogs-5 hogs-100 false-hand-offs debounce debounce-many lateness idle cold idle-60s mix
  growth-cpus growth-workqueues growth-delayed growth-sleepers)
BENCH_OPTIONS=(--quick --write --list --render --help)
BENCH_TARGET=$KEDGE_ROOT/bench/target

cmd_bench() {
  local called="./kedge bench${*:+ $*}" words=()
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) bench_help; return ;;
      --list) printf '%s\n' "${BENCH_ROWS[@]}"; return ;;
      --quick | --write) words+=("$1") ;;
      --render)
        [ -n "${2:-}" ] || die 2 "--render needs the file of an earlier run, as in bench/target/bench/*.json"
        words+=(--render "$(realpath -m "$2")")
        shift ;;
      -*) die 2 "unknown option '$1'; did you mean '$(nearest "$1" "${BENCH_OPTIONS[@]}")'? All: ${BENCH_OPTIONS[*]}" ;;
      *)
        bench_has "$1" || die 2 "no row '$1'; did you mean '$(nearest "$1" "${BENCH_ROWS[@]}")'? All: ${BENCH_ROWS[*]}"
        words+=("$1") ;;
    esac
    shift
  done
  [[ " ${words[*]} " != *" --quick "*" --write "* && " ${words[*]} " != *" --write "*" --quick "* ]] \
    || die 2 "--quick and --write: the report is not written from so few figures; leave one of them out"
  refuse_32bit
  find_java javac
  bench_build
  bench_limits
  (cd "$KEDGE_ROOT" && limited "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "$(cat "$BENCH_TARGET/classpath")" \
    io.kedge.bench.run.Bench --commit "$(build_id)" --command "$called" "${words[@]}")
}

bench_help() {
  cat << 'END'
usage: ./kedge bench [ROW...] [--quick] [--write]
       ./kedge bench --render FILE [--write]

Each contender of a row runs in JVMs of its own, by turns with the others, five rounds; shown are the medians of the rounds, and the
lowest and highest. Without a row all are measured, in about half an hour on two cores. Have nothing else run meanwhile. A word also asks for all
rows whose names begin with it and a dash. Where there is a C compiler, a program in C measures what the machine can do.

  --quick   two rounds and a fifth of the repetitions: a few minutes in all, to see whether something is badly wrong
  --write   puts the rows into bench/RESULTS.md and bench/charts; what people wrote there stays
  --render  instead of measuring, renders the file of an earlier run
  --list    names the rows, one a line

Figures are kept in bench/target/bench/TIME.json, and rendered to RESULTS.md and charts beside it.

exit codes
  0    all was measured
  1    the build failed, or a contender did in some row; it is named, the others are measured
  2    unknown row or option
  3    no JDK 25 or later
  130  stopped by Ctrl-C
END
  say
  say "rows: ${BENCH_ROWS[*]}"
}

# bench_has WORD: whether a row is called so, or its name begins with it and a dash.
bench_has() {
  [[ " ${BENCH_ROWS[*]} " == *" $1 "* || " ${BENCH_ROWS[*]}" == *" $1-"* ]]
}

bench_build() {
  say "kedge: building"
  maven "$BENCH_TARGET/build.log" process-classes -pl bench -am -Dcheckstyle.skip -Dspotless.skip -Denforcer.skip || exit 1
}

# Makes the program in C, and adds it to the words; without a compiler its figures are left out.
bench_limits() {
  if ! command -v cc > /dev/null; then
    warn "kedge: no C compiler: what the machine itself can do is not measured, and what is relative to it neither; install one with: sudo apt install gcc libc6-dev"
    return
  fi
  cc -O2 -Wall -Wextra -o "$BENCH_TARGET/limits" "$KEDGE_ROOT/bench/src/main/c/limits.c" -pthread \
    || die 1 "the C program does not compile; is libc6-dev installed? sudo apt install libc6-dev"
  words+=(--limits "$BENCH_TARGET/limits")
}
