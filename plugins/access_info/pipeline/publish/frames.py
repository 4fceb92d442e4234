"""What stands around pages: the words of header, menu and footer, with MkDocs's theme and without."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import markupsafe

from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.paths import (
    ACCESSIBILITY,
    ACCURACY,
    ASK,
    COMPLIANCE,
    DIRECTORY,
    FORM,
    LAWS,
    OPEN_DATA,
    OVERSIGHT,
    REQUEST,
    SEARCH,
)
from access_info.pages.rendering.trail import Trails
from access_info.pages.rendering.translations import SOURCE, Texts, load_texts
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.site_files import WORKER, sign_path
from access_info.program import GENERATOR
from access_info.shells import (
    AGENCIES,
    DUTIES,
    FIND,
    EmbedTexts,
    FooterColumn,
    MenuEntry,
    PlainTexts,
    Shell,
    embed_shell,
    plain_shell,
)
from access_info.shells import ASK as AT_ASK

# Pages for staff, where the site has them: source file, key of the link's words.
STAFF = (
    ("huong-dan/nguoi-nhap.md", "footer.write"),
    ("huong-dan/nguoi-duyet.md", "footer.review"),
    ("huong-dan/index.md", "footer.guide"),
    ("bien-tap/index.md", "site.editors"),
)
STAFF_FOLDERS = ("huong-dan/", "bien-tap/")


@dataclasses.dataclass(frozen=True)
class OwnerParts:
    """What the site's owner adds to the frame.

    Attributes:
        staff: Links for staff: address below the site's root, key of the words.
        more: Further pages for everybody: address, Vietnamese words.
        styles: Further style sheets: addresses below the site's root, or absolute ones.
        palette: Whether readers may choose colours.
        copyright: HTML of what the owner says of the site, or "".
    """

    staff: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    styles: tuple[str, ...] = ()
    palette: bool = True
    copyright: str = ""


class PlainShells:
    """Gives plain shells for a site."""

    def __init__(
        self, prepared: Prepared, *, canonical: bool = True, owner: OwnerParts | None = None
    ) -> None:
        """Take the site that shells are made for.

        Args:
            prepared: The site.
            canonical: Whether pages have an address of their own (the page for unknown ones has
                none).
            owner: What the site's owner adds.
        """
        if prepared.context is None:
            raise ValueError("the laws cannot be read")
        self._context = prepared.context
        self._prepared = prepared
        self._canonical = canonical and bool(self._context.urls.site_url)
        self._owner = owner or OwnerParts()

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str = SOURCE, home: bool = False
    ) -> Shell:
        """Return the shell of pages at a depth, with or without an edit link and a navigation."""
        return plain_shell(self.texts(language), depth=depth, edit=edit, nav=nav, home=home)

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages for other portals' frames."""
        return embed_shell(embed_texts(self._context), depth=depth)

    def assets(self, shells: Iterable[Shell]) -> dict[str, str]:
        """Return nothing: plain shells need only our own assets."""
        del shells
        return {}

    def texts(self, language: str = SOURCE) -> PlainTexts:
        """Gather the words around pages in a language."""
        texts, place, context = load_texts(language), self._context.place, self._context
        urls, name = context.site_in(language).urls, context.place.name
        search = urls.address(urls.site(SEARCH)) if context.features.search else ""
        worker = urls.shared(WORKER) if self._prepared.options.offline else ""
        return PlainTexts(
            language=language,
            name=texts["site.section"],
            place_name=texts.words(name or ""),
            site_name=texts.plain("site.home_title_of", name=texts.words(name))
            if name
            else texts["site.section"],
            sign=sign_path(context),
            notice=texts.phrase(place.notice or ""),
            notice_label=texts["site.notice"],
            skip=texts["site.skip"],
            home=urls.address(front_page(context, language)),
            search=texts["site.search"],
            search_box=texts["site.search_box"],
            search_hint=texts["site.search_hint"],
            search_button=texts["site.search_button"],
            search_address=search,
            menu=texts["site.site_pages"],
            links=tuple(_menu(context, language)),
            agency_pages=texts["site.agency_pages"],
            crumbs=texts["site.crumbs"],
            edit=texts["site.edit"],
            tells_age=bool(stale_days(context)),
            stale=own_stale(texts),
            has_canonical=self._canonical,
            worker=worker,
            generator=GENERATOR,
            styles=self._owner.styles,
            palette=palette(texts) if self._owner.palette else "",
            office=_office(context, language),
            updated=texts["footer.updated"],
            footer=tuple(self._columns(texts, language)),
            form=f"{urls.shared(FORM)}/" if context.features.form else "",
            form_words=texts["site.form"],
            copyright=self._copyright(language),
        )

    def _copyright(self, language: str) -> markupsafe.Markup:
        """Return the owner's own HTML, marked as Vietnamese on pages in other languages."""
        said = markupsafe.Markup(self._owner.copyright)  # noqa: S704 - of the owner's settings
        if language == SOURCE or not said:
            return said
        return markupsafe.Markup('<span lang="{}">{}</span>').format(SOURCE, said)

    def _columns(self, texts: Texts, language: str) -> Iterable[FooterColumn]:
        """Yield the footer's lists: help, using data again, what is for staff."""
        context, owner = self._context, self._owner
        urls, features = context.site_in(language).urls, context.features
        accuracy = urls.address(urls.site(ACCURACY))
        help_links = [
            (f"{accuracy}#bao-sai", texts["footer.report"]),
            (urls.address(urls.site(ACCESSIBILITY)), texts["foot.accessibility"]),
            (urls.address(urls.site(LAWS)), texts["site.laws"]),
            (accuracy, texts["footer.accuracy"]),
            *((href, texts.phrase(words)) for href, words in owner.more),
        ]
        yield FooterColumn(texts["footer.help"], tuple(help_links))
        reuse = [(f"{accuracy}#dung-lai", texts["footer.terms"])]
        if features.downloads:
            reuse.insert(0, (urls.address(urls.shared(OPEN_DATA)), texts["foot.open_data"]))
        if features.embed:
            reuse.append((f"{accuracy}#gan-vao-cong", texts["embed.title"]))
        yield FooterColumn(texts["footer.reuse"], tuple(reuse))
        # Guides for staff are in Vietnamese, and so is whoever needs them.
        staff = [(href, texts[key]) for href, key in owner.staff if language == SOURCE]
        yield FooterColumn(texts["footer.staff"], tuple(staff))


def trails(prepared: Prepared, context: BuildContext) -> Trails:
    """Gather the names that breadcrumbs need."""
    packs = (*context.framework.packs, *context.framework.supplements)
    return Trails(
        urls=context.urls,
        agencies={
            build.id: build.summary.short_name
            for build in prepared.builds.values()
            if build.summary is not None
        },
        laws={law.slug: law.full_name for law in packs},
        paths=frozenset(entry.path for entry in prepared.site.pages),
    )


def likely_pages(prepared: Prepared) -> Iterable[tuple[str, str]]:
    """Yield the pages that somebody at an unknown address may have meant: address, name."""
    if prepared.context is None:
        return
    urls = prepared.context.urls
    for build in prepared.builds.values():
        if build.summary is not None:
            yield urls.address(urls.agency(build.id)), build.summary.short_name
    for entry in prepared.site.pages:
        if entry.indexed and entry.language == SOURCE and entry.title:
            yield urls.address(entry.path), entry.title


def front_page(context: BuildContext, language: str) -> str:
    """Return the logical path of the front page in a language."""
    urls = context.site_in(language).urls
    if urls.single is not None:
        return urls.agency(urls.single, REQUEST if language != SOURCE else "")
    return urls.site("")


def _menu(context: BuildContext, language: str) -> Iterable[MenuEntry]:
    """Yield the main pages: to find, to ask, agencies, how duties are met."""
    texts, urls = load_texts(language), context.site_in(language).urls
    single = urls.single
    if context.features.search:
        yield MenuEntry(FIND, urls.address(urls.site(SEARCH)), texts["site.find"])
    ask = urls.site(ASK) if single is None else urls.agency(single, REQUEST)
    yield MenuEntry(AT_ASK, urls.address(ask), texts["site.ask"])
    if single is None:
        yield MenuEntry(AGENCIES, urls.address(urls.site(DIRECTORY)), texts["site.agencies"])
    if context.features.oversight:
        duties = urls.site(OVERSIGHT) if single is None else urls.agency(single, COMPLIANCE)
        yield MenuEntry(DUTIES, urls.address(duties), texts["site.duties"])


def _office(context: BuildContext, language: str) -> markupsafe.Markup:
    """Render who is responsible for the site, and how to reach them."""
    template = environment(language).get_template("parts/office.html.jinja")
    return markupsafe.Markup(  # noqa: S704 - rendered with autoescape
        template.render(office=context.place.oversight, place=context.place)
    )


def palette(texts: Texts) -> str:
    """Say what the button of colours does by day and by night, as the script of colours reads it."""
    return f"{texts['site.to_dark']}\n{texts['site.to_light']}"


def stale_days(context: BuildContext) -> int | None:
    """Return after how many days the jurisdiction holds a copy of a page to be old, or `None`."""
    return context.place.freshness.stale_copy_days if context.place.freshness else None


def own_stale(texts: Texts) -> str:
    """Return what a page says when it is old; "" in the site's own language, which one file says."""
    return "" if texts.language == SOURCE else texts["foot.stale"]


def embed_texts(context: BuildContext) -> EmbedTexts:
    """Gather the words around pages for other portals' frames."""
    texts = load_texts()
    return EmbedTexts(
        language=texts.language,
        notice=context.place.notice or "",
        skip=texts["site.skip"],
        tells_age=bool(stale_days(context)),
        has_canonical=bool(context.urls.site_url),
        full=texts["embed.full"],
        pages=texts["site.agency_pages"],
        accessibility=texts["foot.accessibility"],
        accessibility_address=context.urls.address(context.urls.site(ACCESSIBILITY)),
    )
