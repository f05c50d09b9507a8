# thaw: ends maintenance: what waited is handled
# shellcheck shell=bash

# shellcheck source=scripts/maintenance.sh
. "$KEDGE_ROOT/scripts/maintenance.sh"

cmd_thaw() {
  local others
  maintenance_options thaw "$@"
  [ ${#REST[@]} -eq 0 ] || die 2 "thaw takes no reason, got '${REST[*]}'"
  maintenance_put '{"frozen":false}'
  others=$(answered others)
  if [ "$(answered changed)" = true ]; then
    say "kedge: maintenance is over$([ "$others" = '[]' ] || say ", but it is still frozen for: ${others//[\[\]\"]/}")"
  else
    say "kedge: it was not frozen for maintenance"
  fi
}
