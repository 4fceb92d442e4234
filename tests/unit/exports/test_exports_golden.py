"""What is written of the small province beside its pages: rows, news, days due, papers; whole."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from exported_lists import golden_text, plain_text
from small_province import DAY, province

from access_info.assessment.judges.agency import correction_due
from access_info.exports import set_rows
from access_info.exports.columns import CONDITIONAL_COLUMNS, DISCLOSURE_COLUMNS
from access_info.exports.dataset import Concepts
from access_info.exports.documents.annex import (
    annex_paper,
    issuer_of,
    published_papers,
    signed_list,
)
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency, in_order
from access_info.exports.documents.letter import letter_paper, letter_to_all
from access_info.exports.documents.pdf import paper_json
from access_info.exports.documents.report import agency_blocks, report_html, report_of, report_paper
from access_info.exports.documents.report_tables import results_csv
from access_info.exports.due_calendar import due_calendar
from access_info.exports.follower_feed import AgencyNews, Feed, FeedMonths, feed_bytes
from access_info.exports.follower_files import compared, rows_now
from access_info.exports.json_files import compact
from access_info.exports.rows import Sources, conditional_rows, disclosure_rows
from access_info.exports.structured import agency_ld
from access_info.exports.tables import Cells, table_columns
from access_info.exports.web_form import (
    AgencyForm,
    agency_form,
    choices,
    common_form,
    forge_of,
    jurisdiction_form,
)
from access_info.legal.framework import raised
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.province.open_data import fact_address

GOLDEN = Path(__file__).parent / "golden"
SITE = "https://tinh.mau.example/"


def _lines(values: Any) -> str:
    return plain_text(values)


@functools.cache
def _sources(name: str) -> Sources:
    site, agency = province().site, province().agencies[name]
    base = f"{SITE}co-quan/{name}/"
    return Sources(
        concepts=Concepts(site.framework),
        permalink=lambda item: f"{base}cong-khai/#{item}",
        file=lambda file: f"{base}tep/{file}",
        correction=lambda item: f"{base}dinh-chinh/#{item}",
        is_gone=lambda file: f"tep/{file}" in agency.withdrawn_files,
    )


def _judged() -> JudgedAgencies:
    whole = province()
    agencies = (
        JudgedAgency.of(agency, whole.assessments[name], whole.as_of, short=whole.findings[name])
        for name, agency in whole.agencies.items()
    )
    return JudgedAgencies(
        as_of=DAY,
        place=whole.site.place,
        law=whole.assessments["so-mau"].law,
        framework=whole.site.framework,
        agencies=in_order(agencies),
        names={name: agency.profile.name for name, agency in whole.agencies.items()},
    )


def _lists() -> str:
    parts = {}
    for name, agency in province().agencies.items():
        for kind, read in (
            (DISCLOSURE_COLUMNS, disclosure_rows),
            (CONDITIONAL_COLUMNS, conditional_rows),
        ):
            titles = [column.title for column in table_columns(kind, province().site.texts)]
            for row in read(agency, _sources(name)):
                cells = zip(titles, Cells(kind).of(row), strict=True)
                titled_cells = {title: cell for title, cell in cells if cell}
                parts[f"{name} {kind.name} {row['identifier']}"] = [row, titled_cells]
    return _lines(parts)


def _sets() -> str:
    whole = province()
    rows: dict[str, Any] = {}
    for name, agency in whole.agencies.items():
        sources = set_rows.SetSources(
            framework=whole.site.framework,
            concepts=Concepts(whole.site.framework),
            page=lambda page, part, name=name: f"{name}/{page}#{part}",
            spot=whole.views[name].address,
        )
        assessment = whole.assessments[name]
        findings = (*assessment.findings, *assessment.extras)
        rows[name] = {
            "co-quan": set_rows.agency_rows(agency, sources),
            "thong-ke": set_rows.statistics_rows(agency, sources),
            "tinh-trang": set_rows.standing_rows(agency, findings, sources, most_places=2),
            "dinh-chinh": set_rows.correction_rows(agency, sources),
            "plain": list(whole.views[name].plain())[:3],
            "ld": json.loads(agency_ld(agency.profile, address=f"{SITE}co-quan/{name}/")),
        }
    return _lines(rows)


def _laws() -> str:
    site = province().site
    checks = [
        {"ma": "l92-d5k1c1", "gia_tri": "moi", "vai_tro": "Một", "ngay": "2026-11-01"},
        {"ma": "l92-cung-cap", "gia_tri": "cong-bao", "vai_tro": "Hai", "ngay": "2026-11-24"},
        {"ma": "l92-d5k1d", "gia_tri": "cong-bao", "vai_tro": "Ba", "ngay": "2026-11-25"},
    ]
    place = Jurisdiction.model_validate(
        {"kiem_chung": [{**check, "can_cu": f"Công báo {n}"} for n, check in enumerate(checks)]}
    )
    framework = raised(site.framework, place.law_checks, DAY)
    site = dataclasses.replace(site, framework=framework)
    rows = set_rows.law_rows(site.framework, functools.partial(fact_address, site))
    laws = [
        json.loads(set_rows.law_json(law, f"{SITE}luat", site.framework.obligations))
        for law in site.framework.packs
    ]
    return "".join(f"{compact(row)}\n" for row in rows) + _lines(laws)


def _news() -> str:
    written = ""
    for name in ("so-mau", "xa-cu"):
        agency, sources = province().agencies[name], _sources(name)
        rows = {
            "cong-khai": disclosure_rows(agency, sources),
            "co-dieu-kien": conditional_rows(agency, sources),
        }
        now = {kind: rows_now(each, map(compact, each)) for kind, each in rows.items()}
        as_of = AsOf(DAY)
        known = compared(now, None, as_of)
        entries = AgencyNews(agency, sources, province().site.texts, as_of, known).entries()
        feed = Feed(
            address=f"{SITE}co-quan/{name}/tin.xml",
            page=f"{SITE}co-quan/{name}/",
            title=f"Tin của {agency.short_name}",
            author=agency.profile.name,
            folder=name,
        )
        written += _lines([entry._asdict() for entry in entries])
        written += feed_bytes(feed, FeedMonths(entries)).decode()
        written += _lines(known.as_of.span) + _lines(as_of.span)
    return written


def _days_due() -> str:
    written = ""
    for name, agency in province().agencies.items():
        assessment = province().assessments[name]
        content = due_calendar(
            agency_id=name,
            name=agency.short_name,
            findings=(*assessment.findings, *assessment.extras),
            page=f"{SITE}co-quan/{name}/tinh-hinh/",
            words=province().site.texts,
            as_of=AsOf(DAY),
        )
        written += content.decode().replace("\r\n", "\n")
        for correction in agency.corrections:
            due = correction_due(correction, province().site.framework)
            written += (
                f"{correction.id} {due and (due.start, due.day, due.period.id, due.law.id)}\n"
            )
    return written


def _distinct_look(members: dict[str, Any]) -> dict[str, Any]:
    """What differs from the plain look of a paragraph."""
    return {key: value for key, value in members.items() if value not in (None, 0, [0, 0], [])}


def _paper(paper: Any) -> str:
    """A paper as it is given to the typesetter, a block or a row to a line."""
    if paper is None:
        return "—\n"
    members_of_paper = json.loads(paper_json(paper), object_hook=_distinct_look)
    written = json.dumps(members_of_paper, ensure_ascii=False)
    return re.sub(r"(?<=[\]}], )(?=[\[{])", "\n", written) + "\n"


def _annex() -> str:
    site, written = province().site, ""
    for name in ("so-mau", "xa-mau"):
        agency = province().agencies[name]
        issuer = issuer_of(agency.profile, site.place, "Ủy ban nhân dân tỉnh Mẫu", site.texts)
        for kind in (DISCLOSURE_COLUMNS, CONDITIONAL_COLUMNS):
            listed = signed_list(agency, kind, site.framework, issuer, site.texts)
            if listed is None:
                written += "—\n"
                continue
            written += _paper(annex_paper(listed, site.texts))
            page = f"{SITE}co-quan/{name}/{kind.name}/"
            parts = published_papers(listed, site.texts, most=2, address=page)
            written += "".join(f"## tờ {n}\n{_paper(part)}" for n, part in enumerate(parts, 1))
    return written


def _letters() -> str:
    judged, words = _judged(), province().site.texts
    papers = [letter_paper(agency, judged, words) for agency in judged.agencies]
    return "".join(map(_paper, (*papers, letter_to_all(judged.in_short(), words))))


def _report() -> str:
    judged, words = _judged(), province().site.texts
    report = report_of(judged.in_short(), words, tuple(agency_blocks(judged, words)))
    return (
        _paper(report_paper(report, words)) + results_csv(judged.in_short(), words).decode()
    ).replace("\r\n", "\n")


def _report_page() -> str:
    judged, words = _judged(), province().site.texts
    page = report_html(report_of(judged.in_short(), words), words).decode()
    _, _, content = page.partition("<body")
    return re.sub(r"(?=<(?:tr|li|h\d|p|table|figure)\b)", "\n", f"<body{content}")


def _findings() -> str:
    return _lines({name: dataclasses.asdict(each) for name, each in province().findings.items()})


def _forms() -> str:
    """What the forms in the browser are made from: choices of each field; the files of an agency."""
    site = province().site
    forge = forge_of(
        repo_url="https://kho.mau.example/mau/tinh.git",
        edit_base="https://kho.mau.example/mau/tinh/-/edit/chinh/du-lieu/agencies/",
        folder="agencies",
        options={"forge": "gitlab"},
    )
    assert forge is not None
    common = common_form(site.framework, forge=forge, on=DAY, title="Sửa")
    texts = {"cong-khai/ben.yml", "cong-khai.yml", "thong-ke/2023.yml", "trang/lich.md"}
    agency = AgencyForm(
        "so-mau", "Sở Mẫu", frozenset(texts), ("2026-002", "2026-001"), 2026, "../a/"
    )
    offered = {
        f"{record.__name__}.{key}": dict(values)
        for (record, key), values in choices(site.framework, DAY).items()
        if len(values) < _MOST_CHOICES
    }
    written = [common["config"], offered, agency_form(agency, folder=forge.folder)]
    return _lines([*written, jurisdiction_form("Tỉnh Mẫu", folder="agencies", year=2026)])


_MOST_CHOICES = 12
WRITTEN = {
    "bao-cao": _report,
    "bao-cao-trang": _report_page,
    "cong-van": _letters,
    "danh-muc": _lists,
    "han": _days_due,
    "luat": _laws,
    "mau-sua": _forms,
    "phu-luc": _annex,
    "tap": _sets,
    "tin": _news,
    "tom-tat": _findings,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_each_export_equals_its_golden_file(name):
    golden_text(GOLDEN / f"{name}.txt", WRITTEN[name]())
