"""A filled-in form of the forge → the data changed by it, checked, or left as it was."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from access_info.changes.corrections import CorrectionError, MistakeReport, add_correction
from access_info.imports.issues import rules as issue_rules
from access_info.imports.issues.files import (
    UnreadableListError,
    Written,
    new_agency,
    put_back,
    with_new_item,
    write_files,
)
from access_info.imports.issues.form import Answers
from access_info.imports.issues.request import IssueRequest, Known, Wish, request_of
from access_info.loading import agency_ids, load_agency, read_folder
from access_info.pipeline.preparation.context import read_build_context
from access_info.pipeline.preparation.options import Options
from access_info.pipeline.preparation.prepare import prepare
from access_info.problems import Location, Problem, failures
from access_info.source import ChangedMeanwhileError

_OFFICE = "Cơ quan"


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReceivedForm:
    """What came of a form.

    Attributes:
        request: What it asks for; `None` when that is not clear.
        problems: Everything that people must know; with an error, nothing was written.
        due: By when the agency must have corrected, where that can be said.
    """

    request: IssueRequest | None
    problems: tuple[Problem, ...]
    due: datetime.date | None = None

    @property
    def stops(self) -> bool:
        """Whether nothing was written."""
        return self.request is None or bool(failures(self.problems))


def receive(
    answers: Answers,
    agencies: Path,
    *,
    place: Path,
    received: datetime.date,
    as_of: datetime.date,
    laws: Path | None = None,
) -> ReceivedForm:
    """Change the data as a form asks, check it, and put it back where there is an error.

    Args:
        answers: The form as it was filled in.
        agencies: The folder of agencies.
        place: Where the form's text stands, for problems.
        received: The day it was sent.
        as_of: Today.
        laws: A further folder of law packs, or `None`.
    """
    request, problems = request_of(answers, lambda: _known(agencies), place=place)
    if request is None or failures(problems):
        return ReceivedForm(request=request, problems=tuple(problems))
    folder = agencies / request.agency
    options = Options(agencies=agencies, as_of=as_of, laws=laws, jobs=1)
    due = None
    try:
        written, due = _write(request, folder, options, received)
    except ChangedMeanwhileError as error:
        return ReceivedForm(request=request, problems=(*problems, error.problem))
    except (CorrectionError, UnreadableListError) as error:
        where = Location(place.resolve().as_posix())
        problems.append(issue_rules.NOT_TAKEN.at(where, agency=request.agency, reason=error))
        return ReceivedForm(request=request, problems=tuple(problems))
    try:
        problems += prepare(options, fragment_store=None, only=frozenset({request.agency})).problems
    except BaseException:
        put_back(written, folder)
        raise
    if failures(problems):
        try:
            put_back(written, folder)
        except ChangedMeanwhileError as error:
            problems.append(error.problem)
    return ReceivedForm(request=request, problems=tuple(problems), due=due)


def _write(
    request: IssueRequest, folder: Path, options: Options, received: datetime.date
) -> tuple[Sequence[Written], datetime.date | None]:
    if request.wish is Wish.NEW_AGENCY:
        return write_files(folder, new_agency(request), None), None
    if request.wish is Wish.NEW_ITEM:
        loaded = load_agency(read_folder(folder))
        files = with_new_item(request, loaded, year=options.as_of.year)
        return write_files(folder, files, loaded), None
    context, _ = read_build_context(options)
    if context is None:
        raise CorrectionError("không đọc được gói luật.")
    by_agency = request.wish is Wish.AGENCY_CORRECTION
    day = str(request.values.get("ngay-phat-hien", ""))
    report = MistakeReport(
        wrong=str(request.values["sai"]),
        right=str(request.values.get("dung", "")),
        item=str(request.values.get("muc", "")),
        petitioned=None if by_agency else received,
        discovered=datetime.date.fromisoformat(day) if day else received,
        by=_OFFICE if by_agency else "",
    )
    correction = add_correction(
        options.agencies, request.agency, report, framework=context.framework, as_of=options.as_of
    )
    written = Written(correction.path, correction.before, correction.after)
    return (written,), correction.due.day if correction.due is not None else None


def _known(agencies: Path) -> Mapping[str, Known]:
    """Read every agency, by folder name, with what people may call it."""
    known = {}
    for name in agency_ids(agencies)[0]:
        loaded = load_agency(read_folder(agencies / name))
        rows: set[str] = set()
        names: tuple[str, ...] = ()
        if loaded.agency is not None:
            profile = loaded.agency.profile
            names = (profile.name, profile.short_name or "")
            rows = {row.id for row in loaded.agency.items}
            rows |= {row.id for row in loaded.agency.conditional}
            rows |= {document.id for item in loaded.agency.items for document in item.documents}
        text = "\n".join(document.text for document in loaded.documents.values())
        known[name] = Known(names=names, items=frozenset(rows), text=text)
    return known
