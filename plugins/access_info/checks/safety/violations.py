"""What is wrong with an agency's data files, free pages and attachments, before waivers."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from access_info.checks.context import Keys, texts_in
from access_info.checks.safety import rules
from access_info.checks.safety.detect import detect, suspicions_in, suspicious
from access_info.checks.safety.detections import Detection, GateViolation, Suspicion, TextPlace
from access_info.checks.safety.listed_people import names_somebody
from access_info.checks.safety.standing import is_person
from access_info.loading import LoadedAgency
from access_info.loading.folders import PAGES_FOLDER
from access_info.model.signatures import FileSignature
from access_info.problems import Location, Rule, Withheld
from access_info.scanning import AttachmentScan, MarkKind, ScannedText
from access_info.source.documents import SourceDocument


class _Spot(NamedTuple):
    """A place in an attachment where a rule is broken, with what may be shown of it.

    Attributes:
        top: Whether it was read in the top of the file, which is read twice.
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
    target, location = Withheld(name), Location(shown_path(path))
    grouped: dict[Rule, list[_Spot]] = defaultdict(list)
    for mark in scan.marks:
        if mark.kind is MarkKind.AUTHOR:
            if not mark.detail or is_person(mark.detail):
                grouped[rules.AUTHOR].append(_Spot(mark.where))
            continue
        rule = rules.OF_MARK.get(mark.kind)
        # Whatever is hidden beside a column of names is theirs.
        if mark.kind is MarkKind.HIDDEN_FIGURES and any(map(names_somebody, scan.tables)):
            rule = rules.HIDDEN_COLUMNS if "cột" in mark.detail else rules.HIDDEN_ROWS
        if rule is not None:
            detail = f" ({mark.detail})" if mark.detail else ""
            grouped[rule].append(_Spot(mark.where, detail=detail))
    for state, rule in rules.OF_SIGNATURE_STATE.items():
        about = [_about(each) for each in scan.signatures if each.state is state]
        if about:
            words = "; ".join(dict.fromkeys(filter(None, about)))
            grouped[rule].append(_Spot("", detail=f" ({words})" if words else ""))
    for text in (_words_of_name(Path(name)), *scan.texts):
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
    """Return a signer's name, as the certificate has it; "" where it holds a number of theirs."""
    detections = detect(name, TextPlace.BODY)
    return "" if any(detection.masked.startswith("*") for detection in detections) else name


def shown_signatures(signatures: Iterable[FileSignature]) -> tuple[FileSignature, ...]:
    """Return signatures with the names of signers as they may be shown."""
    return tuple(dataclasses.replace(each, signer=shown_signer(each.signer)) for each in signatures)


def _about(signature: FileSignature) -> str:
    """Return in words whose signature it is, and why it cannot be read."""
    signer = shown_signer(signature.signer)
    what = "dấu thời gian" if signature.stamp else "chữ ký"
    parts = [f"{what} của {signer}" if signer else "", signature.detail]
    return ", ".join(filter(None, parts))


def shown_path(path: Path) -> str:
    """Return an attachment's path without what its name must not tell: logs are read by others too."""
    name = path.name
    for detection in detect(_words_of_name(path).text, TextPlace.BODY):
        if detection.masked.startswith("*"):
            name = name.replace(path.name[detection.start : detection.end], detection.masked)
    return path.with_name(name).as_posix()


def _words_of_name(path: Path) -> ScannedText:
    """Return an attachment's own name as a text to look at."""
    return ScannedText("tên tệp", path.name.replace("_", " "))


# Where a telephone number, a letter box, a name is what the field is for. Not `nguoi_ky`: a signer's
# name is no violation of any rule.
_CONTACTS = frozenset(
    {"dau_moi", "dien_thoai", "email", "phan_anh", "kenh", "nguoi_phat_ngon", "giam_sat"}
)
# Too short for a number of identity, without a word beside it: what nearly every contact holds.
_TELEPHONE = re.compile(r"[ .()]*(?:\d[ .()]*){1,11}", re.ASCII)
_DIGEST_KEY, _DIGEST = "bam", re.compile("[0-9a-f]{16,64}")
_ROWS = "muc"
_REMARK = re.compile(r"^[ \t]*#(.*)$", re.MULTILINE)
# A build has nothing to leave out for a remark.
_NO_VALUE = ("#",)
_DOCUMENTS = "van_ban"


def violations_in_data(
    loaded: LoadedAgency, naming: set[str] | None = None
) -> Iterator[GateViolation]:
    """Yield everything that is wrong in an agency's data files and pages.

    Args:
        loaded: The agency as read.
        naming: Takes the values that may name somebody, so that nobody has to look for them again.
    """
    yield from violations_in_documents(loaded.documents, naming)
    if loaded.agency is not None:
        for page in loaded.agency.pages:
            name = f"{PAGES_FOLDER}/{page.name}.md"
            if not suspicious(page.body):
                continue
            path = (loaded.folder.path / name).as_posix()
            for detection in first_of_each_rule(page.body, TextPlace.BODY):
                before = page.body[: detection.start]
                line = page.body_line + before.count("\n")
                place = Location(path, line, detection.start - before.rfind("\n"))
                yield GateViolation(
                    detection.rule, Withheld(name), place, "Trang viết thêm", detection.masked
                )


def violations_in_documents(
    documents: Mapping[str, SourceDocument], naming: set[str] | None = None
) -> Iterator[GateViolation]:
    """Yield everything that is wrong in data files, which are looked at together.

    Args:
        documents: The files as read, by path below the agency's folder.
        naming: Takes the values that may name somebody.
    """
    # Values and not the file's text: a value may be written with codes or over several lines.
    values: list[tuple[str, Keys, str]] = []
    for name, document in documents.items():
        if document.complete:
            yield from _in_remarks(name, document)
            values += ((name, keys, text) for keys, text in texts_in(document.data))
    looks = suspicions_in([text for _, _, text in values])
    for number, look in looks.items():
        name, keys, text = values[number]
        if naming is not None and look & Suspicion.PERSONS:
            naming.add(text.strip())
        place = place_of(keys, text)
        if place is None:
            continue
        for detection in first_of_each_rule(text, place, look):
            key = next((str(key) for key in reversed(keys) if isinstance(key, str)), name)
            target, location = _target(name, keys), documents[name].locate(keys)
            yield GateViolation(detection.rule, target, location, f"“{key}”", detection.masked)


def place_of(keys: Sequence[str | int], text: str) -> TextPlace | None:
    """Return where a value stands, for the rules; `None` for what no rule is of.

    That is a telephone number where one belongs, and a digest, whose digits are nobody's.

    Args:
        keys: The path of YAML keys that leads to it.
        text: The value.
    """
    if keys and keys[-1] == _DIGEST_KEY and _DIGEST.fullmatch(text):
        return None
    if _CONTACTS.isdisjoint(keys):
        return TextPlace.VALUE
    return None if _TELEPHONE.fullmatch(text) else TextPlace.CONTACT


def _in_remarks(name: str, document: SourceDocument) -> Iterator[GateViolation]:
    """Yield what is wrong in remarks (“# …”): on no page, but for all to see where the data are kept."""
    remarks = list(_REMARK.finditer(document.text)) if "#" in document.text else []
    if not remarks or not suspicious("\n".join(remark[1] for remark in remarks)):
        return
    for remark in remarks:
        line = document.text.count("\n", 0, remark.start()) + 1
        place = Location(document.path, line, remark.start(1) - remark.start() + 1)
        for detection in first_of_each_rule(remark[1], TextPlace.BODY):
            yield GateViolation(
                detection.rule, Withheld(name, _NO_VALUE), place, "Lời chú", detection.masked
            )


# Agencies of a province write much in the same words: regulations, conditions, how to ask.
@functools.lru_cache(maxsize=4096)
def first_of_each_rule(
    text: str, place: TextPlace, look: Suspicion = Suspicion.EVERYTHING
) -> tuple[Detection, ...]:
    """Return the first detection of each rule: one value is mended at one go."""
    first: dict[str, Detection] = {}
    for detection in detect(text, place, look=look):
        first.setdefault(detection.code, detection)
    return tuple(first.values())


def _target(name: str, keys: tuple[str | int, ...]) -> Withheld:
    """Return what a build leaves out for a value: its document, its row, its page, else the value."""
    if name.startswith(f"{PAGES_FOLDER}/"):
        return Withheld(name)
    if len(keys) > 1 and keys[0] == _ROWS:
        below = keys[2:4]
        is_document = len(below) == 2 and below[0] == _DOCUMENTS  # noqa: PLR2004
        return Withheld(name, keys[:4] if is_document else keys[:2])
    return Withheld(name, keys)
