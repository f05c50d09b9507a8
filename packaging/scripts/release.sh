# What a release knows of itself. Sourced by the commands of the archive, and by the one that packs it.
# shellcheck shell=bash

# manifest_of FOLDER VERSION BUILD: the manifest of this release; sha256sum -c reads it as well.
manifest_of() {
  say "# kedge-release 1"
  say "# version $2"
  say "# build $3"
  checksums "$1"
}

# checksums FOLDER: one line a file, but for the manifest itself.
checksums() {
  (cd "$1" && find . -type f ! -path ./MANIFEST.sha256 -printf '%P\0' | LC_ALL=C sort -z | xargs -0 -r sha256sum)
}

# release_digest FOLDER: what tells this release from every other, twelve hexadecimal digits.
release_digest() {
  sha256sum "$1/MANIFEST.sha256" | cut -c 1-12
}

# release_name FOLDER: <version>-<digest>, as its folder on a board is called.
release_name() {
  say "$(sed -n 's/^# version //p' "$1/MANIFEST.sha256")-$(release_digest "$1")"
}

# The file of the AOT cache for this release and the Java in JAVA_HOME, in the service's state folder or the user's cache.
aot_cache() {
  local java
  java=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release" 2> /dev/null || true)
  say "${STATE_DIRECTORY:-${XDG_CACHE_HOME:-${HOME:-/nowhere}/.cache}/kedge}/aot-$(release_digest "$KEDGE_ROOT")-${java:-25}.aot"
}

# intact CACHE: it is as it was made. Java looks at its head only; damage further back ends it with a fault.
intact() {
  [ "$(cksum < "$1")" = "$(cat "$1.cksum")" ]
} 2> /dev/null
