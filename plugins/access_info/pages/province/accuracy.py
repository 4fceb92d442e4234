"""The page on how far to trust the site, where to report an error, how its data may be used again."""

from __future__ import annotations

from typing import NamedTuple

from access_info.legal.naming import pack_facts
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Fact, Instrument
from access_info.model.as_of import AsOf
from access_info.model.verification import Verification
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.marks import verification_words
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import (
    ACCURACY,
    CONTACT,
    DIRECTORY,
    EMBEDDING,
    HOW,
    LAWS,
    OPEN_DATA,
)
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.request.law_parts import counting_unverified


def accuracy_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page that every page's footer leads to.

    Args:
        site: What pages share.
        as_of: The day of judgement.
    """
    texts, urls, features, place = site.texts, site.urls, site.features, site.place
    path, title, single = urls.site(ACCURACY), texts["accuracy.title"], urls.single
    law = law_in_force(site.framework, as_of)
    packs = (*reversed(site.framework.packs), *site.framework.supplements)
    issue = features.issue_url.replace("{title}", "").replace("{url}", urls.absolute(path))
    content = (
        environment(site.language)
        .get_template("site/accuracy.html.jinja")
        .render(
            page={
                "heading": title,
                "updated": None,
                "law_line": law_line(law, site.language),
            },
            laws=[
                (
                    urls.relative(path, urls.site(f"{LAWS}/{pack.slug}")),
                    pack,
                    verification_words(pack.verification, texts),
                )
                for pack in packs
            ],
            doubts=[doubt for pack in packs if (doubt := _doubts(pack, site)) is not None],
            is_checked=law.verification is Verification.GAZETTE,
            checks=len(place.law_checks),
            how=urls.relative(path, urls.site(HOW)) if features.oversight and not single else "",
            agencies=urls.relative(
                path, urls.agency(single, CONTACT) if single else urls.site(DIRECTORY)
            ),
            embedding=urls.relative(path, urls.agency(single, EMBEDDING)) if single else "",
            issue=issue,
            place=place,
            counting_unverified=counting_unverified(site),
            open_data=urls.relative(path, urls.shared(OPEN_DATA)) if features.downloads else "",
            embeds=features.embed,
        )
    )
    return Page(
        path=path,
        kind=ACCURACY,
        title=title,
        description=texts["accuracy.description"],
        content=content,
        language=site.language,
        alternates=site.alternates(lambda other: other.site(ACCURACY)),
    )


class _Doubts(NamedTuple):
    """What is not sure of one law.

    Attributes:
        law: The law.
        notes: What its data say of how it was read.
        unsure: By how little they were checked: the words, facts (what, where, remark).
        sources: What was read.
    """

    law: LawPack
    notes: tuple[str, ...]
    unsure: list[tuple[str, list[tuple[str, str, str]]]]
    sources: tuple[str, ...]


def _doubts(law: LawPack, site: SiteContext) -> _Doubts | None:
    """Gather all that is not sure of a law; `None` when all of it is."""
    by_words: dict[str, list[tuple[str, str, str]]] = {}
    for named in pack_facts(law, site.framework.obligations):
        fact = named.fact
        if isinstance(fact, Fact | Instrument) and (verification := law.mark(fact)) is not None:
            words = verification_words(verification, site.texts)
            line = (named.title, named.citation, fact.note or "")
            by_words.setdefault(words, []).append(line)
    notes = tuple(note for note in (law.note, law.kinds_note) if note)
    if not (notes or by_words or law.sources):
        return None
    return _Doubts(law, notes, list(by_words.items()), tuple(law.sources))
