#!/usr/bin/env bash
# Which JDK ./kedge takes, told by fake ones, and what it says without one.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# jdk HOME VERSION: a JDK that prints the version.
jdk() {
  fake "$1/bin/java" <<< "echo 'openjdk version \"$2\" 2025-09-16' >&2"
  fake "$1/bin/javac" <<< "echo javac"
}

# found TOOL: the home that is chosen, with the folder "jvm" here in place of the system's.
found() {
  KEDGE_ROOT=$ROOT KEDGE_JVM_DIR=$PWD/jvm bash -c '
    . "$KEDGE_ROOT/scripts/lib.sh"
    find_java "$0"
    echo "$JAVA_HOME"' "$1"
}

# without_java COMMAND...: with nothing on PATH but the basic tools.
without_java() {
  local tool
  mkdir -p tools
  for tool in bash sed head dirname readlink; do
    ln -sf "$(command -v "$tool")" "tools/$tool"
  done
  PATH=$PWD/tools:$PWD/bin "$@"
}

test_java_home_wins_if_new_enough() {
  jdk mine 26
  jdk jvm/java-25-openjdk-arm64 25.0.1
  JAVA_HOME=$PWD/mine ran 0 found javac
  [ "$OUT" = "$PWD/mine" ] || fail "took $OUT"
}

test_what_a_jdk_says_in_its_release_file_saves_a_start() {
  fake mine/bin/java <<< "touch $PWD/started"
  fake mine/bin/javac <<< "echo javac"
  echo 'JAVA_VERSION="25.0.3"' > mine/release
  JAVA_HOME=$PWD/mine ran 0 found javac
  [ "$OUT" = "$PWD/mine" ] || fail "took $OUT"
  [ ! -e started ] || fail "java was started"
}

test_an_old_java_home_is_passed_over() {
  jdk mine 17.0.15
  jdk jvm/java-25-openjdk-arm64 25.0.1
  JAVA_HOME=$PWD/mine ran 0 found javac
  [ "$OUT" = "$PWD/jvm/java-25-openjdk-arm64" ] || fail "took $OUT"
}

test_the_version_kedge_is_made_for_is_preferred_to_a_newer_one() {
  jdk jvm/java-17-openjdk 17.0.15
  jdk jvm/java-27-openjdk 27-ea
  jdk jvm/temurin-25 25.0.3
  JAVA_HOME='' ran 0 found javac
  [ "$OUT" = "$PWD/jvm/temurin-25" ] || fail "took $OUT"
}

test_a_newer_one_will_do() {
  jdk jvm/java-27-openjdk 27-ea
  JAVA_HOME='' ran 0 without_java found javac
  [ "$OUT" = "$PWD/jvm/java-27-openjdk" ] || fail "took $OUT"
}

test_a_runtime_without_compiler_does_not_build() {
  jdk jvm/jre 25
  rm jvm/jre/bin/javac
  JAVA_HOME='' ran 0 without_java found java
  JAVA_HOME='' ran 3 without_java found javac
}

test_path_comes_last() {
  jdk opt/jdk 25
  mkdir bin
  ln -s "$PWD/opt/jdk/bin/java" bin/java
  JAVA_HOME='' ran 0 without_java found javac
  [ "$OUT" = "$PWD/opt/jdk" ] || fail "took $OUT"
}

test_none_ends_with_3_and_the_command_that_installs_it() {
  jdk jvm/java-17-openjdk 17.0.15
  JAVA_HOME=/nowhere ran 3 without_java found javac
  said "no JDK 25 or later (/nowhere is not a JDK, $PWD/jvm/java-17-openjdk is 17)"
  said "sudo apt install openjdk-25-jdk-headless"
}

run_tests
