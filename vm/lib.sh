# Settings of the emulated board and what its scripts share. Sourced after scripts/lib.sh.
#
#   KEDGE_VM_CACHE    where images are kept, about 0.6 GB         (default /var/tmp/kedge-vm)
#   KEDGE_VM_RUN      one running board's disk, sockets and pid   (default $KEDGE_VM_CACHE/run)
#   KEDGE_VM_CPU      QEMU's CPU model                            (default cortex-a72, that of a Raspberry Pi 4)
#   KEDGE_VM_CPUS     the board's CPUs                            (default 2)
#   KEDGE_VM_MEMORY   its memory in MiB                           (default 1024)
#   KEDGE_VM_LINES    names of its 8 GPIO lines                   (default "DI0 ... DI5 DO0 DO1")
#   KEDGE_VM_FORWARD  "HOSTPORT:GUESTPORT ...", on 127.0.0.1      (default none)
#   KEDGE_VM_MIRROR   Debian mirror for the image                 (default: what this machine's apt uses)
#
# Another CPU, number of CPUs, memory or names makes one more saved state: one cold boot.
# shellcheck shell=bash disable=SC2034

KEDGE_VM_CACHE=${KEDGE_VM_CACHE:-/var/tmp/kedge-vm}
KEDGE_VM_RUN=${KEDGE_VM_RUN:-$KEDGE_VM_CACHE/run}
KEDGE_VM_CPU=${KEDGE_VM_CPU:-cortex-a72}
KEDGE_VM_CPUS=${KEDGE_VM_CPUS:-2}
KEDGE_VM_MEMORY=${KEDGE_VM_MEMORY:-1024}
KEDGE_VM_LINES=${KEDGE_VM_LINES:-DI0 DI1 DI2 DI3 DI4 DI5 DO0 DO1}

VM=$KEDGE_ROOT/vm
QEMU=qemu-system-aarch64
BOOT_SECONDS=600

# Exit codes of ./kedge vm beside those of ./kedge.
NOT_ROOT=5 NO_SPACE=6 BROKEN_IMAGE=8 WRONG_STATE=9

# The pid of the board in the run folder, if that process is really the QEMU that was started for it.
board_pid() {
  local pid
  pid=$(cat "$KEDGE_VM_RUN/pid" 2> /dev/null) && [ -n "$pid" ] || return 1
  grep -zqxF -- "$KEDGE_VM_RUN/pid" "/proc/$pid/cmdline" 2> /dev/null || return 1
  say "$pid"
}

need_board() {
  board_pid > /dev/null || die "$WRONG_STATE" "no board is running in $KEDGE_VM_RUN; start it with: ./kedge vm start"
}

qmp() { timeout 120 python3 "$VM/qmp.py" "$KEDGE_VM_RUN/qmp.sock" "$@"; }

# guest_ssh [OPTION...] COMMAND
guest_ssh() { ssh -F "$KEDGE_VM_RUN/ssh_config" "${@:1:$#-1}" board "${*: -1}"; }

# figure NAME VALUE: a measured value, kept beside the board.
figure() { say "figure $1 $2" >> "$KEDGE_VM_RUN/figures"; }

# since SECONDS: how long ago that point of date +%s.%N was, with one decimal.
since() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }'; }
