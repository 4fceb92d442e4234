"""Golden cases of duties: a tiny agency's files as typed, and the exact findings on given days."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import yaml

from access_info.assessment.duties import Assessment, Assessor
from access_info.assessment.findings import Finding, Lack, Spot, Status
from access_info.legal import framework
from access_info.legal.framework import Framework, load_framework, raised
from access_info.loading import LoadedAgency, load_agency, load_jurisdiction
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.source.documents import SourceDocument

FOLDER = Path(__file__).parents[1] / "cases" / "assessment"
SMALL_LAWS = Path(__file__).parents[1] / "cases" / "legal" / "laws"
AGENCY = "co-quan-mau"

_NO_DATE = "chỉ hỏi có hay không: không phần nào cần thêm trường để xét, cũng không có hạn"
_NO_FIELD = "phần nào cũng xét được ngay khi có số liệu, không cần thêm trường nào"
_SINGLE_DATE = "chỉ một phần: ngày của từng mục thiếu, quá hạn hoặc còn hạn"
_ADDRESS = "thiếu địa chỉ là chưa có, thiếu ngày là không đánh giá được, ngày cũ là quá hạn"
_SINGLE_FIELD = "chỉ một phần, có hoặc không"
# Statuses that cannot occur, and why.
IMPOSSIBLE = {
    **{
        (duty, status): _NO_DATE
        for duty in ("OB-01", "OB-03", "OB-04", "OB-07", "OB-09", "OB-10", "OB-11", "OB-15")
        for status in (Status.UNJUDGED, Status.OVERDUE)
    },
    ("OB-05", Status.PARTIAL): _ADDRESS,
    ("OB-08", Status.PARTIAL): _SINGLE_DATE,
    ("OB-13", Status.UNJUDGED): _NO_FIELD,
    **{
        ("OB-18", status): _SINGLE_FIELD
        for status in (Status.UNJUDGED, Status.OVERDUE, Status.PARTIAL)
    },
}


@dataclasses.dataclass(frozen=True)
class Case:
    """One tiny agency.

    Attributes:
        name: `OB-nn_…`, `l10-…_…` or what else it is about.
        files: Text by path below the agency's folder.
        predecessors: The same of agencies whose work it took over, by folder name.
        place: `_dia-ban.yml`, or "".
        expected: What is found: day, law, duty, status, reason, due day, evidence, what is lacking.
    """

    name: str
    files: Mapping[str, str]
    predecessors: Mapping[str, Mapping[str, str]]
    place: str
    expected: tuple[Mapping[str, Any], ...]


@dataclasses.dataclass(frozen=True)
class Judged:
    """Agencies laid out on disk and loaded, ready to be judged on any day."""

    loaded: LoadedAgency
    predecessors: tuple[LoadedAgency, ...]
    place: Jurisdiction
    place_document: SourceDocument | None
    framework: Framework

    def on(self, day: datetime.date, as_of: AsOf | None = None) -> Assessment:
        """All that is found on a day."""
        assert self.loaded.agency is not None, self.loaded.problems
        assessor = Assessor(self.framework, self.place)
        return assessor.assess(
            self.loaded, self.loaded.agency, as_of or AsOf(day), self.predecessors
        )

    def place_of(self, spot: Spot) -> str:
        """File and line, as an editor looks for them."""
        loaded, file = self.loaded, spot.file
        if file == "../_dia-ban.yml":
            line = self.place_document.locate(spot.keys).line if self.place_document else 1
            return f"{file}:{line}"
        if file.startswith("../"):
            _, folder, file = file.split("/", 2)
            (loaded,) = (
                predecessor for predecessor in self.predecessors if predecessor.folder.id == folder
            )
        return f"{spot.file}:{loaded.locate(file, *spot.keys).line}"

    def shape_of(self, finding: Finding, day: str) -> dict[str, Any]:
        """A finding in the shape of `Case.expected`."""
        parts: dict[str, Any] = {
            "ngay": day,
            "luat": finding.law,
            "nghia_vu": finding.duty,
            "tinh_trang": finding.status.value,
        }
        if finding.reason:
            parts["ly_do"] = finding.reason
        if finding.due is not None:
            parts["han"] = finding.due.isoformat()
        if finding.evidence:
            parts["bang_chung"] = [self.place_of(spot) for spot in finding.evidence]
        if finding.lacks:
            parts["thieu"] = [self._lack(lack) for lack in finding.lacks]
        return parts

    def _lack(self, lack: Lack) -> str:
        row = f" [{lack.spot.row}]" if lack.spot.row else ""
        due = f" → {lack.due.isoformat()}" if lack.due is not None else ""
        return f"{self.place_of(lack.spot)}{row} {lack.what}{due}"


@functools.cache
def laws() -> Framework:
    """The laws that come with the program."""
    framework, problems = load_framework()
    assert framework is not None, problems
    return framework


@functools.cache
def small_laws(more: Path | None = None) -> Framework:
    """Two laws made up for tests, of few points, and duties that use each way of judging.

    Args:
        more: A province's further folder of laws.
    """
    with mock.patch.object(framework, "DATA", SMALL_LAWS):
        laws_read, problems = load_framework(more)
    assert laws_read is not None, problems
    assert not problems
    return laws_read


def assessment_cases() -> Iterator[Case]:
    """Every case, by name."""
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        yield Case(
            path.stem,
            data["tep"],
            data.get("tien_than") or {},
            data.get("dia_ban") or "",
            tuple(data["xet"]),
        )


def lay_out(case: Case, agencies: Path) -> Judged:
    """Writes a case's files and loads them as the pipeline does."""
    folders = {AGENCY: case.files, **case.predecessors}
    for folder, files in folders.items():
        for name, text in files.items():
            (agencies / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (agencies / folder / name).write_text(text, encoding="utf-8")
    if case.place:
        (agencies / "_dia-ban.yml").write_text(case.place, encoding="utf-8")
    return load(agencies, AGENCY, tuple(case.predecessors))


def load(agencies: Path, agency: str, predecessors: tuple[str, ...] = ()) -> Judged:
    """One agency of a folder, with its jurisdiction's days off in the calendar."""
    place, document, problems = load_jurisdiction(agencies)
    loaded = [
        load_agency(read_folder(agencies / predecessor)) for predecessor in (agency, *predecessors)
    ]
    problems = [
        *problems,
        *(problem for loaded_agency in loaded for problem in loaded_agency.problems),
    ]
    assert not problems, [problem.format(agencies) for problem in problems]
    return Judged(loaded[0], tuple(loaded[1:]), place, document, in_place(place))


def in_place(place: Jurisdiction, before: Framework | None = None) -> Framework:
    """The laws with a jurisdiction's own days off, and with what it checked itself."""
    days = [
        (day.date, day.off is not False, day.act or "")
        for day in place.days_off
        if day.date is not None
    ]
    after = raised(before or laws(), place.law_checks, datetime.date.max)
    return dataclasses.replace(after, calendar=after.calendar.with_local(days))


def settled(kinds: Iterable[str]) -> list[dict[str, str]]:
    """`kiem_chung` of a jurisdiction that decided that these kinds of information are new."""
    decision = {
        "gia_tri": "moi",
        "vai_tro": "Sở Tư pháp",
        "ngay": "2026-08-20",
        "can_cu": "Công văn",
    }
    return [{"ma": kind, **decision} for kind in kinds]
