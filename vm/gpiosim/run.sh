#!/usr/bin/env bash
# Runs the *OnGpioSim test classes on a real kernel with simulated GPIO chips: run.sh [CLASS...]
#
# exit codes: 0 all passed, 1 a test failed or the guest did not come to its end, 2 no such class, 3 no JDK
set -euo pipefail

GPIOSIM=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
KEDGE_ROOT=$(dirname "$(dirname "$GPIOSIM")")
# shellcheck source=scripts/lib.sh
. "$KEDGE_ROOT/scripts/lib.sh"
# shellcheck source=vm/gpiosim/kernel.sh
. "$GPIOSIM/kernel.sh"
# shellcheck source=vm/gpiosim/initramfs.sh
. "$GPIOSIM/initramfs.sh"

OUT=$KEDGE_ROOT/target/gpiosim
CACHE=${KEDGE_VM_CACHE:-/var/tmp/kedge-vm}/gpiosim
GUEST_SECONDS=${KEDGE_GPIOSIM_SECONDS:-900}

main() {
  find_java javac
  mkdir -p "$OUT"
  exec 8> "$OUT/lock"
  flock -n 8 || die 1 "another run uses ${OUT#"$KEDGE_ROOT/"}; wait for its end"
  compile
  local classes
  mapfile -t classes < <(selected "$@")
  [ "${#classes[@]}" -gt 0 ] || exit 2
  need qemu-system-x86_64 qemu-system-x86
  kernel "$CACHE"
  base_archive "$CACHE"
  class_path
  test_archive "$OUT/guest" "$CLASS_PATH" "${classes[@]}"
  boot
  verdict
}

# Compiles hal and its tests; leaves their class path in hal/target/gpiosim.classpath.
compile() {
  say "gpiosim: compiling"
  maven "$OUT/build.log" test-compile dependency:build-classpath -pl hal -am -Dmdep.outputFile=target/gpiosim.classpath \
    -Dmdep.includeScope=test -Dcheckstyle.skip -Dspotless.skip -Denforcer.skip || exit 1
}

# selected [CLASS...]: full names of the classes to run, one a line; all without an argument. A class may be named without its package.
selected() {
  local all names name found
  mapfile -t all < <(cd "$KEDGE_ROOT/hal/target/test-classes" && find . -name '*OnGpioSim.class' -printf '%P\n' | sed 's/\.class$//; s,/,.,g' | sort)
  if [ $# -eq 0 ]; then
    printf '%s\n' "${all[@]}"
    return
  fi
  mapfile -t names < <(printf '%s\n' "${all[@]##*.}")
  for name in "$@"; do
    found=$(printf '%s\n' "${all[@]}" | grep -E "(^|\.)${name//./\\.}\$") ||
      die 2 "no class '$name' for gpio-sim; did you mean '$(nearest "${name##*.}" "${names[@]}")'? All: ${names[*]}"
    say "$found"
  done
}

# Sets CLASS_PATH to what the tests run with: JUnit's console in place of the engines, which the guest does not need apart.
class_path() {
  local all version console
  all=$(tr ':' '\n' < "$KEDGE_ROOT/hal/target/gpiosim.classpath")
  version=$(sed -n 's/.*\/junit-platform-engine-\(.*\)\.jar/\1/p' <<< "$all")
  console=$CACHE/junit-platform-console-standalone-$version.jar
  if [ ! -f "$console" ]; then
    maven "$OUT/junit.log" -N dependency:copy -DoutputDirectory="$CACHE" \
      -Dartifact="org.junit.platform:junit-platform-console-standalone:$version" || exit 1
  fi
  CLASS_PATH=$(grep -vE '/(jqwik|archunit|junit|mockito|byte-buddy|assertj|opentest4j|apiguardian)[^/]*\.jar$' <<< "$all" | paste -sd:):$console
}

# Boots the guest, waits until it has ended itself, and shows its tests as they end.
boot() {
  local qemu reader code=0
  : > "$OUT/report.log"
  cat "$BASE" "$OUT/guest.cpio" > "$OUT/initramfs.cpio"
  timeout --kill-after=10 "$GUEST_SECONDS" qemu-system-x86_64 -machine pc,accel=tcg -cpu max -smp 2 -m 1024 \
    -nodefaults -no-user-config -display none -no-reboot -kernel "$KERNEL" -initrd "$OUT/initramfs.cpio" \
    -append "console=ttyS0 loglevel=5 panic=-1 oops=panic tsc=reliable" -serial "file:$OUT/console.log" -serial "file:$OUT/report.log" &
  qemu=$!
  trap 'kill "$qemu" 2> /dev/null || true' EXIT
  tail -n +1 -f -s 0.2 --pid="$qemu" "$OUT/report.log" | results &
  reader=$!
  wait "$qemu" || code=$?
  wait "$reader" || true
  trap - EXIT
  rm -f "$OUT/initramfs.cpio" "$OUT/guest.cpio"
  [ "$code" -ne 124 ] || say "gpiosim: the guest was ended after $GUEST_SECONDS s"
}

# results: reads the guest's report; prints "ok NAME" or "not ok NAME: REASON" a test, and the figures that tests print.
# Skipped and aborted tests failed: none is switched off here.
results() {
  local line failed=''
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [ -n "$failed" ]; then
      say "not ok $failed: ${line#"${line%%[![:space:]]*}"}"
      failed=''
    fi
    line=${line#JUnit Jupiter > }
    case $line in
      *' :: SUCCESSFUL') say "ok $(test_name "$line")" ;;
      *' :: FAILED' | *' :: ABORTED' | *' :: SKIPPED') failed=$(test_name "$line") ;;
      'figure '* | 'guest: '*) say "$line" ;;
    esac
  done | tee "$OUT/results.log"
}

# test_name LINE: CLASS.METHOD of a line of the report.
test_name() {
  local name=${1% :: *}
  name=${name//()/}
  say "${name/ > /.}"
}

# Counts; fails unless tests ran, all passed and the guest came to its end.
verdict() {
  local passed failed
  passed=$(grep -c '^ok ' "$OUT/results.log" || true)
  failed=$(grep -c '^not ok ' "$OUT/results.log" || true)
  say "gpiosim: $passed passed, $failed failed; console in ${OUT#"$KEDGE_ROOT/"}/console.log, report in ${OUT#"$KEDGE_ROOT/"}/report.log"
  if ! grep -q '^guest: exit ' "$OUT/results.log"; then
    warn "gpiosim: the guest did not come to its end; the last it said:"
    tail -n 15 "$OUT/console.log" "$OUT/report.log" >&2
    exit 1
  fi
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && grep -q '^guest: exit 0,' "$OUT/results.log"
}

# need_package PACKAGE: installs it if it is not there; for what brings no command.
need_package() {
  if dpkg-query -W -f '${Status}' "$1" 2> /dev/null | grep -q ' installed$'; then return; fi
  if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    say "gpiosim: installing $1"
    if apt_install "$1" || { apt-get update -qq && apt_install "$1"; } > /dev/null 2>&1; then return; fi
  fi
  die 1 "$1 is needed for the gpio-sim rig; on Debian 12: sudo apt install $1"
}

main "$@"
