"""The record of the browser checks that the accessibility statement is made from.

``scripts/test.py --record`` writes it; a test compares its hash with the pages' code, so that the
statement never speaks of pages that nobody looked at. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import _setup

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE = _setup.ROOT / "plugins" / "access_info"
RECORD = PACKAGE / "accessibility.json"
# What decides how pages look and what they say, but for the data.
CODE = ("assets", "locale", "pages", "shells", "templates")
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


def code_hash(package: Path = PACKAGE) -> str:
    """Hash everything that pages are made with.

    Args:
        package: The folder of the package.

    Returns:
        SHA-256 in hex over each file's path and content; the same whatever line ends git wrote.
    """
    digest = hashlib.sha256()
    files = (path for folder in CODE for path in (package / folder).rglob("*"))
    for path in sorted(files, key=lambda file: file.relative_to(package).as_posix()):
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(package).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def combine(
    results: Sequence[dict[str, Any]], *, date: datetime.date, version: str, code: str
) -> dict[str, Any]:
    """Put the results of several shells together.

    Args:
        results: What ``check.mjs --results`` wrote, one of each shell.
        date: The day of the checks, UTC.
        version: The project's.
        code: Of ``code_hash``.

    Returns:
        The record as JSON data; the same results give the same record.
    """
    counts: dict[str, dict[str, int]] = {}
    for result in results:
        for check in result["checks"]:
            count = counts.setdefault(check["id"], {"passed": 0, "failed": 0})
            count["passed"] += check["passed"]
            count["failed"] += check["failed"]
    allowed = {
        (entry["message"], entry["extract"]): entry["reason"]
        for result in results
        for entry in result["allowed"]
    }
    versions = {"project": version, **(results[0]["versions"] if results else {})}
    return {
        "date": date.isoformat(),
        "code": code,
        "versions": dict(sorted(versions.items())),
        "shells": [
            {"id": result["shell"], **{key: result[key] for key in ("pages", "of", "kinds")}}
            for result in results
        ],
        "checks": [{"id": name, **counts[name]} for name in sorted(counts)],
        "findings": [
            {"shell": result["shell"], **finding}
            for result in results
            for finding in result["findings"]
        ],
        "allowed": [
            {"message": message, "extract": extract, "reason": allowed[message, extract]}
            for message, extract in sorted(allowed)
        ],
    }


def write(files: Sequence[Path]) -> None:
    """Write the record of what was just checked.

    Args:
        files: Of ``check.mjs --results``, one for each shell.

    Raises:
        SetupError: A shell's pages were not checked.
    """
    if not all(file.exists() for file in files):
        raise _setup.SetupError(
            "Chưa ghi kết quả trợ năng: có giao diện chưa được kiểm tra trong trình duyệt."
        )
    match = _VERSION.search((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    record = combine(
        [json.loads(file.read_text(encoding="utf-8")) for file in files],
        date=datetime.datetime.now(datetime.UTC).date(),
        version=match[1] if match else "",
        code=code_hash(),
    )
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    RECORD.write_text(text, encoding="utf-8", newline="\n")
    print(f"Đã ghi {RECORD.relative_to(_setup.ROOT).as_posix()}")
