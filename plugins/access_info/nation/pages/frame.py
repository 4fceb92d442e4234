"""The nation as pages show it, the folders of its pages, and the frame around them (header, menu, footer)."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Sequence
from urllib.parse import urlsplit

import markupsafe

from access_info.legal.framework import Framework
from access_info.model.nation import Nation
from access_info.model.types import is_web_address, vn_date
from access_info.nation.copies import MemberStanding, MemberState, NationalSite
from access_info.nation.data import NationalPart
from access_info.nation.search.laws import national_laws
from access_info.nation.summary import SUMMARY, AgencyFacts, MemberFacts, read_facts
from access_info.pages.rendering.environment import SOURCE, environment, load_texts
from access_info.pages.rendering.site import crumb_list
from access_info.pipeline.preparation.open_data import LICENCE
from access_info.pipeline.publish.filling import office_block, palette
from access_info.pipeline.publish.site_files import SIGN
from access_info.program import GENERATOR
from access_info.shells.page import (
    AGENCIES_SLOT,
    DUTIES_SLOT,
    FIGURES_SLOT,
    FIND_SLOT,
    FooterColumn,
    MenuEntry,
    PlainTexts,
    Shell,
    plain_shell,
)

# The data of all pages: the nation's members with their facts; and the pages' folders.

# Folders of the pages, below the site's root.
HOME = ""
PROVINCES = "tinh"
SEARCH = "tim-kiem"
DUTIES = "giam-sat"
DUTY = f"{DUTIES}/viec"
PROVINCE_DUTIES = f"{DUTIES}/tinh"
FIGURES = "thong-ke"
LAW = "phap-luat"
OPEN_DATA = "du-lieu-mo"
CONNECTIONS = "ket-noi"
ABOUT = "ve-trang-nay"
# A longer name or title is cut; it can be read whole on the member's page.
LONGEST = 300


@dataclasses.dataclass(frozen=True, kw_only=True)
class ShownMember:
    """A member as pages show it.

    Attributes:
        state: The member's state after reading.
        facts: The facts in its data; empty if they are not shown.
    """

    state: MemberState
    facts: MemberFacts = dataclasses.field(default_factory=MemberFacts)

    @property
    def name(self) -> str:
        """The member's name, cut."""
        return cut(self.state.name)

    @property
    def is_shown(self) -> bool:
        """Whether its data are shown, not its name alone."""
        return self.state.is_shown

    @property
    def is_stale(self) -> bool:
        """Whether its data are of an earlier build, as it could not be read in this one."""
        return self.state.standing is MemberStanding.STALE

    @property
    def path(self) -> str:
        """The folder of its page on the nation's site."""
        return f"{PROVINCES}/{self.state.code}"

    @functools.cached_property
    def living(self) -> list[AgencyFacts]:
        """Its agencies without a day of dissolution."""
        return [agency for agency in self.facts.agencies if not agency.ended]

    @property
    def items(self) -> int:
        """The number of rows in its agencies' lists of information to disclose."""
        return sum(agency.disclosed for agency in self.facts.agencies)


@dataclasses.dataclass(kw_only=True)
class PointSum:
    """How much is disclosed nationwide under a point of the law.

    Attributes:
        rows: Number of rows.
        agencies: Number of agencies with such a row.
        members: Number of provinces with such a row.
    """

    rows: int = 0
    agencies: int = 0
    members: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationView:
    """The nation as pages show it.

    Attributes:
        nation: The nation, as its file states it.
        members: All members, in the order of that file.
        as_of: The day of the build.
        site_url: Absolute address of the site's root with a final slash, or "".
        framework: The laws of the whole country.
        data: The files of the merged data to download, by set, or `None`.
        has_search: Whether there is a search page.
    """

    nation: Nation
    members: Sequence[ShownMember]
    as_of: datetime.date
    site_url: str
    framework: Framework
    data: Sequence[NationalPart] | None
    has_search: bool

    @functools.cached_property
    def shown(self) -> list[ShownMember]:
        """The members whose data are shown, not their names alone."""
        return [member for member in self.members if member.is_shown]

    @functools.cached_property
    def points(self) -> dict[str, PointSum]:
        """How much is disclosed nationwide under each point of the laws, by the point's code."""
        sums: dict[str, PointSum] = {}
        for member in self.shown:
            for point in member.facts.points:
                total = sums.setdefault(point.code, PointSum())
                total.rows += point.rows
                total.agencies += point.agencies
                total.members += 1
        return sums


def nation_view(
    site: NationalSite, data: Sequence[NationalPart] | None, *, has_search: bool
) -> NationView:
    """Read the members' facts and return the nation as its pages show it.

    Args:
        site: The site.
        data: The files of the merged data to download, by set, or `None`.
        has_search: Whether there is a search page.
    """
    members = [
        ShownMember(state=part.state, facts=read_facts(part.folder / SUMMARY))
        if part.state.is_shown
        else ShownMember(state=part.state)
        for part in site.parts
    ]
    return NationView(
        nation=site.nation,
        members=members,
        as_of=site.as_of,
        site_url=site.site_url,
        framework=national_laws(),
        data=data,
        has_search=has_search,
    )


def to(path: str, target: str) -> str:
    """Return the relative link from one page to another: `to("tinh/01", "giam-sat")` → `../../giam-sat/`.

    Args:
        path: Folder of the linking page below the site's root.
        target: Folder of the other page, with a fragment if need be: `giam-sat#viec`.
    """
    root = "../" * len(path.split("/")) if path else "./"
    folder, sign, fragment = target.partition("#")
    return f"{root}{f'{folder}/' if folder else ''}{sign}{fragment}"


def cut(text: str, most: int = LONGEST) -> str:
    """Return a text cut to a length, with “…” at the cut: a member's data may hold texts of any length."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def web(address: str, otherwise: str) -> str:
    """Return an address from a member's data if it may be linked to, else another.

    It must be a web address no longer than browsers take.

    Args:
        address: The address.
        otherwise: The address to link to instead, or "".
    """
    return address if is_web_address(address) and len(address) <= 2_000 else otherwise  # noqa: PLR2004


def day_of(text: str) -> datetime.date | None:
    """Return the day of an ISO date, or of an ISO moment in Hà Nội's time; `None` for other texts."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.timezone(datetime.timedelta(hours=7)))
    return moment.date()


def day_words(text: str) -> str:
    """Write an ISO day as readers do: `2026-03-02` → `02/3/2026`; "" for a text that is no day."""
    day = day_of(text)
    return vn_date(day) if day is not None else ""


NOT_FOUND = "404"
_AT = {SEARCH: FIND_SLOT, PROVINCES: AGENCIES_SLOT, DUTIES: DUTIES_SLOT, FIGURES: FIGURES_SLOT}
_CURRENT = ' aria-current="page"'
_WITHIN = ' aria-current="true"'
_STYLE = '<link rel="stylesheet" href="{root}assets/access-info/{name}.css">'


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationPage:
    """A page before it is put into its frame.

    Attributes:
        path: Its folder below the site's root; "" for the front page, `404` for unknown addresses.
        kind: The sort of page, for tests and styles.
        title: Its title.
        description: One sentence on it, for search engines.
        content: Its content, HTML.
        above: Folder and name of each page between the front page and this one, for breadcrumbs.
        styles: Further style sheets, by name.
        head: HTML for its head, with `{root}` for the relative path to the site's root.
        scripts: Names of scripts that it needs.
    """

    path: str
    kind: str
    title: str
    description: str
    content: str = ""
    above: Sequence[tuple[str, str]] = ()
    styles: Sequence[str] = ()
    head: str = ""
    scripts: Sequence[str] = ()

    @property
    def file(self) -> str:
        """Path of its file below the output folder."""
        if self.path == NOT_FOUND:
            return "404.html"
        return f"{self.path}/index.html" if self.path else "index.html"

    def showing(self, template: str, /, *, heading: str = "", **values: object) -> NationPage:
        """Return the page with its content rendered from a template.

        Args:
            template: The template's name below `nation/`.
            heading: The heading at the top; "" for the title.
            values: The template's values.
        """
        content = environment().get_template(f"nation/{template}.html.jinja")
        page = {"heading": heading or self.title}
        return dataclasses.replace(self, content=content.render(page=page, **values))


class NationFrame:
    """Puts pages into their frame: header, menu, breadcrumbs and footer."""

    def __init__(self, view: NationView) -> None:
        """Prepare; a frame is rendered once for each depth of pages, when it is first needed."""
        self._view = view
        self._shells = functools.cache(self._shell)

    def whole(self, page: NationPage) -> str:
        """Return the whole HTML of a page, with its frame."""
        is_lost = page.path == NOT_FOUND
        depth = 0 if is_lost or not page.path else len(page.path.split("/"))
        root = "../" * depth or "./"
        shell = self._shells(depth, is_home=not page.path, is_lost=is_lost)
        head = "".join(_STYLE.format(root=root, name=name) for name in page.styles)
        scripts = "".join(
            f'<script src="{root}assets/access-info/{name}.js" defer></script>'
            for name in page.scripts
        )
        place = _AT.get(page.path.split("/")[0], "")
        texts = {
            "title": page.title,
            "description": page.description,
            "kind": page.kind,
            "canonical": self._view.site_url + (f"{page.path}/" if page.path else ""),
        }
        fragments = {
            "head": head + page.head.replace("{root}", root),
            "content": page.content,
            "scripts": scripts,
            "crumbs": self._crumbs(page),
            **({place: _CURRENT if page.path in _AT else _WITHIN} if place else {}),
        }
        whole = shell.fill(texts=texts, fragments=fragments)
        if is_lost and self._view.site_url:
            # The page for unknown addresses is shown at any depth, so its links begin at the root.
            whole = whole.replace('="./', f'="{urlsplit(self._view.site_url).path or "/"}')
        return whole

    def _crumbs(self, page: NationPage) -> str:
        """Return the breadcrumbs above a page: links from the front page down to it."""
        here = "" if page.path == NOT_FOUND else page.path
        ways: list[tuple[str, str | markupsafe.Markup]] = [
            (to(here, folder), name) for folder, name in (("", "Trang đầu"), *page.above)
        ]
        return crumb_list(ways, page.title)

    def _shell(self, depth: int, *, is_home: bool, is_lost: bool) -> Shell:
        """Render the frame of pages at a depth.

        Args:
            depth: The number of folders between the page and the site's root.
            is_home: Whether it is for the front page.
            is_lost: Whether it is for the page of unknown addresses, which has no address of its own.
        """
        texts = frame_texts(self._view)
        if is_lost:
            texts = dataclasses.replace(texts, has_canonical=False)
        return plain_shell(texts, depth=depth, home=is_home)


def frame_texts(view: NationView) -> PlainTexts:
    """Return the texts and links of the frame around all pages of the nation."""
    texts, nation = load_texts(), view.nation
    name = cut(nation.name)
    return PlainTexts(
        language=SOURCE,
        words=texts,
        generator=GENERATOR,
        place_name=f"Cả nước – {name}",
        site_name=f"{texts['site.section']} cả nước – {name}",
        sign=SIGN,
        notice=nation.notice or "",
        home="",
        search_box="Tìm trên cả nước",
        search_address=f"{SEARCH}/" if view.has_search else "",
        links=tuple(_menu(view)),
        tells_age=False,
        stale="",
        has_canonical=bool(view.site_url),
        worker="",
        palette=palette(texts),
        office=office_block(nation, SOURCE),
        footer=(
            FooterColumn(
                texts["footer.help"],
                (
                    (f"{ABOUT}/#bao-sai", texts["footer.report"]),
                    (f"{ABOUT}/", "Về trang này"),
                    (f"{CONNECTIONS}/", "Tình trạng kết nối"),
                ),
            ),
            FooterColumn(
                texts["footer.reuse"],
                (
                    (f"{OPEN_DATA}/", texts["foot.open_data"]),
                    (f"{OPEN_DATA}/#{LICENCE}", texts["footer.terms"]),
                ),
            ),
            FooterColumn(
                "Xem thêm",
                (
                    (f"{LAW}/", "Theo điều khoản của luật"),
                    (f"{FIGURES}/", "Thống kê"),
                    *([(nation.portal, texts["site.portal"])] if nation.portal else []),
                ),
            ),
        ),
    )


def _menu(view: NationView) -> list[MenuEntry]:
    """Return the entries of the main menu; the search comes first, if there is one."""
    texts = load_texts()
    entries = [
        MenuEntry(AGENCIES_SLOT, f"{PROVINCES}/", "Tỉnh, thành phố"),
        MenuEntry(DUTIES_SLOT, f"{DUTIES}/", texts["site.duties"]),
        MenuEntry(FIGURES_SLOT, f"{FIGURES}/", "Thống kê"),
    ]
    if view.has_search:
        entries.insert(0, MenuEntry(FIND_SLOT, f"{SEARCH}/", texts["site.find"]))
    return entries
