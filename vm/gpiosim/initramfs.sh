# The guest's root file system, two archives that the kernel unpacks one over the other. Sourced by run.sh.
# shellcheck shell=bash

# What the classes under test and JUnit need; a missing one shows as a NoClassDefFoundError in the report.
GUEST_MODULES=java.base,java.logging,java.management,jdk.management,jdk.unsupported

# base_archive CACHE: busybox, chrt, a small Java and the C library they need; sets BASE. Kept in the cache by what is in it.
base_archive() {
  local cache=$1 key
  need busybox busybox-static
  need cpio cpio
  need chrt util-linux
  key=$({ cat "$JAVA_HOME/release" "$(command -v busybox)" "$GPIOSIM/init" "$GPIOSIM/initramfs.sh"; say "$GUEST_MODULES"; } | sha256sum | cut -c 1-16)
  BASE=$cache/base-$key.cpio
  if [ -f "$BASE" ]; then return; fi
  say "gpiosim: making the guest's Java"
  mkdir -p "$cache"
  local work
  work=$(mktemp -d "$cache/base.XXXXXX")
  mkdir -p "$work/guest"/{bin,dev,proc,sys,tmp,lib64}
  cp "$(command -v busybox)" "$(command -v chrt)" "$work/guest/bin/"
  install -m 755 "$GPIOSIM/init" "$work/guest/init"
  "$JAVA_HOME/bin/jlink" --add-modules "$GUEST_MODULES" --strip-debug --no-man-pages --no-header-files \
    --generate-cds-archive --output "$work/guest/java"
  copy_libraries "$work/guest"
  archive "$work/guest" > "$work/base.cpio"
  mv "$work/base.cpio" "$BASE"
  rm -rf "$work"
}

# copy_libraries ROOT: the shared libraries of this machine that Java and chrt are linked to, at the same paths.
copy_libraries() {
  find "$1/java" -name '*.so' -exec ldd "$1/java/bin/java" "$1/bin/chrt" {} + 2> /dev/null | grep -oE '[[:space:]]/(usr/)?lib[^ ]+' | sort -u | while read -r file; do
    install -D -m 755 "$(readlink -f "$file")" "$1$file"
  done
}

# test_archive FOLDER CLASSPATH CLASS...: the compiled classes, what they need, the JUnit console, and which classes to run.
test_archive() {
  local folder=$1 classpath=$2 entry
  shift 2
  rm -rf "$folder"
  mkdir -p "$folder/kedge/lib"
  for entry in ${classpath//:/ }; do
    case $entry in
      *.jar) cp "$entry" "$folder/kedge/lib/" ;;
      *) mkdir -p "$folder/kedge/classes"; cp -rT "$entry" "$folder/kedge/classes" ;;
    esac
  done
  cp -rT "$KEDGE_ROOT/hal/target/classes" "$folder/kedge/classes"
  cp -rT "$KEDGE_ROOT/hal/target/test-classes" "$folder/kedge/classes"
  printf -- '--select-class=%s\n' "$@" > "$folder/kedge/selection"
  say "$(engine_flags)" > "$folder/kedge/java-flags"
  archive "$folder" > "$folder.cpio"
}

# The flags the engine needs, as Surefire gets them.
engine_flags() {
  sed -n 's/.*<kedge.engine.flags>\(.*\)<\/kedge.engine.flags>.*/\1/p' "$KEDGE_ROOT/pom.xml"
}

archive() {
  (cd "$1" && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0)
}
