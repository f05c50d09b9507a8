#!/usr/bin/env bash
# ./kedge freeze and thaw, against a stand-in that keeps what it is asked and answers as it is told.
# shellcheck source=kedge-tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# answering STATUS BODY: a server of one answer on a free port of the loopback, in PORT; what it was sent is in the file "request".
answering() {
  python3 - "$1" "$2" > port 2> server.log << 'END' &
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with open("request", "w") as file:
            print(self.path, self.headers["Content-Type"], self.headers.get("Origin", "-"), body, file=file)
        answer = sys.argv[2].encode()
        self.send_response(int(sys.argv[1]))
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print(server.server_port, flush=True)
server.handle_request()
END
  SERVER=$!
  trap 'kill $SERVER 2> /dev/null' EXIT
  until [ -s port ]; do kill -0 "$SERVER" || fail "no server: $(cat server.log)"; sleep 0.1; done
  PORT=$(cat port)
}

# maintenance FROZEN REASON QUIET OTHERS CHANGED: an answer of the application.
maintenance() {
  printf '{"frozen":%s,"reason":"%s","since":"%s","quiet":%s,"others":[%s],"changed":%s}' \
    "$1" "$2" "2026-11-22T14:00:00Z" "$3" "$4" "$5"
}

asked() { [ "$(cat request)" = "/api/maintenance application/json - $1" ] || fail "asked: $(cat request)"; }

test_freeze_asks_for_it_with_the_reason() {
  answering 200 "$(maintenance true 'the \"old\" relay' true '' true)"
  ran 0 "$ROOT/kedge" freeze --http-port "$PORT" 'the "old"' relay
  said "kedge: frozen (the \"old\" relay); nothing runs"
  asked '{"frozen":true,"reason":"the \"old\" relay"}'
}

test_freeze_needs_no_reason_and_takes_the_port_of_the_environment() {
  answering 200 "$(maintenance true '' true '' true)"
  ran 0 env KEDGE_HTTP_PORT="$PORT" KEDGE_HTTP_HOST=0.0.0.0 "$ROOT/kedge" freeze
  said "kedge: frozen; nothing runs"
  asked '{"frozen":true}'
}

test_what_was_frozen_already_is_told_with_its_time() {
  answering 200 "$(maintenance true relay true '' false)"
  ran 0 "$ROOT/kedge" freeze --http-port="$PORT" relay
  said "was frozen already since 2026-11-22T14:00:00Z; the reason is now: relay"
}

test_what_still_runs_is_told_with_a_code_of_its_own() {
  answering 200 "$(maintenance true '' false '' true)"
  ran 75 "$ROOT/kedge" freeze --http-port "$PORT"
  said "still runs"
}

test_thaw_ends_it() {
  answering 200 "$(maintenance false '' false '' true)"
  ran 0 "$ROOT/kedge" thaw --http-port "$PORT"
  said "maintenance is over"
  asked '{"frozen":false}'
}

test_thaw_tells_what_else_it_is_frozen_for() {
  answering 200 "$(maintenance false '' true '"suspend"' true)"
  ran 0 "$ROOT/kedge" thaw --http-port "$PORT"
  said "still frozen for: suspend"
}

test_thaw_of_what_was_not_frozen_is_no_failure() {
  answering 200 "$(maintenance false '' false '' false)"
  ran 0 "$ROOT/kedge" thaw --http-port "$PORT"
  said "it was not frozen for maintenance"
}

test_refusals_are_told_in_the_applications_words() {
  answering 400 "{\"error\":\"'reason' has 201 characters\"}"
  ran 2 "$ROOT/kedge" freeze --http-port "$PORT" long
  said "kedge: 'reason' has 201 characters"
  rm port
  answering 409 '{"error":"Kedge is not running (STOPPING)"}'
  ran 69 "$ROOT/kedge" thaw --http-port "$PORT"
  said "kedge: Kedge is not running (STOPPING)"
  rm port
  answering 403 '{"error":"on the board only"}'
  ran 1 "$ROOT/kedge" thaw --http-port "$PORT"
  said "on the board only"
  rm port
  answering 404 'not here'
  ran 69 "$ROOT/kedge" thaw --http-port "$PORT"
  said "is no Kedge"
}

test_nobody_there_is_told_with_the_cure() {
  answering 200 ''
  kill "$SERVER"
  wait "$SERVER"
  ran 69 "$ROOT/kedge" freeze --http-port "$PORT"
  said "no Kedge answers at http://127.0.0.1:$PORT"
  said "--http-port"
}

test_wrong_words_are_refused() {
  ran 2 "$ROOT/kedge" freeze --http-port 0
  said "'0' is no port"
  ran 2 "$ROOT/kedge" freeze --http-port
  said "--http-port needs a value"
  ran 2 "$ROOT/kedge" freeze --port 8080
  said "no option '--port'; there are --http-host ADDRESS and --http-port N"
  ran 2 "$ROOT/kedge" thaw now
  said "thaw takes no reason, got 'now'"
}

run_tests
