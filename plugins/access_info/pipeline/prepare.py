"""Load → check → pages: everything that can fail, before any output is touched."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.checks import check_agency
from access_info.legal.framework import Framework
from access_info.loading import load_agency, read_folder
from access_info.model.registry import AsOf
from access_info.pages.agency_links import ProseLink
from access_info.pages.agency_pages import agency_pages
from access_info.pages.environment import NAME_CLOSE, NAME_OPEN, compile_templates
from access_info.pages.page import Page
from access_info.pages.site import SiteContext
from access_info.pages.site_pages import site_pages
from access_info.pages.summary import summarise
from access_info.pipeline.basis import Basis, read_basis
from access_info.pipeline.cross_links import dead_links, dead_references
from access_info.pipeline.memory import Memory
from access_info.pipeline.options import Options
from access_info.pipeline.outcome import Outcome, PageEntry, SiteOutcome
from access_info.pipeline.workers import work
from access_info.problems import Problem, errors, in_order

_NAMES = re.compile(f"{NAME_OPEN}([^{NAME_CLOSE}]*){NAME_CLOSE}")


@dataclasses.dataclass(frozen=True)
class Task:
    """State that workers inherit.

    Attributes:
        agencies: The folder of agencies.
        site: What pages share.
        framework: The laws.
        as_of: The day of judgement.
        spool: Folder for rendered fragments, or `None` to only check.
    """

    agencies: Path
    site: SiteContext
    framework: Framework
    as_of: AsOf
    spool: Path | None


@dataclasses.dataclass(frozen=True)
class Prepared:
    """All pages of a site, and all problems.

    Attributes:
        options: As asked.
        basis: What pages rest on; `None` when the laws themselves cannot be read.
        outcomes: By agency, sorted.
        site: Pages about all agencies, without content.
        site_pages: The same with content; `None` when the last build's are still right.
        home: Whether the site needs a front page of ours.
        problems: Everything that is wrong, in order.
        spool: Folder of rendered fragments.
        rendered: Agencies whose fragments stand in the spool.
    """

    options: Options
    basis: Basis | None
    outcomes: Mapping[str, Outcome]
    site: SiteOutcome
    site_pages: tuple[Page, ...] | None
    home: bool
    problems: tuple[Problem, ...]
    spool: Path | None
    rendered: frozenset[str]

    @property
    def stops(self) -> bool:
        """Whether nothing may be published."""
        return self.basis is None or bool(errors(self.problems))

    @property
    def entries(self) -> Iterator[PageEntry]:
        """Every page of the site."""
        yield from self.site.pages
        for outcome in self.outcomes.values():
            yield from outcome.pages

    @property
    def names(self) -> dict[str, str]:
        """Agencies' full names by folder name."""
        return {
            outcome.id: outcome.summary.name
            for outcome in self.outcomes.values()
            if outcome.summary is not None
        }

    def render_site_pages(self) -> tuple[Page, ...]:
        """The pages about all agencies, with content."""
        if self.site_pages is not None or self.basis is None:
            return self.site_pages or ()
        pages, _ = _render_site(self.options, self.basis, self.outcomes, home=self.home)
        return pages


def prepare(
    options: Options,
    *,
    spool: Path | None,
    memory: Memory | None = None,
    only: frozenset[str] | None = None,
    home: bool = False,
) -> Prepared:
    """Reads and checks every agency and renders its fragments.

    Args:
        options: What to build.
        spool: Private folder for the fragments, or `None` to only check.
        memory: The last build, whose outcomes are used where they still hold.
        only: Agencies to read, or `None` for all.
        home: Whether the site needs a front page of ours.
    """
    basis, problems = read_basis(options)
    if basis is None:
        return Prepared(
            options=options,
            basis=None,
            outcomes={},
            site=SiteOutcome(),
            site_pages=None,
            home=home,
            problems=tuple(in_order(problems)),
            spool=spool,
            rendered=frozenset(),
        )
    wanted = [name for name in basis.ids if only is None or name in only]
    same = memory is not None and memory.basis == basis.key
    last = memory if memory is not None and same else Memory()
    kept = dict(_still_true(options, wanted, last.outcomes, basis))
    todo = [name for name in wanted if name not in kept]
    if todo and spool is not None:
        compile_templates()
    task = Task(options.agencies, basis.site, basis.framework, AsOf(options.as_of), spool)
    made = {
        outcome.id: outcome for outcome in work(prepare_agency, todo, state=task, jobs=options.jobs)
    }
    outcomes = {name: kept.get(name) or made[name] for name in wanted}
    for outcome in outcomes.values():
        problems += outcome.problems
    site, pages = SiteOutcome(), None
    if only is None:
        problems += dead_references(outcomes)
        if spool is not None and not errors(problems):
            site, pages = _site(options, basis, outcomes, last.site, home=home)
            problems += dead_links(outcomes, site, options.agencies)
    return Prepared(
        options=options,
        basis=basis,
        outcomes=outcomes,
        site=site,
        site_pages=pages,
        home=home,
        problems=tuple(in_order(problems)),
        spool=spool,
        rendered=frozenset(made),
    )


def _site(
    options: Options,
    basis: Basis,
    outcomes: Mapping[str, Outcome],
    last: SiteOutcome,
    *,
    home: bool,
) -> tuple[SiteOutcome, tuple[Page, ...] | None]:
    """The pages about all agencies; the last build's where nothing they show has changed."""
    shown = [outcome.summary for outcome in outcomes.values()]
    key = hashlib.blake2b(f"{basis.key} {home} {shown!r}".encode(), digest_size=16).hexdigest()
    if last.holds(key, options.as_of):
        return last, None
    pages, as_of = _render_site(options, basis, outcomes, home=home)
    first_day, last_day = as_of.span
    entries = tuple(PageEntry.of(page) for page in pages)
    return SiteOutcome(key, first_day, last_day, entries), pages


def _render_site(
    options: Options, basis: Basis, outcomes: Mapping[str, Outcome], *, home: bool
) -> tuple[tuple[Page, ...], AsOf]:
    as_of = AsOf(options.as_of)
    summaries = [item.summary for item in outcomes.values() if item.summary is not None]
    pages = tuple(site_pages(summaries, basis.site, as_of, home=home))
    return tuple(page.dated(as_of) for page in pages), as_of


def prepare_agency(task: Task, agency_id: str) -> Outcome:
    """One agency: read, checked, rendered into the spool."""
    folder = read_folder(task.agencies / agency_id)
    loaded = load_agency(folder)
    checked = check_agency(loaded, framework=task.framework, agencies=task.site.agencies)
    as_of = task.as_of.fresh()
    agency = loaded.agency
    summary = None
    entries: tuple[PageEntry, ...] = ()
    links: tuple[ProseLink, ...] = ()
    mentions: set[str] = set()
    if agency is not None and task.spool is not None and not errors(checked.problems):
        summary = summarise(agency, task.framework, as_of)
        made = agency_pages(agency, task.site, as_of)
        entries = tuple(PageEntry.of(page, made.anchors[page.path]) for page in made.pages)
        links = made.links
        for page in made.pages:
            if NAME_OPEN in page.content:
                mentions.update(_NAMES.findall(page.content))
        dated = tuple(page.dated(as_of) for page in made.pages)
        (task.spool / agency_id).write_bytes(pickle.dumps(dated))
    valid_from, valid_to = as_of.span
    return Outcome(
        id=agency_id,
        seen=folder.appearance(),
        fingerprint=folder.fingerprint(),
        valid_from=valid_from,
        valid_to=valid_to,
        problems=checked.problems,
        references=checked.references,
        summary=summary,
        pages=entries,
        item_ids="\n".join(sorted(checked.item_ids)),
        links=links,
        mentions=tuple(sorted(mentions)),
        attachments=dict(folder.attachments),
    )


def _still_true(
    options: Options, wanted: list[str], remembered: Mapping[str, Outcome], basis: Basis
) -> Iterator[tuple[str, Outcome]]:
    """Remembered outcomes whose agency has not changed."""
    if not remembered:
        return
    known = frozenset(basis.ids)
    for name in wanted:
        outcome = remembered.get(name)
        if (
            outcome is None
            or not known.issuperset(outcome.mentions)
            or not outcome.holds_on(options.as_of)
        ):
            continue
        folder = read_folder(options.agencies / name)
        seen = folder.appearance()
        if outcome.seen == seen:
            yield name, outcome
        elif outcome.fingerprint == folder.fingerprint():
            attachments = dict(folder.attachments)
            yield name, dataclasses.replace(outcome, seen=seen, attachments=attachments)


def read_spool(spool: Path, agency_id: str) -> tuple[Page, ...]:
    """An agency's fragments, as a worker left them."""
    content = (spool / agency_id).read_bytes()
    pages: tuple[Page, ...] = pickle.loads(content)  # noqa: S301 - our own, in a private folder
    return pages
