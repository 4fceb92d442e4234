"""`access-info check --scans`: every scan, and who has looked through it; and what reads scans is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from access_info.checks import AttachedScan, scans_of
from access_info.cli.terminal.targets import Targets
from access_info.loading import load_agency
from access_info.loading.folders import agency_ids, read_folder
from access_info.model.declarations.date_words import vn_date
from access_info.model.registry import AsOf
from access_info.pipeline.preparation.scanner import scanner
from access_info.scanning import INSTALL, recogniser


def tell_unread() -> None:
    """Say how to have words in pictures read, where this machine cannot yet; it is no mistake."""
    if recogniser() is None:
        print(
            "Chưa đọc chữ trong ảnh: máy tính này chưa có Tesseract tiếng Việt. Cài (Debian, Ubuntu): "
            f"sudo {INSTALL}",
            file=sys.stderr,
        )


def list_scans(chosen: Targets, as_of: AsOf, *, as_json: bool) -> None:
    """Print every scan of the agencies that were asked for, a line each.

    Args:
        chosen: The agencies and files.
        as_of: The day by which a review must have taken place.
        as_json: Whether for a program.
    """
    found = list(_scans(chosen, as_of))
    if as_json:
        print(json.dumps([_plain(*pair) for pair in found], ensure_ascii=False, indent=1))
        return
    for agency, scan in found:
        pages = f" ({scan.pages})" if scan.pages else ""
        print(f"{agency}/{scan.shown}{pages}: {_state(scan)}")
    seen = sum(1 for _, scan in found if scan.review is not None)
    print(f"Có {len(found)} bản quét: {seen} đã có người rà soát, {len(found) - seen} chưa.")


def _scans(chosen: Targets, as_of: AsOf) -> Iterator[tuple[str, AttachedScan]]:
    for name in agency_ids(chosen.root)[0]:
        if chosen.agencies is not None and name not in chosen.agencies:
            continue
        loaded = load_agency(read_folder(chosen.root / name))
        for scan in scans_of(loaded, scanner(loaded.folder, None), as_of):
            if chosen.cover(Path(loaded.folder.path / scan.name)):
                yield name, scan


def _state(scan: AttachedScan) -> str:
    review = scan.review
    if review is None:
        return "tệp đã đổi từ khi rà soát" if scan.replaced else "chưa ai rà soát"
    day = vn_date(review.date) if review.date is not None else ""
    words = f"{review.role} rà soát ngày {day}: {review.result}"
    return words if scan.exact else f"{words} (chưa có “bam”, không chắc là đúng tệp này)"


def _plain(agency: str, scan: AttachedScan) -> dict[str, Any]:
    review = scan.review
    return {
        "agency": agency,
        "file": scan.shown,
        "pages": scan.pages,
        "sha256": scan.digest,
        "reviewed": review is not None,
        "exact": scan.exact,
        "replaced": scan.replaced,
        "role": review.role if review is not None else None,
        "date": review.date.isoformat() if review is not None and review.date else None,
        "result": review.result if review is not None else None,
    }
