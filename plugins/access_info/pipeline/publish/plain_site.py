"""A whole site with the plain shell, without MkDocs."""

from __future__ import annotations

import dataclasses
import html
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
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
from access_info.pipeline.incremental.memory import Memory, recall, remember
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.context import Options
from access_info.pipeline.preparation.prepare import Prepared, prepare
from access_info.pipeline.publish.filling import (
    STAFF,
    STAFF_FOLDERS,
    OwnerParts,
    PlainShells,
    ShellOf,
    likely_pages,
)
from access_info.pipeline.publish.manifest_files import site_signer
from access_info.pipeline.publish.output import (
    CacheClaim,
    private_folder,
    restore_and_tidy,
    sibling,
    take_place,
)
from access_info.pipeline.publish.shared_files import (
    ROBOTS,
    hand_written_entries,
    page_entries,
    robots_text,
    write_sitemap,
)
from access_info.pipeline.publish.site import publish, with_current_times
from access_info.processes import end_workers
from access_info.scanning import forget_scans
from access_info.search import SearchRecord
from access_info.shells.page import Shell, policy_element
from access_info.source.replacing import error_at
from access_info.unchanged.cache_guard import remove
from access_info.waiting import undivided

# Hand-written pages and the files beside them → files of a site without a theme.

_FRONT, _ARTICLE = "trang-dau", "bai-viet"
_NOINDEX = '<meta name="robots" content="noindex">'
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def owner_parts(hand_written: HandWritten | None) -> OwnerParts:
    """Gather what hand-written pages add to the frame of every page."""
    if hand_written is None:
        return OwnerParts()
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
    """Write every page, and copy every other file.

    Args:
        hand_written: The pages.
        site: What pages share.
        shells: What stands around them.
        out: The output folder.
    """
    made: dict[tuple[int, bool], Shell] = {}
    for page in hand_written.pages:
        key = (page.file.depth, not page.file.address)
        if key not in made:
            made[key] = shells(key[0], edit=False, nav=False, home=key[1])
        target = out / page.file.file
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = _in_shell(page, hand_written, made[key], site)
        target.write_text(whole, encoding="utf-8", newline="\n")
    for file in hand_written.files:
        target = out / file.file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(hand_written.content.folder / file.source, target)


def _in_shell(
    page: HandWrittenPage, hand_written: HandWritten, shell: Shell, site: SiteContext
) -> str:
    side = hand_written.menu.beside(page.file)
    prose = f'<div class="ai-prose">\n{page.html}\n</div>'
    whole = shell.fill(
        texts={
            "title": page.title,
            "description": page.description,
            "canonical": f"{site.urls.site_url}{page.file.address}",
            "kind": _ARTICLE if page.file.address else _FRONT,
        },
        fragments={
            "head": "".join(_head(page, site)),
            "languages": _languages(page, site),
            "crumbs": _crumbs(page, hand_written) if page.file.address else "",
            "content": f'<div class="ai-prose-columns">{side}{prose}</div>' if side else prose,
        },
    )
    # What the owner writes may have styles and scripts of its own, which agencies' pages have not.
    return _POLICY.sub(lambda _: policy_element(whole), whole, count=1)


def _head(page: HandWrittenPage, site: SiteContext) -> Iterator[str]:
    """Yield what search engines are told: not to list the page, or where other languages' are."""
    if page.is_hidden:
        yield _NOINDEX
    for tag, path in () if page.file.address else _front_pages(site):
        if address := site.urls.absolute(path):
            yield f'<link rel="alternate" hreflang="{tag}" href="{html.escape(address)}">'


def _crumbs(page: HandWrittenPage, hand_written: HandWritten) -> str:
    """Render the way to a page through the navigation."""
    links: list[tuple[str, str | markupsafe.Markup]] = [
        (page.file.to(""), load_texts()["site.home"]),
        *((page.file.to(address), title) for address, title in hand_written.menu.above(page.file)),
    ]
    return crumb_list(links, page.title)


def _languages(page: HandWrittenPage, site: SiteContext) -> str:
    """Render links to the front pages in other languages, each named in its own."""
    links = [
        f'<a lang="{tag}" hreflang="{tag}" href="{page.file.to(site.urls.address(path))}">'
        f"{html.escape(load_texts(tag)['site.language'])}</a>"
        for tag, path in _front_pages(site)
        if tag != SOURCE
    ]
    return f'<p class="ai-languages">{" · ".join(links)}</p>' if links else ""


def _front_pages(site: SiteContext) -> tuple[tuple[str, str], ...]:
    """List where the front page stands in each language: tag, logical path."""
    if site.urls.single is not None:
        return ()
    return site.alternates(lambda other: other.site(""))


def search_records(hand_written: HandWritten | None) -> tuple[SearchRecord, ...]:
    """List the pages that the search finds."""
    pages = hand_written.pages if hand_written is not None else ()
    return tuple(
        SearchRecord(page.title, page.file.address) for page in pages if not page.is_hidden
    )


def kept_pages(hand_written: HandWritten | None) -> dict[str, str]:
    """Gather what stands on each page, by address, for browsers that keep copies of them."""
    pages = hand_written.pages if hand_written is not None else ()
    return {page.file.address: f"{page.title}\n{page.html}" for page in pages}


def build_plain_site(
    options: Options,
    *,
    out: Path,
    content: HandWrittenFolder | None = None,
    tell: Callable[[str], object] | None = None,
    shells_of: Callable[[Prepared], ShellOf] | None = None,
) -> Prepared:
    """Build the site; `out` changes only if there is no error.

    Args:
        options: What to build.
        out: The output folder; it appears whole or not at all.
        content: Hand-written pages that belong to it, or `None`.
        tell: Is told in Vietnamese what their links lack, a line each; or `None`.
        shells_of: Gives other shells than the plain ones, for pages that belong into a site which has
            its own page for unknown addresses and its own sitemap.

    Returns:
        What was prepared, with all problems.

    Raises:
        WrongPlaceError: The memory's place is taken by something of another kind.
        UnreadablePageError: A hand-written page cannot be read.
        SigningError: The site is to be signed and cannot be.
        OSError: Something cannot be written; the place is named.
    """
    fragment_store = private_folder(options.cache)
    claim = CacheClaim(options.cache)
    options = dataclasses.replace(options, cache=claim.cache)
    memory_file = options.cache / "plain.db" if options.cache else None
    try:
        memory = recall(memory_file)
        home = bool(options.prefix) or not options.root_taken
        prepared = prepare(options, fragment_store=fragment_store, memory=memory, home=home)
        if prepared.stops or prepared.context is None:
            return prepared
        site_signer(prepared)
        written = _hand_written(prepared, content)
        if written is not None and tell is not None:
            for remark in written.remarks:
                tell(remark)
        owner = owner_parts(written)
        plain = PlainShells(prepared, owner=owner)
        shells = shells_of(prepared) if shells_of is not None else plain
        new = sibling(out)
        if written is not None:
            write_hand_written(written, prepared.context.site, plain, out=new)
        if shells is plain:
            _write_rest(prepared, new, owner=owner, written=written)
        spare = options.cache / "plain" if options.cache else None
        published = publish(
            prepared,
            shells,
            out=new,
            previous=out if out.is_dir() else None,
            spare=spare,
            last=memory,
            documents=search_records(written),
            markdown_pages=kept_pages(written),
        )
        keep(prepared, published, memory, new=new, out=out, spare=spare, file=memory_file)
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
    file: Path | None,
) -> None:
    """Put a finished output folder in place and remember it.

    Args:
        prepared: The site.
        published: What `publish` gave.
        last: What the builds before remembered.
        new: The finished folder.
        out: Where it belongs.
        spare: Where what was there is kept, or `None`.
        file: Where to remember, or `None`.
    """
    if prepared.context is None:
        return
    key, builds = prepared.context.key, dict(prepared.builds)
    with undivided():  # the site and what is remembered of it go together
        if published is None:
            shutil.rmtree(new, ignore_errors=True)
            memory = Memory(key, builds, prepared.site, last.published, last.spare)
            if not memory.is_same_as(last):
                remember(file, memory)
        elif last.builds and gone_key(last.builds) != gone_key(builds):
            # The old site still holds what was withdrawn since: no copy of it is kept.
            take_place(new, out)
            if spare is not None:
                remove(spare)
            forget_scans(prepared.options.cache)
            remember(file, Memory(key, builds, prepared.site, with_current_times(out, published)))
        else:
            take_place(new, out, spare=spare)
            published_now = with_current_times(out, published)
            remember(file, Memory(key, builds, prepared.site, published_now, last.published))


def keep_preview(
    prepared: Prepared, published: Mapping[str, Published], *, out: Path, file: Path | None
) -> None:
    """Remember a preview, which takes no other folder's place.

    Args:
        prepared: The site.
        published: What `publish` gave.
        out: The folder it was written into.
        file: Where to remember, or `None`.
    """
    if prepared.context is not None:
        in_place = with_current_times(out, published)
        builds = dict(prepared.builds)
        remember(file, Memory(prepared.context.key, builds, prepared.site, in_place))


def _hand_written(prepared: Prepared, content: HandWrittenFolder | None) -> HandWritten | None:
    """Render the hand-written pages, if there are any."""
    if content is None or prepared.context is None:
        return None
    ours = {entry.path: entry for entry in prepared.entries}
    return hand_written_pages(content, prepared.context.urls, ours)


def _write_rest(
    prepared: Prepared, out: Path, *, owner: OwnerParts, written: HandWritten | None
) -> None:
    """Write the page for unknown addresses, the sitemap, and `robots.txt` unless there is one by hand."""
    context = prepared.context
    if context is None:
        return
    texts = load_texts("vi")
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
    (out / "404.html").write_text(page, encoding="utf-8", newline="\n")
    if not context.urls.site_url:
        return
    changed = last_days(written.content.folder) if written is not None else {}
    by_hand = hand_written_entries(written, prepared, changed)
    write_sitemap(out, [*by_hand, *page_entries(prepared)])
    robots = "" if prepared.options.prefix else robots_text(context.urls.site_url)
    if robots and not (out / ROBOTS).exists():
        (out / ROBOTS).write_text(robots, encoding="utf-8", newline="\n")
