#!/usr/bin/env bash
# A 32-bit userland is refused, whatever the kernel is; told by a fake getconf and dpkg.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# userland BITS ARCHITECTURE: how this machine looks to what follows.
userland() {
  fake bin/getconf <<< "echo $1"
  fake bin/dpkg <<< "echo $2"
  PATH=$PWD/bin:$PATH
}

test_a_32_bit_system_is_refused_with_the_cure() {
  userland 32 armhf
  ran 4 "$ROOT/kedge" run
  said "this board runs a 32-bit system (armhf); install Raspberry Pi OS (64-bit)"
}

test_a_32_bit_userland_with_a_64_bit_getconf_is_refused() {
  userland 64 armhf
  ran 4 "$ROOT/kedge" test cli
  said "install Raspberry Pi OS (64-bit)"
}

test_no_dpkg_will_do() {
  fake bin/getconf <<< "echo 32"
  ln -s "$(command -v dirname)" "$(command -v readlink)" "$(command -v bash)" bin/
  PATH=$PWD/bin ran 4 "$ROOT/kedge" run
  said "this board runs a 32-bit system (32-bit)"
}

test_a_64_bit_userland_is_welcome() {
  userland 64 arm64
  ran 0 bash -c ". '$ROOT/scripts/lib.sh'; refuse_32bit"
}

run_tests
