# What every command of ./kedge uses. Sourced; KEDGE_ROOT is the folder of ./kedge.
# shellcheck shell=bash

OLDEST_JAVA=25

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }

# die CODE MESSAGE...
die() {
  local code=$1
  shift
  printf 'kedge: %s\n' "$*" >&2
  exit "$code"
}

# The names of the commands that are there.
commands() {
  local file
  for file in "$KEDGE_ROOT"/scripts/commands/*.sh; do
    basename "$file" .sh
  done
}

# nearest WORD CANDIDATE...: the candidate with the fewest letters to change.
nearest() {
  printf '%s\n' "$@" | awk '
    function min(a, b) { return a < b ? a : b }
    function distance(a, b,    i, j, row, diagonal, above) {
      for (j = 0; j <= length(b); j++) { row[j] = j }
      for (i = 1; i <= length(a); i++) {
        diagonal = row[0]; row[0] = i
        for (j = 1; j <= length(b); j++) {
          above = row[j]
          row[j] = min(min(above, row[j - 1]) + 1, diagonal + (substr(a, i, 1) != substr(b, j, 1)))
          diagonal = above
        }
      }
      return row[length(b)]
    }
    NR == 1 { word = $0; next }
    NR == 2 || distance(word, $0) < best { best = distance(word, $0); name = $0 }
    END { print name }'
}

# Ends with 4 on a 32-bit userland. The kernel may well be 64-bit there, so uname tells nothing.
refuse_32bit() {
  local bits arch=
  bits=$(getconf LONG_BIT)
  if command -v dpkg > /dev/null; then
    arch=$(dpkg --print-architecture)
  fi
  case $bits:$arch in
    32:* | *:armhf | *:armel | *:i386)
      die 4 "this board runs a 32-bit system (${arch:-$bits-bit}); install Raspberry Pi OS (64-bit)" ;;
  esac
}

# java_major HOME: its major version, nothing if there is no java. What it says of itself is read; to start it costs a
# small board a second.
java_major() {
  [ -x "$1/bin/java" ] || return 0
  local major=''
  [ ! -r "$1/release" ] || major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  if [ -n "$major" ]; then
    say "$major"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
  fi
}

# Where a JDK may be: JAVA_HOME, the system's folder, PATH; in the order of preference, one a line.
java_candidates() {
  local home
  [ -z "${JAVA_HOME:-}" ] || say "$JAVA_HOME"
  for home in "${KEDGE_JVM_DIR:-/usr/lib/jvm}"/*; do
    [ ! -d "$home" ] || say "$home"
  done
  if home=$(command -v java); then
    dirname "$(dirname "$(readlink -f "$home")")"
  fi
}

# find_java TOOL: sets JAVA_HOME to the first home that has TOOL (java or javac) and is exactly the version Kedge is made
# for, else to the first that is newer; a JAVA_HOME that is new enough is left as it is. Ends with 3 without one.
find_java() {
  local home homes major seen='' newer=''
  mapfile -t homes < <(java_candidates)
  for home in "${homes[@]}"; do
    major=$(java_major "$home")
    if [ "${major:-0}" -lt "$OLDEST_JAVA" ] || [ ! -x "$home/bin/$1" ]; then
      seen+="${seen:+, }$home is ${major:-not a JDK}"
    elif [ "$major" -eq "$OLDEST_JAVA" ] || [ "$home" = "${JAVA_HOME:-}" ]; then
      export JAVA_HOME=$home
      return
    else
      newer=${newer:-$home}
    fi
  done
  [ -n "$newer" ] || die 3 "no JDK $OLDEST_JAVA or later (${seen:-none is installed}). On Debian 13 and Raspberry Pi OS this installs it:
  sudo apt install openjdk-25-jdk-headless"
  export JAVA_HOME=$newer
}

# The commit, with -dirty if the tree differs from it.
build_id() {
  local id
  id=$(git -C "$KEDGE_ROOT" rev-parse --short=12 HEAD 2> /dev/null) || { say unknown; return; }
  [ -z "$(git -C "$KEDGE_ROOT" status --porcelain)" ] || id+=-dirty
  say "$id"
}

# The version in the root pom.
source_version() {
  sed -n '/<artifactId>kedge<\/artifactId>/{n;s/.*<version>\(.*\)<\/version>.*/\1/p;q}' "$KEDGE_ROOT/pom.xml"
}

# limited COMMAND...: runs it in the background group of a timeout, so that Ctrl-C and the hard stop of a test run end
# all of it. KEDGE_DEADLINE is in seconds since the epoch; without one it may take as long as it likes.
limited() {
  local left=0 pid
  if [ -n "${KEDGE_DEADLINE:-}" ]; then
    left=$((KEDGE_DEADLINE - $(date +%s)))
    [ "$left" -gt 0 ] || return 124
  fi
  timeout --kill-after=20 "$left" "$@" &
  pid=$!
  # shellcheck disable=SC2064
  trap "kill -TERM $pid 2> /dev/null; wait $pid || true; exit 130" INT TERM
  local code=0
  wait "$pid" || code=$?
  trap - INT TERM
  return "$code"
}

# maven LOG ARGUMENT...: runs Maven quietly into LOG; on failure shows its end.
maven() {
  local log=$1 code=0
  shift
  mkdir -p "$(dirname "$log")"
  (cd "$KEDGE_ROOT" && limited ./mvnw -B -ntp -Dstamp.build="$(build_id)" "$@") > "$log" 2>&1 < /dev/null || code=$?
  if [ "$code" -eq 0 ] || [ "$code" -eq 130 ]; then return "$code"; fi
  warn "Maven failed ($code); what it says of the sources, and the end of ${log#"$KEDGE_ROOT/"}:"
  { grep -E '^\[(WARNING|ERROR)\] [^ ]*\.java:' "$log" | sort -u | head -n 40 || true; } >&2
  tail -n 40 "$log" | grep -vE '^\[ERROR\] \[Help 1\]|re-run Maven|Re-run Maven|For more information|^\[(ERROR|INFO)\] *$' >&2
  return "$code"
}

# need TOOL PACKAGE: installs Debian's PACKAGE if TOOL is not there; without the right to do so, says how.
need() {
  if PATH=$PATH:/usr/sbin:/sbin command -v "$1" > /dev/null; then return; fi
  if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    say "kedge: installing $2"
    if apt_install "$2" || { apt-get update -qq && apt_install "$2"; } > /dev/null 2>&1; then return; fi
  fi
  die 1 "$1 is needed here; install it with: sudo apt install $2"
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" > /dev/null 2>&1
}
