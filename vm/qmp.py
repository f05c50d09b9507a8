#!/usr/bin/env python3
"""The board's machine, through QEMU's monitor: qmp.py SOCKET VERB [ARGUMENT]

  pl061          print where the GPIO controller is
  link on|off    plug or pull the network cable
  save FILE      stop the guest and write its whole state to FILE
  resume         wait until a saved state is read, then go on
  quit           end QEMU at once: for the guest a power cut
"""
import json
import socket
import sys
import time


class Qmp:
    def __init__(self, path):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(60)
        self.sock.connect(path)
        self.file = self.sock.makefile("rw")
        self.file.readline()
        self.do("qmp_capabilities")

    def do(self, execute, **arguments):
        self.file.write(json.dumps({"execute": execute, "arguments": arguments}) + "\n")
        self.file.flush()
        while line := self.file.readline():
            answer = json.loads(line)
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise RuntimeError(f"{execute}: {answer['error']['desc']}")
        if execute != "quit":
            raise RuntimeError("QEMU closed the connection")


def pl061(qmp):
    for item in qmp.do("qom-list", path="/machine/unattached"):
        if item["type"] == "child<pl061>":
            print("/machine/unattached/" + item["name"])
            return
    raise RuntimeError("this machine has no pl061")


def save(qmp, file):
    qmp.do("stop")
    qmp.do("migrate-set-parameters", **{"max-bandwidth": 1 << 40})
    qmp.do("migrate", uri=f"exec:zstd -q -3 -f -o '{file}'")
    while (state := qmp.do("query-migrate"))["status"] != "completed":
        if state["status"] in ("failed", "cancelled"):
            raise RuntimeError(f"the state was not saved: {state}")
        time.sleep(0.1)


def resume(qmp):
    while qmp.do("query-status")["status"] == "inmigrate":
        time.sleep(0.05)
    qmp.do("cont")


VERBS = {
    "pl061": pl061,
    "link": lambda qmp, way: qmp.do("set_link", name="net0", up=way == "on"),
    "save": save,
    "resume": resume,
    "quit": lambda qmp: qmp.do("quit"),
}

if __name__ == "__main__":
    try:
        VERBS[sys.argv[2]](Qmp(sys.argv[1]), *sys.argv[3:])
    except (RuntimeError, OSError) as e:
        raise SystemExit(f"kedge: the board's monitor: {e}")
