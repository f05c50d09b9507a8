# package: build target/kedge-VERSION.tar.gz, all that a board needs but Java
# shellcheck shell=bash

# shellcheck source=scripts/build.sh
. "$KEDGE_ROOT/scripts/build.sh"
# shellcheck source=packaging/scripts/release.sh
. "$KEDGE_ROOT/packaging/scripts/release.sh"

cmd_package() {
  [ $# -eq 0 ] || die 2 "package takes no options, got '$1'"
  find_java javac
  build_if_stale
  local work=$KEDGE_ROOT/target/package archive name
  archive=target/kedge-$(source_version).tar.gz
  rm -rf "$work"
  lay_out "$work/release"
  name=kedge-$(release_name "$work/release")
  mv "$work/release" "$work/$name"
  pack "$name" > "$work/archive"
  mv "$work/archive" "$KEDGE_ROOT/$archive"
  say "kedge: $archive, release ${name#kedge-}, $(du -h "$KEDGE_ROOT/$archive" | cut -f 1)"
}

# lay_out FOLDER: the release as it will lie on the board. The commands that need the sources stay behind.
lay_out() {
  local to=$1 stray
  mkdir -p "$to/scripts/commands" "$to/profiles"
  cp -r "$KEDGE_ROOT/src/target/quarkus-app" "$to/app"
  cp "$KEDGE_ROOT"/{kedge,README.md,LICENSE} "$to/"
  cp "$KEDGE_ROOT"/scripts/{lib,maintenance}.sh "$to/scripts/"
  cp "$KEDGE_ROOT"/scripts/commands/{run,version,freeze,thaw,safe-state}.sh "$to/scripts/commands/"
  cp -r "$KEDGE_ROOT"/packaging/{scripts,systemd} "$to/"
  find "$KEDGE_ROOT/device-profiles/src/main/resources" -name '*.yaml' -exec cp -t "$to/profiles" {} +
  say "kedge $(source_version) ($(build_id))" > "$to/VERSION"
  stray=$(find "$to" -iname '*hivemq*')
  [ -z "$stray" ] || die 1 "the demo broker must not ship: $stray"
  manifest_of "$to" "$(source_version)" "$(build_id)" > "$to/../manifest"
  mv "$to/../manifest" "$to/MANIFEST.sha256"
}

# pack NAME: the same files give the same bytes, whoever packs them and when; on standard output.
pack() {
  local when
  when=$(git -C "$KEDGE_ROOT" log -1 --format=%ct 2> /dev/null || say 0)
  tar -C "$KEDGE_ROOT/target/package" -c --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --mtime="@$when" "$1" | gzip -9n
}
