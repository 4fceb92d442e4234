"""What is missing before a checkout may be tagged as a release."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import _record
import _setup
import lock
from releasing import tools
from releasing.project import (
    RELEASED,
    UNRELEASED,
    VERSION_FILE,
    git,
    sections,
    tag_of,
    version_of,
)
from releasing.tags import SIGNERS, may_sign

# The run that a release is compared by.
BENCHMARK = "scripts/benchmark/records/now.json"
# What others build upon, as a test records it.
SURFACE = "tests/cases/public-surface.txt"
ACCESSIBILITY = "plugins/access_info/accessibility.json"
_PACKAGE = "plugins/access_info"


def lacking(root: Path, today: datetime.date) -> Iterator[str]:
    """Yield in Vietnamese everything that is missing, with its cure.

    Args:
        root: A checkout.
        today: The day of the release.
    """
    yield from _tree(root)
    yield from _version(root)
    yield from _step(root)
    yield from _changes(root, today)
    yield from _signers(root)
    yield from _accessibility(root)
    yield from _benchmark(root)
    yield from _locks()


def _tree(root: Path) -> Iterator[str]:
    status = git(root, "status", "--porcelain")
    if status is None:
        yield "Đây không phải kho git."
    elif status:
        names = [line[3:] for line in status.splitlines()]
        yield f"Còn {len(names)} tệp chưa ghi nhận: {', '.join(names[:5])}. Chạy git commit, hoặc bỏ đi."


def _version(root: Path) -> Iterator[str]:
    version = version_of(root)
    if not RELEASED.fullmatch(version):
        yield f"{VERSION_FILE} ghi phiên bản “{version}”; phải là ba số, ví dụ 1.0.0."
        return
    if git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag_of(version)}"):
        yield f"Đã có thẻ {tag_of(version)}: tăng số phiên bản trong {VERSION_FILE}."
    released = [_numbers(tag[1:]) for tag in (git(root, "tag", "--list", "v*") or "").split()]
    newest = max(filter(None, released), default=())
    if newest and _numbers(version) < newest:
        yield f"Phiên bản {version} nhỏ hơn bản đã phát hành {'.'.join(map(str, newest))}."


def _step(root: Path) -> Iterator[str]:
    """Hold the version against what became of the public surface since the newest release."""
    version = _numbers(version_of(root))
    tags = [tag for tag in (git(root, "tag", "--list", "v*") or "").split() if _numbers(tag[1:])]
    newest = max(tags, key=lambda tag: _numbers(tag[1:]), default="")
    recorded = git(root, "show", f"{newest}:{SURFACE}") if newest else None
    if recorded is None or not version or version <= _numbers(newest[1:]):
        return
    before, now = _surface(recorded), _surface((root / SURFACE).read_text(encoding="utf-8"))
    gone, added = sorted(before - now), sorted(now - before)
    if gone and version[0] == _numbers(newest[1:])[0]:
        yield (
            f"{SURFACE} mất {len(gone)} dòng so với {newest} (“{gone[0]}”…): phải tăng số đầu của phiên bản, hoặc "
            "giữ lại những điều ấy."
        )
    elif added and version[:2] == _numbers(newest[1:])[:2]:
        yield (
            f"{SURFACE} thêm {len(added)} dòng so với {newest} (“{added[0]}”…): phải tăng số giữa của phiên bản."
        )


def _surface(text: str) -> set[str]:
    """Return the lines of the record under their headings, without that of the version."""
    return {
        f"{title}: {line}"
        for title, _, lines in (part.partition("\n") for part in text.split("\n## ")[1:])
        for line in lines.splitlines()
        if line
    }


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if RELEASED.fullmatch(version) else ()


def _changes(root: Path, today: datetime.date) -> Iterator[str]:
    version, found = version_of(root), sections(root)
    section = found.get(version)
    wanted = f"“## [{version}] - {today.isoformat()}”"
    if section is None:
        yield f"CHANGELOG.md chưa có mục {wanted}."
    elif not section.text:
        yield f"Mục [{version}] của CHANGELOG.md còn trống."
    elif section.day != today.isoformat():
        yield f"Mục [{version}] của CHANGELOG.md ghi ngày “{section.day}”; hôm nay phát hành thì ghi {wanted}."
    if found.get(UNRELEASED) and found[UNRELEASED].text:
        yield f"CHANGELOG.md còn mục [{UNRELEASED}]: chuyển những dòng ấy vào mục [{version}]."


def _signers(root: Path) -> Iterator[str]:
    path = root / SIGNERS
    if not path.is_file() or not may_sign(path.read_text(encoding="utf-8")):
        yield (
            f"{SIGNERS} chưa có khóa công khai nào nên thẻ nào cũng bị từ chối: thêm khóa của người được phát hành, "
            "theo mẫu ở đầu tệp ấy."
        )


def _accessibility(root: Path) -> Iterator[str]:
    cure = "Chạy python3 scripts/test.py --record."
    record = _read(root / ACCESSIBILITY)
    if not record:
        yield f"{ACCESSIBILITY} không đọc được. {cure}"
        return
    if record.get("code") != _record.code_hash(root / _PACKAGE):
        yield f"Trang đã đổi sau lần kiểm tra trợ năng ngày {record.get('date')}. {cure}"
    project = record.get("versions", {}).get("project")
    if project != version_of(root):
        yield f"Kết quả trợ năng là của phiên bản {project}, không phải {version_of(root)}. {cure}"
    failed = sum(check.get("failed", 0) for check in record.get("checks", ()))
    if failed:
        yield f"Kết quả trợ năng còn {failed} chỗ chưa đạt: sửa rồi ghi lại. {cure}"


def _benchmark(root: Path) -> Iterator[str]:
    cure = "Chạy python3 scripts/bench.py --record now (sau khi đã ghi kết quả trợ năng)."
    code = _read(root / BENCHMARK).get("code", "")
    present = git(root, "rev-parse", f"HEAD:{_PACKAGE}") or ""
    if not code or not present.startswith(code):
        yield f"{BENCHMARK} là số đo của bản trước, không phải của bản này. {cure}"


def _locks() -> Iterator[str]:
    try:
        stale = lock.stale(tools.uv())
    except (_setup.SetupError, lock.LockError) as error:
        yield f"Không xem được các tệp khoá có còn mới không: {error}"
        return
    if stale:
        yield f"Tệp khoá đã cũ: {', '.join(stale)}. Chạy python3 scripts/lock.py."


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
