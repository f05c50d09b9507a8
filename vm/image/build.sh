#!/usr/bin/env bash
# build.sh WORK OUT: builds the board's files (disk, kernel, initrd, keys) into OUT. Root, in a mount namespace of its own.
# Debian's packages are fetched and unpacked natively; only their scripts run under emulation.
# All files of this folder, less their comments, make the image's key.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
WORK=$1 OUT=$2
ROOT=$WORK/root
SUITE=trixie
KERNEL=linux-image-cloud-arm64
DISK_MB=3072
EXCLUDED=('/usr/share/doc/*' '/usr/share/man/*/*' '/usr/share/locale/*' '/usr/share/i18n/*' '/usr/lib/udev/hwdb.d/*')
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# lacking MESSAGE: ends with the code for "this machine cannot do it".
lacking() { printf 'kedge: %s\n' "$*" >&2; exit 7; }

# step NAME: runs that function and notes its seconds.
step() {
  local before=$SECONDS
  "$1"
  echo "figure image_$1_s $((SECONDS - before))" | tee -a "$OUT/figures"
}

# The machine's own sources with the board's suite in place of the machine's; or the mirror that is set.
sources() {
  local host_suite uri release
  if [ -n "${KEDGE_VM_MIRROR:-}" ]; then
    echo "deb [signed-by=$KEYRING] $KEDGE_VM_MIRROR $SUITE main"
    return
  fi
  host_suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | sort -u | while read -r uri release; do
    case $release in
      "$host_suite" | "$host_suite-updates" | "$host_suite-security")
        echo "deb [signed-by=$KEYRING] $uri $SUITE${release#"$host_suite"} main" ;;
    esac
  done
}

# An apt of its own for arm64; of the machine's settings it takes what reaching a mirror needs.
apt_setup() {
  local apt=$WORK/apt
  mkdir -p "$apt"/{etc/apt,var/lib/apt/lists/partial,var/lib/dpkg,var/cache/apt/archives/partial}
  : > "$apt/var/lib/dpkg/status"
  sources > "$apt/etc/apt/sources.list"
  grep -q " $SUITE main" "$apt/etc/apt/sources.list" ||
    lacking "this machine's apt has no Debian source; name a mirror: KEDGE_VM_MIRROR=http://HOST/debian"
  [ -f "$KEYRING" ] || lacking "$KEYRING is missing; install it with: sudo apt install debian-archive-keyring"
  {
    apt-config dump | grep -E '^Acquire::(Check-|Retries|ForceIPv|https?::)' || true
    echo "Dir \"$apt\"; Dir::Etc::netrc \"/etc/apt/auth.conf\"; Dir::Etc::netrcparts \"/etc/apt/auth.conf.d\";"
    echo 'APT::Architecture "arm64"; APT::Architectures { "arm64"; }; APT::Install-Recommends "false";'
    echo 'APT::Sandbox::User "root"; Acquire::Languages "none"; Debug::NoLocking "true";'
  } > "$WORK/apt.conf"
  export APT_CONFIG=$WORK/apt.conf
}

fetch() {
  local packages kernel
  apt_setup
  apt-get -q update
  mapfile -t packages < <(grep -v '^#' "$HERE/packages")
  apt-get -q -y --download-only install '?essential' "${packages[@]}"
  kernel=$(apt-cache depends "$KERNEL" | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -n 1)
  mkdir "$WORK/native"
  (cd "$WORK/native" && apt-get -q download "$kernel" busybox-static)
}

# The files first, so that the packages' scripts find a system; then once more by dpkg, which writes its records.
unpack() {
  local deb
  mkdir "$ROOT"
  dpkg-deb --fsys-tarfile "$WORK"/apt/var/cache/apt/archives/base-files_*.deb | tar -x -C "$ROOT"
  for deb in "$WORK"/apt/var/cache/apt/archives/*.deb; do
    case $deb in */openjdk-* | */base-files_*) continue ;; esac
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$ROOT" --keep-directory-symlink "${EXCLUDED[@]/#/--exclude=.}"
  done
  mkdir -p "$ROOT"/var/lib/dpkg/{info,updates,alternatives,triggers} "$ROOT/var/log"
  : > "$ROOT/var/lib/dpkg/status"
  : > "$ROOT/var/lib/dpkg/available"
  echo arm64 > "$ROOT/var/lib/dpkg/arch"
  emulation
  native_dpkg --unpack "$WORK"/apt/var/cache/apt/archives/*.deb
  # the scripts read all languages of their questions, under emulation, and ask none
  sed -i '/^[A-Za-z]*-[a-zA-Z_@]*\.UTF-8:/,/^\($\|[A-Za-z]*:\)/{/^[A-Za-z]*-[a-zA-Z_@]*\.UTF-8:/d;/^ /d}' "$ROOT"/var/lib/dpkg/info/*.templates
}

native_dpkg() {
  DEBIAN_FRONTEND=noninteractive dpkg --root="$ROOT" --log="$ROOT/var/log/dpkg.log" \
    --force-architecture --force-depends --force-unsafe-io --force-confnew --no-triggers \
    "${EXCLUDED[@]/#/--path-exclude=}" "$@"
}

# Makes arm64 programs run in ROOT, by qemu-user through binfmt_misc, and mounts what they need. Ends with the namespace,
# but for the registration, which is taken back at the end.
emulation() {
  local binfmt=/proc/sys/fs/binfmt_misc why
  mount -t proc proc "$ROOT/proc"
  mount --bind /dev "$ROOT/dev"
  if chroot "$ROOT" /usr/bin/true 2> /dev/null; then return; fi
  if [ ! -e "$binfmt/register" ]; then
    why=$(mount -t binfmt_misc binfmt_misc "$binfmt" 2>&1) ||
      lacking "arm64 programs do not run here and $binfmt cannot be mounted ($why).
  The kernel must have binfmt_misc (modprobe binfmt_misc), and a container must be allowed to mount it, or the machine
  that runs the container must register qemu-aarch64 itself (apt install qemu-user-static there)."
  fi
  why=$(cat /usr/lib/binfmt.d/qemu-aarch64.conf 2>&1 > "$binfmt/register") ||
    lacking "qemu-aarch64 cannot be registered in $binfmt ($why)"
  trap 'echo -1 > /proc/sys/fs/binfmt_misc/qemu-aarch64' EXIT
  why=$(chroot "$ROOT" /usr/bin/true 2>&1) || lacking "arm64 programs do not run here although qemu-aarch64 is registered ($why)"
}

# Runs the packages' scripts. What takes minutes under emulation is left out meanwhile: guest.sh enables the units that the
# board needs, certificates writes those, Python compiles what it uses.
configure() {
  local type stubs=(/usr/bin/py3compile /usr/bin/deb-systemd-helper /usr/sbin/update-rc.d /usr/sbin/update-ca-certificates
    /var/lib/dpkg/info/ca-certificates.postinst)
  stubs+=("$(cd "$ROOT" && printf /%s usr/lib/python3.*/py_compile.py)")
  stub "${stubs[@]}"
  printf '#!/bin/sh\nexit 101\n' > "$ROOT/usr/sbin/policy-rc.d"
  chmod 755 "$ROOT/usr/sbin/policy-rc.d"
  mkdir -p "$ROOT"/usr/share/man/man{1..8} "$ROOT/etc/ssh"
  for type in rsa ecdsa ed25519; do
    ssh-keygen -q -t "$type" -N '' -C root@board -f "$ROOT/etc/ssh/ssh_host_${type}_key"
  done
  in_guest dpkg --force-depends --configure base-passwd base-files mawk
  in_guest dpkg --configure -a
  rm "$ROOT/usr/sbin/policy-rc.d"
  unstub "${stubs[@]}"
  certificates
}

in_guest() {
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    DEBCONF_NONINTERACTIVE_SEEN=true chroot "$ROOT" "$@" < /dev/null
}

# stub FILE...: they do nothing, until unstub.
stub() {
  local file
  for file in "$@"; do
    mv "$ROOT$file" "$ROOT$file.real"
    printf '#!/bin/sh\n' > "$ROOT$file"
    chmod 755 "$ROOT$file"
  done
}

unstub() {
  local file
  for file in "$@"; do mv "$ROOT$file.real" "$ROOT$file"; done
}

# As update-ca-certificates would write them; and Java's store of the same.
certificates() {
  local file certs=$ROOT/etc/ssl/certs
  (cd "$ROOT/usr/share/ca-certificates" && find . -name '*.crt' | sort | sed 's#^\./##') > "$ROOT/etc/ca-certificates.conf"
  mkdir -p "$certs"
  while read -r file; do
    cat "$ROOT/usr/share/ca-certificates/$file"
    ln -sf "/usr/share/ca-certificates/$file" "$certs/$(basename "${file%.crt}").pem"
  done < "$ROOT/etc/ca-certificates.conf" > "$certs/ca-certificates.crt"
  (cd "$certs" && printf '+/etc/ssl/certs/%s\n' *.pem) |
    chroot "$ROOT" java -Xmx64m -jar /usr/share/ca-certificates-java/ca-certificates-java.jar -storepass changeit > /dev/null
}

# Debian's kernel for clouds has what the board needs but the disk's driver, which comes with the initrd.
kernel() {
  local deb initrd=$WORK/initrd
  for deb in "$WORK"/native/*.deb; do dpkg-deb -x "$deb" "$WORK/native/files"; done
  cp -a "$WORK/native/files/usr/lib/modules" "$ROOT/usr/lib/"
  depmod -b "$ROOT/usr" "$(ls "$ROOT/usr/lib/modules")"
  cp "$WORK"/native/files/boot/vmlinuz-* "$OUT/vmlinuz"
  mkdir -p "$initrd"/{bin,dev,proc,sys,newroot}
  cp "$WORK/native/files/usr/bin/busybox" "$initrd/bin/"
  find "$WORK/native/files" -name virtio_blk.ko.xz -exec xz -dc {} \; > "$initrd/virtio_blk.ko"
  install -m 755 "$HERE/init" "$initrd/init"
  (cd "$initrd" && find . | cpio --quiet -o -H newc | gzip -9) > "$OUT/initrd.gz"
}

# A raw file system with holes, filled without mounting it.
disk() {
  ssh-keygen -q -t ed25519 -N '' -C board -f "$OUT/id_ed25519"
  bash "$HERE/guest.sh" "$ROOT" "$OUT"
  echo "board $(cut -d ' ' -f 1,2 "$ROOT/etc/ssh/ssh_host_ed25519_key.pub")" > "$OUT/known_hosts"
  dpkg-query --admindir "$ROOT/var/lib/dpkg" -W > "$OUT/packages.txt"
  cp "$ROOT/var/log/dpkg.log" "$OUT/dpkg.log"
  umount "$ROOT/dev" "$ROOT/proc"
  truncate -s "${DISK_MB}M" "$OUT/disk.img"
  mkfs.ext4 -q -F -L board -E lazy_itable_init=0 -d "$ROOT" "$OUT/disk.img"
}

for name in fetch unpack configure kernel disk; do step "$name"; done
echo "figure image_disk_mb $(du -m "$OUT/disk.img" | cut -f 1)" >> "$OUT/figures"
