"""Load → check → pages: everything that can fail, before any output is touched."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.assessment.snapshots import Snapshot, read_snapshots
from access_info.loading import read_folder
from access_info.model.registry import AsOf
from access_info.pages.environment import compile_templates
from access_info.pages.oversight import oversight_pages
from access_info.pages.page import Page
from access_info.pages.site_pages import site_pages, translated_site_pages
from access_info.pipeline.agency import parts_key, prepare_agency, task_of
from access_info.pipeline.basis import Basis, read_basis
from access_info.pipeline.cross_links import dead_links, dead_references
from access_info.pipeline.memory import Memory
from access_info.pipeline.open_data import open_data_page
from access_info.pipeline.options import Options
from access_info.pipeline.outcome import Outcome, PageEntry, SiteOutcome
from access_info.pipeline.parts import has_parts
from access_info.pipeline.workers import work
from access_info.problems import Problem, errors, in_order


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
        earlier: Dated summaries of earlier days, the oldest first.
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
    earlier: tuple[Snapshot, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether nothing may be published."""
        if self.options.forgiving:
            return self.basis is None or not self.names
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
        pages, _ = _render_site(
            self.options, self.basis, self.outcomes, self.earlier, home=self.home
        )
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
    # A lone agency's first page stands where a front page of ours would.
    home = home and (basis.urls.single is None or bool(basis.urls.overview))
    wanted = [name for name in basis.published if only is None or name in only]
    same = memory is not None and memory.basis == basis.key
    last = memory if memory is not None and same else Memory()
    task = task_of(options, basis, spool)
    kept = dict(_still_true(options, wanted, last.outcomes, basis, task.parts))
    todo = [name for name in wanted if name not in kept]
    if todo and spool is not None:
        compile_templates()
    made = {
        outcome.id: outcome for outcome in work(prepare_agency, todo, state=task, jobs=options.jobs)
    }
    outcomes = {name: kept.get(name) or made[name] for name in wanted}
    for outcome in outcomes.values():
        problems += outcome.problems
    site, pages = SiteOutcome(), None
    earlier, wrong = read_snapshots(options.snapshots if options.oversight else None)
    problems += wrong
    if only is None:
        if not options.only:
            problems += dead_references(outcomes)
        if spool is not None and (options.forgiving or not errors(problems)):
            site, pages = _site(options, basis, outcomes, earlier, last.site, home=home)
            if not options.only:
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
        earlier=earlier,
    )


def _site(
    options: Options,
    basis: Basis,
    outcomes: Mapping[str, Outcome],
    earlier: tuple[Snapshot, ...],
    last: SiteOutcome,
    *,
    home: bool,
) -> tuple[SiteOutcome, tuple[Page, ...] | None]:
    """The pages about all agencies; the last build's where nothing they show has changed."""
    shown = [(outcome.summary, outcome.findings) for outcome in outcomes.values()]
    key = hashlib.blake2b(
        f"{basis.key} {home} {shown!r} {earlier!r}".encode(), digest_size=16
    ).hexdigest()
    if last.holds(key, options.as_of):
        return last, None
    pages, as_of = _render_site(options, basis, outcomes, earlier, home=home)
    first_day, last_day = as_of.span
    entries = tuple(PageEntry.of_site(page) for page in pages)
    return SiteOutcome(key, first_day, last_day, entries), pages


def _render_site(
    options: Options,
    basis: Basis,
    outcomes: Mapping[str, Outcome],
    earlier: tuple[Snapshot, ...],
    *,
    home: bool,
) -> tuple[tuple[Page, ...], AsOf]:
    as_of = AsOf(options.as_of)
    summaries = [item.summary for item in outcomes.values() if item.summary is not None]
    pages = [*site_pages(summaries, basis.site, as_of, home=home)]
    # What these show of every agency is no older than the youngest of its answers.
    judging = AsOf(options.as_of)
    judged: tuple[Page, ...] = ()
    if options.oversight:
        findings = {name: one.findings for name, one in outcomes.items() if one.findings}
        judged = tuple(oversight_pages(summaries, findings, basis.site, judging, earlier=earlier))
        for one in outcomes.values():
            judging.adopt(one.valid_from, one.valid_to)
        judged = tuple(page.dated(judging) for page in judged)
    for tag in basis.languages:
        if tag != "vi":
            pages += translated_site_pages(summaries, basis.site_in(tag), as_of)
    if options.downloads:
        pages.append(open_data_page(summaries, basis.site, as_of))
    made = (*(page.dated(as_of) for page in pages), *judged)
    as_of.adopt(*judging.span)
    return made, as_of


def _still_true(
    options: Options,
    wanted: list[str],
    remembered: Mapping[str, Outcome],
    basis: Basis,
    parts: Path | None,
) -> Iterator[tuple[str, Outcome]]:
    """Remembered outcomes whose agency has not changed."""
    if not remembered:
        return
    known = frozenset(basis.published)
    for name in wanted:
        outcome = remembered.get(name)
        if (
            outcome is None
            or not known.issuperset(outcome.mentions)
            or not outcome.holds_on(options.as_of)
            or outcome.dead_links != basis.dead_links.get(name, {})
            or not _has_parts(outcome, basis, parts)
        ):
            continue
        if any(
            read_folder(options.agencies / other).fingerprint() != hash_
            for other, hash_ in outcome.beside.items()
        ):
            continue
        folder = read_folder(options.agencies / name)
        seen = folder.appearance()
        if outcome.seen == seen:
            yield name, outcome
        elif outcome.fingerprint == folder.fingerprint():
            attachments = {
                name: file
                for name, file in folder.attachments.items()
                if name not in outcome.withheld
            }
            outcome = dataclasses.replace(outcome, seen=seen, attachments=attachments)
            yield name, outcome


def _has_parts(outcome: Outcome, basis: Basis, folder: Path | None) -> bool:
    """Whether an agency's contribution to shared files is still kept, where one is needed."""
    if folder is None or outcome.summary is None:
        return True
    span = outcome.valid_from, outcome.valid_to
    return has_parts(folder, outcome.id, parts_key(basis.key, outcome.fingerprint, span))
