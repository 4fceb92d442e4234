"""Agencies against duties: a table for each type of agency, and one of all while it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access_info.assessment import STATUSES
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.oversight.context import OversightContext
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.pagination import divide
from access_info.pages.rendering.paths import MATRIX, OVERSIGHT

# A phone still shows so many rows without a wait.
MOST_ROWS = 120


def matrix_pages(context: OversightContext) -> Iterator[Page]:
    """Render the table of all agencies, empty where they are too many, and one for each type."""
    living = [agency for agency, findings in context.findings.items() if not findings.ended]
    urls = context.site.urls
    first = urls.site(MATRIX)
    by_type = {
        type_: [agency for agency in living if context.agencies[agency].type == type_]
        for type_ in AGENCY_TYPES
    }
    tabs = [
        (urls.site(f"{MATRIX}/{type_}"), AGENCY_TYPES[type_], members)
        for type_, members in by_type.items()
        if members
    ]
    whole = len(living) <= MOST_ROWS
    yield from _divided(context, first, "", living if whole else [], tabs)
    for path, label, members in tabs:
        yield from _divided(context, path, label, members, tabs)


def _divided(
    context: OversightContext,
    first: str,
    label: str,
    members: Sequence[str],
    tabs: Sequence[tuple[str, str, Sequence[str]]],
) -> Iterator[Page]:
    site = context.site
    urls, texts = site.urls, site.texts
    parts = divide(members, MOST_ROWS)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    title = texts.plain("oversight.matrix_of", type=label) if label else texts["oversight.matrix"]
    for number, part in enumerate(parts):
        path = paths[number]
        yield context.page(
            path,
            "oversight_matrix",
            title=title,
            description=texts["oversight.matrix_text"],
            tabs=[
                (urls.relative(path, target), words, len(rows), words == label)
                for target, words, rows in tabs
            ],
            whole=urls.relative(path, urls.site(MATRIX)),
            duties=[
                (
                    urls.relative(path, context.duty_path(count.duty)),
                    count.duty,
                    context.title_of(count.duty),
                )
                for count in context.duties
            ],
            rows=[
                (
                    context.agency_href(path, agency),
                    context.agencies[agency].short_name,
                    [
                        context.findings[agency].duties[count.duty].status
                        for count in context.duties
                    ],
                )
                for agency in part
            ],
            labels=STATUSES,
            index=urls.relative(path, urls.site(OVERSIGHT)),
            pages=[urls.relative(path, other) for other in paths],
            number=number + 1,
        )
