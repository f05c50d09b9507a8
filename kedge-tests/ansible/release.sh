#!/usr/bin/env bash
# The module that makes a release the current one, called as Ansible calls it: what is there when it ends early, what stays.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=kedge-tests/ansible/lib/boards.sh
. "$(dirname "$0")/lib/boards.sh"

LIBRARY=$ROOT/ansible/roles/kedge/library

# install CODE VERSION: a release made for the occasion into the folder kedge, with its archive.
install() {
  local code=$1
  release "$2"
  mkdir -p kedge
  mv "kedge-$2.tar.gz" kedge/arriving.tar.gz
  switch "$code" "$RELEASE"
}

# switch CODE RELEASE [MORE]
switch() {
  ran "$1" env PATH="$PWD/bin:$PATH" /usr/bin/python3 "$LIBRARY/kedge_release.py" \
    "{\"ANSIBLE_MODULE_ARGS\": {\"install_dir\": \"$PWD/kedge\", \"archive\": \"$PWD/kedge/arriving.tar.gz\", \"release\": \"$2\" ${3:-}}}"
}

# there VERSION...: these are the releases, and nothing is left over.
there() {
  local versions
  versions=$(cd kedge/releases && printf '%s\n' * | sed 's/-[0-9a-f]*$//' | sort | tr '\n' ' ')
  [ "$versions" = "$* " ] || fail "releases $versions, expected $*"
  [ "$(cd kedge && echo *)" = "current releases" ] || fail "left over: $(cd kedge && echo *)"
}

current() { sed 's/kedge \(.*\) (.*/\1/' kedge/current/VERSION; }

test_the_first_release_is_unpacked_and_linked() {
  install 0 1.0
  said '"changed": true'
  there 1.0
  [ "$(readlink kedge/current)" = "releases/$RELEASE" ] || fail "$(readlink kedge/current)"
  ran 0 kedge/current/kedge verify
}

test_the_same_release_again_changes_nothing() {
  install 0 1.0
  touch -d 2020-01-01 kedge/current/VERSION
  local link
  link=$(stat -c %i kedge/current)
  switch 0 "$RELEASE"
  said '"changed": false'
  [ "$(date -r kedge/current/VERSION +%Y)" = 2020 ] || fail "unpacked again"
  [ "$(stat -c %i kedge/current)" = "$link" ] || fail "linked again"
}

test_check_mode_tells_and_does_nothing() {
  release 1.0
  mkdir kedge
  mv kedge-1.0.tar.gz kedge/arriving.tar.gz
  switch 0 "$RELEASE" ', "_ansible_check_mode": true'
  said '"changed": true'
  [ "$(ls kedge)" = arriving.tar.gz ] || fail "$(ls kedge)"
}

test_three_releases_stay_the_last_ones_to_be_current() {
  local first
  install 0 1.0
  first=$RELEASE
  install 0 2.0
  install 0 3.0
  there 1.0 2.0 3.0
  switch 0 "$first"
  [ "$(current)" = 1.0 ] || fail "current is $(current)"
  install 0 4.0
  there 1.0 3.0 4.0
}

test_the_current_release_stays_even_if_none_shall() {
  install 0 1.0
  install 0 2.0
  release 3.0
  mv kedge-3.0.tar.gz kedge/arriving.tar.gz
  switch 0 "$RELEASE" ', "keep": 0'
  there 3.0
}

test_files_are_flushed_before_they_get_their_name_and_the_link() {
  install 0 1.0
  fake bin/sync <<< "{ echo \"\$@\"; ls '$PWD/kedge/releases'; readlink '$PWD/kedge/current'; } > '$PWD/at-flush'"
  local old=$RELEASE
  install 0 2.0
  printf '%s\n' "--file-system $PWD/kedge/unpacking/$RELEASE" "$old" "releases/$old" | diff - at-flush || fail "order"
}

test_a_flush_that_fails_installs_nothing() {
  install 0 1.0
  local first=$RELEASE
  fake bin/sync <<< 'echo "sync: error syncing: Input/output error" >&2; exit 1'
  install 1 2.0
  said "Input/output error"
  [ "$(current) $(cd kedge/releases && echo *-*)" = "1.0 $first" ] || fail "current $(current), releases $(ls kedge/releases)"
}

test_an_archive_that_was_cut_off_installs_nothing_and_the_next_run_clears_up() {
  install 0 1.0
  local first=$RELEASE
  release 2.0
  head -c 600 kedge-2.0.tar.gz > kedge/arriving.tar.gz
  switch 1 "$RELEASE"
  said "release $RELEASE was not installed: "
  [ "$(current) $(cd kedge/releases && echo *-*)" = "1.0 $first" ] || fail "current $(current), releases $(ls kedge/releases)"
  mv kedge-2.0.tar.gz kedge/arriving.tar.gz
  switch 0 "$RELEASE"
  there 1.0 2.0
}

test_a_damaged_release_is_not_switched_to() {
  install 0 1.0
  local first=$RELEASE
  install 0 2.0
  echo x >> "kedge/releases/$first/app/quarkus-run.jar"
  switch 1 "$first"
  said "the release in $PWD/kedge/releases/$first is damaged: "
  said "remove it and run again"
  [ "$(current)" = 2.0 ] || fail "current is $(current)"
}

# packed_again COMMAND: release 1.0 after the command in its folder, as the archive that has arrived.
packed_again() {
  release 1.0
  mkdir -p again kedge
  tar -xzf kedge-1.0.tar.gz -C again
  (cd "again/kedge-$RELEASE" && eval "$1")
  tar -czf kedge/arriving.tar.gz -C again "kedge-$RELEASE"
}

test_a_release_that_is_not_as_its_manifest_says_is_not_installed() {
  packed_again "echo x >> app/quarkus-run.jar"
  switch 1 "$RELEASE"
  said "is damaged: "
  [ ! -e kedge/current ] || fail "linked"
}

test_only_files_and_folders_are_unpacked_with_two_modes() {
  packed_again "chmod 4777 kedge; chmod 600 VERSION; chmod 700 app"
  switch 0 "$RELEASE"
  [ "$(cd kedge/current && find . -printf '%m %y\n' | sort -u | tr '\n' ' ')" = "644 f 755 d 755 f " ] || fail "$(find kedge/current -ls)"
  mkdir odd-1
  ln -s /etc/shadow odd-1/VERSION
  tar -czf kedge/arriving.tar.gz odd-1
  switch 1 odd-1
  said "holds odd-1/VERSION, which no release does"
}

# Each byte of the archive, then each of the tar in it: never another answer than the good one or a refusal.
test_no_changed_byte_goes_unnoticed() {
  release 1.0
  PYTHONPATH=$LIBRARY ran 0 /usr/bin/python3 -B -c '
import gzip, os, sys
from kedge_archive import Refused, examine
path = sys.argv[1]
packed = open(path, "rb").read()
good = examine(path, "")
def other(content):
    with open(path, "wb") as file:
        file.write(content)
    try:
        return examine(path, "") != good
    except Refused:
        return False
def changed(content, at):
    return content[:at] + bytes([content[at] ^ 0x21]) + content[at + 1:]
plain = gzip.decompress(packed)
assert not [at for at in range(len(packed)) if other(changed(packed, at))]
assert not [at for at in range(0, len(plain), 5) if other(gzip.compress(changed(plain, at), 1))]' "$PWD/kedge-1.0.tar.gz"
}

run_tests
