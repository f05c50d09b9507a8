#!/usr/bin/env python3
"""Reads what mosquitto_sub -F '%U %t %p' wrote.

  messages.py FILE TOPIC FIELD...          a line for each message on kedge/SHARD/DEVICE/TOPIC: the fields, dots go deeper
  messages.py FILE last stats/lines LINE FIELD...   of the newest table, the row of that line
  messages.py FILE lateness TOPIC DRIVEN   milliseconds from each edge of a driven square wave to its message: p50 and max
"""
import json
import statistics
import sys
import time


def read(path):
    """Arrival in seconds, topic and payload of each message; a line that is being written is left out."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            arrived, topic, payload = line.rstrip("\n").split(" ", 2)
            if line.endswith("\n") and payload.startswith("{"):
                yield float(arrived), topic, json.loads(payload)


def field(record, path):
    for key in path.split("."):
        record = record[key]
    return record if isinstance(record, str) else json.dumps(record)


def of_topic(path, topic):
    return [(arrived, payload) for arrived, name, payload in read(path) if name.split("/", 3)[3:] == [topic]]


def rows(path, topic, *fields):
    for _, payload in of_topic(path, topic):
        print(*(field(payload, each) for each in fields))


def last(path, topic, line, *fields):
    tables = of_topic(path, topic)
    if not tables:
        raise SystemExit("no " + topic + " yet")
    row = next(row for row in tables[-1][1]["lines"] if row["line"] == line)
    print(*(field(row, each) for each in fields))


def lateness(path, topic, driven):
    to_wall = time.time() - time.monotonic_ns() / 1e9
    with open(driven, encoding="utf-8") as file:
        wave = json.load(file)
    step = (wave["last_host_ns"] - wave["first_host_ns"]) / (wave["edges"] - 1)
    edges = [(wave["first_host_ns"] + i * step) / 1e9 + to_wall for i in range(wave["edges"])]
    arrived = [when for when, _ in of_topic(path, topic)][-len(edges):]
    if len(arrived) != len(edges):
        raise SystemExit(f"{len(arrived)} messages for {len(edges)} edges")
    late = sorted((there - driven) * 1000 for there, driven in zip(arrived, edges))
    print(f"{statistics.median(late):.1f} {late[-1]:.1f}")


if __name__ == "__main__":
    file, what, *rest = sys.argv[1:]
    if what == "last":
        last(file, *rest)
    elif what == "lateness":
        lateness(file, *rest)
    else:
        rows(file, what, *rest)
