# What the script tests use. A test is a function test_...; it prints "ok NAME" or "not ok NAME: WHY" through run_tests.
# shellcheck shell=bash

set -uo pipefail

export ROOT
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# Runs every function of the calling file that is named test_..., each in a shell and an empty folder of its own.
run_tests() {
  local name why
  for name in $(declare -F | sed -n 's/^declare -f \(test_.*\)/\1/p'); do
    mkdir -p "$WORK/$name"
    if why=$(cd "$WORK/$name" && "$name" 2>&1); then
      echo "ok ${name#test_}"
    else
      echo "not ok ${name#test_}: $(tr '\n' ' ' <<< "$why" | cut -c 1-600)"
    fi
  done
}

fail() {
  echo "$*"
  exit 1
}

# ran CODE COMMAND...: runs it, expects the exit code; what it printed, errors too, is in OUT.
ran() {
  local expected=$1 code=0
  shift
  OUT=$("$@" 2>&1 < /dev/null) || code=$?
  [ "$code" -eq "$expected" ] || fail "$1 ... ended with $code, expected $expected; it said: $OUT"
}

# said TEXT: the last command printed it.
said() {
  [[ $OUT == *"$1"* ]] || fail "expected '$1' in: $OUT"
}

# fake FILE: makes FILE an executable of what comes on standard input.
fake() {
  mkdir -p "$(dirname "$1")"
  { echo '#!/bin/sh'; cat; } > "$1"
  chmod +x "$1"
}
