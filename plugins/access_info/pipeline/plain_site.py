"""A whole site with the plain shell, without MkDocs."""

from __future__ import annotations

import gzip
import html
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.pages.agency_links import REQUEST
from access_info.pages.request_form import ASK
from access_info.pages.search_page import SEARCH
from access_info.pages.site_pages import not_found_fragment
from access_info.pages.texts import SOURCE, load_texts
from access_info.pipeline.basis import Basis
from access_info.pipeline.memory import Memory, Published, recall, remember
from access_info.pipeline.options import Options
from access_info.pipeline.output import private_folder, sibling, take_place
from access_info.pipeline.prepare import Prepared, prepare
from access_info.pipeline.publish import publish, sitemap_entries
from access_info.pipeline.site_files import WORKER
from access_info.shells import EmbedTexts, PlainTexts, Shell, embed_shell, plain_shell


def build_plain_site(options: Options, *, out: Path) -> Prepared:
    """Builds the site; `out` changes only if there is no error.

    Args:
        options: What to build.
        out: The output folder; it appears whole or not at all.

    Returns:
        What was prepared, with all problems.
    """
    memory_file = options.cache / "plain.json" if options.cache else None
    memory = recall(memory_file)
    spool = private_folder(options.cache)
    try:
        prepared = prepare(options, spool=spool, memory=memory, home=True)
        if prepared.stops or prepared.basis is None:
            return prepared
        new = sibling(out)
        _write_rest(prepared, new)
        spare = options.cache / "plain" if options.cache else None
        published = publish(
            prepared,
            PlainShells(prepared),
            out=new,
            previous=out if out.is_dir() else None,
            spare=spare,
            last=memory,
        )
        keep(prepared, published, memory, new=new, out=out, spare=spare, file=memory_file)
    finally:
        shutil.rmtree(spool, ignore_errors=True)
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
    """Puts a finished output folder in place and remembers it.

    Args:
        prepared: The site.
        published: What `publish` gave.
        last: What the builds before remembered.
        new: The finished folder.
        out: Where it belongs.
        spare: Where what was there is kept, or `None`.
        file: Where to remember, or `None`.
    """
    if prepared.basis is None:
        return
    key, outcomes = prepared.basis.key, dict(prepared.outcomes)
    if published is None:
        shutil.rmtree(new, ignore_errors=True)
        remember(file, Memory(key, outcomes, prepared.site, last.published, last.spare))
        return
    take_place(new, out, spare=spare)
    remember(file, Memory(key, outcomes, prepared.site, published, last.published))


class PlainShells:
    """Gives plain shells for a site."""

    def __init__(self, prepared: Prepared, *, canonical: bool = True) -> None:
        """Prepares shells.

        Args:
            prepared: The site.
            canonical: Whether pages have an address of their own (the page for unknown ones has
                none).
        """
        if prepared.basis is None:
            raise ValueError("the laws cannot be read")
        self._basis = prepared.basis
        self._canonical = canonical and bool(self._basis.urls.site_url)
        self._offline = prepared.options.offline

    def __call__(self, depth: int, *, edit: bool, nav: bool, language: str = "vi") -> Shell:
        """The shell of pages at a depth, with or without a link to the data and a navigation."""
        return plain_shell(self._texts(language), depth=depth, edit=edit, nav=nav)

    def embed(self, depth: int) -> Shell:
        """The shell of pages for other portals' frames."""
        return embed_shell(embed_texts(self._basis), depth=depth)

    def assets(self, shells: Iterable[Shell]) -> dict[str, str]:
        """Nothing beside our own assets."""
        del shells
        return {}

    def _texts(self, language: str) -> PlainTexts:
        texts, place = load_texts(language), self._basis.place
        urls = self._basis.site_in(language).urls
        links = main_links(self._basis, language)
        return PlainTexts(
            language=language,
            site_name=texts.plain("site.home_title_of", name=place.name)
            if place.name
            else texts["site.section"],
            notice=texts.phrase(place.notice or ""),
            notice_label=texts["site.notice"],
            skip=texts["site.skip"],
            home=links[0][0],
            search=texts["site.search"],
            search_box=texts["site.search_box"],
            search_button=texts["site.search_button"],
            search_address=urls.address(urls.site(SEARCH)),
            site_pages=texts["site.site_pages"],
            agency_pages=texts["site.agency_pages"],
            edit=texts["site.edit"],
            links=tuple(links),
            has_canonical=self._canonical,
            worker=urls.shared(WORKER) if self._offline else "",
        )


def main_links(basis: Basis, language: str) -> list[tuple[str, str]]:
    """The site's main pages in a language: address below the site's root, words."""
    texts, urls = load_texts(language), basis.site_in(language).urls
    if language != SOURCE and urls.single is not None:
        # A lone agency's own pages stand where a front page would.
        request = urls.address(urls.agency(urls.single, REQUEST))
        return [(request, texts["nav.request"])]
    links = [(urls.address(urls.site("")), texts["site.home"])]
    if urls.single is None:
        links.append((urls.address(urls.site("co-quan")), texts["site.agencies"]))
        links.append((urls.address(urls.site(ASK)), texts["site.ask"]))
    links.append((urls.address(urls.site("phap-luat")), texts["site.laws"]))
    return links


def embed_texts(basis: Basis) -> EmbedTexts:
    """Words around pages for other portals' frames."""
    texts = load_texts()
    return EmbedTexts(
        language=texts.language,
        notice=basis.place.notice or "",
        skip=texts["site.skip"],
        has_canonical=bool(basis.urls.site_url),
        full=texts["embed.full"],
        pages=texts["site.agency_pages"],
    )


def _write_rest(prepared: Prepared, out: Path) -> None:
    """The page for unknown addresses and the sitemap."""
    basis = prepared.basis
    if basis is None:
        return
    texts = load_texts("vi")
    shell = PlainShells(prepared, canonical=False)(0, edit=False, nav=False)
    page = shell.fill(
        texts={
            "title": texts["site.not_found_title"],
            "description": texts["site.not_found_text"],
            "kind": "khong-tim-thay",
        },
        fragments={"content": str(not_found_fragment(basis.site, home="./"))},
    )
    (out / "404.html").write_text(page, encoding="utf-8", newline="\n")
    if basis.urls.site_url:
        content = "".join(sitemap(prepared)).encode()
        (out / "sitemap.xml").write_bytes(content)
        with gzip.GzipFile(out / "sitemap.xml.gz", "wb", mtime=0) as file:
            file.write(content)


def sitemap(prepared: Prepared) -> Iterator[str]:
    """The sitemap (sitemaps.org 0.9)."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield from sitemap_urls(prepared)
    yield "</urlset>\n"


def sitemap_urls(prepared: Prepared) -> Iterator[str]:
    """One element for each page."""
    for address, changed in sitemap_entries(prepared):
        last = f"<lastmod>{changed}</lastmod>" if changed else ""
        yield f"<url><loc>{html.escape(address)}</loc>{last}</url>\n"
