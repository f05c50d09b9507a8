#!/usr/bin/env bash
# The preflight against this machine, dressed up as a board by fake tools and files.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# board: a good one, here; a test then spoils one thing.
board() {
  fake bin/getconf <<< "echo 64"
  fake bin/dpkg <<< "echo arm64"
  fake bin/df <<< "echo Avail; echo 9000"
  fake bin/apt-cache <<< "echo '  Candidate: (none)'"
  mkdir -p jvm/java-25-openjdk-arm64
  echo 'JAVA_VERSION="25.0.1"' > jvm/java-25-openjdk-arm64/release
  touch gpiochip0
  cat > hosts.yml << END
boards:
  hosts:
    board:
      ansible_connection: local
      ansible_python_interpreter: /usr/bin/python3
      board_jvm_dir: $PWD/jvm
      board_gpio_chip: $PWD/gpiochip0
      board_gpio_group: $(stat -c %G gpiochip0)
END
}

# preflight CODE ARGUMENT...: runs the playbook on it, expects the exit code.
preflight() {
  local code=$1
  shift
  ANSIBLE_CONFIG=$ROOT/ansible/ansible.cfg ANSIBLE_LOCAL_TEMP=$PWD/tmp ANSIBLE_REMOTE_TEMP=$PWD/tmp ANSIBLE_NOCOLOR=1 PATH=$PWD/bin:$PATH \
    ran "$code" ansible-playbook -i hosts.yml "$ROOT/ansible/preflight.yml" "$@"
  # a message may be wrapped or escaped
  OUT=$(tr -s ' \n' ' ' <<< "$OUT" | sed 's/\\"/"/g')
}

test_a_good_board_passes_and_nothing_is_changed() {
  board
  preflight 0
  said "changed=0"
  said "failed=0"
}

test_check_mode_looks_as_well() {
  board
  fake bin/getconf <<< "echo 32"
  preflight 2 --check
  said "this board runs a 32-bit system"
}

test_a_32_bit_userland_is_refused() {
  board
  fake bin/dpkg <<< "echo armhf"
  preflight 2
  said "this board runs a 32-bit system (armhf); install Raspberry Pi OS (64-bit)"
}

test_a_full_card_is_refused() {
  board
  fake bin/df <<< "echo Avail; echo '  120'"
  preflight 2
  said "/opt has 120 MiB free, 400 are wanted. Make room there"
}

test_a_missing_folder_is_refused() {
  board
  rm bin/df
  preflight 2 -e board_install_parent=/nowhere
  said "/nowhere has no MiB free"
}

test_old_java_is_refused_if_none_can_be_installed() {
  board
  echo 'JAVA_VERSION="17.0.15"' > jvm/java-25-openjdk-arm64/release
  preflight 2
  said "Java 25 is not in $PWD/jvm and the package openjdk-25-jre-headless cannot be had. Run apt update"
}

test_java_that_can_be_installed_will_do() {
  board
  rm -r jvm
  fake bin/apt-cache <<< "echo '  Candidate: 25.0.1+8-1~deb13u1'"
  preflight 0
}

test_a_missing_chip_is_refused() {
  board
  rm gpiochip0
  preflight 2
  said "$PWD/gpiochip0 is missing. Set board_gpio_chip to the chip of this board (gpiodetect lists them)"
}

test_a_chip_of_another_group_is_refused() {
  board
  sed -i 's/board_gpio_group: .*/board_gpio_group: daemon/' hosts.yml
  preflight 2
  said "is in group $(stat -c %G gpiochip0), not daemon"
}

test_a_missing_group_is_refused() {
  board
  preflight 2 -e board_gpio_group=nobody-has-this
  said "There is no group nobody-has-this"
}

test_the_simulated_board_needs_no_chip() {
  board
  preflight 0 -e board_gpio_chip= -e board_gpio_group=nobody-has-this
}

test_a_wrong_type_is_refused_by_the_argument_specification() {
  board
  preflight 2 -e board_free_mib=lots
  said "board_free_mib"
}

test_the_example_inventory_is_complete() {
  ANSIBLE_CONFIG=$ROOT/ansible/ansible.cfg ran 0 ansible-playbook -i "$ROOT/ansible/inventories/example" "$ROOT/ansible/preflight.yml" --list-hosts --list-tags
  said "greenhouse-1"
  said "preflight]"
}

test_every_default_is_specified_and_every_option_has_its_default() {
  ran 0 /usr/bin/python3 -c '
import sys, yaml
role = sys.argv[1]
defaults = yaml.safe_load(open(role + "/defaults/main.yml"))
options = yaml.safe_load(open(role + "/meta/argument_specs.yml"))["argument_specs"]["main"]["options"]
assert {name: option["default"] for name, option in options.items()} == defaults' "$ROOT/ansible/roles/board"
}

run_tests
