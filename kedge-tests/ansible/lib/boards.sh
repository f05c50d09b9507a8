# Boards that are folders: fake tools, a fake systemd, a release small enough to be packed in a moment. Sourced.
# shellcheck shell=bash

# board NAME [VARIABLE: VALUE]...: a good board, in the folder NAME and in hosts.yml. Its Python puts its tools first.
board() {
  local name=$1
  shift
  mkdir -p "$name"/{root/run/systemd/system,root/opt,root/etc/systemd/system,root/var/lib,systemd,www/q/health,www/api,jvm/java-25}
  echo 'JAVA_VERSION="25.0.1"' > "$name/jvm/java-25/release"
  touch "$name/gpiochip0"
  tools "$name"
  fake "$name/python" <<< "PATH=$PWD/$name/bin:\$PATH exec /usr/bin/python3 \"\$@\""
  {
    echo "    $name:"
    printf '      %s\n' "ansible_python_interpreter: $PWD/$name/python" "board_folder: $PWD/$name" "kedge_jvm_dir: $PWD/$name/jvm" "$@"
  } > "$name.host"
  { usual; echo "  hosts:"; cat ./*.host; } > hosts.yml
}

# usual: what the boards have in common.
usual() {
  cat << END
boards:
  vars:
    ansible_connection: local
    ansible_become: false
    kedge_archive: $PWD/kedge-*.tar.gz
    kedge_broker: mqtt://192.0.2.10
    kedge_gpio_chip: "{{ board_folder }}/gpiochip0"
    kedge_gpio_group: $(id -gn)
END
}

tools() {
  fake "$1/bin/getconf" <<< "echo 64"
  fake "$1/bin/dpkg" <<< "echo arm64"
  fake "$1/bin/df" <<< "echo Avail; echo 9000000000"
  fake "$1/bin/apt-cache" <<< "echo '  Candidate: (none)'"
  fake "$1/bin/runuser" <<< 'shift 3; exec "$@"'
  fake "$1/bin/journalctl" <<< "echo 'kedge[7]: line 17 is held by gpiomon'"
  fake "$1/bin/systemctl" << END
cd '$PWD/$1/systemd' || exit
$(systemd)
END
}

# systemd: a systemctl with one service. It logs what changes anything; files spoil it: "breaks" lets the service fail,
# "unhealthy" keeps it from becoming ready.
systemd() {
  cat << 'END'
started() {
  [ ! -e breaks ] || { echo failed > active; return; }
  echo active > active
  /usr/bin/python3 -c 'import time; print(time.monotonic_ns() // 1000)' > since
  [ -e unhealthy ] || echo '{"status": "UP"}' > ../www/q/health/ready
  sed 's/kedge \(.*\) (\(.*\))/{"version": "\1", "build": "\2"}/' ../root/opt/kedge/current/VERSION > ../www/api/state
}
[ "$1" != --no-block ] || shift
case $1 in
  show)
    [ -f ../root/etc/systemd/system/kedge.service ] && echo LoadState=loaded || echo LoadState=not-found
    echo ActiveState=$(cat active 2> /dev/null || echo inactive)
    echo ExecMainStartTimestampMonotonic=$(cat since 2> /dev/null || echo 0) ;;
  is-enabled) cat enabled 2> /dev/null || { echo disabled; exit 1; } ;;
  enable) echo "$1" >> log; echo enabled > enabled ;;
  daemon-reload) echo "$1" >> log ;;
  start | restart) echo "$1" >> log; started ;;
  *) echo "no such command: $*" >&2; exit 1 ;;
esac
END
}

# release VERSION: packs kedge-VERSION.tar.gz as ./kedge package does, with a launcher that knows verify and aot. Sets RELEASE.
release() {
  local version=$1 digest
  mkdir -p unpacked/{app,systemd,profiles}
  echo "kedge $version (abc123)" > unpacked/VERSION
  echo "jar of $version" > unpacked/app/quarkus-run.jar
  echo "# unit of $version" > unpacked/systemd/kedge.service
  touch unpacked/profiles/{sim,raspberrypi-5}.yaml
  launcher | fake unpacked/kedge
  (cd unpacked && { echo "# kedge-release 1"; find . -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum; } > ../MANIFEST.sha256)
  digest=$(sha256sum MANIFEST.sha256 | cut -c 1-12)
  mv MANIFEST.sha256 unpacked/
  RELEASE=$version-$digest
  mv unpacked "kedge-$RELEASE"
  tar -czf "kedge-$version.tar.gz" "kedge-$RELEASE"
  rm -r "kedge-$RELEASE"
}

launcher() {
  cat << 'END'
cd "$(dirname "$0")" || exit
cache=$STATE_DIRECTORY/cache-$(sha256sum MANIFEST.sha256 | cut -c 1-12)
case $1 in
  verify) sha256sum -c --quiet MANIFEST.sha256 ;;
  aot) [ ! -e "$cache" ] || { echo "$cache is there already"; exit; }
    touch "$cache"; echo "made $cache" ;;
esac
END
}

# play CODE ARGUMENT...: runs the playbook on all boards, expects the exit code. What is no option of the role can only be
# set from the command line.
play() {
  local code=$1
  shift
  cat > internals.yml << END
__kedge_root: "{{ board_folder }}/root"
__kedge_user: $(id -un)
__kedge_owner: $(id -un)
__kedge_unit_group: $(id -gn)
END
  ANSIBLE_CONFIG=$ROOT/ansible/ansible.cfg ANSIBLE_LOCAL_TEMP=$PWD/tmp ANSIBLE_REMOTE_TEMP=$PWD/tmp ANSIBLE_NOCOLOR=1 ANSIBLE_FORKS=4 \
    ran "$code" ansible-playbook -i hosts.yml -e @internals.yml "$ROOT/ansible/site.yml" "$@"
}

# recap NAME KEY: that number of the board's line in the recap of the last run.
recap() { sed -n "/^PLAY RECAP/,\$s/^$1 .* $2=\([0-9]*\).*/\1/p" <<< "$OUT"; }

# serve NAME: the board's health and API, answered from its folder www until the test ends; the port is in PORT.
serve() {
  mkdir -p "$1/www"
  : > "$1/web.log"
  /usr/bin/python3 -u -m http.server --bind 127.0.0.1 --directory "$1/www" 0 > "$1/web.log" 2>&1 &
  # shellcheck disable=SC2064
  trap "kill $!" EXIT
  local tries=0
  until PORT=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$1/web.log") && [ -n "$PORT" ]; do
    [ $((tries += 1)) -lt 100 ] || fail "no web server: $(cat "$1/web.log")"
    sleep 0.1
  done
}
