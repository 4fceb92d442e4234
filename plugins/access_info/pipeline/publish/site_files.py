"""Files of a site that are no pages: styles and scripts, the day, the worker, shared data."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import html
import json
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath

import rcssmin
import rjsmin

from access_info.loading import last_commits
from access_info.model.types import vn_date
from access_info.pages.rendering.day_sheet import day_sheet
from access_info.pages.rendering.environment import environment, load_texts
from access_info.pages.rendering.paths import FORM, REQUEST_DATA
from access_info.pages.request import receiver_scripts, request_data
from access_info.pipeline.incremental.agency_build import short_digest
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.prepare import Prepared
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


def _is_joined(name: PurePath) -> bool:
    """Tell whether a file is part of others, and is not served by itself."""
    folders = {folder.as_posix() for folder in name.parents}
    return not folders.isdisjoint({*SCRIPTS, STYLES_FOLDER})


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
        options, context = self.prepared.options, self.prepared.context
        parts = [
            context.key if context is not None else "",
            f"{options.as_of} {options.offline} {options.keeps_worker}",
            self.digests,
            repr(self._receivers),
            *(f"{name}\n{text}" for name, text in self.further.items()),
        ]
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

    def write(self, out: Path) -> Iterator[str]:
        """Write the files and yield their paths below the output folder."""
        for name, content in assets().items():
            target = out / "assets" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            yield f"assets/{name}"
        context = self.prepared.context
        if context is not None and context.emblem is not None:
            (out / sign_path(context)).write_bytes(context.emblem.content)
            yield sign_path(context)
        for name, text in self._texts().items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            yield name

    def _texts(self) -> dict[str, str]:
        """Make what is not the same for every site: path below the output folder, text."""
        options, context = self.prepared.options, self.prepared.context
        keeps = options.keeps_worker and options.offline
        texts = {
            AS_OF: self._day_sheet(short_digest(self.digests) if keeps else ""),
            **self.further,
        }
        if keeps:
            texts[DIGESTS] = self.digests
        if options.keeps_worker and context is not None:
            worker = _worker(self.prepared, self.further) if options.offline else _RETIRED
            texts[context.urls.shared(WORKER)] = worker
        texts |= self._receivers
        if context is not None:
            for tag in context.languages:
                site = context.site_in(tag)
                texts[site.urls.site(REQUEST_DATA)] = request_data(site, options.as_of)
        return texts

    def _day_sheet(self, state: str) -> str:
        """Write the style sheet of the day; `state` is of the copies that a worker keeps, or ""."""
        as_of, context = self.prepared.options.as_of, self.prepared.context
        if context is None:
            return day_sheet(as_of, None, state)
        freshness = context.place.freshness
        return day_sheet(
            as_of,
            context.place.main_colour,
            state,
            stale_days=freshness.stale_copy_days if freshness else None,
            stale=load_texts()["foot.stale"],
        )

    @functools.cached_property
    def _receivers(self) -> dict[str, str]:
        """Make the scripts of those who receive requests: path below the output folder, text."""
        if self.prepared.context is None:
            return {}
        builds = self.prepared.builds.values()
        summaries = [build.summary for build in builds if build.summary is not None]
        return dict(receiver_scripts(summaries, self.prepared.context.site))


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
    if prepared.context is None:
        return ""
    contents = assets()
    wanted = [f"assets/{name}" for name in contents if name.endswith((".css", ".js"))]
    wanted += [*further, AS_OF, sign_path(prepared.context)]
    digest = hashlib.blake2b(digest_size=8)
    for content in contents.values():
        digest.update(content)
    for text in (*further.values(), repr(prepared.context.emblem)):
        digest.update(text.encode())
    start = posixpath.dirname("/" + prepared.context.urls.shared(WORKER))
    words = {
        tag: {name: load_texts(tag)[key] for name, key in _OFFLINE.items()}
        for tag in prepared.context.languages
    }
    template = environment().get_template("site/sw.js.jinja")
    return template.render(
        version=digest.hexdigest(),
        digests=posixpath.relpath(f"/{DIGESTS}", start),
        assets=_script(sorted(posixpath.relpath("/" + name, start) for name in wanted)),
        words=_script(words),
        form=FORM,
    )


def _script(value: object) -> str:
    """Write a value as a literal of a script."""
    return json.dumps(value, ensure_ascii=False)


def commit_words(prepared: Prepared) -> dict[tuple[str, str], str]:
    """Render HTML about the last commit of each agency's folder that has one, by language."""
    options = prepared.options
    languages = prepared.context.languages if prepared.context else ()
    commit_html = {}
    for name, commit in last_commits(options.agencies, list(prepared.builds)).items():
        address = options.repo_url and f"{options.repo_url.rstrip('/')}/commit/{commit.id}"
        for tag in languages:
            texts = load_texts(tag)
            words = f"{texts.fill('foot.commit', date=vn_date(commit.date))}."
            if address:
                link = f'<a href="{html.escape(address)}" rel=nofollow>'
                words += f" {link}{html.escape(texts['foot.commit_link'])}</a>"
            commit_html[tag, name] = f'<p data-commit="{commit.id}">{words}</p>'
    return commit_html
