#!/usr/bin/env python3
"""Drives and watches the board's eight GPIO lines from outside, through QEMU's qtest socket.

  set LINE LEVEL           drive a line
  get                      levels and directions of all lines
  pulse LINE WIDTH_US      invert a line for so many microseconds
  pattern LINE T:L ...     edges at T microseconds from the start, to level L; times ascend
  bounce LINE LEVEL        a contact's bounce that settles on LEVEL
  square LINE HZ EDGES     so many edges of a square wave
  count LINE EDGES         so many edges, each after the guest took the one before: none is merged
  watch                    what the guest's outputs do
  shell                    the same commands on standard input, answers and events on standard output

All print JSON, an object a line; an edge's host_ns is CLOCK_MONOTONIC when QEMU had answered. One client at a time is
served: who must drive and watch at once uses shell.
"""
import argparse
import difflib
import json
import os
import random
import select
import socket
import sys
import time

LINES = 8
PL061 = 0x09030000
DATA = PL061 + 0x3FC       # address bits 9:2 are the mask: all lines
DIRECTION = PL061 + 0x400  # 1 is output
ENABLED = PL061 + 0x410    # lines whose interrupt the guest has enabled
PENDING = PL061 + 0x414    # lines with an edge that the guest has not acknowledged yet
USAGE, WRONG_STATE = 2, 9
ACK_SECONDS = 5.0


class UsageError(Exception):
    """A wrong command; the text says what would be right."""


class Board:
    """One connection to a running board."""

    def __init__(self, run):
        try:
            with open(os.path.join(run, "pl061")) as f:
                self.pl061 = f.read().strip()
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(30)
            self.sock.connect(os.path.join(run, "qtest.sock"))
        except (FileNotFoundError, ConnectionRefusedError):
            print(f"kedge: no board is running in {run}; start it with: ./kedge vm start", file=sys.stderr)
            raise SystemExit(WRONG_STATE)
        self.buffer = b""
        self.outputs = []  # (host_ns, line, level), not yet reported

    def _receive(self):
        data = self.sock.recv(4096)
        if not data:
            raise RuntimeError("the board ended")
        self.buffer += data

    def _answer(self):
        """The next answer in the buffer, less its OK, or None; output changes on the way are kept."""
        while b"\n" in self.buffer:
            line, self.buffer = self.buffer.split(b"\n", 1)
            text = line.decode("ascii", "replace").strip()
            if text.startswith("IRQ "):
                _, kind, number = text.split()
                self.outputs.append((time.monotonic_ns(), int(number), int(kind == "raise")))
            elif text.startswith("OK"):
                return text[2:].strip()
            elif text:
                raise RuntimeError(f"QEMU answered: {text}")
        return None

    def command(self, text):
        self.sock.sendall(text.encode() + b"\n")
        while (answer := self._answer()) is None:
            self._receive()
        return answer

    def register(self, address):
        return int(self.command(f"readl 0x{address:x}"), 16)

    def level(self, line):
        return self.register(DATA) >> line & 1

    def set(self, line, level):
        """Drives an input; CLOCK_MONOTONIC of QEMU's answer."""
        self.command(f"set_irq_in {self.pl061} unnamed-gpio-in {line} {level}")
        return time.monotonic_ns()

    def watch_outputs(self):
        self.command(f"irq_intercept_out {self.pl061}")

    def changes(self, seconds):
        """What the outputs did, waiting at most so long for the first."""
        self._answer()
        if not self.outputs and select.select([self.sock], [], [], seconds)[0]:
            self._receive()
            self._answer()
        found, self.outputs = self.outputs, []
        return [{"event": "output", "line": line, "level": level, "host_ns": ns} for ns, line, level in found]

    def send(self, line, edges):
        """Edges (microsecond, level) at their times: sleeps, then spins for the last 300 us."""
        sent = []
        start = time.monotonic_ns()
        for at_us, level in edges:
            due = start + int(at_us * 1000)
            while (left := due - time.monotonic_ns()) > 0:
                if left > 500_000:
                    time.sleep((left - 300_000) / 1e9)
            at = (time.monotonic_ns() - start) / 1000
            sent.append({"line": line, "level": level, "at_us": round(at, 1), "host_ns": self.set(line, level)})
        return sent

    def send_acknowledged(self, line, count, gap_us):
        """Edges, each only when the guest has acknowledged the one before and the gap has passed: (level, ack_us)."""
        bit = 1 << line
        if not self.register(ENABLED) & bit:
            raise RuntimeError(f"nobody in the guest listens for edges of line {line}")
        level, sent = self.level(line), []
        for _ in range(count):
            level = 1 - level
            done = self.set(line, level)
            while self.register(PENDING) & bit:
                if time.monotonic_ns() - done > ACK_SECONDS * 1e9:
                    raise RuntimeError(f"line {line}: the guest did not take an edge within {ACK_SECONDS:.0f} s")
                time.sleep(0.0001)
            sent.append((level, (time.monotonic_ns() - done) / 1000))
            time.sleep(gap_us / 1e6)
        return sent


def bounce_edges(level, seed, pairs, span_us, min_us):
    """2 * pairs + 1 edges, the last to the level; a seed gives the same edges on every machine."""
    slack = span_us - min_us * 2 * pairs
    if slack < 0:
        raise UsageError(f"{2 * pairs + 1} edges at least {min_us:g} us apart do not fit into {span_us:g} us")
    source = random.Random(seed)
    cuts = sorted(source.random() * slack for _ in range(2 * pairs))
    times = [0.0] + [round(cut + min_us * (i + 1), 1) for i, cut in enumerate(cuts)]
    return [(t, level if i % 2 == 0 else 1 - level) for i, t in enumerate(times)]


def do_set(board, a):
    yield {"line": a.line, "level": a.level, "host_ns": board.set(a.line, a.level)}


def do_get(board, _):
    levels, outputs = board.register(DATA), board.register(DIRECTION)
    for i in range(LINES):
        yield {"line": i, "level": levels >> i & 1, "direction": "out" if outputs >> i & 1 else "in"}


def do_pulse(board, a):
    now = board.level(a.line)
    yield from board.send(a.line, [(0, 1 - now), (a.width_us, now)])


def do_pattern(board, a):
    if a.edges != sorted(a.edges, key=lambda edge: edge[0]):
        raise UsageError("pattern: the times must ascend")
    yield from board.send(a.line, a.edges)


def do_bounce(board, a):
    yield from board.send(a.line, bounce_edges(a.level, a.seed, a.pairs, a.span_us, a.min_us))


def do_square(board, a):
    now = board.level(a.line)
    edges = [(i * 5e5 / a.hz, (now + i + 1) & 1) for i in range(a.edges)]
    sent = board.send(a.line, edges)
    late = max(s["at_us"] - e[0] for s, e in zip(sent, edges))
    yield {"edges": len(sent), "level": sent[-1]["level"], "seconds": round((sent[-1]["at_us"] - sent[0]["at_us"]) / 1e6, 3),
           "worst_lateness_us": round(late, 1), "first_host_ns": sent[0]["host_ns"], "last_host_ns": sent[-1]["host_ns"]}


def do_count(board, a):
    begin = time.monotonic_ns()
    sent = board.send_acknowledged(a.line, a.edges, a.gap_us)
    acks = sorted(ack for _, ack in sent)
    yield {"edges": len(sent), "level": sent[-1][0], "seconds": round((time.monotonic_ns() - begin) / 1e9, 3),
           "acknowledged_us": {"p50": round(acks[len(acks) // 2]), "max": round(acks[-1])}}


def do_watch(board, a):
    board.watch_outputs()
    yield {"event": "watching", "host_ns": time.monotonic_ns()}
    end = None if a.seconds is None else time.monotonic() + a.seconds
    while end is None or end > time.monotonic():
        yield from board.changes(1.0 if end is None else max(0.0, end - time.monotonic()))


def do_shell(board, _):
    """Each command is answered by its records and {"done": its words} or {"error": why}; outputs come in between."""
    board.watch_outputs()
    yield {"event": "ready", "host_ns": time.monotonic_ns()}
    read, pending, ended = parser(), b"", False
    stdin = sys.stdin.fileno()
    while not ended:
        yield from board.changes(0)
        ready, _, _ = select.select([stdin, board.sock], [], [])
        if stdin not in ready:
            continue
        data = os.read(stdin, 65536)
        ended = not data
        *lines, pending = (pending + data).split(b"\n")
        for words in filter(None, (line.decode().split() for line in lines)):
            yield from answer(board, read, words)


def answer(board, read, words):
    try:
        a = read.parse_args(words)
        if a.verb in ("shell", "watch"):
            raise UsageError(f"{a.verb} is not for the shell, which watches anyway")
        yield from a.do(board, a)
        yield {"done": words}
    except (UsageError, RuntimeError) as e:
        yield {"error": str(e), "command": words}
    yield from board.changes(0)


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise UsageError(message)


def line_number(text):
    if not text.isdigit() or int(text) >= LINES:
        raise argparse.ArgumentTypeError(f"line {text} is out of range: the board has lines 0 to {LINES - 1}")
    return int(text)


def level_number(text):
    if text not in ("0", "1"):
        raise argparse.ArgumentTypeError(f"level {text} is neither 0 nor 1")
    return int(text)


def above_zero(kind):
    def read(text):
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < 1e12:
            raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
        return value
    return read


def edge(text):
    at, _, level = text.partition(":")
    try:
        return float(at), level_number(level)
    except (ValueError, argparse.ArgumentTypeError):
        raise argparse.ArgumentTypeError(f"{text} is not MICROSECOND:LEVEL, such as 1500:1")


def parser():
    top = Parser(prog="./kedge vm drive", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")

    def verb(name, do, **positional):
        sub = verbs.add_parser(name)
        sub.set_defaults(do=do)
        for key, kind in positional.items():
            sub.add_argument(key, type=kind, metavar=key.upper())
        return sub

    verb("set", do_set, line=line_number, level=level_number)
    verb("get", do_get)
    verb("pulse", do_pulse, line=line_number, width_us=above_zero(float))
    verb("pattern", do_pattern, line=line_number).add_argument("edges", type=edge, nargs="+", metavar="T:L")
    bounce = verb("bounce", do_bounce, line=line_number, level=level_number)
    bounce.add_argument("--seed", type=int, default=1)
    bounce.add_argument("--pairs", type=above_zero(int), default=5, help="breaks and makes after the first edge (5)")
    bounce.add_argument("--span-us", type=above_zero(float), default=4000, help="first to last edge (4000)")
    bounce.add_argument("--min-us", type=above_zero(float), default=100, help="least time between edges (100)")
    verb("square", do_square, line=line_number, hz=above_zero(float), edges=above_zero(int))
    count = verb("count", do_count, line=line_number, edges=above_zero(int))
    count.add_argument("--gap-us", type=above_zero(float), default=20000, help="pause after each acknowledgement (20000; "
                       "below 10000 an edge in some hundreds is merged)")
    verb("watch", do_watch).add_argument("--seconds", type=above_zero(float))
    verb("shell", do_shell)
    top.names = list(verbs.choices)
    return top


def main(words):
    run, read = words[0], parser()
    words = words[1:] or ["--help"]
    if words[0] not in read.names and not words[0].startswith("-"):
        near = difflib.get_close_matches(words[0], read.names, 1, 0)[0]
        raise UsageError(f"no command '{words[0]}'; did you mean '{near}'? All: {' '.join(read.names)}")
    a = read.parse_args(words)
    for record in a.do(Board(run), a):
        print(json.dumps(record), flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except UsageError as e:
        print(f"kedge: vm drive: {e}", file=sys.stderr)
        raise SystemExit(USAGE)
    except (RuntimeError, OSError) as e:
        raise SystemExit(f"kedge: vm drive: {e}")
    except KeyboardInterrupt:
        raise SystemExit(130)
