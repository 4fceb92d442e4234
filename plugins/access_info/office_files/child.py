"""Reads foreign files in a process of their own: one question a line in, one answer a line out.

Started with a purpose and a task, `package.module:function`, which is given a file's bytes, its name
and what the parent adds, and returns what JSON can carry; and with the program that the task may
start, if there is one.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from access_info.office_files.guard import Guard, leave_network, limit_files, limit_process
from access_info.office_files.limits import LIMITS, Limits, Purpose

Task = Callable[..., object]


def main() -> int:
    """Answer until no question is left."""
    purpose, task, *program = sys.argv[1:]
    limits = LIMITS[Purpose(purpose)]
    # Before the task is loaded, so that loading libraries is limited too.
    limit_process(memory=limits.memory, computing=limits.computing)
    module, _, function = task.partition(":")
    read: Task = getattr(importlib.import_module(module), function)
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    limit_files()
    if program or limits.offline:
        leave_network()
    guard = Guard(*program)
    for line in sys.stdin.buffer:
        output.write(_answer(guard, read, json.loads(line), limits) + b"\n")
        output.flush()
    return 0


def _answer(guard: Guard, read: Task, question: dict[str, Any], limits: Limits) -> bytes:
    path: str = question["path"]
    try:
        answer = read(guard.read(path), PurePath(path).name, **question["given"])
        text = json.dumps({"answer": answer}, ensure_ascii=False).encode("utf-8", "replace")
    except MemoryError:
        return b'{"failure": "memory"}'
    except Exception:  # noqa: BLE001 - whatever a library does with a hostile file, it is reported
        return b'{"failure": "broken"}'
    return text if len(text) <= limits.answer else b'{"failure": "answer"}'


if __name__ == "__main__":
    sys.exit(main())
