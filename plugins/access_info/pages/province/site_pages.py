"""Renders pages about all agencies: accessibility, accuracy, search, redirects, page not found, web form.

The front page and the pages about duties and open data have modules of their own.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import markupsafe

from access_info.legal.answers import answers
from access_info.legal.naming import pack_facts
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Fact, Instrument
from access_info.loading.folders import is_agency_id
from access_info.model.as_of import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.province.directory import directory_pages
from access_info.pages.province.law_pages import law_pages
from access_info.pages.province.request_pages import ask_page, form_pages
from access_info.pages.rendering.environment import SOURCE, Texts, environment
from access_info.pages.rendering.paths import (
    ACCESSIBILITY,
    ACCURACY,
    ASK,
    CONTACT,
    DIRECTORY,
    EMBEDDING,
    FIXED_PAGES,
    FORM,
    HOW,
    LAWS,
    LETTERS,
    LOOK,
    OPEN_DATA,
    REQUEST,
    SEARCH,
)
from access_info.pages.rendering.site import (
    AgencySummary,
    Marks,
    Page,
    SiteContext,
    law_in_force,
    law_page_name,
    script,
    site_page,
    style,
    verification_words,
)
from access_info.pages.request import counting_unverified, search_index

# The accessibility statement, made from the record of the last browser checks.

RECORD = Path(__file__).parents[2] / "accessibility.json"
STANDARD = "https://www.w3.org/TR/WCAG22/"
# Findings that are shown one by one; of more only the number.
MAX_FINDINGS = 20
# Check → the key of its name, in the order shown.
CHECKS = {
    check: f"accessibility.check_{check.replace('-', '_')}"
    for check in (
        *("axe", "markup", "reflow", "zoom", "text-size", "text-spacing", "targets"),
        *(
            "keyboard",
            "focus",
            "skip-link",
            "forced-colours",
            "reduced-motion",
            "language",
            "headings",
        ),
        *("landmarks", "tables", "without-scripts", "network", "allowances", "time"),
    )
}
SHELLS = {"material": "accessibility.shell_material", "plain": "accessibility.shell_plain"}


@functools.cache
def load_record() -> Mapping[str, Any]:
    """Read the results of this version's browser checks, as `scripts/test.py --record` wrote them.

    Returns:
        `date` of the checks, UTC; `code`, hash of the code that rendered the pages checked; `versions`
        of tools and project; `shells`, the number of pages checked by shell; `checks`, how often each
        check passed and failed; `findings`, faults not yet mended; `allowed`, messages of tools that
        are accepted, each with the reason.
    """
    record: Mapping[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return record


def accessibility_page(site: SiteContext, as_of: AsOf, *, record: Mapping[str, Any]) -> Page:
    """Render the accessibility statement: results by check and by shell (the frame around pages).

    Args:
        site: What pages share.
        as_of: The day of judgement; decides which law is cited.
        record: The results of the checks, as `load_record` returns them.
    """
    texts, urls = site.texts, site.urls
    law = law_in_force(site.framework, as_of)
    path = urls.site(ACCESSIBILITY)
    order = list(CHECKS)
    single = urls.single is not None
    return site_page(
        site,
        law,
        ACCESSIBILITY,
        "accessibility",
        values={
            "standard": STANDARD,
            "record": record,
            "date": datetime.date.fromisoformat(record["date"]),
            "checks": [
                (texts[CHECKS[check["id"]]], check)
                for check in sorted(record["checks"], key=lambda check: order.index(check["id"]))
            ],
            "shells": [(texts[SHELLS[shell["id"]]], shell) for shell in record["shells"]],
            "findings": [
                (texts[CHECKS[finding["check"]]], texts[SHELLS[finding["shell"]]], finding)
                for finding in record["findings"][:MAX_FINDINGS]
            ],
            "more": len(record["findings"]) - MAX_FINDINGS,
            "oversight": site.place.oversight,
            "single": single,
            "contact": _contact_href(site, path),
            "mark": Marks(law, texts),
            # Cited too, as the decree under the law before may still apply.
            "older": site.framework.pack(law.replaces) if law.replaces else None,
        },
    )


def _contact_href(site: SiteContext, path: str) -> str:
    """Return the link to where contacts are found: the directory, or a single agency's page of contacts."""
    if site.urls.single is None:
        return site.urls.to_site(path, DIRECTORY)
    return site.urls.to_agency(path, site.urls.single, CONTACT)


# The page on accuracy: how far to trust the site, where to report an error, how its data may be reused.


def accuracy_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page on accuracy, to which every page's footer links: unverified facts, errors, reuse.

    Args:
        site: What pages share.
        as_of: The day of judgement.
    """
    texts, urls, features, place = site.texts, site.urls, site.features, site.place
    path, single = urls.site(ACCURACY), urls.single
    law = law_in_force(site.framework, as_of)
    packs = (*reversed(site.framework.packs), *site.framework.supplements)
    return site_page(
        site,
        law,
        ACCURACY,
        "accuracy",
        values={
            "laws": [
                (
                    urls.to_site(path, law_page_name(pack)),
                    pack,
                    verification_words(pack.verification, texts),
                )
                for pack in packs
            ],
            "doubts": [doubt for pack in packs if (doubt := _unsure(pack, site)) is not None],
            "checks": len(place.law_checks),
            "how": urls.to_site(path, HOW) if features.oversight and not single else "",
            "agencies": _contact_href(site, path),
            "embedding": urls.to_agency(path, single, EMBEDDING) if single else "",
            "issue": features.issue_url.replace("{title}", "").replace(
                "{url}", urls.absolute(path)
            ),
            "place": place,
            "counting_unverified": counting_unverified(site),
            "open_data": urls.relative(path, urls.shared(OPEN_DATA)) if features.downloads else "",
            "embeds": features.embed,
        },
    )


def _unsure(law: LawPack, site: SiteContext) -> dict[str, object] | None:
    """Return a law's facts that are not fully verified; `None` if there is nothing to say about the law.

    Returns:
        The `law`; `notes` on how its text was read; `unsure`, facts (title, citation, note) grouped by
        the words on how they were checked; `sources` that were read.
    """
    by_words: dict[str, list[tuple[str, str, str]]] = {}
    for named in pack_facts(law, site.framework.obligations):
        fact = named.fact
        if isinstance(fact, Fact | Instrument) and (verification := law.mark(fact)) is not None:
            words = verification_words(verification, site.texts)
            line = (named.title, named.citation, fact.note or "")
            by_words.setdefault(words, []).append(line)
    notes = [note for note in (law.note, law.kinds_note) if note]
    if not (notes or by_words or law.sources):
        return None
    return {"law": law, "notes": notes, "unsure": list(by_words.items()), "sources": law.sources}


# The page that shows every visual component of the pages in every state, for those who change styles.

TITLE = "Mẫu giao diện"
# Sample bars with whole, mixed and very thin parts: title, (state, number) of each part.
_BARS = (
    ("Ban hành và công bố quy chế", (("good", 4), ("part", 5), ("miss", 7))),
    ("Công khai đúng thời điểm", (("good", 11), ("part", 1), ("late", 3), ("miss", 1))),
    ("Bố trí đầu mối", (("good", 240), ("part", 20), ("unknown", 31), ("late", 9), ("miss", 120))),
    ("Rà soát danh mục", (("good", 0), ("soon", 6), ("miss", 10))),
)


def look_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page of all visual components, for those who change styles; search engines don't list it.

    Args:
        site: What pages share.
        as_of: The day of judgement.
    """
    return site_page(
        site,
        law_in_force(site.framework, as_of),
        LOOK,
        "look",
        kind="mau-giao-dien",
        title=TITLE,
        description="Mọi thành phần của giao diện, trong mọi trạng thái.",
        head=style(site, site.urls.site(LOOK), "oversight"),
        indexed=False,
        values={"bars": _BARS},
    )


# The page that searches all lists, with links for browsers without scripts.


def search_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page of the search in the site's language, with links to indexes that need no scripts."""
    urls, texts, single = site.urls, site.texts, site.urls.single
    path = urls.site(SEARCH)
    law = law_in_force(site.framework, as_of)
    index = search_index(site, path)
    head = style(site, path, "search") + script(
        site, path, "search-start", when='async blocking="render" fetchpriority="high"'
    )
    # The index's first file is on its way before a script asks for it.
    head += f'<link rel="preload" as="script" href="{index}muc-luc.js">'
    ways = [(LAWS, "search.by_point")]
    if single is None:
        ways = [(LETTERS, "search.by_letter"), (DIRECTORY, "search.by_type"), *ways]
    return site_page(
        site,
        law,
        SEARCH,
        "search",
        head=head,
        values={
            "index": index,
            "ways": [(urls.to_site(path, name), texts[key]) for name, key in ways],
            "ask": urls.to_agency(path, single, REQUEST) if single else urls.to_site(path, ASK),
            "ask_words": texts.plain("search.ask_agency", days=_longest_answer(law, texts)),
        },
    )


def _longest_answer(law: LawPack, texts: Texts) -> str:
    """Return the law's longest period for answering a request, without extensions: `10 ngày làm việc`."""
    periods = [answer.deadline for answer in answers(law) if answer.extends is None]
    longest = max(periods, key=lambda period: (period.unit == "ngay", period.value))
    return texts.words(longest.words).removeprefix("0")


def pages_of_agencies(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf
) -> Iterator[Page]:
    """Yield the pages that show agencies, but none of their items or duties: directory, laws, whom to ask.

    In a further language only the pages that are translated.

    Args:
        summaries: All agencies.
        site: What pages share, in one of the languages.
        as_of: The day of judgement.
    """
    if site.urls.single is None:
        yield from directory_pages(summaries, site, as_of)
        yield ask_page(summaries, site, as_of)
    if site.language == SOURCE:
        yield from law_pages(summaries, site, as_of)


def fixed_pages(living: int, site: SiteContext, as_of: AsOf) -> Iterator[Page]:
    """Yield the pages that show nothing of any agency: search, forms, tables, what the site says of itself.

    In a further language only the pages that are translated.

    Args:
        living: Number of agencies to which a request can be sent.
        site: What pages share, in one of the languages.
        as_of: The day of judgement.
    """
    if site.features.search:
        yield search_page(site, as_of)
    yield from form_pages(living, site, as_of)
    yield accessibility_page(site, as_of, record=load_record())
    yield accuracy_page(site, as_of)
    if site.language == SOURCE:
        yield look_page(site, as_of)
        yield from _redirects(site)


def _redirects(site: SiteContext) -> Iterator[Page]:
    """Yield a redirecting page for each page of agencies whose folder was renamed (`_dia-ban.yml`).

    Old addresses, printed or linked elsewhere, keep working.
    """
    template = environment(site.language).get_template("site/redirect.html.jinja")
    for entry in site.place.redirects:
        if not entry.old or not entry.new or entry.old in site.agencies:
            continue
        if not is_agency_id(entry.old) or entry.new not in site.agencies:
            continue  # the check reports it; a wrong name must not become a path
        for name in ("", *FIXED_PAGES):
            source, target = site.urls.agency(entry.old, name), site.urls.agency(entry.new, name)
            href = site.urls.relative(source, target)
            yield Page(
                path=source,
                kind="chuyen",
                title=site.texts["site.moved_title"],
                description=site.texts["site.moved_text"],
                content=template.render(href=href, agency=entry.new),
                indexed=False,
                forward=href,
                canonical=target,
            )


# The page for unknown addresses (404): a search box, and the pages that are most likely meant.


def not_found_fragment(
    site: SiteContext, *, home: str, pages: Iterable[tuple[str, str]] = ()
) -> markupsafe.Markup:
    """Render the content of the page for unknown addresses (404).

    Args:
        site: What pages share.
        home: Link to the front page.
        pages: Address below the front page, and name, of pages that may be meant: a script offers those
            whose address is similar to the unknown one. Without scripts the main links remain.
    """
    urls, many = site.urls, site.urls.single is None
    listed = json.dumps(list(pages), ensure_ascii=False, separators=(",", ":"))
    template = environment(site.language).get_template("site/not_found.html.jinja")
    return markupsafe.Markup(  # noqa: S704 - rendered with autoescape
        template.render(
            home=home,
            search=home + urls.address(urls.site(SEARCH)) if site.features.search else "",
            agencies=home + urls.address(urls.site(DIRECTORY)) if many else "",
            ask=home + urls.address(urls.site(ASK)) if many else "",
            script=f"{home}assets/access-info/not-found.js",
            # A name that contains `</script>` must not end the element.
            known=markupsafe.Markup(listed.replace("<", "\\u003c")),  # noqa: S704
        )
    )


# The page of the web form to edit data: a list of agencies to choose from, and an element for the form.

# Allows what the form's scripts need: inline styles, unsaved pictures (`blob:`), the forge's addresses.
_FORM_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' data: blob: {origins}; "
    "form-action 'none'; base-uri 'none'"
)


@dataclasses.dataclass(frozen=True)
class FormTexts:
    """The forge (GitHub, GitLab, …) as the page of the web form names it.

    Attributes:
        forge: Name of the forge.
        origins: Origins that the form may send requests to.
        token: Address where users create an access token.
        trial: Whether the form is a trial that sends nothing.
    """

    forge: str
    origins: tuple[str, ...]
    token: str
    trial: bool


def form_page(summaries: Iterable[AgencySummary], site: SiteContext, texts: FormTexts) -> str:
    """Render the page of the web form as a whole HTML document.

    Args:
        summaries: The agencies whose data can be edited there.
        site: What pages share.
        texts: The forge's name and addresses.
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
            policy=_FORM_POLICY.format(origins=" ".join(texts.origins)),
            title=f"Sửa dữ liệu – {site.place.name or 'Tiếp cận thông tin'}",
            notice=site.place.notice or "",
            groups=groups,
            texts=texts,
            root="../" * (site.urls.shared(FORM).count("/") + 1),
        )
    )
