# The guest's kernel: Debian's packaged source, a slim configuration with GPIO_SIM, kept in the cache. Sourced by run.sh.
# shellcheck shell=bash

KERNEL_SOURCE=linux-source-6.1

# kernel CACHE: builds the kernel unless the cache has it; sets KERNEL to its image.
kernel() {
  local cache=$1 key
  need_package "$KERNEL_SOURCE"
  key=$({ grep '^CONFIG_' "$GPIOSIM/kernel.config"; dpkg-query -W "$KERNEL_SOURCE"; } | sha256sum | cut -c 1-16)
  KERNEL=$cache/kernel-$key/bzImage
  if [ -f "$KERNEL" ]; then return; fi
  mkdir -p "$cache"
  exec 9> "$cache/kernel-$key.lock"
  flock 9   # another run may be building the same one
  [ -f "$KERNEL" ] || build_kernel "$cache/kernel-$key"
  exec 9>&-
}

# build_kernel FOLDER: it appears there whole or not at all.
build_kernel() {
  local to=$1 work=$1.building start=$SECONDS
  need bc bc
  need bison bison
  need flex flex
  need gcc gcc
  need make make
  need xz xz-utils
  need_package libelf-dev
  need_package libssl-dev
  say "gpiosim: building $(dpkg-query -W -f '${Package} ${Version}' "$KERNEL_SOURCE"); some minutes, once"
  rm -rf "$work"
  mkdir -p "$work/source"
  tar -xJf "/usr/src/$KERNEL_SOURCE.tar.xz" --strip-components=1 -C "$work/source"
  configure_kernel "$work/source"
  limited nice make -s -C "$work/source" -j"$(nproc)" bzImage > "$work/build.log" 2>&1 9>&- || {
    tail -n 20 "$work/build.log" >&2
    die 1 "the guest's kernel does not build; all of it is in $work/build.log"
  }
  mkdir -p "$work/result"
  cp "$work/source/arch/x86/boot/bzImage" "$work/source/.config" "$work/build.log" "$work/result/"
  rm -rf "$to"
  mv "$work/result" "$to"
  rm -rf "$work"
  say "gpiosim: kernel built in $((SECONDS - start)) s"
}

# configure_kernel SOURCE: an option that the source does not take as asked is an error, not a surprise in the guest.
configure_kernel() {
  local line
  make -s -C "$1" KCONFIG_ALLCONFIG="$GPIOSIM/kernel.config" allnoconfig
  while read -r line; do
    grep -qxF "$line" "$1/.config" || die 1 "kernel.config asks for $line, which this source does not take"
  done < <(grep '^CONFIG_' "$GPIOSIM/kernel.config")
}
