#!/usr/bin/env python3
"""The steps of a release, as the workflow runs them one by one; all but the last run anywhere.

``--check`` says what is missing before a tag; ``--tag`` whether a tag may be released; ``--build`` packs the
last commit twice, compares, and writes locked libraries, SBOM and notes; ``--compare`` looks whether that
is still so; ``--upload`` hands it to the index, from a workflow that the index trusts.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

import _setup
from releasing import packing, tags, tools
from releasing.lacking import lacking
from releasing.project import tag_of, version_of

_ROOT = _setup.ROOT


def main() -> int:
    """Run one step.

    Returns:
        0 when it succeeded, 1 when something is missing or refused, 2 when it could not be run.
    """
    _setup.speak_utf8()
    parser = argparse.ArgumentParser(description="Các bước phát hành một phiên bản.")
    step = parser.add_mutually_exclusive_group(required=True)
    step.add_argument("--check", action="store_true", help="nói còn thiếu gì trước khi gắn thẻ")
    step.add_argument("--tag", metavar="THẺ", help="thẻ có được phát hành không: ai ký, ở đâu")
    for name, words in (
        ("build", "đóng gói hai lần, so hai lần, viết tệp khoá, SBOM, ghi chú"),
        ("compare", "so lại các tệp với mã băm lúc đóng gói"),
        ("upload", "đưa gói lên kho gói (chỉ chạy được trong quy trình mà kho gói tin)"),
    ):
        step.add_argument(f"--{name}", type=Path, metavar="THƯ_MỤC", help=words)
    parser.add_argument(
        "--branch",
        default="origin/main",
        metavar="NHÁNH",
        help="nhánh chính (mặc định: origin/main)",
    )
    options = parser.parse_args()
    try:
        return _step(options)
    except packing.ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2


def _step(options: argparse.Namespace) -> int:
    if options.check:
        return _told(
            list(lacking(_ROOT, datetime.datetime.now(datetime.UTC).date())), _next_words()
        )
    if options.tag is not None:
        return _told(list(tags.refusals(_ROOT, options.tag, options.branch)), "Thẻ phát hành được.")
    if options.build:
        return _build(options.build)
    if options.compare:
        print(f"{packing.compare(options.compare)} tệp đúng như lúc đóng gói.")
        return 0
    return tools.upload(options.upload / packing.PACKAGES)


def _build(out: Path) -> int:
    python = _setup.ensure(_setup.TEST)
    out.mkdir(parents=True, exist_ok=True)
    made = packing.build(_ROOT, out, python=python)
    made.append(packing.write_library_lock(_ROOT, out))
    made.append(packing.write_sbom(_ROOT, out, python=python))
    made.append(packing.write_notes(_ROOT, out))
    made.append(packing.write_sums(out))
    print("Hai lần đóng gói giống nhau từng byte. Đã viết:")
    print("".join(f"  {path.as_posix()}\n" for path in made), end="")
    return 0


def _told(missing: list[str], otherwise: str) -> int:
    """Print what is missing, or the words for when nothing is; return the command's code."""
    if not missing:
        print(otherwise)
        return 0
    print(f"Còn {len(missing)} việc:", file=sys.stderr)
    print("".join(f"- {words}\n" for words in missing), end="", file=sys.stderr)
    return 1


def _next_words() -> str:
    tag = tag_of(version_of(_ROOT))
    return f"Đủ cả. Gắn thẻ rồi đẩy lên:\n  git tag --sign {tag} --message {tag}\n  git push origin {tag}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
