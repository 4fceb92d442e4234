"""Subjects: the points of the law by what they are about, with how many items each has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import markupsafe

from access_info.legal.packs import LawPack
from access_info.pages.rendering.icons import icon_named
from access_info.pages.rendering.site import SiteContext, point_path
from access_info.pages.rendering.summary import AgencySummary

_ICON = "material/file-document"


class Subject(NamedTuple):
    """What a point of the law is about.

    Attributes:
        href: Link to the point's page.
        icon: Its picture.
        name: In the language of the law.
        items: Of all agencies.
        citation: Where the law says so.
    """

    href: str
    icon: markupsafe.Markup
    name: str
    items: int
    citation: str


def subjects(
    law: LawPack, summaries: Sequence[AgencySummary], site: SiteContext, source: str
) -> list[Subject]:
    """List the subjects of a law, in its order.

    Args:
        law: Whose points.
        summaries: All agencies, which count the items.
        site: What pages share.
        source: Logical path of the page that links to them.
    """
    return [
        Subject(
            href=site.urls.relative(source, point_path(site.urls, law, point)),
            icon=icon_named(point.icon or "", otherwise=_ICON),
            name=point.short_title,
            items=sum(agency.points.get(point.id, 0) for agency in summaries),
            citation=point.citation,
        )
        for point in law.points
    ]
