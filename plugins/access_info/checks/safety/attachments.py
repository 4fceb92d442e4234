"""The gate over attachments: what `scanning` found in a file, judged."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from access_info.checks.safety import file_rules, signature_rules
from access_info.checks.safety.detect import detect
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.names import is_person
from access_info.checks.safety.violations import GateViolation
from access_info.model.signatures import FileSignature
from access_info.problems import Location, Rule, Withheld
from access_info.scanning import AttachmentScan, MarkKind, ScannedText


class _Spot(NamedTuple):
    """Hold a place of a rule in a file.

    Attributes:
        where: For people.
        text: What may be shown.
        detail: More about a mark.
        top: Whether it was read in the top of the file.
    """

    where: str
    text: str = ""
    detail: str = ""
    top: bool = False


def violations_in_attachment(
    name: str, path: Path, scan: AttachmentScan, *, published: bool = False
) -> Iterator[GateViolation]:
    """Yield everything that is wrong with an attachment, one violation per rule.

    Args:
        name: Its path below the agency's folder, `tep/…`.
        path: The file.
        scan: What was found in it.
        published: Whether the title beside it says that a public act publishes its names.
    """
    named = _named(Path(name))
    target, location = Withheld(name), Location(shown_path(path))
    grouped: dict[Rule, list[_Spot]] = defaultdict(list)
    for mark in scan.marks:
        if mark.kind is MarkKind.AUTHOR:
            if not mark.detail or is_person(mark.detail):
                grouped[file_rules.AUTHOR].append(_Spot(mark.where))
            continue
        rule = file_rules.OF_MARK.get(mark.kind)
        if mark.kind is MarkKind.HIDDEN_FIGURES and _lists_people(scan):
            rule = file_rules.HIDDEN_COLUMNS if "cột" in mark.detail else file_rules.HIDDEN_ROWS
        if rule is not None:
            detail = f" ({mark.detail})" if mark.detail else ""
            grouped[rule].append(_Spot(mark.where, detail=detail))
    for state, rule in signature_rules.OF_STATE.items():
        about = [_about(each) for each in scan.signatures if each.state is state]
        if about:
            words = "; ".join(dict.fromkeys(filter(None, about)))
            grouped[rule].append(_Spot("", detail=f" ({words})" if words else ""))
    for text in (named, *scan.texts):
        place = TextPlace.TOP if text.first else TextPlace.BODY
        for detection in detect(text.text, place, published=published):
            grouped[detection.rule].append(_Spot(text.where, detection.masked, top=text.first))
    for rule, spots in grouped.items():
        # The top of a file is read apart, and again where its words stand.
        exact = [spot for spot in spots if not spot.top] or spots
        where = exact[0].where
        where = where[:1].upper() + where[1:] if where else "Tệp"
        others = len({spot.where for spot in exact}) - 1
        if others:
            where += f" và {others} chỗ khác"
        yield GateViolation(rule, target, location, where, exact[0].text, exact[0].detail)


def shown_signer(name: str) -> str:
    """Return a signer's name as it may be shown; "" where a number of theirs stands in it.

    Args:
        name: In the certificate.
    """
    detections = detect(name, TextPlace.BODY)
    return "" if any(detection.masked.startswith("*") for detection in detections) else name


def shown_signatures(signatures: Iterable[FileSignature]) -> tuple[FileSignature, ...]:
    """Return signatures with names of signers as they may be shown.

    Args:
        signatures: As they were read.
    """
    return tuple(dataclasses.replace(each, signer=shown_signer(each.signer)) for each in signatures)


def _lists_people(scan: AttachmentScan) -> bool:
    """Tell whether a table has a column of names: whatever is hidden beside them is theirs."""
    from access_info.checks.safety.listed.tables import names_somebody  # noqa: PLC0415 - rarely asked

    return any(map(names_somebody, scan.tables))


def _about(signature: FileSignature) -> str:
    """Say whose signature it is, and why it cannot be read."""
    signer = shown_signer(signature.signer)
    what = "dấu thời gian" if signature.stamp else "chữ ký"
    parts = [f"{what} của {signer}" if signer else "", signature.detail]
    return ", ".join(filter(None, parts))


def shown_path(path: Path) -> str:
    """Return the path without what its last part must not tell: logs are read by others too.

    Args:
        path: Of an attachment.
    """
    name = path.name
    for detection in detect(_named(path).text, TextPlace.BODY):
        if detection.masked.startswith("*"):
            name = name.replace(path.name[detection.start : detection.end], detection.masked)
    return path.with_name(name).as_posix()


def _named(path: Path) -> ScannedText:
    """Return the words of an attachment's own name."""
    return ScannedText("tên tệp", path.name.replace("_", " "))
