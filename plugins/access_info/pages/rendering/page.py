"""A page as data: where it stands, what it is called, and its HTML fragment."""

from __future__ import annotations

import dataclasses
import datetime

from access_info.model.as_of import AsOf
from access_info.model.types import vn_date
from access_info.source.placeholders import Placeholder


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A fragment of HTML with all that a shell needs to make a page of it.

    Attributes:
        path: Logical path below the site's root (`urls`).
        kind: What sort of page, for tests and styles (`cong-khai`).
        title: Plain text.
        description: Plain text, one sentence.
        content: HTML.
        nav: HTML of the agency's own navigation; empty for site-wide pages.
        edit: The file to edit, below the folder of agencies; empty when there is none.
        updated: ISO date of the last change of its data, or "".
        indexed: Whether search engines should list it.
        forward: Where a page that moved leads, relative to it; "" for ordinary pages.
        canonical: Logical path of the page that stands for this one; "" for itself.
        head: HTML for the page's head.
        language: BCP 47 tag.
        frames: Whether other portals may show it in a frame.
        alternates: Where the page stands in each language it is offered in: tag, logical path.
        crumb: What the breadcrumb calls it; "" for its title.
    """

    path: str
    kind: str
    title: str
    description: str
    content: str
    nav: str = ""
    edit: str = ""
    updated: str = ""
    indexed: bool = True
    forward: str = ""
    canonical: str = ""
    head: str = ""
    language: str = "vi"
    frames: bool = False
    alternates: tuple[tuple[str, str], ...] = ()
    crumb: str = ""

    def dated(self, as_of: AsOf) -> Page:
        """Put the first day since which the page has been right into its content."""
        first, _ = as_of.span
        day = first if first != datetime.date.min else as_of.date
        words = f'<time datetime="{day}">{vn_date(day)}</time>'
        return dataclasses.replace(self, content=Placeholder.VALID_FROM.fill(self.content, words))
