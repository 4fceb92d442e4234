"""Files of a site that are no pages: styles, scripts, the service worker, the manifest; and its size."""

from __future__ import annotations

import dataclasses
import datetime
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

from access_info.exports.follower_files import CHANGES_FILE, ROWS_FILE, ROWS_FOLDER
from access_info.legal.packs import LawPack
from access_info.loading import last_commits
from access_info.model.types import vn_date
from access_info.pages.rendering.day_sheet import day_sheet
from access_info.pages.rendering.environment import environment, load_texts, vn_size
from access_info.pages.rendering.paths import DOWNLOADS, FORM, INDEX, OPEN_DATA, REQUEST_DATA
from access_info.pages.request import receiver_scripts, request_data
from access_info.pipeline.incremental.agency_build import short_digest
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.incremental.reuse import Published, hash_of
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.output import write_below
from access_info.pipeline.trust.manifest import (
    BESIDES,
    PARTS,
    VERSION,
    Signer,
    SizedHash,
    paths_below,
    signer,
    write_lists,
)
from access_info.program import generator_facts, program_line
from access_info.search.manifest import MANIFEST
from access_info.shells.guest import GUEST_FOLDER, guest_sheet
from access_info.unchanged.store import RESULTS, Store, StoredResult

_ASSETS = Path(__file__).parents[2] / "assets"
FOLDER = "assets/access-info"
WORKER = "sw.js"
AS_OF = f"{FOLDER}/as-of.css"
# The emblem for a jurisdiction that has none of its own.
SIGN = f"{FOLDER}/icon.svg"
DIGESTS = f"{FOLDER}/content-digests.txt"
# The worker of a site that no longer offers offline pages: it deletes an earlier worker's copies.
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
# Comments and blanks are left out of what is served: they are a quarter of the bytes.
_PACKERS: Mapping[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
# Folder → its files, joined in this order to one script of the folder's name; the one that starts
# is last.
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
# The nation's search is `access-info/search` with the files of this folder: those of the same name
# replace files there, the others come first.
NATION_SEARCH = "access-info/search-nation"
# Style sheets joined in the same way, tokens first, which all others use. `access-info.css` is for
# every page; the others are loaded by the pages that need them.
STYLES: Mapping[str, tuple[str, ...]] = {
    "access-info/access-info": (
        *("tokens.css", "page.css", "header.css", "parts.css"),
        *("lists.css", "print.css"),
    ),
    "access-info/items": ("items.css",),
    "access-info/oversight": ("figures.css", "oversight.css"),
}
STYLES_FOLDER = "access-info/styles"
# The style sheet for pages inside another site (`shells.guest`): between a reset and corrections.
GUEST_STYLES = ("guest-reset.css", *STYLES["access-info/access-info"], "guest.css")


def joined_styles(names: Iterable[str]) -> str:
    """Return several style sheets of `STYLES_FOLDER` as one, minified."""
    folder = _ASSETS / STYLES_FOLDER
    return _PACKERS[".css"]("".join((folder / name).read_text("utf-8") for name in names))


def guest_styles(cache: Path | None) -> dict[str, str]:
    """Return all style sheets as needed for pages inside another site: path → text.

    Args:
        cache: Cache folder for the result, which takes half a second to make; `None` without one.
    """
    sheets = {name: text.decode() for name, text in assets().items() if name.endswith(".css")}
    sheets["access-info/access-info.css"] = joined_styles(GUEST_STYLES)
    parts = "\0".join([code_key(), *sheets.values()])
    store = Store(cache / RESULTS) if cache else None
    key = short_digest(parts)
    cached = store.get("guest styles", "", key) if store else None
    if cached is None:
        cached = json.dumps({name: guest_sheet(text) for name, text in sheets.items()}).encode()
        if store:
            store.put([StoredResult("guest styles", "", key, cached)])
    return {
        f"{GUEST_FOLDER}/{PurePath(name).name}": text for name, text in json.loads(cached).items()
    }


def joined_script(folder: str) -> str:
    """Return a script of `SCRIPTS` as it is served: its files in one scope, minified."""
    return _joined(folder, SCRIPTS[folder])


def nation_search() -> str:
    """Return the script of the nation's search as it is served.

    It is that of a province's search, with files replaced or added by those of `NATION_SEARCH`.
    """
    folder = "access-info/search"
    own = {
        path.name: f"../search-nation/{path.name}" for path in (_ASSETS / NATION_SEARCH).iterdir()
    }
    names = SCRIPTS[folder]
    further = sorted(own.keys() - {*names})
    return _joined(folder, [own.get(name, name) for name in (*further, *names)])


def _joined(folder: str, names: Iterable[str]) -> str:
    """Return files of a folder joined to one minified script: one scope, in strict mode."""
    texts = [(_ASSETS / folder / name).read_text(encoding="utf-8") for name in names]
    return _PACKERS[".js"]('(() => {\n"use strict";\n' + "".join(texts) + "})();\n")


def assets() -> dict[str, bytes]:
    """Return the files that are the same for every site: path below `assets` → content as served."""
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
    """A site's assets: styles, scripts, the day of the build, the service worker.

    Attributes:
        prepared: The site.
        further: Files that the shells need: path below the output folder, text.
        digests: Hashes of the site's contents for the service worker (`content_digests`).
    """

    prepared: Prepared
    further: Mapping[str, str]
    digests: str

    @property
    def key(self) -> str:
        """Hash of all that the assets are made from."""
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
        """Return the assets that differ from site to site: path below the output folder, text."""
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
        """Return the style sheet by which pages show the day of the build and warn when they are old.

        Args:
            state: Hash of all pages' contents, by which the service worker notices old copies; ""
                if there is no worker.
        """
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
        """Scripts with the agencies that receive requests, for the request form: path → text."""
        summaries = [*self.prepared.summaries.values()]
        return dict(receiver_scripts(summaries, self.prepared.build_context.site))


def sign_path(context: BuildContext) -> str:
    """Return the path of the emblem below the output folder: the jurisdiction's own, or the default."""
    return f"{FOLDER}/{context.emblem.name}" if context.emblem else SIGN


# The service worker's name for each text that it shows → the text's key.
_OFFLINE = {
    "kept": "offline.kept",
    "missing_title": "offline.missing_title",
    "missing": "offline.missing",
    "again": "offline.again",
    "saved": "offline.saved",
    "home": "site.home",
}


def _worker(prepared: Prepared, further: Mapping[str, str]) -> str:
    """Render the service worker's script, with the list of assets that it stores when installed."""
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
        contents=posixpath.relpath(f"/{context.urls.shared(INDEX)}/{MANIFEST}.js", start),
        assets=_literal(sorted(posixpath.relpath("/" + name, start) for name in wanted)),
        words=_literal(words),
        form=FORM,
    )


def _literal(value: object) -> str:
    """Return a value as a JavaScript literal."""
    return json.dumps(value, ensure_ascii=False)


def commit_words(prepared: Prepared) -> dict[tuple[str, str], str]:
    """Return HTML about the last commit of each agency's folder: (language, agency) → HTML."""
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


# The lists of a site's files, by which a copy can be verified: `manifest.json`, `SHA256SUMS`,
# signatures.

# Members of the manifest that name the files for followers, if these exist, below the manifest's
# folder: one file, or a list of several.
_FURTHER = {
    "rows": (ROWS_FILE, f"{ROWS_FOLDER}/*.json"),
    "changes": (CHANGES_FILE,),
}


def site_signer(prepared: Prepared) -> Signer | None:
    """Return what signs the site, after checking that the key works; `None` if it is not to be signed.

    Raises:
        SigningError: The site is to be signed, but the key cannot be used.
    """
    options = prepared.options
    if options.signing_key is None or options.preview:
        return None
    sources = options.agencies.parent
    outside = sources if sources != sources.parent else options.agencies
    return signer(options.signing_key, prepared.build_context.place.public_keys, outside=outside)


def manifest_key(prepared: Prepared, signer: Signer | None) -> str:
    """Hash what a manifest says besides its files, to notice that it must be written anew."""
    facts = json.dumps(_site_facts(prepared), ensure_ascii=False)
    parts = (facts, prepared.build_context.urls.prefix, signer.public if signer else "")
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def write_manifest(
    prepared: Prepared, out: Path, published: Mapping[str, Published], signer: Signer | None
) -> Iterator[str]:
    """Write the manifest of all files of a site, and `SHA256SUMS` last.

    Both lie in the folder that holds everything the program makes, and cover only that folder:
    inside another site, the rest is for its owner to vouch for.

    Args:
        prepared: The site.
        out: The output folder, to which nothing else is added any more.
        published: Hashes of the files that the build wrote or reused.
        signer: What signs both files, or `None`.

    Yields:
        Paths of the files, below the output folder.
    """
    folder = prepared.build_context.urls.shared("")
    root = out / folder
    root.mkdir(parents=True, exist_ok=True)
    facts = _site_facts(prepared)
    for member, patterns in _FURTHER.items():
        places = [path for each in patterns for path in (root / DOWNLOADS).glob(each)]
        if named := sorted(path.relative_to(root).as_posix() for path in places):
            facts[member] = named[0] if len(named) == 1 else named
    names = write_lists(root, facts, _hashed(out, folder, published), signer)
    yield from (posixpath.join(folder, name) for name in names)


def _site_facts(prepared: Prepared) -> dict[str, Any]:
    """Return what the manifest says of the site as a whole: version, day, address, program, laws."""
    context = prepared.build_context
    address = context.urls.absolute(context.urls.site(""))
    laws = [*context.framework.packs, *context.framework.supplements]
    facts = manifest_facts(prepared.options.as_of, address, laws)
    return {**facts, "laws": [_law_facts(law) for law in laws]}


def manifest_facts(day: datetime.date, address: str, laws: Iterable[LawPack]) -> dict[str, Any]:
    """Return what the manifest of any site says of it: version of the manifest, day, address, program.

    Args:
        day: The day of the build.
        address: Absolute address of the site, or "".
        laws: The laws by which the site judges; none on the site of a nation.
    """
    numbers = ((law.number, law.in_force_from) for law in laws)
    return {
        "schemaVersion": VERSION,
        "created": day.isoformat(),
        **({"url": address} if address else {}),
        "generator": {**generator_facts(), "line": program_line(numbers)},
    }


def _law_facts(law: LawPack) -> dict[str, Any]:
    """Return what the manifest says of a law: identifier, how it was verified, and when."""
    day = law.checked.date.isoformat() if law.checked and law.checked.date else ""
    return {
        "identifier": law.id,
        "verification": law.verification.value,
        **({"checked": day} if day else {}),
    }


def _hashed(out: Path, folder: str, published: Mapping[str, Published]) -> Iterator[SizedHash]:
    """Yield (path, size, SHA-256) of all files in a folder, sorted, but the manifest and its companions.

    Hashes of files that this program wrote are taken from `published`, which is passed through in
    the same order of paths; other files, such as MkDocs's own pages, are read here.

    Args:
        out: The output folder.
        folder: The folder below it.
        published: Hashes of the files that the build wrote or reused.
    """
    hashed = heapq.merge(*(item.sized_hashes() for item in published.values()))
    first: SizedHash | None = next(hashed, None)
    root = out / folder
    for path in sorted(paths_below(root)):
        name = posixpath.join(folder, path)
        while first is not None and first[0] < name:
            first = next(hashed, None)
        if path in BESIDES or path.startswith(PARTS):
            continue
        if first is not None and first[0] == name:
            yield path, first[1], first[2]
        else:
            yield path, (root / path).stat().st_size, hash_of(root / path)


# The size of a site, and whether free hosts accept it.

# Free hosts accept 1 GB a site (docs.github.com: GitHub Pages limits); the warning comes a little
# earlier.
LARGE_SITE = 900_000_000


def size_notice(size: int) -> str:
    """Return a Vietnamese notice that a site is nearly too large for free hosts; "" if it is not.

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
    """Return the bytes of all files that a build wrote."""
    return sum(item.size for item in published)


def bytes_below(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    places = (os.path.join(folder, path) for path in paths_below(folder))  # noqa: PTH118 - thousands
    return sum(os.lstat(place).st_size for place in places)


# Hashes by which a reader's browser finds out which of its saved pages are out of date.


def content_digests(prepared: Prepared, markdown_pages: Mapping[str, str]) -> str:
    """Return a line for each part of the site: hash of its contents, and how its addresses begin.

    `Xk3…Q2 so-tu-phap/`: while the hash is the same, the browser's saved pages below are up to
    date.

    Args:
        prepared: The site.
        markdown_pages: Content of pages that are not made from data, by address below the site's
            root.
    """
    urls, names, calls = prepared.build_context.urls, prepared.names, prepared.calls
    root = posixpath.dirname(urls.shared("x"))
    # The empty start stands for the front page, and for every page that no other line covers.
    shown_parts: defaultdict[str, list[str]] = defaultdict(list, {"": []})
    for name in prepared.summaries:
        build = prepared.builds[name]
        names_shown = (names.get(other, "") + calls.get(other, "") for other in build.mentions)
        part = _relative_to(f"{urls.folder(name)}/".lstrip("/"), root)
        shown_parts[part].append("\n".join([build.content, *names_shown]))
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
    """Return an address relative to the folder that holds everything the program makes."""
    return address.removeprefix(f"{root}/") if root else address


def _first_folder(address: str) -> str:
    """Return the first folder of an address: `a/b/` → `a/`; the address itself if it has none."""
    first, slash, _ = address.partition("/")
    return first + slash
