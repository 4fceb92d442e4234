"""Parts of agencies' pages that come from the law alone, rendered once for all agencies."""

from __future__ import annotations

from collections.abc import Iterator

import markupsafe

from access_info.legal.answers import STAGES
from access_info.legal.packs import LawPack, ProcedureForm
from access_info.legal.provisions import Deadline
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import LocalLimit
from access_info.model.verification import Verification
from access_info.model.vocabularies import TIME_UNITS, AgencyKind
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.marks import Marks
from access_info.pages.rendering.paths import ASK, LAWS
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.urls import Urls


def deadlines(law: LawPack, stages: tuple[str, ...]) -> list[Deadline]:
    """List the law's periods of some stages, in the order of the stages."""
    return [deadline for stage in stages for deadline in law.deadlines_for(stage)]


def law_part(name: str, law: LawPack, site: SiteContext, **values: object) -> markupsafe.Markup:
    """Render a part of pages once for each law, depth and local limits; keep it for other agencies."""
    key = (name, law.id, values.get("depth"), values.get("local_limits"))
    if key not in site.parts:
        env = environment(site.language)
        template = env.get_template(f"parts/{name}.html.jinja")
        site.parts[key] = markupsafe.Markup(  # noqa: S704 - rendered with autoescape
            template.render(law=law, mark=Marks(law, site.texts), **values)
        )
    return site.parts[key]


def form_path(urls: Urls, form: ProcedureForm) -> str:
    """Return the logical path of the page on which a form is filled in, or printed empty."""
    return urls.site(f"{ASK}/{form_slug(form)}")


def form_slug(form: ProcedureForm) -> str:
    """Return a form's part of an address and of element ids."""
    return f"phieu-{form.id.lower()}"


def counting_unverified(site: SiteContext) -> bool:
    """Tell whether a rule by which time limits of the laws are counted is unverified."""
    rules = site.framework.calendar.rules
    return any(
        rule.verification is Verification.UNVERIFIED for rule in (rules.first_day, rules.last_day)
    )


def borrowed_note(law: LawPack, part: str) -> str:
    """Return the note on a part that a law borrows from the law before; "" if there is none."""
    return next((item.note for item in law.borrows if part in item.parts), "")


def local_limits(
    law: LawPack, site: SiteContext, as_of: AsOf, kind: AgencyKind
) -> Iterator[LocalLimit]:
    """Yield the jurisdiction's time limits that have begun and were set under a law.

    A province decides nothing for a ministry.
    """
    if kind.is_central and not site.place.kind.is_central:
        return
    for limit in site.place.local_limits:
        if limit.since is None or (
            as_of.reached(limit.since) and site.framework.in_force(limit.since).id == law.id
        ):
            yield limit


def request_part(
    law: LawPack, site: SiteContext, depth: int, limits: tuple[LocalLimit, ...]
) -> markupsafe.Markup:
    """Render deadlines, costs, forms and refusals under a law, with the jurisdiction's limits."""
    before = None
    for transition in law.transitions:
        if transition.requests_before is not None and law.replaces:
            older = site.framework.pack(law.replaces)
            if older is not None:
                address = site.urls.address(site.urls.site(f"{LAWS}/{older.slug}"))
                before = {
                    "date": transition.requests_before,
                    "law": older,
                    "href": "../" * depth + address + "#thoi-han",
                }
    return law_part(
        "request_law",
        law,
        site,
        depth=depth,
        deadlines=deadlines(law, STAGES),
        local_limits=limits,
        time_units=TIME_UNITS,
        before=before,
        forms=[
            ("../" * depth + site.urls.address(form_path(site.urls, form)), form)
            for form in law.forms
            if form.is_requesters
        ],
        law_page="../" * depth + site.urls.address(site.urls.site(f"{LAWS}/{law.slug}")),
    )
