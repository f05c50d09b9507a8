#!/usr/bin/env bash
# What the documents promise of the run on a board: its threads, a CPU that goes and comes, and what it says when it cannot.
# shellcheck source=kedge-tests/lib-vm.sh
. "$(dirname "$0")/../lib-vm.sh"

KEDGE=/opt/kedge/current/kedge

# own_threads PID: "NAME NICE ALLOWED" a line, of our own threads.
own_threads() {
  guest "for task in /proc/$1/task/*; do
    name=\$(cat \$task/comm)
    case \$name in kcpu/* | gpio-irq | work-timer | work-tick)
      echo \"\$name \$(ps -L -o tid=,ni= -p $1 | awk -v tid=\${task##*/} '\$1 == tid { print \$2 }') \$(sed -n 's/^Cpus_allowed_list:\t//p' \$task/status)\" ;;
    esac
  done"
}

service_pid() { guest 'systemctl show -p MainPID --value kedge'; }

edges_are() { [ "$(line_api motion edges)" -eq "$1" ]; }

# more EDGES: the motion line's count grows by that number when it is driven so often, each edge when the one before was taken.
more() {
  local before
  before=$(line_api motion edges)
  drive count 4 "$1" > /dev/null
  await 30 edges_are $((before + $1))
}

test_threads_have_their_names_nice_values_and_cpus_under_the_unit() {
  more 4
  own_threads "$(service_pid)" > list
  local want
  for want in 'gpio-irq -20 0-1' 'work-timer -19 0-1' 'kcpu/u4 0 0-1'; do
    grep -qxF "$want" list || fail "no '$want' in: $(cat list)"
  done
  grep -qE '^kcpu/([01])H -15 \1$' list || fail "no bound high-priority carrier in: $(cat list)"
  ! grep -vE '^(gpio-irq -20 0-1|work-timer -19 0-1|work-tick -19 0-1|kcpu/u[0-9]+ 0 0-1|kcpu/([01]) 0 \2|kcpu/([01])H -15 \3)$' list ||
    fail "these are not as designed: $(cat list)"
}

# A user's own run: no unit, no LimitNICE.
test_without_permission_for_priorities_it_says_so_and_works() {
  in_background run ssh -n -F "$KEDGE_VM_RUN/ssh_config" board \
    "exec runuser -u nobody -- env HOME=/tmp $KEDGE run --board sim --device plain --http-port 0 --broker mqtt://$HOST_OF_GUEST:$BROKER_PORT"
  await 180 grep -q 'released' run
  grep -q 'degraded no-priorities' run || fail "$(cat run)"
  grep -q 'LimitNICE' run || fail "no cure in: $(cat run)"
  local pid
  pid=$(guest 'pgrep -u nobody java')
  own_threads "$pid" > list
  ! grep -E ' -[0-9]+ ' list || fail "$(cat list)"
  if ! grep -q '^gpio-irq 0 ' list || ! grep -qE '^kcpu/([01])H? 0 \1$' list; then fail "$(cat list)"; fi
  guest "kill $pid"
}

test_a_cpu_may_go_and_come_back_while_work_flows() {
  guest 'echo 0 > /sys/devices/system/cpu/cpu1/online'
  more 20 || { guest 'echo 1 > /sys/devices/system/cpu/cpu1/online'; exit 1; }
  guest 'echo 1 > /sys/devices/system/cpu/cpu1/online'
  await 60 at_home
  [ "$(line_api motion lost) $(line_api motion merged)" = "0 0" ] || fail "lost and merged: $(line_api motion lost) $(line_api motion merged)"
}

# Work flows, and no carrier of CPU 1 may run elsewhere: each comes home when it wakes after a second without work.
at_home() {
  more 4
  own_threads "$(service_pid)" > list
  ! grep -E '^kcpu/1H? ' list | grep -qvE ' 1$'
}

# attempt NAME USER OPTION...: a run by this user that will be refused, in the background; what it says and ends with is kept.
attempt() {
  local name=$1 user=$2
  shift 2
  in_background "$WORK/$name" ssh -n -F "$KEDGE_VM_RUN/ssh_config" board \
    "runuser -u $user -- env HOME=/tmp $KEDGE run --http-port 0 --broker mqtt://$HOST_OF_GUEST:$BROKER_PORT $*; echo ended with \$?"
}

# refused NAME TEXT: that attempt ends with 81 and the text.
refused() {
  await 240 grep -q '^ended with' "$WORK/$1"
  OUT=$(cat "$WORK/$1")
  said "$2"
  said 'ended with 81'
  [[ $OUT != *Exception* && $OUT != *'at io.kedge'* ]] || fail "$OUT"
}

# profile NAME OFFSET LABEL LINES: a profile with one button, on the board as /tmp/NAME.yaml.
profile() {
  cat > "$1.yaml" << END
profile: $1
version: 1
board:
  description: Test
chips:
  gpio:
    label: $3
    lines: $4
lines:
  bell:
    as: button
    offset: $2
END
  copy_to /tmp "$1.yaml"
}

# All at once: each is a start of Java, which takes its time under emulation.
attempts() {
  cd "$WORK" || exit
  profile held 3 9030000.pl061 8
  profile chip 3 9030000.pl062 8
  profile range 11 9030000.pl061 16
  in_background "$WORK/holder" ssh -n -F "$KEDGE_VM_RUN/ssh_config" board 'timeout 400 gpiomon -c gpiochip0 -C porch-bell 3'
  await_guest 'gpioinfo -c gpiochip0 3 | grep -q porch-bell' 20
  attempt outsider nobody --board auto
  attempt held pi --board /tmp/held.yaml
  attempt chip pi --board /tmp/chip.yaml
  attempt range pi --board /tmp/range.yaml
}

test_a_user_outside_the_group_is_told_to_join_it() {
  refused outsider 'no permission for /dev/gpiochip0: add the user to group gpio (sudo usermod -aG gpio nobody)'
}

test_a_held_line_names_its_holder() {
  refused held "line bell: 9030000.pl061:3 is held by 'porch-bell'"
}

test_an_unknown_chip_is_answered_with_those_that_are_there() {
  refused chip "this board has no chip labelled '9030000.pl062'; it has 9030000.pl061; did you mean '9030000.pl061'?"
}

test_a_line_out_of_range_is_answered_with_the_range() {
  refused range 'line bell: offset 11 is out of range; chip 9030000.pl061 has lines 0 to 7'
}

service_on_broker
attempts
for name in outsider held chip range; do await 400 grep -q '^ended with' "$WORK/$name"; done
run_tests
