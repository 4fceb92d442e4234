"""The form for a request: filled in the browser, printed empty, never sent or stored by us."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import FormField, LawPack, ProcedureForm
from access_info.model.agency import AgencyProfile
from access_info.model.vocabularies import CHANNEL_ALIASES
from access_info.pages.rendering.paths import ASK, INDEX, REQUEST_DATA
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pages.rendering.urls import Urls
from access_info.pages.request.law_parts import law_part

# The field in which a requester says what is wanted; a form without it is the agency's own.
WANTED = "noi-dung"
_MAIL = "thu-dien-tu"
_ASSETS = "assets/access-info"


@dataclasses.dataclass(frozen=True)
class ShownField:
    """A field of a form with the laws under which it is asked for.

    Attributes:
        field: The field.
        laws: Ids of those laws; empty if that is every law.
    """

    field: FormField
    laws: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class ShownForm:
    """A form as all laws together know it.

    Attributes:
        form: As the law in force has it.
        notes: Law and what must be said of the form under it, newest law first.
        fields: The confirmed fields of every law, in order.
    """

    form: ProcedureForm
    notes: tuple[tuple[LawPack, str], ...]
    fields: tuple[ShownField, ...]

    @property
    def slug(self) -> str:
        """The form's part of an address and of element ids."""
        return f"phieu-{self.form.id.lower()}"


def shown_forms(framework: Framework, current: LawPack) -> Iterator[ShownForm]:
    """Yield the forms that a requester fills in, by the law in force."""
    for form in current.forms:
        if not _is_requesters(form):
            continue
        versions = [
            (law, other)
            for law in reversed(framework.packs)
            for other in law.forms
            if other.id == form.id
        ]
        yield ShownForm(
            form=form,
            notes=tuple((law, other.note or "") for law, other in versions),
            fields=tuple(_fields(versions)),
        )


def _is_requesters(form: ProcedureForm) -> bool:
    return any(item.id == WANTED for item in form.confirmed_fields)


def _fields(versions: list[tuple[LawPack, ProcedureForm]]) -> Iterator[ShownField]:
    """Yield each field that any version has: the longest version's first, then the others'."""
    longest = max((form for _, form in versions), key=lambda form: len(form.confirmed_fields))
    known = {item.id or item.title: item for item in longest.confirmed_fields}
    for _, form in versions:
        for item in form.confirmed_fields:
            known.setdefault(item.id or item.title, item)
    for key, item in known.items():
        laws = tuple(
            law.id
            for law, form in versions
            if any(key == (other.id or other.title) for other in form.confirmed_fields)
        )
        yield ShownField(item, () if len(laws) == len(versions) else laws)


def form_part(law: LawPack, site: SiteContext, path: str) -> markupsafe.Markup:
    """Render the forms to fill in, once for all pages at one depth.

    Args:
        law: The law in force.
        site: What pages share.
        path: Logical path of the page.
    """
    blank = functools.partial(_blank_link, site.urls, path)
    return law_part(
        "request_form",
        law,
        site,
        depth=site.urls.depth(path),
        forms=functools.partial(shown_forms, site.framework, law),
        blank=blank,
        wanted=WANTED,
        source_texts=load_texts(),
        translated=site.language != SOURCE,
    )


def due_part(law: LawPack, site: SiteContext) -> markupsafe.Markup:
    """Render the calculator of deadlines, once for all pages."""
    return law_part("request_due", law, site)


def _blank_link(urls: Urls, path: str, form: ShownForm) -> str:
    return urls.relative(path, blank_path(urls, form))


def blank_path(urls: Urls, form: ShownForm) -> str:
    """Return the logical path of the page that prints a form empty."""
    return urls.site(f"{ASK}/{form.slug}")


def head(
    site: SiteContext, path: str, *, works: bool = True, counts: bool = True, search: bool = False
) -> str:
    """Render links to styles and scripts of a page with a form or a calculator, in running order.

    Args:
        site: What pages share.
        path: Logical path of the page.
        works: Whether there is more to do than to read and to print.
        counts: Whether the page has a calculator of deadlines, which needs the days off.
        search: Whether the page has a search box of its own, fetched by those who turn to it.
    """
    root = site.urls.root(path)
    names = ["request", "search"] if search and site.features.search else ["request"]
    styles = [f"{root}{_ASSETS}/{name}.css" for name in names]
    scripts = [f"{root}{_ASSETS}/request.js"] if works else []
    if works and counts:
        scripts.append(site.urls.relative_file(path, site.urls.site(REQUEST_DATA)))
    return "".join(
        [
            *(f'<link rel="stylesheet" href="{style}">' for style in styles),
            *(f'<script src="{script}" defer></script>' for script in scripts),
        ]
    )


def search_index(site: SiteContext, path: str) -> str:
    """Return the relative address of the search index's folder; "" if there is no search."""
    if not site.features.search:
        return ""
    return site.urls.relative_file(path, site.urls.shared(INDEX)) + "/"


def mail_address(profile: AgencyProfile) -> str:
    """Return the e-mail address that takes requests; "" if the agency announced none."""
    for channel in profile.channels:
        kind = CHANNEL_ALIASES.get(channel.kind or "", channel.kind)
        address = channel.address or ""
        if kind == _MAIL and "@" in address and " " not in address:
            return address.removeprefix("mailto:")
    return ""
