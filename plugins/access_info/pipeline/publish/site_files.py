"""Files of a site that are no pages: styles and scripts, the day, the worker, shared data."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import heapq
import html
import json
import os
import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

import rcssmin
import rjsmin

from access_info.legal.packs import LawPack
from access_info.loading import last_commits
from access_info.model.types import vn_date
from access_info.pages.rendering.day_sheet import day_sheet
from access_info.pages.rendering.environment import environment, load_texts, vn_size
from access_info.pages.rendering.paths import DOWNLOADS, FORM, OPEN_DATA, REQUEST_DATA
from access_info.pages.request import receiver_scripts, request_data
from access_info.pipeline.incremental.agency_build import short_digest
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.incremental.reuse import Published, hash_of
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.output import write_below
from access_info.pipeline.trust.manifest import (
    BESIDES,
    VERSION,
    Signer,
    SizedHash,
    signer,
    write_lists,
)
from access_info.program import generator_facts, program_line
from access_info.shells.guest import GUEST_FOLDER, guest_sheet
from access_info.source.replacing import write_cached
from access_info.unchanged.cache_guard import read_cached

_ASSETS = Path(__file__).parents[2] / "assets"
FOLDER = "assets/access-info"
WORKER = "sw.js"
AS_OF = f"{FOLDER}/as-of.css"
# The emblem of who has none of its own.
SIGN = f"{FOLDER}/icon.svg"
DIGESTS = f"{FOLDER}/content-digests.txt"
# Where pages are no longer kept, what browsers have of an earlier worker must go.
_RETIRED = """\
addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => {
  const prefix = `access-info ${self.registration.scope} `;
  const retire = async () => {
    for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
    await self.registration.unregister();
  };
  event.waitUntil(retire());
});
"""
# Comments and blanks are for us; they are a quarter of what a phone would wait for.
_PACKERS: Mapping[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
# A folder of files that are joined to a script of its name, in this order: what runs at once is last.
SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "access-info/request": (
        *(
            "dates.js",
            "calendar.js",
            "due-table.js",
            "deadlines.js",
            "texts.js",
            "carried-words.js",
        ),
        *("choice.js", "search-loader.js", "page.js"),
    ),
    "access-info/request-form": (
        *("shared.js", "letter.js", "zip.js", "docx.js", "form.js", "actions.js", "receiver.js"),
        "page.js",
    ),
    "access-info/search": (
        *("folding.js", "typing-errors.js", "lexicon.js", "terms.js", "query.js", "meanings.js"),
        *("names.js", "record.js", "filter.js", "files.js", "limits.js", "shards.js"),
        *("postings.js", "matching.js", "ranking.js", "reading.js", "scanning.js", "cost.js"),
        *("index.js", "named.js", "results.js", "suggestions.js", "page.js", "start.js"),
    ),
}
# The search of the nation is `access-info/search`, but for the files of this folder: some stand for those of
# their names, the others come before all.
NATION_SEARCH = "access-info/search-nation"
# Style sheets in the same way: tokens first, which all others use. `access-info.css` is all that a page
# needs of the frame; the others come with pages that need them, and are files of their own.
STYLES: Mapping[str, tuple[str, ...]] = {
    "access-info/access-info": (
        *("tokens.css", "page.css", "header.css", "parts.css"),
        *("lists.css", "print.css"),
    ),
    "access-info/items": ("items.css",),
    "access-info/oversight": ("figures.css", "oversight.css"),
}
STYLES_FOLDER = "access-info/styles"
# What stands before and after all others in the sheet of a guest's frame (`shells.guest`).
GUEST_STYLES = ("guest-reset.css", *STYLES["access-info/access-info"], "guest.css")


def joined_styles(names: Iterable[str]) -> str:
    """Join style sheets of `STYLES_FOLDER` as they are served."""
    folder = _ASSETS / STYLES_FOLDER
    return _PACKERS[".css"]("".join((folder / name).read_text("utf-8") for name in names))


def guest_styles(cache: Path | None) -> dict[str, str]:
    """Write all style sheets for pages in somebody else's site: path below the output folder, text.

    Args:
        cache: Where what was written once is kept: it takes half a second.
    """
    sheets = {name: text.decode() for name, text in assets().items() if name.endswith(".css")}
    sheets["access-info/access-info.css"] = joined_styles(GUEST_STYLES)
    parts = "\0".join([code_key(), *sheets.values()])
    place = cache and cache / "guest" / f"{short_digest(parts)}.json"
    cached = read_cached(place) if place else None
    if cached is None:
        cached = json.dumps({name: guest_sheet(text) for name, text in sheets.items()}).encode()
        if place:
            write_cached(place, cached, cache=cache)
    return {
        f"{GUEST_FOLDER}/{PurePath(name).name}": text for name, text in json.loads(cached).items()
    }


def joined_script(folder: str) -> str:
    """Join the files of a script of `SCRIPTS` as it is served: one scope, in strict mode."""
    return _joined(folder, SCRIPTS[folder])


def nation_search() -> str:
    """Join the script of the nation's search, as it is served."""
    folder = "access-info/search"
    own = {
        path.name: f"../search-nation/{path.name}" for path in (_ASSETS / NATION_SEARCH).iterdir()
    }
    names = SCRIPTS[folder]
    further = sorted(own.keys() - {*names})
    return _joined(folder, [own.get(name, name) for name in (*further, *names)])


def _joined(folder: str, names: Iterable[str]) -> str:
    """Join scripts of a folder as they are served."""
    texts = [(_ASSETS / folder / name).read_text(encoding="utf-8") for name in names]
    return _PACKERS[".js"]('(() => {\n"use strict";\n' + "".join(texts) + "})();\n")


def assets() -> dict[str, bytes]:
    """Read the files that every site needs, as they are served: path below `assets`, content."""
    contents = {f"{folder}.js": joined_script(folder).encode() for folder in SCRIPTS}
    contents |= {f"{name}.css": joined_styles(files).encode() for name, files in STYLES.items()}
    joined = {*SCRIPTS, NATION_SEARCH, STYLES_FOLDER}
    for path in _ASSETS.rglob("*"):
        name = path.relative_to(_ASSETS)
        if path.is_file() and name.parent.as_posix() not in joined:
            pack = _PACKERS.get(path.suffix)
            contents[name.as_posix()] = (
                pack(path.read_text(encoding="utf-8")).encode() if pack else path.read_bytes()
            )
    return dict(sorted(contents.items()))


@dataclasses.dataclass(frozen=True)
class SiteAssets:
    """Styles, scripts, the day of the build and the service worker.

    Attributes:
        prepared: The site.
        further: What the shells need: path below the output folder, text.
        digests: Of the site's contents (`content_digests`).
    """

    prepared: Prepared
    further: Mapping[str, str]
    digests: str

    @property
    def key(self) -> str:
        """A hash of all that they are made from."""
        options = self.prepared.options
        parts = [
            self.prepared.build_context.key,
            f"{options.as_of} {options.offline} {options.keeps_worker}",
            self.digests,
            repr(self._receivers),
            *(f"{name}\n{text}" for name, text in self.further.items()),
        ]
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

    def write(self, out: Path) -> Iterator[str]:
        """Write the files and yield their paths below the output folder."""
        context = self.prepared.build_context
        for name, content in assets().items():
            yield write_below(out, f"assets/{name}", content)
        if context.emblem is not None:
            yield write_below(out, sign_path(context), context.emblem.content)
        for name, text in self._texts().items():
            yield write_below(out, name, text)

    def _texts(self) -> dict[str, str]:
        """Make what is not the same for every site: path below the output folder, text."""
        options, context = self.prepared.options, self.prepared.build_context
        keeps = options.keeps_worker and options.offline
        texts = {
            AS_OF: self._day_sheet(short_digest(self.digests) if keeps else ""),
            **self.further,
        }
        if keeps:
            texts[DIGESTS] = self.digests
        if options.keeps_worker:
            worker = _worker(self.prepared, self.further) if options.offline else _RETIRED
            texts[context.urls.shared(WORKER)] = worker
        texts |= self._receivers
        for tag in context.languages:
            site = context.site_in(tag)
            texts[site.urls.site(REQUEST_DATA)] = request_data(site, options.as_of)
        return texts

    def _day_sheet(self, state: str) -> str:
        """Write the style sheet of the day; `state` is of the copies that a worker keeps, or ""."""
        place = self.prepared.build_context.place
        return day_sheet(
            self.prepared.options.as_of,
            place.main_colour,
            state,
            stale_days=place.freshness.stale_copy_days if place.freshness else None,
            stale=load_texts()["foot.stale"],
        )

    @functools.cached_property
    def _receivers(self) -> dict[str, str]:
        """Make the scripts of those who receive requests: path below the output folder, text."""
        summaries = [*self.prepared.summaries.values()]
        return dict(receiver_scripts(summaries, self.prepared.build_context.site))


def sign_path(context: BuildContext) -> str:
    """Return where the emblem stands below the output folder: the jurisdiction's own, or ours."""
    return f"{FOLDER}/{context.emblem.name}" if context.emblem else SIGN


# Keys of the texts that the service worker shows, by its own name for each.
_OFFLINE = {
    "kept": "offline.kept",
    "missing_title": "offline.missing_title",
    "missing": "offline.missing",
    "again": "offline.again",
    "saved": "offline.saved",
    "home": "site.home",
}


def _worker(prepared: Prepared, further: Mapping[str, str]) -> str:
    """Render the service worker, with the assets that it keeps from the start."""
    context = prepared.build_context
    contents = assets()
    wanted = [f"assets/{name}" for name in contents if name.endswith((".css", ".js"))]
    wanted += [*further, AS_OF, sign_path(context)]
    digest = hashlib.blake2b(digest_size=8)
    for content in contents.values():
        digest.update(content)
    for text in (*further.values(), repr(context.emblem)):
        digest.update(text.encode())
    start = posixpath.dirname("/" + context.urls.shared(WORKER))
    words = {
        tag: {name: load_texts(tag)[key] for name, key in _OFFLINE.items()}
        for tag in context.languages
    }
    template = environment().get_template("site/sw.js.jinja")
    return template.render(
        version=digest.hexdigest(),
        digests=posixpath.relpath(f"/{DIGESTS}", start),
        assets=_as_script_literal(sorted(posixpath.relpath("/" + name, start) for name in wanted)),
        words=_as_script_literal(words),
        form=FORM,
    )


def _as_script_literal(value: object) -> str:
    """Write a value as a literal of a script."""
    return json.dumps(value, ensure_ascii=False)


def commit_words(prepared: Prepared) -> dict[tuple[str, str], str]:
    """Render HTML about the last commit of each agency's folder that has one, by language."""
    options = prepared.options
    commit_html = {}
    for name, commit in last_commits(options.agencies, list(prepared.builds)).items():
        address = options.repo_url and f"{options.repo_url.rstrip('/')}/commit/{commit.id}"
        for tag in prepared.build_context.languages:
            texts = load_texts(tag)
            words = f"{texts.fill('foot.commit', date=vn_date(commit.date))}."
            if address:
                link = f'<a href="{html.escape(address)}" rel=nofollow>'
                words += f" {link}{html.escape(texts['foot.commit_link'])}</a>"
            commit_html[tag, name] = f'<p data-commit="{commit.id}">{words}</p>'
    return commit_html


# Writes what a site's files are known again by: `manifest.json`, `SHA256SUMS`, and their signatures.

# Members that name files of the followers' (below the manifest's folder), where these exist.
_FURTHER = {"rows": f"{DOWNLOADS}/dong.json", "changes": f"{DOWNLOADS}/thay-doi.json"}


def site_signer(prepared: Prepared) -> Signer | None:
    """Look whether the site can be signed, where it is to be; `None` where it is not.

    Raises:
        SigningError: It cannot.
    """
    options = prepared.options
    if options.signing_key is None or options.preview:
        return None
    sources = options.agencies.parent
    outside = sources if sources != sources.parent else options.agencies
    return signer(options.signing_key, prepared.build_context.place.public_keys, outside=outside)


def manifest_key(prepared: Prepared, signer: Signer | None) -> str:
    """Build the key of what a manifest says besides files, whose own keys tell of them."""
    facts = json.dumps(_site_facts(prepared), ensure_ascii=False)
    parts = (facts, prepared.build_context.urls.prefix, signer.public if signer else "")
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def write_manifest(
    prepared: Prepared, out: Path, published: Mapping[str, Published], signer: Signer | None
) -> Iterator[str]:
    """Write the manifest of all files of a site, and `SHA256SUMS` last.

    They stand at the root of what is ours and cover all below it: in a site of somebody else's, its
    other pages are that one's own to vouch for.

    Args:
        prepared: The site.
        out: The output folder, to which nothing else is added any more.
        published: What is known of the files that the build wrote or took over.
        signer: What signs both, or `None`.

    Yields:
        Paths of the files, below the output folder.
    """
    folder = prepared.build_context.urls.shared("")
    root = out / folder
    root.mkdir(parents=True, exist_ok=True)
    facts = _site_facts(prepared)
    facts |= {member: path for member, path in _FURTHER.items() if (root / path).is_file()}
    names = write_lists(root, facts, _hashed_files(out, folder, published), signer)
    yield from (posixpath.join(folder, name) for name in names)


def _site_facts(prepared: Prepared) -> dict[str, Any]:
    """Gather what a manifest says of the site as a whole."""
    context = prepared.build_context
    address = context.urls.absolute(context.urls.site(""))
    laws = [*context.framework.packs, *context.framework.supplements]
    numbers = ((law.number, law.in_force_from) for law in laws)
    return {
        "schemaVersion": VERSION,
        "created": prepared.options.as_of.isoformat(),
        **({"url": address} if address else {}),
        "generator": {**generator_facts(), "line": program_line(numbers)},
        "laws": [_law_facts(law) for law in laws],
    }


def _law_facts(law: LawPack) -> dict[str, Any]:
    """Say how and when a law was checked as a whole."""
    day = law.checked.date.isoformat() if law.checked and law.checked.date else ""
    return {
        "identifier": law.id,
        "verification": law.verification.value,
        **({"checked": day} if day else {}),
    }


def _hashed_files(
    out: Path, folder: str, published: Mapping[str, Published]
) -> Iterator[SizedHash]:
    """Yield path below a folder, size and SHA-256 of all in it but manifest and the like, by path.

    What neither the build nor an earlier one wrote is read here: pages of MkDocs' own.
    """
    known = heapq.merge(*(item.sized_hashes() for item in published.values()))
    first: SizedHash | None = next(known, None)
    root = out / folder
    for path in _paths_below(root):
        name = posixpath.join(folder, path)
        while first is not None and first[0] < name:
            first = next(known, None)
        if path in BESIDES:
            continue
        if first is not None and first[0] == name:
            yield path, first[1], first[2]
        else:
            yield path, (root / path).stat().st_size, hash_of(root / path)


def _paths_below(root: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, in the order of the paths."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        if here and not here.endswith("/"):
            yield here
            continue
        with os.scandir(root / here) as entries:
            names = [
                f"{here}{entry.name}/" if entry.is_dir(follow_symlinks=False) else here + entry.name
                for entry in entries
            ]
        waiting += sorted(names, reverse=True)


# How large a site is, and whether hosts will take it.

# Hosts that give space away take 1 GB a site (docs.github.com: GitHub Pages limits); somewhat less than
# that, since a site grows.
LARGE_SITE = 900_000_000


def size_notice(size: int) -> str:
    """Say that a site is nearly too large for some hosts; "" when it is not.

    Args:
        size: Bytes of all its files.
    """
    if size < LARGE_SITE:
        return ""
    return (
        f"Cả trang nặng {vn_size(size)}. GitHub Pages và GitLab.com chỉ nhận tới 1 GB một trang: xem hướng dẫn "
        "“Đưa lên mạng”, mục “Trang nặng bao nhiêu”, trước khi trang lớn thêm."
    )


def published_bytes(published: Iterable[Published]) -> int:
    """Sum up the files that a build wrote."""
    return sum(item.size for item in published)


def bytes_below(folder: Path) -> int:
    """Sum up the files in a folder."""
    size = 0
    waiting = [os.fspath(folder)]
    for path in waiting:  # grows on the way
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    size += entry.stat(follow_symlinks=False).st_size
    return size


# What tells a reader's browser which of its saved copies are no longer true.


def content_digests(prepared: Prepared, markdown_pages: Mapping[str, str]) -> str:
    """Write the digests of a site, sorted, a line each.

    Args:
        prepared: The site.
        markdown_pages: Pages that are not made from agencies' data: address below the site's root, and
            what stands on it.
    """
    urls, names, calls = prepared.build_context.urls, prepared.names, prepared.calls
    root = posixpath.dirname(urls.shared("x"))
    # What nothing else stands for belongs to the front page.
    shown_parts: defaultdict[str, list[str]] = defaultdict(list, {"": []})
    for name in prepared.summaries:
        build = prepared.builds[name]
        told = (names.get(other, "") + calls.get(other, "") for other in build.mentions)
        part = _relative_to(f"{urls.folder(name)}/".lstrip("/"), root)
        shown_parts[part].append("\n".join([build.content, *told]))
    every_agency = "\n".join(build.content for build in prepared.builds.values())
    for entry in prepared.site.pages:
        address = urls.address(entry.path)
        # The page about open data shows how files begin that hold every agency's rows.
        more = every_agency if entry.path == urls.site(OPEN_DATA) else ""
        shown_parts[_first_folder(_relative_to(address, root))].append(
            f"{address}\n{entry.content}{more}"
        )
    for address, text in markdown_pages.items():
        if not root or address.startswith(f"{root}/"):
            shown_parts[_first_folder(_relative_to(address, root))].append(
                f"{address}\n{short_digest(text)}"
            )
    return "".join(
        f"{short_digest(chr(0).join(sorted(parts)))} {start}\n"
        for start, parts in sorted(shown_parts.items())
    )


def _relative_to(address: str, root: str) -> str:
    """Make an address relative to the folder that everything of ours stands in."""
    return address.removeprefix(f"{root}/") if root else address


def _first_folder(address: str) -> str:
    """Return the part of the site that a page belongs to: its first folder, or itself."""
    first, slash, _ = address.partition("/")
    return first + slash
