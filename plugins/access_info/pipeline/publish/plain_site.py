"""A whole site with the plain shell, without MkDocs."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from access_info.loading import last_days
from access_info.pages.province.site_pages import not_found_fragment
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import crumb_list
from access_info.pipeline.hand_written.folder import HandWrittenFolder
from access_info.pipeline.hand_written.pages import HandWritten, hand_written_pages
from access_info.pipeline.incremental.agency_build import gone_key
from access_info.pipeline.incremental.memory import Memory, recall, remember
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.options import Options
from access_info.pipeline.preparation.prepare import Prepared, prepare
from access_info.pipeline.publish.filling import ShellOf
from access_info.pipeline.publish.frames import OwnerParts, PlainShells, likely_pages
from access_info.pipeline.publish.hand_written_files import (
    kept_pages,
    owner_parts,
    search_records,
    write_hand_written,
)
from access_info.pipeline.publish.manifest_files import site_signer
from access_info.pipeline.publish.output import (
    CacheClaim,
    private_folder,
    restore_and_tidy,
    sibling,
    take_place,
)
from access_info.pipeline.publish.site import publish, with_current_times
from access_info.pipeline.publish.sitemap import (
    ROBOTS,
    hand_written_entries,
    page_entries,
    robots_text,
    write_sitemap,
)
from access_info.scanning import forget_scans
from access_info.source import error_at, remove
from access_info.waiting import end_workers, undivided


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
