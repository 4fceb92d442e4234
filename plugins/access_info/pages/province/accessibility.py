"""The accessibility statement, made from the record of the last browser checks.

Shaped like the model statement of the W3C and of the EU (decision 2018/1523): standard, how far it
is met, how that was found out, what is not met, whom to ask for help, and the legal ground.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from access_info.legal.packs import LawPack
from access_info.model.as_of import AsOf
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.marks import Marks
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import ACCESSIBILITY, CONTACT, DIRECTORY
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line

RECORD = Path(__file__).parents[2] / "accessibility.json"
STANDARD = "https://www.w3.org/TR/WCAG22/"
# Findings shown one by one; a page that lists thousands helps nobody.
MOST_FINDINGS = 20
# Check → the key of its name, in the order in which they are shown.
CHECKS = {
    "axe": "accessibility.check_axe",
    "markup": "accessibility.check_markup",
    "reflow": "accessibility.check_reflow",
    "zoom": "accessibility.check_zoom",
    "text-size": "accessibility.check_text_size",
    "text-spacing": "accessibility.check_text_spacing",
    "targets": "accessibility.check_targets",
    "keyboard": "accessibility.check_keyboard",
    "focus": "accessibility.check_focus",
    "skip-link": "accessibility.check_skip_link",
    "forced-colours": "accessibility.check_forced_colours",
    "reduced-motion": "accessibility.check_reduced_motion",
    "language": "accessibility.check_language",
    "headings": "accessibility.check_headings",
    "landmarks": "accessibility.check_landmarks",
    "tables": "accessibility.check_tables",
    "without-scripts": "accessibility.check_without_scripts",
    "network": "accessibility.check_network",
    "allowances": "accessibility.check_allowances",
    "time": "accessibility.check_time",
}
SHELLS = {"material": "accessibility.shell_material", "plain": "accessibility.shell_plain"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class CheckCount:
    """How often one check passed and failed.

    Attributes:
        id: One of `CHECKS`.
        passed: Places where nothing was found.
        failed: Places where something was.
    """

    id: str
    passed: int
    failed: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ShellPages:
    """Which pages of one shell were looked at.

    Attributes:
        id: One of `SHELLS`.
        pages: How many.
        of: Out of how many that were built.
        kinds: Kind of page → how many of it.
    """

    id: str
    pages: int
    of: int
    kinds: Mapping[str, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class AccessibilityFinding:
    """One fault that is left.

    Attributes:
        shell: One of `SHELLS`.
        check: One of `CHECKS`.
        fault: What the tool said.
        places: Sizes, colours and the like at which it was met.
        page: Path of the first page.
        pages: How many pages have it.
    """

    shell: str
    check: str
    fault: str
    places: tuple[str, ...]
    page: str
    pages: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Allowance:
    """A message of a tool that is let pass.

    Attributes:
        message: Its beginning.
        extract: The part of the page that it is about.
        reason: Why, in words for readers.
    """

    message: str
    extract: str
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class CheckRecord:
    """What the browser checks found, as `scripts/test.py --record` wrote it.

    Attributes:
        date: The day of the checks, UTC.
        code: Hash of the code of the pages that were looked at.
        versions: Tool or project → its version.
        shells: Which pages were looked at, by shell.
        checks: How often each check passed and failed.
        findings: Faults that are left to mend.
        allowed: Messages of tools that were let pass.
    """

    date: datetime.date
    code: str
    versions: Mapping[str, str]
    shells: tuple[ShellPages, ...]
    checks: tuple[CheckCount, ...]
    findings: tuple[AccessibilityFinding, ...]
    allowed: tuple[Allowance, ...]


def parse_record(data: Mapping[str, Any]) -> CheckRecord:
    """Parse a record of the browser checks from its JSON.

    Raises:
        KeyError: A part is missing.
        TypeError: A part has other fields than we know.
    """
    return CheckRecord(
        date=datetime.date.fromisoformat(data["date"]),
        code=data["code"],
        versions=data["versions"],
        shells=tuple(ShellPages(**entry) for entry in data["shells"]),
        checks=tuple(CheckCount(**entry) for entry in data["checks"]),
        findings=tuple(
            AccessibilityFinding(**{**entry, "places": tuple(entry["places"])})
            for entry in data["findings"]
        ),
        allowed=tuple(Allowance(**entry) for entry in data["allowed"]),
    )


@functools.cache
def load_record() -> CheckRecord:
    """Read the record of the browser checks that came with this version."""
    return parse_record(json.loads(RECORD.read_text(encoding="utf-8")))


def accessibility_page(site: SiteContext, as_of: AsOf, *, record: CheckRecord) -> Page:
    """Render the accessibility statement.

    Args:
        site: What pages share.
        as_of: The day of judgement; decides whose rules are quoted.
        record: What the checks found.
    """
    texts, urls = site.texts, site.urls
    law = law_in_force(site.framework, as_of)
    path = urls.site(ACCESSIBILITY)
    title = texts["accessibility.title"]
    order = list(CHECKS)
    if urls.single is None:
        contact = urls.relative(path, urls.site(DIRECTORY))
    else:
        contact = urls.relative(path, urls.agency(urls.single, CONTACT))
    content = (
        environment(site.language)
        .get_template("site/accessibility.html.jinja")
        .render(
            page={
                "heading": title,
                "updated": None,
                "law_line": law_line(law, site.language),
            },
            standard=STANDARD,
            record=record,
            checks=[
                (texts[CHECKS[check.id]], check)
                for check in sorted(record.checks, key=lambda check: order.index(check.id))
            ],
            shells=[(texts[SHELLS[shell.id]], shell) for shell in record.shells],
            findings=[
                (texts[CHECKS[finding.check]], texts[SHELLS[finding.shell]], finding)
                for finding in record.findings[:MOST_FINDINGS]
            ],
            more=len(record.findings) - MOST_FINDINGS,
            oversight=site.place.oversight,
            single=urls.single is not None,
            contact=contact,
            law=law,
            mark=Marks(law, texts),
            older=_replaced(law, site),
        )
    )
    return Page(
        path=path,
        kind=ACCESSIBILITY,
        title=title,
        description=texts["accessibility.description"],
        content=content,
        language=site.language,
        alternates=site.alternates(lambda other: other.site(ACCESSIBILITY)),
    )


def _replaced(law: LawPack, site: SiteContext) -> LawPack | None:
    """Return the law that a law replaces, whose decree may still apply, or `None`."""
    return site.framework.pack(law.replaces) if law.replaces else None
