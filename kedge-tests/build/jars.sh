#!/usr/bin/env bash
# What "./kedge test build" or "./kedge package" has just built: stamped, reproducible, and without what does not ship.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"
KEDGE_ROOT=$ROOT
# shellcheck source=scripts/lib.sh
. "$ROOT/scripts/lib.sh"

APP=$ROOT/src/target/quarkus-app

# jars FOLDER: our own jars, those of the modules and those in the application.
jars() {
  find "$1" \( -path '*/target/kedge-*.jar' -o -path '*/quarkus-app/app/*.jar' \) -not -name '*-tests.jar' | sort
}

test_every_jar_tells_version_build_and_digest() {
  local jar stamp count=0
  while read -r jar; do
    stamp=$(unzip -p "$jar" 'META-INF/kedge/*.properties') || fail "$jar has no stamp"
    [[ $stamp == *"version=$(source_version)"* ]] || fail "$jar: $stamp"
    [[ $stamp =~ build=($(build_id)) ]] || fail "$jar: $stamp"
    [[ $stamp =~ digest=[0-9a-f]{64} ]] || fail "$jar: $stamp"
    count=$((count + 1))
  done < <(jars "$ROOT")
  [ "$count" -ge 5 ] || fail "only $count jars"
}

test_the_manifests_of_the_libraries_tell_the_same() {
  local module manifest digest
  for module in runtime hal device-profiles; do
    manifest=$(unzip -p "$ROOT/$module"/target/kedge-*.jar META-INF/MANIFEST.MF | tr -d '\r' | sed ':a;N;$!ba;s/\n //g')
    digest=$(sed -n 's/^digest=//p' "$ROOT/$module"/target/classes/META-INF/kedge/*.properties)
    [[ $manifest == *"Implementation-Version: $(source_version)"* ]] || fail "$module: $manifest"
    [[ $manifest == *"Kedge-Build: $(build_id)"* ]] || fail "$module: $manifest"
    [[ $manifest == *"Kedge-Digest: $digest"* ]] || fail "$module: $manifest"
  done
}

test_what_builds_and_tests_it_does_not_ship() {
  local found
  found=$(find "$APP" -name '*.jar' | grep -iE 'error_prone|nullaway|hivemq|archunit|junit')
  [ -z "$found" ] || fail "$found"
}

test_the_application_carries_its_flags_in_its_manifest() {
  local manifest
  manifest=$(unzip -p "$APP/quarkus-run.jar" META-INF/MANIFEST.MF)
  [[ $manifest == *"Add-Opens: java.base/java.lang"* ]] || fail "$manifest"
  [[ $manifest == *"Enable-Native-Access: ALL-UNNAMED"* ]] || fail "$manifest"
}

test_a_second_build_in_another_folder_gives_the_same_bytes() {
  local jar
  (cd "$ROOT" && git ls-files -co --exclude-standard -z | tar -c --null -T - --ignore-failed-read) | tar -x
  (KEDGE_ROOT=$PWD; find_java javac; cd "$PWD" && ./mvnw -B -ntp -q package -Dmaven.test.skip=true -Dcheckstyle.skip -Dspotless.skip \
    -Denforcer.skip -Dstamp.build="$(KEDGE_ROOT=$ROOT build_id)") > build.log 2>&1 || fail "$(tail -n 20 build.log)"
  while read -r jar; do
    cmp "$ROOT/$jar" "$jar" || fail "$jar differs"
  done < <(jars . | sed 's|^\./||')
}

run_tests
