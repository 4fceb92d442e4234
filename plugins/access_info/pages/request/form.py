"""The form for a request: filled in the browser, printed empty, never sent or stored by us."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import FormField, LawPack, ProcedureForm
from access_info.pages.rendering.paths import INDEX, REQUEST_DATA
from access_info.pages.rendering.site import SiteContext
from access_info.pages.request.law_parts import form_slug, law_part

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
        return form_slug(self.form)


def shown_forms(framework: Framework, current: LawPack) -> Iterator[ShownForm]:
    """Yield the forms that a requester fills in, by the law in force."""
    for form in current.forms:
        if not form.is_requesters:
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


def due_part(law: LawPack, site: SiteContext) -> markupsafe.Markup:
    """Render the calculator of deadlines, once for all pages."""
    return law_part("request_due", law, site)


def head(
    site: SiteContext,
    path: str,
    *,
    works: bool = True,
    form: bool = False,
    search: bool = False,
) -> str:
    """Render links to styles and scripts of a page with a form or a calculator, in running order.

    Args:
        site: What pages share.
        path: Logical path of the page.
        works: Whether there is more to do than to read and to print.
        form: Whether the page has a form to fill in.
        search: Whether the page has a search box of its own, fetched by those who turn to it.
    """
    root = site.urls.root(path)
    sheets = ["request", "search"] if search and site.features.search else ["request"]
    styles = [f"{root}{_ASSETS}/{name}.css" for name in sheets]
    scripts = []
    if works:
        names = ["request", "request-form"] if form else ["request"]
        scripts = [f"{root}{_ASSETS}/{name}.js" for name in names]
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
