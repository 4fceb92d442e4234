"""The page that leads from a question to an agency: what is asked, whom, then the form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from access_info.legal.answers import answers
from access_info.legal.packs import LawPack
from access_info.model.vocabularies import AGENCY_KINDS, AGENCY_TYPES, Level
from access_info.pages.rendering.marks import Marks
from access_info.pages.rendering.ordering import index_name, sort_key
from access_info.pages.rendering.pagination import MOST_ROWS
from access_info.pages.rendering.paths import ASK, DIRECTORY, LAWS, LETTERS, MONTHS, REQUEST, SEARCH
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.request.form import search_index, shown_forms
from access_info.pages.request.law_parts import form_path

# Element id of what leads to the form on an agency's page.
FORM_STEP = "buoc-3"


@dataclasses.dataclass(frozen=True)
class Choice:
    """An agency to choose.

    Attributes:
        id: Folder name.
        href: Its page that tells how to ask.
        name: Its short name.
        formerly: What it, or those whose work it took over, were called.
    """

    id: str
    href: str
    name: str
    formerly: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Assigned:
    """Who answers for a kind of information, as the province decided.

    Attributes:
        title: The kind.
        agencies: Those who answer.
        act: The decision, or "".
    """

    title: str
    agencies: tuple[Choice, ...]
    act: str


class AskPage:
    """Gathers what the page shows."""

    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, law: LawPack) -> None:
        """Take the agencies that can be asked, and what they were called."""
        self._site = site
        self._law = law
        self._path = site.urls.site(ASK)
        living = [agency for agency in summaries if not agency.ended]
        self._living = sorted(living, key=lambda agency: sort_key(index_name(agency.short_name)))
        self._ended_before: dict[str, list[str]] = {}
        for agency in summaries:
            for successor in agency.successors if agency.ended else ():
                self._ended_before.setdefault(successor, []).append(agency.short_name)

    def values(self) -> dict[str, object]:
        """Return what the template shows."""
        urls, law, path = self._site.urls, self._law, self._path
        search = search_index(self._site, path)
        law_page = urls.relative(path, urls.site(f"{LAWS}/{law.slug}"))
        forms = list(shown_forms(self._site.framework, law))
        return {
            "search": search,
            "search_page": urls.relative(path, urls.site(SEARCH)) if search else "",
            "directory": urls.relative(path, urls.site(DIRECTORY)),
            "letters": urls.relative(path, urls.site(LETTERS)),
            "points": f"{law_page}#cac-diem",
            "months": urls.relative(path, urls.site(MONTHS)),
            "assigned": list(self._assigned()),
            "groups": list(self._groups()),
            "is_whole": len(self._living) <= MOST_ROWS,
            "blanks": [
                (urls.relative(path, form_path(urls, form.form)), form.form) for form in forms
            ],
            "periods": [item.deadline for item in answers(law)],
            "oversight": self._site.place.oversight,
            "mark": Marks(law, self._site.texts),
            "law_page": law_page,
        }

    def _groups(self) -> Iterator[tuple[str, list[Choice]]]:
        """Yield communes, then other agencies by type, as far as they fit on a page."""
        communes = [agency for agency in self._living if _is_commune(agency.type)]
        if len(communes) > MOST_ROWS:
            return
        if communes:
            yield self._site.texts["ask.communes"], self._choices(communes)
        if len(self._living) > MOST_ROWS:
            return
        for name, label in AGENCY_TYPES.items():
            rows = [agency for agency in self._living if agency.type == name]
            if rows and not _is_commune(name):
                yield self._site.texts.phrase(label), self._choices(rows)

    def _choices(self, agencies: Iterable[AgencySummary]) -> list[Choice]:
        return [self._choice(agency) for agency in agencies]

    def _assigned(self) -> Iterator[Assigned]:
        living = {agency.id: agency for agency in self._living}
        for entry in self._site.place.assignments:
            place = self._site.framework.point(entry.point or "")
            agencies = [living[name] for name in entry.agencies if name in living]
            if place is None or not agencies:
                continue
            _, point, kind = place
            yield Assigned(
                title=kind.title if kind is not None else point.title,
                agencies=tuple(self._choices(agencies)),
                act=entry.act or "",
            )

    def _choice(self, agency: AgencySummary) -> Choice:
        urls = self._site.urls
        target = urls.relative(self._path, urls.agency(agency.id, REQUEST))
        names = [*agency.former_names, *self._ended_before.get(agency.id, ())]
        formerly = tuple(dict.fromkeys(name for name in names if name != agency.short_name))
        return Choice(agency.id, f"{target}#{FORM_STEP}", agency.short_name, formerly)


def _is_commune(kind: str) -> bool:
    """Tell whether a kind of agency is the people's committee of a commune."""
    return AGENCY_KINDS[kind].is_committee and AGENCY_KINDS[kind].level is Level.COMMUNE
