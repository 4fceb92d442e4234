"""A province of four agencies under the small made-up laws, with something in every field; all its pages."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assessment_cases import Judged, load, small_laws

from access_info.assessment.duties import Assessment, Assessor
from access_info.assessment.province import AgencyFindings, Snapshot, findings_of, snapshot_of
from access_info.model.as_of import AsOf
from access_info.model.registry import Agency, Attachment
from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.pages.agency.compliance import StandingView
from access_info.pages.agency.pages import agency_pages, translated_pages
from access_info.pages.oversight.overview import oversight_pages
from access_info.pages.province.directory import front_page
from access_info.pages.province.law_pages import PointPages
from access_info.pages.province.site_pages import fixed_pages, pages_of_agencies
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import (
    Features,
    ListedItem,
    Page,
    SiteContext,
    listed_items,
    summarise,
)
from access_info.pipeline.preparation.open_data import (
    data_changes_page,
    data_codes_page,
    open_data_page,
)

FOLDER = Path(__file__).parents[1] / "cases" / "pages" / "agencies"
LAWS = FOLDER.parent / "laws"
DAY = datetime.date(2026, 11, 24)
AGENCIES = {"so-mau": ("xa-cu",), "xa-mau": (), "xa-cu": (), "phuong-mau": ()}
_INTACT = FileSignatureState.INTACT
_SIGNATURES = (
    FileSignature(_INTACT, "Sở <Mẫu>", "2026-09-04", root="Gốc Mẫu"),
    FileSignature(_INTACT, "Máy chủ Mẫu", "2026-09-05", stamp=True),
    FileSignature(FileSignatureState.CHANGED, "Phòng Mẫu", ""),
)
_FILES = {
    "tep/gio-tau.pdf": Attachment(39_000, 0, "ab" * 32, _SIGNATURES),
    "tep/bang.xlsx": Attachment(
        1_500_000,
        0,
        "cd" * 32,
        (
            FileSignature(FileSignatureState.BROKEN, "Máy chủ Mẫu", "2026-09-06", stamp=True),
            FileSignature(_INTACT, "Sở Mẫu", "2026-09-04"),
        ),
    ),
}
_DEAD = {"so-mau": {"https://hong.mau.example/ve": datetime.date(2026, 11, 2)}}


def _agency(judged: Judged) -> Agency:
    """An agency with what the build's scan would have found in its files."""
    agency = judged.loaded.agency
    assert agency is not None
    files = {path: _FILES.get(path, Attachment(700, 0, "ef" * 32)) for path in agency.attachments}
    return dataclasses.replace(
        agency, attachments=files, withheld=frozenset({"tep/ke-hoach.pdf", "tep/cu.pdf"})
    )


@dataclasses.dataclass(frozen=True)
class Province:
    """The province as judged on a day, in one language."""

    as_of: AsOf
    site: SiteContext
    agencies: dict[str, Agency]
    views: dict[str, StandingView]
    findings: dict[str, AgencyFindings]
    assessments: dict[str, Assessment]

    @property
    def listed(self) -> dict[str, list[ListedItem]]:
        """Each agency's items in force."""
        return {
            name: list(listed_items(agency, self.site, self.site.framework, self.as_of))
            for name, agency in self.agencies.items()
        }


@functools.cache
def province(day: datetime.date = DAY, language: str = "vi", *, single: str = "") -> Province:
    """The province on a day; `single`: the one agency whose pages stand at the site's root."""
    as_of = AsOf(day)
    judged = {name: load(FOLDER, name, before) for name, before in AGENCIES.items()}
    place = next(iter(judged.values())).place
    days = [(each.date, each.off is not False, each.act or "") for each in place.days_off]
    laws = small_laws(LAWS)
    laws = dataclasses.replace(laws, calendar=laws.calendar.with_local(days))
    site = SiteContext(
        laws,
        place,
        Urls(
            site_url="https://tinh.mau.example/",
            language="" if language == "vi" else language,
            languages=("en",),
            single=single or None,
            prefix="tctt" if single else "",
        ),
        frozenset({single} if single else AGENCIES),
        language=language,
        languages={"vi": "", "en": "en"},
        features=Features(
            formats=(("csv", "CSV"), ("json", "JSON")),
            papers=True,
            edit_base="https://kho.mau.example/sua/agencies/",
            issue_url="https://kho.mau.example/moi?t={title}&u={url}",
        ),
        dead_links=_DEAD,
    )
    agencies, views, findings, assessments = {}, {}, {}, {}
    assessor = Assessor(laws, place)
    for name, each in judged.items():
        agency = agencies[name] = _agency(each)
        assessment = assessor.assess(each.loaded, agency, as_of, each.predecessors)
        assessments[name] = assessment
        locate = functools.partial(_line, each)
        view = views[name] = StandingView(agency, assessment, site, locate, as_of)
        view.calendar, view.letter = "../lich-han.ics", f"../{name}.docx"
        ended = summarise(agency, laws, as_of).ended
        findings[name] = findings_of(assessment, agency, ended=ended)
    return Province(as_of, site, agencies, views, findings, assessments)


def _line(judged: Judged, spot: Any) -> int:
    return int(judged.place_of(spot).rpartition(":")[2])


def written_pages(day: datetime.date = DAY) -> Iterator[Page]:
    """Every page of the province, in both languages."""
    whole = province(day)
    site, as_of, agencies = whole.site, whole.as_of, whole.agencies
    summaries = [
        dataclasses.replace(
            summarise(agency, site.framework, as_of),
            news=name != "phuong-mau",
            changed={"cong-khai": "2026-11-23"} if name == "so-mau" else {},
            letter=name == "xa-mau",
        )
        for name, agency in agencies.items()
    ]
    for name, agency in agencies.items():
        yield from agency_pages(agency, site, as_of, whole.views[name]).pages
    yield front_page(summaries, whole.listed, site, as_of)
    yield from pages_of_agencies(summaries, site, as_of)
    yield from PointPages(summaries, whole.listed, site).all(as_of)
    yield from fixed_pages(len(summaries), site, as_of)
    # That of the day itself says nothing new.
    days = (datetime.date(2026, 5, 30), datetime.date(2026, 9, 15), day)
    earlier = [_snapshot(each) for each in days]
    yield from oversight_pages(summaries, whole.findings, site, as_of, earlier=earlier)
    for page in (open_data_page, data_changes_page, data_codes_page):
        yield page(*([summaries] if page is open_data_page else []), site, as_of)
    yield from _alone(day)
    english = province(day, "en").site
    yield front_page(summaries, whole.listed, english, as_of)
    yield from pages_of_agencies(summaries, english, as_of)
    yield from fixed_pages(len(summaries), english, as_of)
    yield from translated_pages(agencies["so-mau"], english, as_of)


def _snapshot(day: datetime.date) -> Snapshot:
    """What was known on an earlier day: an agency is new since, another is gone."""
    before = province(day)
    named = [
        (name, agency.short_name, agency.profile.type, before.findings[name])
        for name, agency in before.agencies.items()
        if name != "phuong-mau"
    ]
    gone = ("so-bo", "Sở Bỏ", "so", before.findings["so-mau"])
    return snapshot_of(day, "tỉnh Mẫu", [*named, gone])


def _alone(day: datetime.date) -> Iterator[Page]:
    """The pages of one agency that has the site for itself, below a prefix, without most features."""
    whole = province(day, single="so-mau")
    agency, as_of = whole.agencies["so-mau"], whole.as_of
    site = dataclasses.replace(whole.site, features=Features(embed=False), dead_links={})
    summaries = [summarise(agency, site.framework, as_of)]
    listed = {"so-mau": list(listed_items(agency, site, site.framework, as_of))}
    yield from agency_pages(agency, site, as_of, whole.views["so-mau"]).pages
    yield from pages_of_agencies(summaries, site, as_of)
    yield from PointPages(summaries, listed, site).all(as_of)
    yield from fixed_pages(len(summaries), site, as_of)
    yield from oversight_pages(summaries, whole.findings, site, as_of)
