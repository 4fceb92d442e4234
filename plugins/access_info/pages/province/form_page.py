"""The page of the form on the web: a list of agencies to choose from, and room for the form."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable

from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.paths import FORM
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import AgencySummary

# What the form's own scripts need: styles of their elements, pictures that were not saved yet.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' data: blob: {origins}; "
    "form-action 'none'; base-uri 'none'"
)


@dataclasses.dataclass(frozen=True)
class FormTexts:
    """What the page says of the forge.

    Attributes:
        forge: Its name.
        origins: Addresses that the form may ask.
        token: Where a token for it is made.
        trial: Whether nothing is sent anywhere.
    """

    forge: str
    origins: tuple[str, ...]
    token: str
    trial: bool


def form_page(summaries: Iterable[AgencySummary], site: SiteContext, texts: FormTexts) -> str:
    """Render the page of the form on the web.

    Args:
        summaries: Of the agencies whose data may be changed there.
        site: What pages share.
        texts: What is said of the forge.
    """
    order = list(AGENCY_TYPES)
    rows = sorted(summaries, key=lambda summary: (order.index(summary.type), summary.short_name))
    groups = [
        (AGENCY_TYPES[kind], list(members))
        for kind, members in itertools.groupby(rows, key=lambda row: row.type)
    ]
    return (
        environment()
        .get_template("site/form.html.jinja")
        .render(
            policy=_POLICY.format(origins=" ".join(texts.origins)),
            title=f"Sửa dữ liệu – {site.place.name or 'Tiếp cận thông tin'}",
            notice=site.place.notice or "",
            groups=groups,
            texts=texts,
            root="../" * (site.urls.shared(FORM).count("/") + 1),
        )
    )
