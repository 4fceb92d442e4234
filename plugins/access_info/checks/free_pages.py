"""Free pages: whether they can be rendered, by rendering them."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.checks import page_rules as rules
from access_info.checks.context import Context
from access_info.loading.folders import PAGES_FOLDER
from access_info.model.types import fold
from access_info.problems import Location, Problem
from access_info.source import Limit, TooCostlyError, markdown_html

_RULES = {
    Limit.LENGTH: rules.PAGE_TOO_LONG,
    Limit.NESTING: rules.PAGE_TOO_DEEP,
    Limit.UNCLOSED: rules.PAGE_UNCLOSED,
    Limit.TABLE: rules.PAGE_TABLE,
    Limit.HEADINGS: rules.PAGE_TABLE,
}


def check_free_pages(context: Context) -> Iterator[Problem]:
    """Every free page of an agency."""
    loaded = context.loaded
    for page in loaded.agency.pages if loaded.agency is not None else ():
        try:
            markdown_html(page.body, fold)
        except TooCostlyError as error:
            path = (loaded.folder.path / PAGES_FOLDER / f"{page.name}.md").as_posix()
            place = Location(path, page.body_line + error.line - 1, error.column)
            yield _RULES[error.limit].at(place, text=error.text)
