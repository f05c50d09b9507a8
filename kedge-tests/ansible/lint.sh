#!/usr/bin/env bash
# ansible-lint, with its production profile, on all that Ansible reads.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

test_ansible_lint_finds_nothing() {
  cd "$ROOT/ansible" || exit
  ran 0 ansible-lint --offline --profile production --nocolor
}

run_tests
