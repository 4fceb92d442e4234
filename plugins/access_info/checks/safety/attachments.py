"""The gate over attachments: what `scanning` found in a file, judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from access_info.checks.safety import file_rules
from access_info.checks.safety.finding import hits_in
from access_info.checks.safety.finds import Find
from access_info.checks.safety.hits import Place
from access_info.checks.safety.names import is_person
from access_info.problems import Location, Rule, Withheld
from access_info.scanning import MarkKind, Scan, ScannedText


def finds_in_attachment(name: str, path: Path, scan: Scan) -> Iterator[Find]:
    """Everything that is wrong with one attachment, one find per rule.

    Args:
        name: Its path below the agency's folder, `tep/…`.
        path: The file.
        scan: What was found in it.
    """
    target, location = Withheld(name), Location(path.as_posix())
    grouped: dict[Rule, list[tuple[str, str, str]]] = defaultdict(list)
    for mark in scan.marks:
        if mark.kind is MarkKind.AUTHOR and mark.detail and not is_person(mark.detail):
            continue
        detail = f" ({mark.detail})" if mark.detail else ""
        grouped[file_rules.OF_MARK[mark.kind]].append((mark.where, "", detail))
    named = ScannedText("tên tệp", Path(name).name.replace("_", " "))
    for one in (named, *scan.texts):
        for hit in hits_in(one.text, Place.TOP if one.first else Place.BODY):
            grouped[hit.rule].append((one.where, hit.masked, ""))
    for rule, found in grouped.items():
        where, text, detail = found[0]
        where = where[:1].upper() + where[1:] if where else "Tệp"
        # The same words may be read twice: as the top of a file and as its first paragraph.
        others = len({text or where for where, text, _ in found}) - 1
        if others:
            where += f" và {others} chỗ khác"
        yield Find(rule, target, location, where, text, detail)
