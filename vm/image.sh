# The cache of images: one folder a content key, built once, by one process. Sourced after lib.sh.
# shellcheck shell=bash

IMAGE_FILES=(vmlinuz initrd.gz disk.img id_ed25519 known_hosts)
BUILD_MB=2000

# What determines the image: the files of vm/image without comments and empty lines.
image_key() {
  (cd "$VM/image" && sed -s '/^ *#/d; /^ *$/d' ./*) | sha256sum | cut -c 1-12
}

# Sets IMAGE to the image's folder; builds it first if need be.
image_ready() {
  IMAGE=$KEDGE_VM_CACHE/image-$(image_key)
  [ -f "$IMAGE/complete" ] || image_build "$IMAGE"
  image_check "$IMAGE"
}

# The files are there and as long as when they were built.
image_check() {
  local file size
  while read -r size file; do
    [ "$(stat -c %s "$1/$file" 2> /dev/null)" = "$size" ] ||
      die "$BROKEN_IMAGE" "the image is broken: $1/$file is not $size bytes long. Remove it, and the next start builds it anew:
  rm -r $1"
  done < "$1/complete"
}

# locked COMMAND...: runs it while no other process prepares an image or a state.
locked() {
  exec 9> "$KEDGE_VM_CACHE/lock"
  flock -n 9 || { warn "kedge: another process prepares the board; waiting for it"; flock 9; }
  "$@" 9>&-
  exec 9>&-
}

image_build() {
  image_room
  locked image_build_locked "$1"
}

# Ends early where a build could only fail late.
image_room() {
  local free
  [ "$(id -u)" -eq 0 ] || die "$NOT_ROOT" "building the board's image needs root; run once: sudo ./kedge vm start"
  need mkfs.ext4 e2fsprogs
  need qemu-aarch64-static qemu-user-static
  need cpio cpio
  need depmod kmod
  need xz xz-utils
  mkdir -p "$KEDGE_VM_CACHE" || die 1 "$KEDGE_VM_CACHE cannot be made; set KEDGE_VM_CACHE to another folder"
  free=$(df -m --output=avail "$KEDGE_VM_CACHE" | tail -n 1)
  [ "$free" -ge "$BUILD_MB" ] ||
    die "$NO_SPACE" "building the board's image takes $BUILD_MB MB in $KEDGE_VM_CACHE, and $((free)) MB are free;
  make room, or set KEDGE_VM_CACHE to another folder"
}

# The folder gets its name when all is in it. A build folder found here is that of a build that was killed.
image_build_locked() {
  local image=$1 work=$KEDGE_VM_CACHE/build.$$ log=$KEDGE_VM_CACHE/build.log code=0
  [ ! -f "$image/complete" ] || return 0
  rm -rf --one-file-system "$KEDGE_VM_CACHE"/build.[0-9]*
  mkdir -p "$work/out"
  # shellcheck disable=SC2064
  trap "rm -rf --one-file-system '$work'" EXIT
  warn "kedge: building the board's image, once; this takes two to five minutes (log: $log)"
  # apt tells its sources only when it has their lists
  [ -n "$(apt-get indextargets 'Created-By: Packages' 2> /dev/null)" ] || apt-get -qq update > "$log" 2>&1 || true
  unshare --mount --propagation private bash "$VM/image/build.sh" "$work" "$work/out" > "$log" 2>&1 < /dev/null || code=$?
  [ "$code" -eq 0 ] || { tail -n 15 "$log" >&2; die "$code" "the image was not built; the whole log is $log"; }
  (cd "$work/out" && stat -c '%s %n' "${IMAGE_FILES[@]}" > complete)
  rm -rf --one-file-system "$image"
  mv "$work/out" "$image"
  rm -rf --one-file-system "$work"
  trap - EXIT
  warn "kedge: image ready: $image"
}
