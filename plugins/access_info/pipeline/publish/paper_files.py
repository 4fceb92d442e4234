"""Drafts about all agencies for the oversight office, and the results as tables.

They are made from what pages about all agencies show. The report tells the day, so that they are
made anew every day; letters to single agencies are made with the agencies' pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from access_info.exports.documents.judged import ReportedAgencies, ReportedAgency, by_type
from access_info.pages.rendering.paths import LETTER_TO_ALL, PAPERS, REPORT, RESULTS
from access_info.pages.rendering.translations import Texts, load_texts
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.preparation.workers import FEWEST, work

Contents = dict[str, bytes]


def papers_key(prepared: Prepared) -> str:
    """Hash all that the drafts about all agencies are made from; "" where the site offers none."""
    context = prepared.context
    if context is None or not context.features.papers:
        return ""
    parts = [context.key, prepared.options.as_of.isoformat()]
    parts += [f"{name} {build.standing}" for name, build in prepared.builds.items()]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def write_papers(prepared: Prepared, out: Path) -> Iterator[str]:
    """Write the drafts about all agencies, in a process that takes the libraries' memory with it.

    Args:
        prepared: The site.
        out: The output folder.

    Yields:
        Paths of the files, below the output folder.
    """
    context, options = prepared.context, prepared.options
    if context is None or not context.features.papers:
        return
    folder = context.urls.shared(PAPERS)
    (out / folder).mkdir(parents=True, exist_ok=True)
    state = _Papers(_reported(prepared), out / folder)
    jobs = options.jobs if len(prepared.names) >= FEWEST else 1
    for names in work(_write, _MAKERS, state=state, jobs=jobs, in_one=True):
        yield from (f"{folder}/{name}" for name in names)


class _Papers(NamedTuple):
    """What the drafts are made from, and where they go."""

    reported: ReportedAgencies
    folder: Path


def _write(papers: _Papers, make: Callable[[ReportedAgencies, Texts], Contents]) -> list[str]:
    contents = make(papers.reported, load_texts())
    for name, content in contents.items():
        (papers.folder / name).write_bytes(content)
    return [*contents]


# Sites without papers are spared these modules, and the library of workbooks.
def _report(reported: ReportedAgencies, words: Texts) -> Contents:
    from access_info.exports.documents.report import (  # noqa: PLC0415
        report_of,
        report_paper,
    )
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    return {REPORT: docx_bytes(report_paper(report_of(reported, words), words))}


def _letter(reported: ReportedAgencies, words: Texts) -> Contents:
    from access_info.exports.documents.letter import letter_to_all  # noqa: PLC0415
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    letter = letter_to_all(reported, words)
    return {} if letter is None else {LETTER_TO_ALL: docx_bytes(letter)}


def _results(reported: ReportedAgencies, words: Texts) -> Contents:
    from access_info.exports.documents.report_tables import results_csv, results_xlsx  # noqa: PLC0415

    return {
        f"{RESULTS}.xlsx": results_xlsx(reported, words),
        f"{RESULTS}.csv": results_csv(reported, words),
    }


_MAKERS = (_report, _letter, _results)


def _reported(prepared: Prepared) -> ReportedAgencies:
    """Gather what the drafts are made from."""
    context, as_of = prepared.context, prepared.options.as_of
    if context is None:
        raise ValueError("the laws cannot be read")
    agencies = [
        ReportedAgency(
            id=build.id,
            name=build.summary.name,
            short_name=build.summary.short_name,
            type=build.summary.type,
            findings=build.findings,
        )
        for build in prepared.builds.values()
        if build.summary is not None and build.findings is not None
    ]
    return ReportedAgencies(
        as_of=as_of,
        place=context.place,
        law=context.framework.in_force(as_of),
        framework=context.framework,
        agencies=by_type(agencies),
    )
