# run [options]: start on this machine; without options on a simulated board with its own broker
# shellcheck shell=bash

# For boards with little memory; measured in DECISIONS.md. No --add-opens here: it stands in the jar's manifest.
JAVA_FLAGS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xss512k -Xms8m -Xmx64m -Xmn2m -XX:MinHeapFreeRatio=10
  -XX:MaxHeapFreeRatio=20 -XX:TrimNativeHeapInterval=30000)

cmd_run() { java_app run "$@"; }

# java_app COMMAND [OPTION...]: becomes the application.
java_app() {
  refuse_32bit
  local app=$KEDGE_ROOT/app flags=("${JAVA_FLAGS[@]}") cache
  if [ -f "$KEDGE_ROOT/pom.xml" ]; then
    # shellcheck source=scripts/build.sh
    . "$KEDGE_ROOT/scripts/build.sh"
    find_java javac
    build_if_stale
    app=$KEDGE_ROOT/src/target/quarkus-app
  else
    # shellcheck source=packaging/scripts/release.sh
    . "$KEDGE_ROOT/scripts/release.sh"
    find_java java
    cache=$(aot_cache)
    if [ -e "$cache" ]; then
      if intact "$cache"; then
        flags+=(-XX:AOTCache="$cache" -XX:AOTMode=auto -Xlog:aot=off -Xlog:aot=warning:stderr:none)
      else
        warn "kedge: $cache is damaged and not used; 'kedge aot' makes it again"
      fi
    fi
  fi
  exec "$JAVA_HOME/bin/java" "${flags[@]}" -jar "$app/quarkus-run.jar" "$@"
}
