# Life of the board in the run folder: boot, save, resume, stop. Sourced after lib.sh and image.sh.
# shellcheck shell=bash

# Everything that fixes the machine as the guest sees it, an argument a line: a saved state fits only the same.
MACHINE=(-M "virt,gic-version=3" -cpu "$KEDGE_VM_CPU" -smp "$KEDGE_VM_CPUS" -m "$KEDGE_VM_MEMORY" -nodefaults)
DEVICES=(-device "virtio-blk-pci,drive=disk0" -device "virtio-net-pci,netdev=net0,id=nic0,romfile="
  -device virtio-rng-pci -serial chardev:console)
KERNEL_LINE="root=/dev/vda console=ttyAMA0 loglevel=4 quiet systemd.show_status=0 mitigations=off audit=0 nowatchdog"

# board_start warm|cold|keep: returns when ssh answers.
board_start() {
  local way=$1 pid
  if pid=$(board_pid); then
    die "$WRONG_STATE" "a board is running in $KEDGE_VM_RUN already (pid $pid); stop it with: ./kedge vm stop"
  fi
  board_tools
  image_ready
  STATE=$IMAGE/state-$(state_key)
  if [ "$way" = warm ] && [ ! -f "$STATE/memory.zst" ]; then
    locked state_make
  fi
  board_launch "$way"
}

board_tools() {
  need "$QEMU" qemu-system-arm
  need qemu-img qemu-utils
  need fdtput device-tree-compiler
  need ssh openssh-client
  need zstd zstd
  need python3 python3
}

state_key() {
  { printf '%s\n' "${MACHINE[@]}" "${DEVICES[@]}" "$KERNEL_LINE" "$KEDGE_VM_LINES"; "$QEMU" --version; } | sha256sum | cut -c 1-12
}

# Boots once in a run folder of its own and saves the running machine. What every test needs first is in its page cache.
state_make() {
  local run=$KEDGE_VM_RUN
  [ ! -f "$STATE/memory.zst" ] || return 0
  KEDGE_VM_RUN=$KEDGE_VM_CACHE/boot
  board_end
  trap 'board_end; rm -rf --one-file-system "$KEDGE_VM_CACHE/boot"' EXIT
  rm -rf --one-file-system "$KEDGE_VM_RUN"
  warn "kedge: first boot of the board, to save its state; about a minute"
  board_launch cold > /dev/null
  state_save
  trap - EXIT
  rm -rf --one-file-system "$KEDGE_VM_RUN"
  KEDGE_VM_RUN=$run
}

state_save() {
  local started
  started=$(date +%s.%N)
  hang_up
  guest_ssh -o ControlPath=none 'java -version; gpiodetect; sudo -n true; ps -e
    python3 -c "import apt, base64, json, platform, pwd, grp, shutil, subprocess, tempfile, zipfile"; sync' > /dev/null 2>&1
  qmp save "$KEDGE_VM_RUN/memory.zst"
  board_end
  figure save_s "$(since "$started")"
  mkdir -p "$STATE"
  mv "$KEDGE_VM_RUN/disk.qcow2" "$KEDGE_VM_RUN/figures" "$STATE/"
  # relative, so that the cache can be moved
  (cd "$STATE" && qemu-img rebase -q -u -b ../disk.img -F raw disk.qcow2)
  mv "$KEDGE_VM_RUN/memory.zst" "$STATE/"
}

# board_launch WAY: from IMAGE, and STATE if it is warm.
board_launch() {
  local way=$1 run=$KEDGE_VM_RUN started port incoming=()
  [ "${#run}" -le 80 ] || die 2 "the run folder's name is too long for the sockets in it (80 letters at most): $run"
  mkdir -p "$run"
  rm -f "$run"/{pid,qmp.sock,qtest.sock,pl061,console.log}
  if [ "$way" = warm ]; then cp "$STATE/figures" "$run/"; else cp "$IMAGE/figures" "$run/"; fi
  device_tree
  overlay "$way"
  port=$(free_port)
  ssh_files "$port"
  [ "$way" != warm ] || incoming=(-incoming "exec:zstd -q -dc '$STATE/memory.zst'")
  started=$(date +%s.%N)
  "$QEMU" "${MACHINE[@]}" -accel tcg,thread=multi -display none -monitor none \
    -dtb "$run/board.dtb" -kernel "$IMAGE/vmlinuz" -initrd "$IMAGE/initrd.gz" -append "$KERNEL_LINE" \
    -drive "if=none,id=disk0,file=$run/disk.qcow2,format=qcow2,cache=writeback" \
    -netdev "user,id=net0$(forwards "$port:22" "${KEDGE_VM_FORWARD:-}")" \
    -chardev "file,id=console,path=$run/console.log" "${DEVICES[@]}" -qmp "unix:$run/qmp.sock,server=on,wait=off" \
    -qtest "unix:$run/qtest.sock,server=on,wait=off" -qtest-log none \
    "${incoming[@]}" -daemonize -pidfile "$run/pid" || die 1 "QEMU did not start; it says why above"
  [ "$way" != warm ] || qmp resume
  qmp pl061 > "$run/pl061"
  wait_for_ssh "$way"
  figure "${way}_start_to_ssh_s" "$(since "$started")"
  say "board up: ssh on 127.0.0.1:$port after $(since "$started") s ($way), run folder $run"
}

# QEMU's own device tree of the machine, less the power button on line 3, plus the lines' names.
device_tree() {
  local dtb=$KEDGE_VM_RUN/board.dtb pl061 names said
  said=$("$QEMU" "${MACHINE[@]}" -M dumpdtb="$dtb" -display none 2>&1) || true
  [ -s "$dtb" ] || die 1 "QEMU cannot be this machine: $said"
  fdtput -r "$dtb" /gpio-keys
  pl061=/$(fdtget -l "$dtb" / | grep '^pl061@')
  read -ra names <<< "$KEDGE_VM_LINES"
  fdtput -t s "$dtb" "$pl061" gpio-line-names "${names[@]}"
}

# The disk is a layer over the image, which stays as it is.
overlay() {
  local disk=$KEDGE_VM_RUN/disk.qcow2
  case $1 in
    keep) [ -f "$disk" ] || die "$WRONG_STATE" "start --keep: no board left a disk in $KEDGE_VM_RUN; leave out --keep" ;;
    warm) qemu-img create -q -f qcow2 -b "$STATE/disk.qcow2" -F qcow2 "$disk" ;;
    cold) qemu-img create -q -f qcow2 -b "$IMAGE/disk.img" -F raw "$disk" ;;
  esac
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# forwards "HOSTPORT:GUESTPORT ..."...: as QEMU wants them, on the loopback only.
forwards() {
  local pair
  # shellcheck disable=SC2048
  for pair in $*; do printf ',hostfwd=tcp:127.0.0.1:%s-:%s' "${pair%%:*}" "${pair##*:}"; done
}

# ssh_files PORT: ssh_config for ssh and scp, inventory.ini for Ansible.
ssh_files() {
  local run=$KEDGE_VM_RUN
  say "$1" > "$run/ssh-port"
  cp "$IMAGE/known_hosts" "$run/known_hosts"
  cat > "$run/ssh_config" << END
Host board
  HostName 127.0.0.1
  Port $1
  User root
  IdentityFile $IMAGE/id_ed25519
  IdentitiesOnly yes
  HostKeyAlias board
  UserKnownHostsFile $run/known_hosts
  StrictHostKeyChecking yes
  LogLevel ERROR
  ConnectTimeout 20
  KexAlgorithms curve25519-sha256
  ControlMaster auto
  ControlPath $run/ssh-%r
  ControlPersist 60
END
  say "board ansible_ssh_common_args='-F $run/ssh_config' ansible_python_interpreter=/usr/bin/python3" > "$run/inventory.ini"
}

# A booting board first says on its console, after some control characters, that a try is worth it. The first session sets the
# clock, since that of a resumed board stood still, and stirs the random pool, which two resumed boards would share.
wait_for_ssh() {
  local deadline=$((SECONDS + BOOT_SECONDS))
  if [ "$1" != warm ]; then
    until grep -q 'board-ready' "$KEDGE_VM_RUN/console.log"; do still_booting "$deadline"; sleep 0.1; done
  fi
  until head -c 64 /dev/urandom | guest_ssh "cat >/dev/urandom; date -u -s @$(date +%s.%N)" > /dev/null 2>&1; do
    still_booting "$deadline"
    sleep 0.1
  done
}

still_booting() {
  local why=
  if ! board_pid > /dev/null; then why="QEMU ended"
  elif grep -q 'Kernel panic' "$KEDGE_VM_RUN/console.log"; then why="the board's kernel panicked"
  elif [ "$SECONDS" -ge "$1" ]; then why="ssh did not answer within $BOOT_SECONDS s"
  else return 0; fi
  tail -n 20 "$KEDGE_VM_RUN/console.log" >&2
  board_end
  die 1 "the board did not come up: $why; its console is $KEDGE_VM_RUN/console.log"
}

hang_up() { ssh -q -F "$KEDGE_VM_RUN/ssh_config" -O exit board 2> /dev/null || true; }

# The guest shuts down by itself, within 90 s.
board_stop() {
  local pid started
  need_board
  pid=$(board_pid)
  started=$(date +%s.%N)
  timeout 30 ssh -n -F "$KEDGE_VM_RUN/ssh_config" board 'systemctl --no-block poweroff' > /dev/null 2>&1 || true
  hang_up
  await_end "$pid" 90 || warn "kedge: the board did not shut down within 90 s; it is cut off"
  board_end
  figure stop_s "$(since "$started")"
}

# Ends QEMU at once, for the guest a power cut; nothing if there is none.
board_end() {
  local pid
  pid=$(board_pid) || return 0
  hang_up
  timeout 10 python3 "$VM/qmp.py" "$KEDGE_VM_RUN/qmp.sock" quit > /dev/null 2>&1 || true
  await_end "$pid" 5 || kill -KILL "$pid" 2> /dev/null || true
  await_end "$pid" 5 || true
  rm -f "$KEDGE_VM_RUN"/{pid,qmp.sock,qtest.sock,pl061}
}

# await_end PID SECONDS
await_end() {
  local deadline=$((SECONDS + $2))
  while [ -d "/proc/$1" ]; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}
