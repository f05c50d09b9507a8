# freeze [REASON]: maintenance: the Kedge that runs here handles no edge until "thaw", and says why on its state topic
# shellcheck shell=bash

# shellcheck source=scripts/maintenance.sh
. "$KEDGE_ROOT/scripts/maintenance.sh"

cmd_freeze() {
  local reason body='{"frozen":true}' said
  maintenance_options freeze "$@"
  reason="${REST[*]}"
  [ -z "$reason" ] || body='{"frozen":true,"reason":'$(json_text "$reason")'}'
  maintenance_put "$body"
  reason=$(answered reason)
  if [ "$(answered changed)" = true ]; then
    said="frozen${reason:+ ($reason)}"
  else
    said="was frozen already since $(answered since)${reason:+; the reason is now: $reason}"
  fi
  [ "$(answered quiet)" = true ] || die 75 "$said, but something that had begun still runs; 'freeze' again shows when it has ended"
  say "kedge: $said; nothing runs, and edges wait until './kedge thaw'"
}
