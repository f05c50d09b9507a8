# What ./kedge prove has shown: figures a part, minutes, and the block for bench/PROOFS.md at the end.
# shellcheck shell=bash

ledger_start() {
  LEDGER_PARTS=$* LEDGER_BAD=()
  LEDGER=$PROVE/ledger
  mkdir -p "$PROVE"
  : > "$LEDGER"
  LEDGER_DATE=$(date +%F) LEDGER_LOAD=$(cut -d ' ' -f 1 /proc/loadavg)
}

# ledger_figure TEXT: keeps and shows it.
ledger_figure() {
  say "   $1"
  say "figure $1" >> "$LEDGER"
}

# ledger_lines LOG SED [last]: keeps as figures what the sed command prints of the log, or its last line; fails without one.
ledger_lines() {
  local log=$1 command=$2 which=${3:-all} lines=() line
  mapfile -t lines < <(sed -n "$command" "$log")
  [ "$which" = all ] || [ ${#lines[@]} -eq 0 ] || lines=("${lines[-1]}")
  for line in "${lines[@]}"; do ledger_figure "$line"; done
}

# ledger_part PART CODE SECONDS: closes a part. One that says nothing has not run.
ledger_part() {
  local part=$1 code=$2 minutes verdict=ok
  minutes=$(awk -v seconds="$3" 'BEGIN { printf "%.1f", seconds / 60 }')
  if [ "$code" -eq 0 ] && ! tail -n 1 "$LEDGER" | grep -q '^figure '; then
    code=1
    warn "   $part ran and showed no figure; see ${PROVE#"$KEDGE_ROOT/"}/$part.log"
  fi
  if [ "$code" -ne 0 ]; then
    LEDGER_BAD+=("$part")
    verdict=FAILED
  fi
  say "   $verdict, $minutes min"
  say "part $part $verdict $minutes" >> "$LEDGER"
}

# The block for bench/PROOFS.md, and the closing line; fails if a part did.
ledger_end() {
  say
  ledger_block
  say
  [ ${#LEDGER_BAD[@]} -eq 0 ] || { say "not proved: ${LEDGER_BAD[*]}"; return 1; }
  say "proved: $LEDGER_PARTS"
}

ledger_block() {
  say "## Proofs of the engine ($LEDGER_DATE)"
  say
  say "\`./kedge prove $LEDGER_PARTS\`, commit $(build_id), $(ledger_machine), load $LEDGER_LOAD at the start."
  say
  say "| part | figures | minutes |"
  say "|---|---|---|"
  awk '
    /^figure / { sub(/^figure /, ""); gsub(/\|/, "/"); figures = figures (figures == "" ? "" : "; ") $0 }
    /^part /   { print "| " $2 ($3 == "ok" ? "" : ": **" $3 "**") " | " figures " | " $4 " |"; figures = "" }' "$LEDGER"
}

ledger_machine() {
  local model
  model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
  say "$(nproc) CPUs ($(uname -m)${model:+, $model}), Linux $(uname -r | sed 's/[^0-9.].*//'), Java $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)"
}
