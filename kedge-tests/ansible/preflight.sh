#!/usr/bin/env bash
# The preflight: one run over many boards, each with one fault or none. A board's fault stops that board only.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=kedge-tests/ansible/lib/boards.sh
. "$(dirname "$0")/lib/boards.sh"

cd "$WORK" || exit
GROUP=$(id -gn)

boards() {
  board good
  board good-udev "kedge_gpio_group: nobody-has-this" "kedge_gpio_udev: true"
  board good-sim "kedge_board: sim" "kedge_gpio_chip: /nowhere"
  board good-own-profile "kedge_profile_file: $PWD/porch.yaml"
  touch porch.yaml
  board good-java-to-come
  rm -r good-java-to-come/jvm
  fake good-java-to-come/bin/apt-cache <<< "echo '  Candidate: 25.0.1+8-1~deb13u1'"

  board narrow
  fake narrow/bin/getconf <<< "echo 32"
  board armhf
  fake armhf/bin/dpkg <<< "echo armhf"
  board no-systemd
  rmdir no-systemd/root/run/systemd/system
  board full
  fake full/bin/df <<< "echo Avail; echo 52428800"
  board old-java
  echo 'JAVA_VERSION="17.0.15"' > old-java/jvm/java-25/release
  board no-chip
  rm no-chip/gpiochip0
  board no-group "kedge_gpio_group: nobody-has-this"
  board other-group "kedge_gpio_group: daemon"
}

wrong_options() {
  board no-broker "kedge_broker: ''"
  board web-broker "kedge_broker: http://192.0.2.10"
  board told-password "kedge_broker: mqtt://kedge:hush-hush@192.0.2.10"
  board no-user "kedge_mqtt_password: hush-hush"
  board shouting "kedge_device: Greenhouse 1"
  board misspelt "kedge_board: rasberrypi-5"
  board no-profile "kedge_profile_file: $PWD/nowhere.yaml"
  board taken "kedge_environment: {KEDGE_BROKER: mqtt://192.0.2.11, KEDGE_SEED: '1'}"
  board no-limit "kedge_limits: {Memory Max: 200M}"
  board none-kept "kedge_keep_releases: 0"
  board wrong-type "kedge_keep_releases: lots"
}

bad_archives() {
  board no-archive "kedge_archive: $PWD/none-*.tar.gz"
  head -c 700 kedge-1.0.tar.gz > cut.tgz
  board cut-archive "kedge_archive: $PWD/cut.tgz"
  cp kedge-1.0.tar.gz changed.tgz
  printf 'X' | dd of=changed.tgz bs=1 seek=300 conv=notrunc status=none
  board changed-archive "kedge_archive: $PWD/changed.tgz"
  board other-digest "kedge_archive_sha256: $(sha256sum changed.tgz | cut -d ' ' -f 1)"
  mkdir other
  touch other/README
  tar -czf other.tgz other
  mkdir repacked
  tar -xzf kedge-1.0.tar.gz -C repacked
  echo x >> "repacked/kedge-$RELEASE/app/quarkus-run.jar"
  tar -czf repacked.tgz -C repacked "kedge-$RELEASE"
  board repacked-archive "kedge_archive: $PWD/repacked.tgz"
  board other-archive "kedge_archive: $PWD/other.tgz"
}

release 1.0
boards
wrong_options
bad_archives
REPORT=$(play 2 --tags preflight && echo "$OUT") || { echo "not ok preflight: $REPORT"; exit 1; }

# failure BOARD: what was said when it failed, as one line.
failure() {
  awk -v begin="^fatal: \\[$1( -> localhost)?]: FAILED!" '/^[^ ]/ { mine = $0 ~ begin } mine' <<< "$REPORT" | tr -s ' \n' ' ' | sed "s/''/'/g"
}

# stops BOARD TEXT: the board stopped there, and this was said.
stops() {
  OUT=$(failure "$1")
  [ -n "$OUT" ] || fail "$1 did not stop"
  said "$2"
}

test_good_boards_pass_and_nothing_is_changed() {
  local name
  OUT=$REPORT
  for name in good good-udev good-sim good-own-profile good-java-to-come; do
    [ "$(recap $name failed)/$(recap $name changed)" = 0/0 ] || fail "$name: $(failure "$name")"
    [ -z "$(find "$WORK/$name/root" -type f)" ] || fail "files on $name"
  done
}

test_a_32_bit_userland_is_refused() {
  stops narrow "this board runs a 32-bit system"
  stops armhf "this board runs a 32-bit system (armhf); install Raspberry Pi OS (64-bit)"
}

test_a_system_without_systemd_is_refused() { stops no-systemd "no-systemd was not started by systemd"; }
test_a_full_card_is_refused() { stops full "/opt/kedge has 50 MiB free, 65 are wanted for 1.0-"; }
test_old_java_is_refused_if_none_can_be_installed() {
  stops old-java "Java 25 is not in $WORK/old-java/jvm and the package openjdk-25-jre-headless cannot be had. Run apt update"
}
test_a_missing_chip_is_refused() { stops no-chip "$WORK/no-chip/gpiochip0 is missing. Set kedge_gpio_chip to the chip of this board"; }
test_a_missing_group_is_refused() { stops no-group "There is no group nobody-has-this"; }
test_a_chip_of_another_group_is_refused() { stops other-group "is in group $GROUP, not daemon. Set kedge_gpio_group"; }

test_a_broker_must_be_named() { stops no-broker "for no-broker; write mqtt://[USER@]HOST[:PORT]"; }
test_a_web_address_is_no_broker() { stops web-broker "kedge_broker is 'http://192.0.2.10' for web-broker"; }
test_a_password_in_the_address_is_refused_and_not_shown() {
  stops told-password "kedge_broker is 'mqtt://kedge:***@192.0.2.10' for told-password"
  [[ $REPORT != *hush-hush* ]] || fail "$(grep -F hush-hush <<< "$REPORT")"
}
test_a_password_needs_a_user() { stops no-user "kedge_mqtt_password is set, but kedge_broker 'mqtt://192.0.2.10' names no user"; }
test_a_device_name_that_no_topic_can_hold_is_refused() { stops shouting "kedge_device is 'Greenhouse 1'"; stops shouting "for instance 'greenhouse-1'"; }
test_an_unknown_board_is_refused() {
  stops misspelt "kedge_board is 'rasberrypi-5' for misspelt, which 1.0-"
  said "it knows auto, raspberrypi-5, sim. Name one of them"
}
test_a_missing_profile_is_refused() { stops no-profile "kedge_profile_file is $WORK/nowhere.yaml, which is no file on the controller"; }
test_a_setting_with_an_option_of_its_own_is_refused() { stops taken "kedge_environment has KEDGE_BROKER:"; }
test_what_is_no_setting_of_a_unit_is_refused() { stops no-limit "kedge_limits has Memory Max=200M"; }
test_no_release_to_keep_is_refused() { stops none-kept "kedge_keep_releases is 0"; }
test_a_wrong_type_is_refused_by_the_argument_specification() { stops wrong-type "kedge_keep_releases"; }

test_a_missing_archive_is_refused() { stops no-archive "no file $WORK/none-*.tar.gz on the controller; make one with './kedge package'"; }
test_an_archive_that_was_cut_off_is_refused() { stops cut-archive "cut.tgz cannot be read to its end"; }
test_an_archive_with_a_changed_byte_is_refused() { stops changed-archive "changed.tgz cannot be read to its end"; }
test_an_archive_that_was_packed_again_is_refused() {
  stops repacked-archive "repacked.tgz is damaged: app/quarkus-run.jar is not as the manifest lists it; make it again with './kedge package'"
}
test_an_archive_with_another_digest_is_refused() { stops other-digest "kedge-1.0.tar.gz has the digest $(sha256sum "$WORK/kedge-1.0.tar.gz" | cut -d ' ' -f 1)"; }
test_an_archive_of_something_else_is_refused() { stops other-archive "other.tgz holds no MANIFEST.sha256"; }

test_the_inventories_are_complete() {
  local inventory
  for inventory in example vm; do
    ANSIBLE_CONFIG=$ROOT/ansible/ansible.cfg ran 0 ansible-playbook -i "$ROOT/ansible/inventories/$inventory" "$ROOT/ansible/site.yml" --list-hosts --list-tags
    said "[always, configure, install, preflight, run, verify]"
  done
}

test_every_default_is_specified_and_every_option_has_its_default() {
  ran 0 /usr/bin/python3 -c '
import sys, yaml
role = sys.argv[1]
defaults = yaml.safe_load(open(role + "/defaults/main.yml"))
options = yaml.safe_load(open(role + "/meta/argument_specs.yml"))["argument_specs"]["main"]["options"]
assert {name: option["default"] for name, option in options.items()} == defaults' "$ROOT/ansible/roles/kedge"
}

run_tests
