# aot: make the cache that lets Java start faster, by a short run of the simulated board; once for each release and Java
# shellcheck shell=bash

# A slow board needs a minute to the first event while Java takes notes, an emulated one some; then some for the cache.
TRAINING_SECONDS=600
CACHE_SECONDS=900

cmd_aot() {
  [ $# -eq 0 ] || die 2 "aot takes no options, got '$1'"
  # shellcheck source=scripts/commands/run.sh
  . "$KEDGE_ROOT/scripts/commands/run.sh"
  # shellcheck source=packaging/scripts/release.sh
  . "$KEDGE_ROOT/scripts/release.sh"
  refuse_32bit
  find_java java
  # where "sudo -u kedge" was typed that user may not be allowed to look, and find wants to go back there
  cd / || exit
  local cache
  cache=$(aot_cache)
  sweep "$cache"
  if fits "$cache"; then
    say "$cache is there already"
    return
  fi
  mkdir -p "${cache%/*}" || die 1 "${cache%/*} cannot be made; name a folder of yours in STATE_DIRECTORY"
  TRAINING=$(mktemp -d "${cache%/*}/training.XXXXXX") || die 1 "${cache%/*} cannot be written; name a folder of yours in STATE_DIRECTORY"
  trap end_training EXIT
  train
  cksum < "$TRAINING/cache" > "$cache.cksum"
  mv "$TRAINING/cache" "$cache"
  say "made $cache, $(du -h "$cache" | cut -f 1)"
}

# fits FILE: it is whole, and this Java takes it for these jars.
fits() {
  intact "$1" && "$JAVA_HOME/bin/java" "${JAVA_FLAGS[@]}" -XX:AOTCache="$1" -XX:AOTMode=on -jar "$KEDGE_ROOT/app/quarkus-run.jar" \
    --version > /dev/null 2>&1
}

# A run of the simulated board until it has seen a press and a release; Java makes the cache when it ends. Nothing listens
# on port 1, so that it also learns to do without a broker; it knows none of the settings of this machine. What is in the
# cache is in memory from the start: asking it for its health as well costs 4 MiB.
train() {
  local log=$TRAINING/log code=0
  local -a run=(run --board sim --seed 1 --broker mqtt://127.0.0.1:1 --device training --http-port 0)
  (cd "$TRAINING" && exec setsid env -i PATH="$PATH" "$JAVA_HOME/bin/java" "${JAVA_FLAGS[@]}" -XX:AOTCacheOutput="$TRAINING/cache" \
    -Xlog:aot=error -jar "$KEDGE_ROOT/app/quarkus-run.jar" "${run[@]}") > "$log" 2>&1 < /dev/null &
  TRAINEE=$!
  within "$TRAINING_SECONDS" grep -qs ' released ' "$log"
  kill -TERM "$TRAINEE"
  within "$CACHE_SECONDS" ended
  wait "$TRAINEE" || code=$?
  TRAINEE=
  [[ $code -eq 0 && -s $TRAINING/cache ]] || die 1 "Java made no cache (it ended with $code): $(last_words)"
}

# within SECONDS COMMAND...: until the command succeeds.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || die 1 "the training took too long; it said: $(last_words)"
    kill -0 "$TRAINEE" 2> /dev/null || { "$@" || die 1 "the training ended too early: $(last_words)"; return; }
    sleep 0.2
  done
}

last_words() { grep -v ' AOT\|AOTCache' "$TRAINING/log" | tail -n 5; }

ended() { ! kill -0 "$TRAINEE" 2> /dev/null; }

# sweep CACHE: removes beside it what other Javas made for this release, what is of releases that are gone, and what
# trainings that were cut off left.
sweep() {
  local file digest
  [ -d "${1%/*}" ] || return 0
  find "${1%/*}" -maxdepth 1 -name 'training.*' -mmin +60 -exec rm -rf {} +
  for file in "${1%/*}"/aot-*.aot; do
    digest=${file##*/aot-}
    digest=${digest%%-*}
    if [[ $file != "$1" && $1 == */"aot-$digest-"* ]] || ! compgen -G "${KEDGE_ROOT%/*}/*-$digest" > /dev/null; then
      rm -f "$file" "$file.cksum"
    fi
  done
}

end_training() {
  [ -z "${TRAINEE:-}" ] || kill -KILL -- "-$TRAINEE" 2> /dev/null || true
  rm -rf "$TRAINING"
}
