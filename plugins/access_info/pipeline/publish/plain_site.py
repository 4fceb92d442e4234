"""Building a whole site without MkDocs, or a section inside another generator's finished site."""

from __future__ import annotations

import dataclasses
import html
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import markupsafe

from access_info.loading import last_days
from access_info.pages.province.site_pages import not_found_fragment
from access_info.pages.rendering.environment import SOURCE, load_texts
from access_info.pages.rendering.site import SiteContext, crumb_list
from access_info.pipeline.hand_written import (
    HandWritten,
    HandWrittenFolder,
    HandWrittenPage,
    hand_written_pages,
)
from access_info.pipeline.incremental.agency_build import gone_key
from access_info.pipeline.incremental.memory import Memory, StoredMemory
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.context import Options
from access_info.pipeline.preparation.prepare import Prepared, prepare
from access_info.pipeline.publish.filling import (
    STAFF,
    STAFF_FOLDERS,
    OwnerParts,
    PlainShells,
    ShellOf,
    language_links,
    likely_pages,
)
from access_info.pipeline.publish.output import (
    CacheClaim,
    private_folder,
    restore_and_tidy,
    sibling,
    take_place,
    write_below,
)
from access_info.pipeline.publish.shared_files import (
    ROBOTS,
    SITEMAP,
    hand_written_entries,
    pack_sitemap,
    page_entries,
    robots_text,
    with_our_pages,
    write_sitemap,
)
from access_info.pipeline.publish.site import publish, with_current_times
from access_info.pipeline.publish.site_files import FOLDER, guest_styles, site_signer
from access_info.pipeline.trust.manifest import BESIDES, PARTS, SUMS, read_manifest
from access_info.processes import end_workers
from access_info.scanning import forget_scans
from access_info.search import SearchRecord
from access_info.shells.guest import guest_content, guest_shell
from access_info.shells.host_page import HostPage
from access_info.shells.page import Shell, policy_element
from access_info.source.replacing import error_at, read_present, replace_file
from access_info.source.templating.bytecode import keep_templates
from access_info.unchanged.store import remove
from access_info.waiting import undivided

# Hand-written pages and the files beside them.

_FRONT, _ARTICLE = "trang-dau", "bai-viet"
_NOINDEX = '<meta name="robots" content="noindex">'
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def owner_parts(hand_written: HandWritten) -> OwnerParts:
    """Return the links to hand-written pages that the frame of every page shows: for staff, for all."""
    menu = hand_written.menu
    staff = [(menu.files[source].address, key) for source, key in STAFF if source in menu.files]
    further = [
        (address, title)
        for address, title in menu.further()
        if "://" in address or not address.startswith(STAFF_FOLDERS)
    ]
    return OwnerParts(staff=tuple(staff), more=tuple(further))


def write_hand_written(
    hand_written: HandWritten, site: SiteContext, shells: PlainShells, *, out: Path
) -> None:
    """Write every hand-written page, and copy every other file of its folder.

    Args:
        hand_written: The pages.
        site: Laws, addresses and features of the site.
        shells: The source of the frames around them.
        out: The output folder.
    """
    shells_by_kind: dict[tuple[int, bool], Shell] = {}
    for page in hand_written.pages:
        key = (page.file.depth, not page.file.address)
        if key not in shells_by_kind:
            shells_by_kind[key] = shells(key[0], edit=False, nav=False, home=key[1])
        write_below(out, page.file.file, _in_shell(page, hand_written, shells_by_kind[key], site))
    for file in hand_written.files:
        target = out / file.file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(hand_written.content.folder / file.source, target)


def _in_shell(
    page: HandWrittenPage, hand_written: HandWritten, shell: Shell, site: SiteContext
) -> str:
    """Return the whole HTML of a hand-written page.

    Its Content-Security-Policy also allows the styles and scripts that its author put in.
    """
    side = hand_written.menu.beside(page.file)
    prose = f'<div class="ai-prose">\n{page.html}\n</div>'
    page_html = shell.fill(
        texts={
            "title": page.title,
            "description": page.description,
            "canonical": f"{site.urls.site_url}{page.file.address}",
            "kind": _ARTICLE if page.file.address else _FRONT,
        },
        fragments={
            "head": "".join(_head_elements(page, site)),
            "languages": _languages(page, site),
            "crumbs": _crumbs(page, hand_written) if page.file.address else "",
            "content": f'<div class="ai-prose-columns">{side}{prose}</div>' if side else prose,
        },
    )
    # What the owner writes may have styles and scripts of its own, which agencies' pages have not.
    return _POLICY.sub(lambda _: policy_element(page_html), page_html, count=1)


def _head_elements(page: HandWrittenPage, site: SiteContext) -> Iterator[str]:
    """Yield head elements for search engines: `noindex`, and the front pages in other languages."""
    if page.is_hidden:
        yield _NOINDEX
    for tag, path in () if page.file.address else _front_page_paths(site):
        if address := site.urls.absolute(path):
            yield f'<link rel="alternate" hreflang="{tag}" href="{html.escape(address)}">'


def _crumbs(page: HandWrittenPage, hand_written: HandWritten) -> str:
    """Render a page's breadcrumbs: home, the sections of the navigation it lies in, its title."""
    links: list[tuple[str, str | markupsafe.Markup]] = [
        (page.file.to(""), load_texts()["site.home"]),
        *((page.file.to(address), title) for address, title in hand_written.menu.above(page.file)),
    ]
    return crumb_list(links, page.title)


def _languages(page: HandWrittenPage, site: SiteContext) -> str:
    """Render links to the front pages in other languages, each in its own language."""
    others = ((tag, path) for tag, path in _front_page_paths(site) if tag != SOURCE)
    return language_links((tag, page.file.to(site.urls.address(path))) for tag, path in others)


def _front_page_paths(site: SiteContext) -> tuple[tuple[str, str], ...]:
    """Return (language tag, logical path) of the front page in each language.

    None on a site of a single agency, which has no front page besides the agency's own.
    """
    if site.urls.single is not None:
        return ()
    return site.alternates(lambda other: other.site(""))


def search_records(hand_written: HandWritten) -> tuple[SearchRecord, ...]:
    """Return the search records of hand-written pages, but for those that ask not to be found."""
    return tuple(
        SearchRecord(page.title, page.file.address)
        for page in hand_written.pages
        if not page.is_hidden
    )


def kept_pages(hand_written: HandWritten) -> dict[str, str]:
    """Return the content of each page by address, so that browsers notice when a saved copy is old."""
    return {page.file.address: f"{page.title}\n{page.html}" for page in hand_written.pages}


def build_plain_site(
    options: Options,
    *,
    out: Path,
    content: HandWrittenFolder | None = None,
    tell: Callable[[str], object] = lambda _: None,
    shells_of: Callable[[Prepared], ShellOf] | None = None,
) -> Prepared:
    """Build the site; `out` changes only if there is no error.

    Args:
        options: What to build.
        out: The output folder; it appears completely or not at all.
        content: Hand-written pages that belong to it, or `None`.
        tell: Called with a Vietnamese line for each broken link of hand-written pages.
        shells_of: Returns the source of the frames instead of plain ones, for a section inside
            another site, which has its own 404 page and sitemap.

    Returns:
        The prepared site, with all problems.

    Raises:
        WrongPlaceError: The cache folder is a file or a link.
        UnreadablePageError: A hand-written page cannot be read.
        SigningError: The site is to be signed and cannot be.
        OSError: Something cannot be written; the message names the place.
    """
    fragment_store = private_folder(options.cache)
    claim = CacheClaim(options.cache)
    options = dataclasses.replace(options, cache=claim.cache)
    stored = StoredMemory(options.cache, "plain")
    keep_templates(options.cache)
    try:
        memory = stored.recall()
        # Below a prefix there is room for a front page of ours even if the owner has one at the root.
        home = bool(options.prefix) or not options.root_taken
        prepared = prepare(options, fragment_store=fragment_store, memory=memory, home=home)
        if prepared.stops:
            return prepared
        site_signer(prepared)
        written = None
        if content is not None:
            ours = {entry.path: entry for entry in prepared.entries}
            written = hand_written_pages(content, prepared.build_context.urls, ours, options.cache)
            for remark in written.remarks:
                tell(remark)
        owner = owner_parts(written) if written is not None else OwnerParts()
        plain = PlainShells(prepared, owner=owner)
        shells = shells_of(prepared) if shells_of is not None else plain
        new = sibling(out)
        if written is not None:
            write_hand_written(written, prepared.build_context.site, plain, out=new)
        if shells is plain:
            _write_site_wide_files(prepared, new, owner=owner, written=written)
        spare = options.cache / "plain" if options.cache else None
        published = publish(
            prepared,
            shells,
            out=new,
            previous=out if out.is_dir() else None,
            spare=spare,
            last=memory,
            documents=search_records(written) if written is not None else (),
            markdown_pages=kept_pages(written) if written is not None else {},
        )
        keep(prepared, published, memory, new=new, out=out, spare=spare, stored=stored)
    except BaseException as error:
        end_workers()
        restore_and_tidy(out)
        if isinstance(error, OSError):
            raise error_at(error, out) from error
        raise
    finally:
        claim.end()
        shutil.rmtree(fragment_store, ignore_errors=True)
    return prepared


def keep(
    prepared: Prepared,
    published: dict[str, Published] | None,
    last: Memory,
    *,
    new: Path,
    out: Path,
    spare: Path | None,
    stored: StoredMemory,
) -> None:
    """Put a finished output folder in place and store the memory of this build.

    The old site is kept as a spare, whose files the next build reuses; not if it holds anything that
    was withdrawn since.

    Args:
        prepared: The site.
        published: StoredResult of `publish`; `None` if the old site is already right.
        last: Memory of the last build.
        new: The finished folder.
        out: Where it belongs.
        spare: Where to keep the old output folder for reuse, or `None`.
        stored: Where the memory is stored.
    """
    key, builds = prepared.build_context.key, dict(prepared.builds)
    with undivided():  # the site and its memory must change together
        if published is None:
            shutil.rmtree(new, ignore_errors=True)
            memory = Memory(key, builds, prepared.site, last.published, last.spare)
        elif last.builds and gone_key(last.builds) != gone_key(builds):
            # The old site still holds what was withdrawn since: no copy of it is kept.
            take_place(new, out)
            if spare is not None:
                remove(spare)
            forget_scans(prepared.options.cache)
            memory = Memory(key, builds, prepared.site, with_current_times(out, published))
        else:
            take_place(new, out, spare=spare)
            published_now = with_current_times(out, published)
            memory = Memory(key, builds, prepared.site, published_now, last.published)
        stored.remember(memory, last)


def keep_preview(
    prepared: Prepared,
    published: Mapping[str, Published],
    last: Memory,
    *,
    out: Path,
    stored: StoredMemory,
) -> None:
    """Store the memory of a preview, which is written straight into its folder.

    Args:
        prepared: The site.
        published: StoredResult of `publish`.
        last: Memory of the last preview.
        out: The folder it was written into.
        stored: Where the memory is stored.
    """
    in_place = with_current_times(out, published)
    key, builds = prepared.build_context.key, dict(prepared.builds)
    stored.remember(Memory(key, builds, prepared.site, in_place), last)


def _write_site_wide_files(
    prepared: Prepared, out: Path, *, owner: OwnerParts, written: HandWritten | None
) -> None:
    """Write the 404 page, the sitemap, and `robots.txt` unless the owner wrote one."""
    context, texts = prepared.build_context, load_texts()
    shell = PlainShells(prepared, canonical=False, owner=owner)(0, edit=False, nav=False)
    page = shell.fill(
        texts={
            "title": texts["site.not_found_title"],
            "description": texts["site.not_found_text"],
            "kind": "khong-tim-thay",
        },
        fragments={
            "content": str(
                not_found_fragment(context.site, home="./", pages=likely_pages(prepared))
            ),
            "crumbs": crumb_list([("./", texts["site.home"])], texts["site.not_found_title"]),
        },
    )
    write_below(out, "404.html", page)
    if not context.urls.site_url:
        return
    by_hand: Iterable[tuple[str, str]] = ()
    if written is not None:
        by_hand = hand_written_entries(written, prepared, last_days(written.content.folder))
    write_sitemap(out, [*by_hand, *page_entries(prepared)])
    robots = "" if prepared.options.prefix else robots_text(context.urls.site_url)
    if robots and not (out / ROBOTS).exists():
        write_below(out, ROBOTS, robots)


# A section inside a site that another generator has finished (the host's): its files are never
# replaced.


class PlacesTakenError(Exception):
    """Files of the host's site stand where the section's files belong.

    Attributes:
        files: Their paths below the site.
    """

    def __init__(self, files: list[str]) -> None:
        """Keep the paths of the files, in order."""
        super().__init__(", ".join(files))
        self.files = files


def put_into(site: Path, section: Path, *, prefix: str) -> None:
    """Replace the section that the last run put into a host's site, folder by folder, each in one step.

    The host's own files in these folders are kept.

    Args:
        site: The host's finished site.
        section: Folder with the new section, whose folders are named as in the site.
        prefix: The folder of its pages; the other folder (`FOLDER`) has styles and scripts.

    Raises:
        PlacesTakenError: Files of the host stand where the section's belong; nothing was changed.
        OSError: Something cannot be written.
    """
    folders = (FOLDER, prefix)
    foreign = {folder: sorted(_files_of_others(site / folder)) for folder in folders}
    clashes = [
        f"{folder}/{name}"
        for folder, names in foreign.items()
        for name in names
        if (section / folder / name).exists()
    ]
    above = [part for folder in folders for part in (site / folder).parents if part.is_file()]
    if clashes or above:
        raise PlacesTakenError([*(path.relative_to(site).as_posix() for path in above), *clashes])
    try:
        new = {}
        for folder, names in foreign.items():
            new[folder] = sibling(site / folder)
            shutil.copytree(section / folder, new[folder], dirs_exist_ok=True)
            for name in names:
                (new[folder] / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(site / folder / name, new[folder] / name)
        with undivided():
            for folder in folders:
                take_place(new[folder], site / folder)
    except BaseException as error:
        for folder in folders:
            restore_and_tidy(site / folder)
        if isinstance(error, OSError):
            raise error_at(error, site) from error
        raise


def _files_of_others(folder: Path) -> Iterator[str]:
    """Yield the paths of files in a folder that no earlier run of this program has written.

    Its own files are those listed in the folder's `SHA256SUMS`, or all in the folder of styles and
    scripts, which is known by its `as-of.css`.
    """
    ours = set(BESIDES) if (folder / SUMS).is_file() else set()
    if ours:
        lines = (folder / SUMS).read_text("utf-8", "replace").splitlines()
        ours |= {line.partition(" ")[2].lstrip(" *") for line in lines}
        for part in folder.glob(f"{PARTS}**/*.json"):
            ours |= read_manifest(part.read_bytes()).files.keys()
    is_assets = (folder / "as-of.css").is_file()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in ours and not is_assets:
            yield name


# Building the section, with a page of the host's site as the frame around each page.


class HostShells:
    """A source of shells made from a page of the host's site, so that the section looks like it."""

    def __init__(self, prepared: Prepared, host: HostPage) -> None:
        """Keep the section and the host's page.

        Args:
            prepared: The section.
            host: The host's page that serves as the frame.
        """
        self._plain, self._host = PlainShells(prepared), host
        self._cache = prepared.options.cache

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str = SOURCE, home: bool = False
    ) -> Shell:
        """Return the host's page as the frame for pages of one depth and language; no edit link."""
        del edit
        texts = self._plain.texts(language)
        content = guest_content(texts, depth=depth, host=self._host.host, nav=nav, home=home)
        page = self._host.at(depth, content)
        return guest_shell(page, depth=depth, canonical=texts.has_canonical)

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages that other portals show in a frame: the plain one."""
        return self._plain.embed(depth)

    def assets(self, shells: Iterable[Shell]) -> Mapping[str, str]:
        """Return the style sheets for pages inside another site: path, text."""
        del shells
        return guest_styles(self._cache)


def build_into(options: Options, *, site: Path, host: HostPage, stage: Path) -> Prepared:
    """Build the section and put it into a host's site, which changes only if there is no error.

    The pages are also added to the host's sitemap, if it has one.

    Args:
        options: What to build, with a prefix.
        site: The host's finished site.
        host: The host's page that serves as the frame.
        stage: Folder where the section alone is kept, so that the next build can reuse its files.

    Returns:
        The prepared section, with all problems.

    Raises:
        PlacesTakenError: Files of the host stand where the section's belong.
        OSError: Something cannot be written; the message names the place.
    """
    prepared = build_plain_site(
        options, out=stage, shells_of=lambda prepared: HostShells(prepared, host)
    )
    if prepared.stops:
        return prepared
    put_into(site, stage, prefix=options.prefix)
    listed = read_present(site / SITEMAP)
    if listed is not None and options.site_url:
        new = with_our_pages(listed.decode("utf-8"), prepared).encode()
        if new != listed:
            replace_file(site / SITEMAP, new, before=listed)
            if (site / f"{SITEMAP}.gz").is_file():
                pack_sitemap(site)
    return prepared
