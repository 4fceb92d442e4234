"""A register of requests, from its file to requests and everything that is wrong with it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from access_info.imports.register import rules
from access_info.imports.register.columns import CHANNEL, COMPLAINT, KIND, LAWSUIT, RESULT
from access_info.imports.register.contradictions import Judge
from access_info.imports.register.law_words import Grounds, channels_of
from access_info.imports.register.requests import RegisteredRequest, RequestReader
from access_info.imports.register.table import table_of
from access_info.imports.register.words import ANSWERS, KINDS, RESULTS
from access_info.legal.framework import Framework
from access_info.office_files import refusal as office_rules
from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.office_files.sandbox import Failure, ask_child
from access_info.problems import Location, Problem, in_order, rules_of

_TASK = "access_info.imports.register.extraction:extract"
_RULES = {rule.code: rule for rule in rules_of(rules)}
# The register's own rule for each refusal that any office file may meet.
_REFUSED = {
    office_rules.ENCRYPTED.code: rules.ENCRYPTED,
    office_rules.TOO_LARGE.code: rules.TOO_LARGE,
    office_rules.TOO_LONG.code: rules.TOO_LARGE,
    office_rules.DAMAGED.code: rules.DAMAGED,
    office_rules.XML_ENTITIES.code: rules.DAMAGED,
    office_rules.OPEN_QUOTE.code: rules.OPEN_QUOTE,
}


@dataclasses.dataclass(frozen=True)
class Register:
    """A register as read.

    Attributes:
        sheet: Name of its sheet; "" in a CSV file, and when it could not be found.
        requests: Its requests, of any years. They hold nothing of who asked, or for what.
        problems: Everything that is wrong, in order.
    """

    sheet: str
    requests: tuple[RegisteredRequest, ...]
    problems: tuple[Problem, ...]


def read_register(path: Path, *, framework: Framework, as_of: datetime.date) -> Register:
    """Read a register; never raise for what is in the file.

    Args:
        path: The file, absolute.
        framework: The laws, with the jurisdiction's own days off.
        as_of: Nothing can have happened after this day.

    Raises:
        OSError: The file cannot be read at all.
    """
    place = Location(path.as_posix())
    most = LIMITS[Purpose.REGISTER].file
    if path.stat().st_size > most:
        large = rules.TOO_LARGE.at(place, what=f"trên {most // MEGABYTE} MB")
        return Register("", (), (large,))
    with path.open("rb"):
        pass  # whether it may be read is for the caller to report
    answer = ask_child(path.absolute(), Purpose.REGISTER, _TASK, **_known_words(framework))
    if isinstance(answer, Failure):
        return Register("", (), (_failed(answer, place),))
    problems = _problems(answer, place)
    if problems:
        return Register("", (), tuple(in_order(problems)))
    table = table_of(answer, place.path)
    reader = RequestReader(table, framework, as_of)
    requests = tuple(reader.requests())
    all_problems = [*reader.problems, *Judge(table, framework).problems(requests)]
    return Register(table.sheet, requests, tuple(in_order(all_problems)))


def _known_words(framework: Framework) -> dict[str, Any]:
    """Return the words that the child must know: choices of short lists, ids of grounds."""
    lists = {
        CHANNEL: channels_of(framework),
        KIND: KINDS,
        RESULT: RESULTS,
        COMPLAINT: ANSWERS,
        LAWSUIT: ANSWERS,
    }
    choices = {column.name: dataclasses.asdict(words) for column, words in lists.items()}
    return {"choices": choices, "grounds": Grounds(framework).ids}


def _problems(answer: Mapping[str, Any], place: Location) -> list[Problem]:
    """Turn the child's refusal or problems into `Problem`s; none when it read a table."""
    if "refused" in answer:
        values = answer["values"]
        rule = _REFUSED.get(answer["refused"])
        if rule is not None:
            return [rule.at(place, **values)]
        what = values["what"] if "what" in values else f"đây là {values['kind']}"
        return [rules.NOT_SHEET.at(place, what=what)]
    return [
        _RULES[problem["code"]].at(
            Location(place.path, problem["row"], problem["column"]), **problem["values"]
        )
        for problem in answer.get("problems", ())
    ]


def _failed(failure: Failure, place: Location) -> Problem:
    if failure is Failure.TOO_LONG:
        patience = LIMITS[Purpose.REGISTER].patience
        return rules.TOO_LARGE.at(place, what=f"đọc quá {patience} giây")
    if failure in {Failure.MEMORY, Failure.ANSWER}:
        return rules.TOO_LARGE.at(place, what="chữ trong các ô dài khác thường")
    return rules.DAMAGED.at(place)
