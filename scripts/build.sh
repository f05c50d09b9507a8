# Building the application from its sources, if that is needed. Sourced by the commands that use what was built.
# shellcheck shell=bash

# Builds unless the last build is of this commit and newer than every source. Folders count: they change when a file goes.
build_if_stale() {
  local built=$KEDGE_ROOT/target/built newer='' id
  id=$(build_id)
  if [ -f "$built" ] && [ -f "$KEDGE_ROOT/src/target/quarkus-app/quarkus-run.jar" ] && [ "$(cat "$built")" = "$id" ]; then
    newer=$(cd "$KEDGE_ROOT" && find pom.xml ./*/pom.xml ./*/src/main src/main -newer "$built" -print -quit)
    [ -n "$newer" ] || return 0
  fi
  say "kedge: building${newer:+ ($newer is new)}; the first time this fetches what it needs and takes some minutes"
  mkdir -p "$KEDGE_ROOT/target"
  say "$id" > "$built.now"
  maven "$KEDGE_ROOT/target/build.log" package -Dmaven.test.skip=true -Dcheckstyle.skip -Dspotless.skip -Denforcer.skip || exit 1
  mv "$built.now" "$built"
}
