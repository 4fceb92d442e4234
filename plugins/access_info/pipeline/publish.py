"""Fragments and shells → files of a site."""

from __future__ import annotations

import dataclasses
import hashlib
import html
import json
import os
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from access_info.model.dates import vn_date
from access_info.model.registry import AsOf, Attachment
from access_info.pages.environment import NAME_CLOSE, NAME_OPEN
from access_info.pages.page import Page
from access_info.pages.urls import Urls
from access_info.pipeline.memory import Memory, Published
from access_info.pipeline.outcome import Outcome
from access_info.pipeline.prepare import Prepared, Task, prepare_agency, read_spool
from access_info.pipeline.takeover import link_files, move_folder, same_site
from access_info.pipeline.workers import work
from access_info.shells import Shell

_NAME = re.compile(f"{NAME_OPEN}([^{NAME_CLOSE}]*){NAME_CLOSE}")
_ASSETS = Path(__file__).parent.parent / "assets"
SITE = ""
_NOINDEX = '<meta name="robots" content="noindex">'


class ShellOf(Protocol):
    """Gives the shell of pages at a depth."""

    def __call__(self, depth: int, *, edit: bool, nav: bool) -> Shell:
        """With or without a link to the data and a navigation of their own."""


@dataclasses.dataclass(frozen=True)
class Writing:
    """State that writing workers inherit.

    Attributes:
        out: The new output folder.
        previous: The site, or `None`.
        task: To render agencies whose fragments are not in the spool.
        urls: Where pages stand.
        shells: By depth, edit link, navigation.
        names: Agencies' names.
        edit_base: Address that a file's path is appended to, or "".
        spare: The output folder before that, which may be spoilt, or `None`.
        last: What the last builds wrote.
        attachments: By agency.
        rendered: Agencies whose fragments stand in the spool.
    """

    out: Path
    previous: Path | None
    task: Task
    urls: Urls
    shells: Mapping[tuple[int, bool, bool], Shell]
    names: Mapping[str, str]
    edit_base: str
    spare: Path | None
    last: Memory
    attachments: Mapping[str, Mapping[str, Attachment]]
    rendered: frozenset[str]
    shell_key: str


def publish(
    prepared: Prepared,
    shell_of: ShellOf,
    *,
    out: Path,
    previous: Path | None = None,
    spare: Path | None = None,
    last: Memory | None = None,
    may_skip: bool = True,
) -> dict[str, Published] | None:
    """Writes every page, attachment and asset below `out`.

    Args:
        prepared: What `prepare` gave; it must not stop.
        shell_of: Gives the shell for a depth, an edit link and a navigation.
        out: Folder to write into.
        previous: The site as the last build left it.
        spare: The output folder before that, which may be spoilt.
        last: What the last builds wrote.
        may_skip: Whether nothing need be written when `previous` already is right.

    Returns:
        The files written, by agency; `None` if `previous` already is what this build makes.
    """
    basis, spool = prepared.basis, prepared.spool
    if basis is None or spool is None:
        raise ValueError("nothing was prepared to publish")
    urls, options = basis.urls, prepared.options
    shells = _shells(prepared, shell_of)
    state = Writing(
        out=out,
        previous=previous,
        task=Task(options.agencies, basis.site, basis.framework, AsOf(options.as_of), spool),
        urls=urls,
        shells=shells,
        names=prepared.names,
        edit_base=options.edit_base,
        spare=spare,
        last=last or Memory(),
        attachments={name: item.attachments for name, item in prepared.outcomes.items()},
        rendered=prepared.rendered,
        shell_key=f"{basis.key} {_shell_key(shells, options.edit_base)}",
    )
    _write_assets(out, prepared)
    tasks = [
        (name, _key(state, outcome))
        for name, outcome in prepared.outcomes.items()
        if outcome.summary is not None
    ]
    if may_skip and _is_same(state, prepared, tasks):
        return None
    site = _publish_site(state, prepared)
    written = work(_publish_agency, tasks, state=state, jobs=options.jobs)
    found = dict(zip((name for name, _ in tasks), written, strict=True))
    return {SITE: site, **found}


def _is_same(state: Writing, prepared: Prepared, tasks: Iterable[tuple[str, str]]) -> bool:
    """Whether the site already is what this build would make."""
    if state.rendered or prepared.site_pages is not None or state.previous is None:
        return False
    published = state.last.published
    wanted = dict(tasks) | {SITE: f"{state.shell_key} {prepared.site.key}"}
    if {name: item.key for name, item in published.items()} != wanted:
        return False
    files = {file: seen for item in published.values() for file, seen in item.files.items()}
    return same_site(state.out, state.previous, files)


def _publish_site(state: Writing, prepared: Prepared) -> Published:
    """The pages about all agencies: taken over from the last build, or written."""
    key = f"{state.shell_key} {prepared.site.key}"
    if prepared.site_pages is None and (taken := _take_over(state, SITE, key)):
        return taken
    files = {}
    for page in prepared.render_site_pages():
        file = state.urls.file(page.path)
        files[file] = _write(state.out / file, _fill(state, page))
    return Published(key, files)


def _publish_agency(state: Writing, task: tuple[str, str]) -> Published:
    """One agency's pages and attachments: taken over from the last build, or written."""
    name, key = task
    if name not in state.rendered and (taken := _take_over(state, name, key)):
        return taken
    if name not in state.rendered:
        prepare_agency(state.task, name)
    files = {}
    for page in read_spool(state.task.spool or state.out, name):
        file = state.urls.file(page.path)
        files[file] = _write(state.out / file, _fill(state, page))
    for path, attachment in state.attachments[name].items():
        file = state.urls.attachment(name, path)
        source = state.task.agencies / name / path
        files[file] = _copy(source, state.out / file, attachment)
    return Published(key, files)


def _take_over(state: Writing, name: str, key: str) -> Published | None:
    """What earlier builds wrote for an agency, moved or linked; `None` if it is not right."""
    folder = posixpath.dirname(state.urls.agency(name, "x")) if name else ""
    spare, last = state.last.spare.get(name), state.last.published.get(name)
    if (
        state.spare is not None
        and spare is not None
        and spare.key == key
        and move_folder(state.spare, state.out, folder, spare.files)
    ):
        return spare
    if (
        state.previous is not None
        and last is not None
        and last.key == key
        and link_files(state.previous, state.out, last.files)
    ):
        return last
    return None


def _fill(state: Writing, page: Page) -> str:
    """The page in its shell."""
    depth = state.urls.depth(page.path)
    has_edit = bool(page.edit and state.edit_base)
    shell = state.shells[depth, has_edit, bool(page.nav)]
    content = page.content
    if NAME_OPEN in content:
        content = _NAME.sub(lambda found: html.escape(state.names.get(found[1], found[1])), content)
    head = "" if page.indexed else _NOINDEX
    if page.forward:
        head += _forward(page.forward)
    return shell.fill(
        texts={
            "title": page.title,
            "description": page.description,
            "canonical": state.urls.absolute(page.canonical or page.path),
            "edit_url": state.edit_base + page.edit if has_edit else "",
            "kind": page.kind,
        },
        fragments={"head": head, "nav": page.nav, "content": content},
    )


def _forward(href: str) -> str:
    """Leads on at once; with scripts the place on the page (`#2026-001`) comes along.

    A refresh alone would lose it, and a permalink must not die.
    """
    script = json.dumps(href).replace("<", "\\u003c")
    return (
        f"<script>location.replace({script}+location.hash)</script>"
        f'<noscript><meta http-equiv="refresh" content="0; url={html.escape(href)}"></noscript>'
    )


def _shells(prepared: Prepared, shell_of: ShellOf) -> dict[tuple[int, bool, bool], Shell]:
    """Every shell that any page needs, rendered once."""
    basis = prepared.basis
    if basis is None:
        return {}
    has_edit = bool(prepared.options.edit_base)
    wanted = {(basis.urls.depth(entry.path), False, False) for entry in prepared.site.pages}
    wanted |= {
        (basis.urls.depth(entry.path), has_edit, True)
        for outcome in prepared.outcomes.values()
        for entry in outcome.pages
    }
    return {
        (depth, edit, nav): shell_of(depth, edit=edit, nav=nav)
        for depth, edit, nav in sorted(wanted)
    }


def _shell_key(shells: Mapping[tuple[int, bool, bool], Shell], edit_base: str) -> str:
    digest = hashlib.blake2b(edit_base.encode(), digest_size=16)
    for key in sorted(shells):
        digest.update(repr(key).encode())
        for part in shells[key].parts:
            digest.update(part.encode())
    return digest.hexdigest()


def _key(state: Writing, outcome: Outcome) -> str:
    """Of all that an agency's files are made from."""
    names = "|".join(state.names.get(name, "") for name in outcome.mentions)
    span = f"{outcome.valid_from} {outcome.valid_to}"
    # A fingerprint holds sizes only: a file replaced by another of its size is told by its day.
    files = "|".join(f"{name} {file.changed}" for name, file in outcome.attachments.items())
    return f"{state.shell_key} {outcome.fingerprint} {span} {names} {files}"


def _write(path: Path, text: str) -> tuple[int, int]:
    """Writes a page; its size and modification time tell later whether it was touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _copy(source: Path, target: Path, attachment: Attachment) -> tuple[int, int]:
    """Copies an attachment; its modification time is the source's."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    os.utime(target, ns=(attachment.changed, attachment.changed))
    stat = target.stat()
    return stat.st_size, stat.st_mtime_ns


def _write_assets(out: Path, prepared: Prepared) -> None:
    """Styles, and the one file that holds the day of the build."""
    for source in assets():
        target = out / "assets" / source.relative_to(_ASSETS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    day = vn_date(prepared.options.as_of)
    style = f'[data-as-of]::before {{ content: "{day}"; }}\n'
    _write(out / "assets/access-info/as-of.css", style)


def assets() -> Iterable[Path]:
    """The files that every site needs."""
    return sorted(path for path in _ASSETS.rglob("*") if path.is_file())


def sitemap_entries(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Absolute address and ISO date of the last change (or "") of every indexed page."""
    if prepared.basis is None:
        return
    for entry in prepared.entries:
        if entry.indexed:
            yield prepared.basis.urls.absolute(entry.path), entry.updated
