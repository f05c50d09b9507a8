# safe-state [--board BOARD]: after a Kedge that was killed: set the outputs to their safe levels and give them back
# shellcheck shell=bash

# shellcheck source=scripts/commands/run.sh
. "$KEDGE_ROOT/scripts/commands/run.sh"

# The service manager calls it after every end, and says in SERVICE_RESULT how that was: one that stopped by itself has done it.
cmd_safe_state() {
  [ "${SERVICE_RESULT:-}" != success ] || return 0
  java_app safe-state "$@"
}
