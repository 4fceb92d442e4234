"""The province's report as one HTML file: no script, nothing from elsewhere, A4 when printed."""

from __future__ import annotations

import functools
from pathlib import Path

import jinja2

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.phrases import phrase, without_unprintable
from access_info.exports.documents.report.content import ProvinceReport

_FOLDER = Path(__file__).parents[3] / "templates" / "documents"


def report_html(report: ProvinceReport, words: DatasetTexts) -> bytes:
    """Write the report as one HTML file.

    Args:
        report: What it says.
        words: The texts.
    """
    text = (
        _environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            words=words,
            phrase=functools.partial(phrase, words),
            language=words.language,
        )
    )
    return without_unprintable(text).encode()


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["block"] = lambda block, kind: type(block).__name__ == kind
    return environment
