#!/usr/bin/env bash
# guest.sh ROOT KEYS: makes a Debian root folder the board: names, network, users, GPIO rights, units. Runs on the host.
# shellcheck disable=SC2016
set -euo pipefail
root=$1 keys=$2

# put FILE: writes standard input to FILE of the board.
put() { mkdir -p "$root$(dirname "$1")" && cat > "$root$1"; }

names_and_network() {
  put /etc/hostname <<< board
  put /etc/machine-id <<< 2f0a5c7e4b1d4e0f9a3b6c8d7e5f4a21
  # 10.0.2.2 is the host's loopback as QEMU's user network shows it
  printf '127.0.0.1 localhost\n127.0.1.1 board\n10.0.2.2 host.internal\n' | put /etc/hosts
  put /etc/resolv.conf < /dev/null
  put /etc/fstab <<< '/dev/vda / ext4 defaults,noatime 0 1'
  put /etc/default/locale <<< 'LANG=C.UTF-8'
  put /etc/systemd/network/10-board.network << 'END'
[Match]
Type=ether
[Network]
Address=10.0.2.15/24
Gateway=10.0.2.2
LinkLocalAddressing=no
IPv6AcceptRA=no
END
}

# As on Raspberry Pi OS: the group gpio may use the chips; the first user is in it and may use sudo without a password.
users_and_rights() {
  chroot "$root" groupadd --system gpio
  chroot "$root" useradd --create-home --shell /bin/bash --groups gpio,sudo pi
  put /etc/sudoers.d/pi <<< 'pi ALL=(ALL) NOPASSWD: ALL'
  chmod 440 "$root/etc/sudoers.d/pi"
  put /etc/udev/rules.d/60-gpio.rules <<< 'SUBSYSTEM=="gpio", GROUP="gpio", MODE="0660"'
}

ssh_access() {
  local home owner
  put /etc/ssh/sshd_config.d/board.conf << 'END'
PermitRootLogin prohibit-password
PasswordAuthentication no
UseDNS no
END
  rm -f "$root"/etc/ssh/ssh_host_{rsa,ecdsa}_key*
  for home in root home/pi; do
    owner=$(stat -c %u:%g "$root/$home")
    install -d -m 700 -o "${owner%:*}" -g "${owner#*:}" "$root/$home/.ssh"
    install -m 600 -o "${owner%:*}" -g "${owner#*:}" "$keys/id_ed25519.pub" "$root/$home/.ssh/authorized_keys"
  done
}

units() {
  local unit wants=$root/etc/systemd/system/multi-user.target.wants
  # the journal is in memory, as on boards that run from a card
  put /etc/systemd/journald.conf.d/volatile.conf <<< $'[Journal]\nStorage=volatile'
  # tells the host, on the serial console, that a try with ssh is worth it
  put /etc/systemd/system/board-ready.service << 'END'
[Unit]
After=ssh.service network.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'echo board-ready >/dev/ttyAMA0'
[Install]
WantedBy=multi-user.target
END
  mkdir -p "$wants"
  ln -sf ../board-ready.service "$wants/"
  ln -sf /usr/lib/systemd/system/{systemd-networkd,ssh}.service "$wants/"
  ln -sf /usr/lib/systemd/system/ssh.service "$root/etc/systemd/system/sshd.service"
  # looks for a hypervisor's sockets and fails without
  mkdir -p "$root/etc/systemd/system-generators"
  ln -sf /dev/null "$root/etc/systemd/system-generators/systemd-ssh-generator"
  while read -r unit; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
  done < <(grep -v '^#' "$(dirname "$0")/masked")
}

names_and_network
users_and_rights
ssh_access
units
