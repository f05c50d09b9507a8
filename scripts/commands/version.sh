# version: which version and build this is
# shellcheck shell=bash

cmd_version() {
  if [ -f "$KEDGE_ROOT/VERSION" ]; then
    cat "$KEDGE_ROOT/VERSION"
  else
    say "kedge $(source_version) ($(build_id))"
  fi
}
