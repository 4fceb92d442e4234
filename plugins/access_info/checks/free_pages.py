"""Checks of free pages, by rendering them; and of withdrawn pages and files."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from access_info.checks import page_rules as rules
from access_info.checks.context import Context
from access_info.checks.items import attachment_path
from access_info.checks.rules import FILE_OUTSIDE
from access_info.loading.folders import PAGES_FOLDER, PROFILE
from access_info.model.agency import PageWithdrawal, WithdrawnFile
from access_info.model.types import fold
from access_info.problems import Location, Problem
from access_info.source import MarkdownLimit, TooCostlyError, markdown_html

_LIST = "tep_da_rut"
_RULES = {
    MarkdownLimit.LENGTH: rules.PAGE_TOO_LONG,
    MarkdownLimit.NESTING: rules.PAGE_TOO_DEEP,
    MarkdownLimit.UNCLOSED: rules.PAGE_UNCLOSED,
    MarkdownLimit.TABLE: rules.PAGE_TABLE,
    MarkdownLimit.HEADINGS: rules.PAGE_TABLE,
}


def check_free_pages(context: Context) -> Iterator[Problem]:
    """Check every free page of an agency."""
    loaded = context.loaded
    for page in loaded.agency.pages if loaded.agency is not None else ():
        name = f"{PAGES_FOLDER}/{page.name}.md"
        if page.leftover:
            place = Location((loaded.folder.path / name).as_posix(), page.body_line)
            yield rules.PAGE_LEFTOVER.at(place)
        if page.fields.is_withdrawn and page.fields.withdrawn is not None:
            yield from _untold(
                page.fields.withdrawn, "rut", functools.partial(loaded.locate, name, "rut")
            )
        try:
            markdown_html(page.body, fold)
        except TooCostlyError as error:
            path = (loaded.folder.path / name).as_posix()
            place = Location(path, page.body_line + error.line - 1, error.column)
            yield _RULES[error.limit].at(place, text=error.text)


def check_withdrawn_files(context: Context) -> Iterator[Problem]:
    """Check the attachments that an agency withdrew."""
    loaded = context.loaded
    for number, file in enumerate(loaded.agency.profile.withdrawn_files if loaded.agency else ()):
        keys = (_LIST, number)
        path = attachment_path(file.file or "")
        if path is None:
            place = loaded.locate(PROFILE, *keys)
            yield FILE_OUTSIDE.at(place, key=_LIST, text=file.file or "")
        elif path in loaded.folder.attachments:
            yield rules.FILE_LEFTOVER.at(loaded.locate(PROFILE, *keys, "tep"), text=path)
        yield from _untold(file, _LIST, functools.partial(loaded.locate, PROFILE, *keys))


def _untold(
    record: PageWithdrawal | WithdrawnFile, key: str, place: Callable[[], Location]
) -> Iterator[Problem]:
    lacks = [
        words for words, value in (("ngày", record.date), ("lý do", record.reason)) if not value
    ]
    if lacks:
        yield rules.WITHDRAWN_UNTOLD.at(place(), key=key, lacks=" và ".join(lacks))
