# package: build target/kedge-VERSION.tar.gz, all that a board needs but Java
# shellcheck shell=bash

cmd_package() {
  [ $# -eq 0 ] || die 2 "package takes no options, got '$1'"
  find_java javac
  say "kedge: building"
  maven "$KEDGE_ROOT/target/build.log" package -Dmaven.test.skip=true || exit 1
  local name
  name=kedge-$(source_version)
  lay_out "$KEDGE_ROOT/target/package/$name"
  pack "$name"
  say "kedge: target/$name.tar.gz, $(du -h "$KEDGE_ROOT/target/$name.tar.gz" | cut -f 1)"
}

# lay_out FOLDER: the release as it will lie on the board. The commands that need the sources stay behind.
lay_out() {
  local to=$1 stray
  rm -rf "$to"
  mkdir -p "$to/scripts/commands" "$to/profiles"
  cp -r "$KEDGE_ROOT/src/target/quarkus-app" "$to/app"
  cp "$KEDGE_ROOT"/{kedge,README.md,LICENSE} "$to/"
  cp "$KEDGE_ROOT/scripts/lib.sh" "$to/scripts/"
  cp "$KEDGE_ROOT"/scripts/commands/{run,version}.sh "$to/scripts/commands/"
  find "$KEDGE_ROOT/device-profiles/src/main/resources" -name '*.yaml' -exec cp -t "$to/profiles" {} +
  say "kedge $(source_version) ($(build_id))" > "$to/VERSION"
  stray=$(find "$to" -iname '*hivemq*')
  [ -z "$stray" ] || die 1 "the demo broker must not ship: $stray"
  checksums "$to" > "$to.sha256"
  mv "$to.sha256" "$to/MANIFEST.sha256"
}

# checksums FOLDER: one line a file, as sha256sum -c reads them.
checksums() {
  (cd "$1" && find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum)
}

# pack NAME: the same files give the same bytes, whoever packs them and when.
pack() {
  local when
  when=$(git -C "$KEDGE_ROOT" log -1 --format=%ct 2> /dev/null || say 0)
  tar -C "$KEDGE_ROOT/target/package" -c --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime="@$when" "$1" \
    | gzip -9n > "$KEDGE_ROOT/target/$1.tar.gz"
}
