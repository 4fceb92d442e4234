"""The page that tells what each code of the files means: an anchor for every code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from access_info.assessment import STATUSES
from access_info.exports.set_rows import FACT_TYPES
from access_info.model.registry import AsOf
from access_info.model.verification import NOVELTIES, VERIFICATIONS
from access_info.model.vocabularies import AGENCY_TYPES, FREQUENCIES, ITEM_STATUSES
from access_info.pages.rendering.code_addresses import SCHEMES, code_anchor
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import DATA_CODES, LAWS, OPEN_DATA
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line


class CodeScheme(NamedTuple):
    """Codes of a kind, under a heading of their own (skos:ConceptScheme).

    Attributes:
        anchor: Element id of the heading.
        title: The heading.
        codes: Element id, code and words of each.
    """

    anchor: str
    title: str
    codes: list[tuple[str, str, str]]


def data_codes_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page of codes.

    Args:
        site: What pages share.
        as_of: The day of judgement.
    """
    urls, texts = site.urls, site.texts
    path = urls.site(DATA_CODES)
    title = texts["data_codes.title"]
    content = (
        environment(site.language)
        .get_template("site/data_codes.html.jinja")
        .render(
            page={
                "heading": title,
                "updated": None,
                "law_line": law_line(law_in_force(site.framework, as_of), site.language),
            },
            schemes=list(_schemes(site)),
            open_data=urls.relative(path, urls.site(OPEN_DATA)),
            laws=urls.relative(path, urls.site(LAWS)),
        )
    )
    return Page(
        path=path,
        kind="ma-du-lieu",
        title=title,
        description=texts["data_codes.description"],
        content=content,
    )


def _schemes(site: SiteContext) -> Iterator[CodeScheme]:
    texts, framework = site.texts, site.framework
    duties = {item.id: item.title for item in framework.obligations}
    duties |= {rule.id: rule.title for pack in framework.supplements for rule in pack.extra_rules}
    words: Mapping[str, Mapping[str, str]] = {
        "disclosureForm": site.form_labels,
        "accrualPeriodicity": FREQUENCIES,
        "status": ITEM_STATUSES | STATUSES,
        "classification": AGENCY_TYPES,
        "obligation": duties,
        "type": FACT_TYPES,
        "verification": {key.value: label for key, label in VERIFICATIONS.items()},
        "novelty": {key.value: label for key, label in NOVELTIES.items()},
    }
    for column, scheme in SCHEMES.items():
        yield CodeScheme(
            anchor=scheme,
            title=texts[f"data_codes.{scheme.replace('-', '_')}"],
            codes=[
                (code_anchor(column, code), code, label) for code, label in words[column].items()
            ],
        )
