# vm COMMAND: an emulated arm64 board with GPIO lines that are driven from here; "vm help" tells more
# shellcheck shell=bash

# shellcheck source=vm/lib.sh
. "$KEDGE_ROOT/vm/lib.sh"
# shellcheck source=vm/image.sh
. "$KEDGE_ROOT/vm/image.sh"
# shellcheck source=vm/board.sh
. "$KEDGE_ROOT/vm/board.sh"

VM_COMMANDS=(start stop ssh cp drive net status test gpiosim help)

cmd_vm() {
  local command=${1:-help}
  [ $# -eq 0 ] || shift
  case $command in
    -h | --help) command=help ;;
  esac
  [[ " ${VM_COMMANDS[*]} " == *" $command "* ]] ||
    die 2 "no command 'vm $command'; did you mean './kedge vm $(nearest "$command" "${VM_COMMANDS[@]}")'? All: ${VM_COMMANDS[*]}"
  [[ $KEDGE_VM_CACHE == /* && $KEDGE_VM_RUN == /* ]] || die 2 "KEDGE_VM_CACHE and KEDGE_VM_RUN must be absolute paths"
  export KEDGE_VM_CACHE KEDGE_VM_RUN
  "vm_$command" "$@"
}

vm_help() {
  cat << 'END'
usage: ./kedge vm COMMAND [...]

  start           resume a board that is up, in seconds; the first time builds its image, which takes minutes and root
  start --cold    boot it instead
  start --keep    boot it from the disk that the last one left
  stop            shut it down
  stop --now      cut its power
  ssh [COMMAND]   a shell on it as root, or one command
  cp FROM TO      files, as scp does; the board's are written board:PATH
  drive ...       set, pulse, bounce, count ... its GPIO lines; "drive --help" tells all
  net off|on      pull or plug its network cable
  status          whether it is up, where, and what was measured
  test            the tests that need a board
  gpiosim ...     the other rig: a kernel with simulated chips, for what this board cannot show

exit codes beside those of ./kedge
  5  building the image needs root      8  the image is broken
  6  not enough space                   9  a board is running already, or none is
  7  this machine cannot build it       ssh, cp: what they end with
END
  sed -n '/^#   KEDGE/,/^# Another/{s/^# \{0,1\}//p}' "$VM/lib.sh" | sed '1i\\nsettings (environment)'
}

# vm_option COMMAND OPTIONS [WORD...]: the words are at most one, and one of the options.
vm_option() {
  local command=$1 options=$2
  shift 2
  [ $# -eq 0 ] || [[ " $options " == *" $1 "* ]] || die 2 "vm $command: no option '$1'; there are: $options"
  [ $# -le 1 ] || die 2 "vm $command takes one of: $options"
}

vm_start() {
  vm_option start "--cold --keep" "$@"
  local way=${1:---warm}
  board_start "${way#--}"
}

vm_stop() {
  vm_option stop "--now" "$@"
  need_board
  if [ "${1:-}" = --now ]; then board_end; else board_stop; fi
}

vm_ssh() {
  need_board
  exec ssh -F "$KEDGE_VM_RUN/ssh_config" board "$@"
}

vm_cp() {
  [ $# -ge 2 ] || die 2 "vm cp FROM TO: two names are needed; the board's are written board:PATH"
  need_board
  exec scp -q -r -F "$KEDGE_VM_RUN/ssh_config" "$@"
}

vm_drive() { exec python3 "$VM/gpio.py" "$KEDGE_VM_RUN" "$@"; }

vm_net() {
  [[ $* == on || $* == off ]] || die 2 "vm net takes on or off, not '$*'"
  need_board
  qmp link "$1"
}

vm_status() {
  local pid
  [ $# -eq 0 ] || die 2 "vm status takes no option, not '$*'"
  need_board
  pid=$(board_pid)
  say "running: pid $pid, ssh on 127.0.0.1:$(cat "$KEDGE_VM_RUN/ssh-port"), run folder $KEDGE_VM_RUN"
  say "image:   $KEDGE_VM_CACHE/image-$(image_key)"
  sed 's/^figure \([^ ]*\) \(.*\)/  \1 \2/' "$KEDGE_VM_RUN/figures"
}

vm_test() { exec "$KEDGE_ROOT/kedge" test vm "$@"; }

vm_gpiosim() { exec bash "$VM/gpiosim/run.sh" "$@"; }
