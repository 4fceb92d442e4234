"""The demo province as its oversight pages show it, with earlier days and other figures."""

from __future__ import annotations

import dataclasses
import functools
import re

from judged_agencies import DAY, DEMO

from access_info.assessment.province import figures_of, findings_of, snapshot_of
from access_info.model.agency import YearStatistics
from access_info.model.as_of import AsOf
from access_info.pages.oversight.overview import oversight_pages
from access_info.pages.rendering.site import summarise
from access_info.pipeline import Options
from access_info.pipeline.preparation.inspection import judge_each


def _summary_and_findings(judging):
    summary = summarise(judging.agency, judging.context.framework, judging.as_of)
    return summary, findings_of(judging.assessment, judging.agency, ended=summary.ended)


@functools.cache
def demo(day=DAY):
    """The laws with the jurisdiction, summaries and findings of the demo province."""
    judged = judge_each(Options(agencies=DEMO, as_of=day, jobs=1), _summary_and_findings)
    assert not judged.stops, judged.problems
    return (
        judged.context,
        [summary for summary, _ in judged.results],
        {summary.id: its for summary, its in judged.results},
    )


def pages(*, earlier=(), day=DAY, changed=None, boundaries=None, grid=()):
    """Content of every page of the oversight by its path below `giam-sat/`."""
    context, summaries, findings = demo(day)
    site = context.site
    site = dataclasses.replace(site, place=site.place.model_copy(update={"grid": grid}))
    states = {**findings, **(changed or {})}
    written = oversight_pages(
        summaries, states, site, AsOf(day), earlier=earlier, boundaries=boundaries
    )
    return {page.path.removeprefix("giam-sat").strip("/"): page.content for page in written}


def section(page, id_):
    """What stands under a heading, up to the next of its rank."""
    match = re.search(rf'<h2 id="{id_}">.*?(?=<h2|\Z)', page, re.S)
    assert match, id_
    return match[0]


def rows(table):
    """Cells of a table's rows: the first, then label → text."""
    for row in re.findall(r"<tr[^>]*>(<th scope=row.*?)(?=<tr|</tbody)", table, re.S):
        name = re.sub(r"<svg.*?</svg>|<[^>]+>", "", re.search(r"<th.*?(?=<td)", row, re.S)[0])
        cells = re.findall(r'data-label="([^"]*)"[^>]*>(.*?)(?=<td|\Z)', row, re.S)
        yield name, {label: re.sub(r"<[^>]+>", "", text) for label, text in cells}


def earlier(day, *, without=(), more=(), law=None):
    """The summary of an earlier day."""
    _, summaries, findings = demo(day)
    entries = [
        (summary.id, summary.short_name, summary.type, findings[summary.id])
        for summary in summaries
        if summary.id not in without
    ]
    snapshot = snapshot_of(
        day, "tỉnh Mẫu", [*entries, *((f"x-{n}", n, "so", entries[0][3]) for n in more)]
    )
    return snapshot.model_copy(update={"law": law}) if law else snapshot


def with_figures(agency, **figures):
    """The demo's findings of an agency with figures of one year."""
    year = YearStatistics.model_validate({"nam": "2026", **figures})
    _, _, findings = demo()
    return {agency: dataclasses.replace(findings[agency], years=(figures_of(year),))}
