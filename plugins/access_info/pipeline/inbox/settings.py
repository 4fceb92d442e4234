"""The inbox's own file: its address, and the address of each agency that may send."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.model.binding import bind
from access_info.model.fields import Record, field
from access_info.model.types import Many, RequiredText
from access_info.pipeline.inbox import rules
from access_info.problems import Problem, errors
from access_info.source import Keys, SourceDocument, read_yaml

SETTINGS = "hop-thu.yml"
# `van-thu@xa.mau.example`; nothing that a header or a command line could take for more.
_ADDRESS = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)


class Sender(Record):
    """An agency that sends files, and the address it is known by."""

    agency: RequiredText = field("ma", "Mã cơ quan", required=True)
    email: RequiredText = field("thu_dien_tu", "Thư điện tử", required=True)


class InboxFile(Record):
    """What the file of the inbox says."""

    email: RequiredText = field("thu_dien_tu", "Thư điện tử của hộp thư", required=True)
    senders: Many[Sender] = field("co_quan", "Các cơ quan gửi tệp", many=True)


@dataclasses.dataclass(frozen=True)
class InboxSettings:
    """Who sends, and who answers.

    Attributes:
        name: The file's name, for people.
        email: The inbox's own address: who commits, and who replies come from.
        addresses: Address of each agency, by id.
    """

    name: str
    email: str
    addresses: Mapping[str, str]


def read_settings(path: Path) -> tuple[InboxSettings | None, tuple[Problem, ...]]:
    """Read the file of an inbox; without settings when anything is wrong with it."""
    document = read_yaml(path.resolve())
    bound = bind(InboxFile, document) if document.complete else None
    problems = [*document.problems, *(bound.problems if bound is not None else ())]
    read = bound.record if bound is not None else None
    if read is None or errors(problems):
        return None, tuple(problems)
    problems += [*_wrong_addresses(document, read), *_repeated(document, read)]
    if errors(problems):
        return None, tuple(problems)
    addresses = {sender.agency: sender.email for sender in read.senders}
    return InboxSettings(path.name, read.email, addresses), tuple(problems)


def _wrong_addresses(document: SourceDocument, read: InboxFile) -> Iterator[Problem]:
    typed: list[tuple[Keys, str]] = [(("thu_dien_tu",), read.email)]
    typed += [
        (("co_quan", number, "thu_dien_tu"), sender.email)
        for number, sender in enumerate(read.senders)
    ]
    for keys, email in typed:
        if not _ADDRESS.fullmatch(email):
            yield rules.BAD_ADDRESS.at(document.locate(keys), text=email)


def _repeated(document: SourceDocument, read: InboxFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, sender in enumerate(read.senders):
        if sender.agency in seen:
            place = document.locate(("co_quan", number, "ma"))
            yield rules.REPEATED_AGENCY.at(place, agency=sender.agency)
        seen.add(sender.agency)
