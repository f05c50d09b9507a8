# Talks to a Kedge that runs on this machine: a little of HTTP, with nothing but bash. Sourced by freeze and thaw.
# shellcheck shell=bash

# maintenance_options COMMAND WORD...: sets HTTP_HOST and HTTP_PORT by options or the environment, REST to what is left.
maintenance_options() {
  local command=$1
  shift
  HTTP_HOST=${KEDGE_HTTP_HOST:-127.0.0.1} HTTP_PORT=${KEDGE_HTTP_PORT:-8080} REST=()
  while [ $# -gt 0 ]; do
    case $1 in
      --http-host | --http-port) [ $# -gt 1 ] || die 2 "$command: $1 needs a value" ;;&
      --http-host) HTTP_HOST=$2; shift 2 ;;
      --http-port) HTTP_PORT=$2; shift 2 ;;
      --http-host=*) HTTP_HOST=${1#*=}; shift ;;
      --http-port=*) HTTP_PORT=${1#*=}; shift ;;
      --) shift; REST+=("$@"); break ;;
      -*) die 2 "$command: no option '$1'; there are --http-host ADDRESS and --http-port N" ;;
      *) REST+=("$1"); shift ;;
    esac
  done
  [[ $HTTP_PORT =~ ^[0-9]{1,5}$ && $((10#$HTTP_PORT)) -ge 1 && $((10#$HTTP_PORT)) -le 65535 ]] ||
    die 2 "$command: '$HTTP_PORT' is no port; --http-port or KEDGE_HTTP_PORT takes 1 to 65535, as the run was given it"
  case $HTTP_HOST in
    0.0.0.0) HTTP_HOST=127.0.0.1 ;;
    :: | '[::]') HTTP_HOST=::1 ;;
  esac
}

# json_text TEXT: as a string of JSON.
json_text() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\t'/\\t}
  text=${text//$'\n'/\\n}
  text=${text//$'\r'/\\r}
  printf '"%s"' "$text"
}

# maintenance_put BODY: asks for it; sets STATUS and ANSWER. Ends with 69 if nobody answers.
maintenance_put() {
  local LC_ALL=C answer connection where="http://$HTTP_HOST:$HTTP_PORT"
  { exec {connection}<> "/dev/tcp/$HTTP_HOST/$HTTP_PORT"; } 2> /dev/null || nobody "$where"
  printf 'PUT /api/maintenance HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "${#1}" "$1" >&"$connection"
  answer=$(timeout 20 cat <&"$connection" 2> /dev/null) || nobody "$where"
  exec {connection}>&-
  STATUS=$(sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' <<< "$answer")
  ANSWER=$(sed '1,/^\r*$/d' <<< "$answer")
  case $STATUS in
    200) ;;
    400) die 2 "$(answered error)" ;;
    403) die 1 "$(answered error)" ;;
    409) die 69 "$(answered error)" ;;
    *) die 69 "what answers at $where is no Kedge, or an older one (${STATUS:-no} answer to a request for maintenance)" ;;
  esac
}

nobody() {
  die 69 "no Kedge answers at $1: is it running ('./kedge run', 'systemctl status kedge')? If its web has another port, give it with
  --http-port N or KEDGE_HTTP_PORT"
}

# answered KEY: its value in ANSWER, the answer's own keys only; texts without their quotes.
answered() {
  sed -n 's/.*"'"$1"'":\("\(\([^"\\]\|\\.\)*\)"\|true\|false\|\[[^]]*\]\).*/\1/p' <<< "$ANSWER" |
    sed 's/^"\(.*\)"$/\1/; s/\\\(["\\]\)/\1/g'
}
