# run [options]: start on this machine; without options on a simulated board with its own broker
# shellcheck shell=bash

# For boards with little memory; measured in DECISIONS.md. No --add-opens here: it stands in the jar's manifest.
JAVA_FLAGS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xss512k -Xms8m -Xmx64m -Xmn2m -XX:MinHeapFreeRatio=10
  -XX:MaxHeapFreeRatio=20 -XX:TrimNativeHeapInterval=30000)

cmd_run() {
  refuse_32bit
  local app=$KEDGE_ROOT/app
  if [ -f "$KEDGE_ROOT/pom.xml" ]; then
    find_java javac
    build_if_stale
    app=$KEDGE_ROOT/src/target/quarkus-app
  else
    find_java java
  fi
  exec "$JAVA_HOME/bin/java" "${JAVA_FLAGS[@]}" -jar "$app/quarkus-run.jar" run "$@"
}

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
