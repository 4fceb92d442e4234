"""Find what is wrong with an agency's data files, free pages and attachments, before waivers are looked at."""

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
from access_info.checks.safety.detect import detect, suspicion_of, suspicions_in
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
        where: The place in words: “trang 2”.
        text: What may be shown of what was found.
        detail: More about a mark of the file.
        top: Whether it was read in the top of the file, which is read a second time with the rest.
    """

    where: str
    text: str = ""
    detail: str = ""
    top: bool = False


def violations_in_attachment(
    name: str, path: Path, scan: AttachmentScan, *, published: bool = False
) -> Iterator[GateViolation]:
    """Yield what is wrong with an attachment: hidden parts, signatures, texts, its name; one violation per rule.

    The violation of a rule names the first place, and how many other places there are.

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
        about = [_described_signature(each) for each in scan.signatures if each.state is state]
        if about:
            words = "; ".join(dict.fromkeys(filter(None, about)))
            grouped[rule].append(_Spot("", detail=f" ({words})" if words else ""))
    for text in (_name_as_text(Path(name)), *scan.texts):
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
    """Return a signer's name as in the certificate; "" if it contains something such as an identity number.

    What is detected of this sort may be shown with stars only (`masked`).
    """
    detections = detect(name, TextPlace.BODY)
    return "" if any(detection.masked.startswith("*") for detection in detections) else name


def shown_signatures(signatures: Iterable[FileSignature]) -> tuple[FileSignature, ...]:
    """Return signatures with the names of their signers, "" for names that contain a personal number."""
    return tuple(dataclasses.replace(each, signer=shown_signer(each.signer)) for each in signatures)


def _described_signature(signature: FileSignature) -> str:
    """Return a signature in words: whose it is, and its detail, such as why it cannot be read; "" for neither."""
    signer = shown_signer(signature.signer)
    what = "dấu thời gian" if signature.stamp else "chữ ký"
    parts = [f"{what} của {signer}" if signer else "", signature.detail]
    return ", ".join(filter(None, parts))


def shown_path(path: Path) -> str:
    """Return an attachment's path for messages, with numbers of persons in its name masked.

    Messages and logs are read by more people than the data.
    """
    name = path.name
    for detection in detect(_name_as_text(path).text, TextPlace.BODY):
        if detection.masked.startswith("*"):
            name = name.replace(path.name[detection.start : detection.end], detection.masked)
    return path.with_name(name).as_posix()


def _name_as_text(path: Path) -> ScannedText:
    """Return an attachment's file name as a text, so that the rules are tried on it too."""
    return ScannedText("tên tệp", path.name.replace("_", " "))


# Fields that are for a telephone number, an e-mail address or a name. Not `nguoi_ky`: a signer's
# name is no violation of any rule.
_CONTACT_FIELDS = frozenset(
    {"dau_moi", "dien_thoai", "email", "phan_anh", "kenh", "nguoi_phat_ngon", "giam_sat"}
)
# A telephone number alone, as nearly every contact holds: too short for a number of identity.
_TELEPHONE = re.compile(r"[ .()]*(?:\d[ .()]*){1,11}", re.ASCII)
_DIGEST_KEY, _DIGEST_SHAPE = "bam", re.compile("[0-9a-f]{16,64}")
_ROWS = "muc"
_REMARK = re.compile(r"^[ \t]*#(.*)$", re.MULTILINE)
# In place of a path of keys, for remarks (“# …”): no value stands there that a build could leave out.
_REMARK_KEYS = ("#",)
_DOCUMENTS = "van_ban"


def violations_in_data(
    loaded: LoadedAgency, naming: set[str] | None = None
) -> Iterator[GateViolation]:
    """Yield what is wrong in an agency's data files and free pages.

    Args:
        loaded: The agency as read.
        naming: A set to which the values are added that may name somebody, so that nobody has to
            look for them again.
    """
    yield from violations_in_documents(loaded.documents, naming)
    if loaded.agency is not None:
        for page in loaded.agency.pages:
            name = f"{PAGES_FOLDER}/{page.name}.md"
            if not suspicion_of(page.body):
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
    """Yield what is wrong in the values and remarks of data files.

    One quick look over all values tells on which of them rules are tried.

    Args:
        documents: The files as read, by path below the agency's folder.
        naming: A set to which the values are added that may name somebody.
    """
    # Values and not the file's text: a value may be written with codes or over several lines.
    values: list[tuple[str, Keys, str]] = []
    for name, document in documents.items():
        if document.complete:
            yield from _violations_in_remarks(name, document)
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
            target, location = _target_of_value(name, keys), documents[name].locate(keys)
            yield GateViolation(detection.rule, target, location, f"“{key}”", detection.masked)


def place_of(keys: Sequence[str | int], text: str) -> TextPlace | None:
    """Return the place of a value, `VALUE` or `CONTACT`; `None` for a value on which no rule is tried.

    No rule is tried on a telephone number alone in a field for contacts, and on a file's digest,
    whose digits are nobody's number.

    Args:
        keys: The path of YAML keys that leads to it.
        text: The value.
    """
    if keys and keys[-1] == _DIGEST_KEY and _DIGEST_SHAPE.fullmatch(text):
        return None
    if _CONTACT_FIELDS.isdisjoint(keys):
        return TextPlace.VALUE
    return None if _TELEPHONE.fullmatch(text) else TextPlace.CONTACT


def _violations_in_remarks(name: str, document: SourceDocument) -> Iterator[GateViolation]:
    """Yield what is wrong in remarks (“# …”) of a data file.

    They are on no page, but whoever sees the data's repository can read them.
    """
    remarks = list(_REMARK.finditer(document.text)) if "#" in document.text else []
    if not remarks or not suspicion_of("\n".join(remark[1] for remark in remarks)):
        return
    for remark in remarks:
        line = document.text.count("\n", 0, remark.start()) + 1
        place = Location(document.path, line, remark.start(1) - remark.start() + 1)
        for detection in first_of_each_rule(remark[1], TextPlace.BODY):
            yield GateViolation(
                detection.rule, Withheld(name, _REMARK_KEYS), place, "Lời chú", detection.masked
            )


# Remembered, since agencies of a province write much in the same words.
@functools.lru_cache(maxsize=4096)
def first_of_each_rule(
    text: str, place: TextPlace, look: Suspicion = Suspicion.EVERYTHING
) -> tuple[Detection, ...]:
    """Return the first detection of each rule in a text.

    One is enough to report, for whoever mends a value mends all of it at once.

    Args:
        text: The value or text.
        place: Where it stands.
        look: The kinds of rules to try.
    """
    first: dict[str, Detection] = {}
    for detection in detect(text, place, look=look):
        first.setdefault(detection.code, detection)
    return tuple(first.values())


def _target_of_value(name: str, keys: tuple[str | int, ...]) -> Withheld:
    """Return what a build leaves out because of a value.

    That is the document under an item, else the row of `muc`, the page, or only the value.
    """
    if name.startswith(f"{PAGES_FOLDER}/"):
        return Withheld(name)
    if len(keys) > 1 and keys[0] == _ROWS:
        below = keys[2:4]
        is_document = len(below) == 2 and below[0] == _DOCUMENTS  # noqa: PLR2004
        return Withheld(name, keys[:4] if is_document else keys[:2])
    return Withheld(name, keys)
