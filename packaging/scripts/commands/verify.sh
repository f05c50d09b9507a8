# verify: say whether every file is as it was packed, and which is not
# shellcheck shell=bash

cmd_verify() {
  [ $# -eq 0 ] || die 2 "verify takes no options, got '$1'"
  # shellcheck source=packaging/scripts/release.sh
  . "$KEDGE_ROOT/scripts/release.sh"
  [ -r "$KEDGE_ROOT/MANIFEST.sha256" ] || die 1 "$KEDGE_ROOT/MANIFEST.sha256 is missing or cannot be read; unpack the archive again"
  local wrong
  wrong=$(
    foreign_name
    not_files
    compare
  )
  if [ -n "$wrong" ]; then
    warn "$wrong"
    die 1 "$KEDGE_ROOT is not as it was packed; unpack the archive again"
  fi
  say "kedge $(release_name "$KEDGE_ROOT"): $(grep -vc '^#' "$KEDGE_ROOT/MANIFEST.sha256") files as packed"
}

# A folder that bears a digest must bear this manifest's.
foreign_name() {
  local folder=${KEDGE_ROOT##*/}
  if [[ $folder =~ -[0-9a-f]{12}$ && $folder != *-$(release_digest "$KEDGE_ROOT") ]]; then
    say "differs: MANIFEST.sha256, its digest is $(release_digest "$KEDGE_ROOT")"
  fi
}

# Only files and folders are packed.
not_files() {
  (cd "$KEDGE_ROOT" && find . ! -type f ! -type d -printf 'extra: %P\n')
}

compare() {
  checksums "$KEDGE_ROOT" 2> /dev/null | LC_ALL=C awk '
    { sum = substr($0, 1, 64); path = substr($0, 67) }
    FNR == NR { if (!/^#/) { packed[path] = sum }; next }
    !(path in packed) { print "extra: " path; next }
    packed[path] != sum { print "differs: " path }
    { seen[path] }
    END { for (path in packed) { if (!(path in seen)) { print "missing or unreadable: " path } } }
  ' "$KEDGE_ROOT/MANIFEST.sha256" - | LC_ALL=C sort
}
