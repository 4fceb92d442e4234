"""Site-wide pages that lead to a request: ask, forms, last days by month."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Sequence

from access_info.legal.answers import answers
from access_info.legal.calendar import DaysOffStatus
from access_info.legal.packs import WANTED, LawPack
from access_info.model.as_of import AsOf
from access_info.model.vocabularies import AGENCY_KINDS, AGENCY_TYPES, Level
from access_info.pages.rendering.environment import SOURCE, environment, load_texts
from access_info.pages.rendering.paths import (
    ASK,
    DIRECTORY,
    LAWS,
    LETTERS,
    MONTHS,
    MOST_ROWS,
    RECEIVERS,
    REQUEST,
    SEARCH,
)
from access_info.pages.rendering.site import (
    AgencySummary,
    Marks,
    Page,
    SiteContext,
    index_name,
    law_in_force,
    law_line,
    sort_key,
)
from access_info.pages.request import (
    DueTables,
    ShownForm,
    borrowed_note,
    due_part,
    form_path,
    head,
    receiver_files,
    search_index,
    shown_forms,
)

# The page that leads from a question to an agency: what is asked, whom, then the form.

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


# Stands in an address for the agency that a form goes to, which only the script knows.
_ANY_AGENCY = "ma-co-quan"
_KINDS = {
    "request": "hoi-thong-tin",
    "request_form": "phieu",
    "due": "thoi-han",
    "due_month": "thoi-han-thang",
}


def request_pages(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf
) -> Iterator[Page]:
    """Render the page that asks what is wanted, the forms, the tables of last days.

    A lone agency asks what is wanted on its own page. The tables stand once, in Vietnamese.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
    """
    builder = _RequestBuilder(summaries, site, as_of)
    if site.urls.single is None:
        yield builder.ask()
    yield from builder.forms()
    if site.language == SOURCE:
        yield from builder.due()


class _RequestBuilder:
    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._law = law_in_force(site.framework, as_of)
        self._summaries = summaries

    def ask(self) -> Page:
        path = self._site.urls.site(ASK)
        forms = list(shown_forms(self._site.framework, self._law))
        return self._page(
            path,
            "request",
            title=self._texts["ask.title"],
            description=self._texts["ask.description"],
            law=self._law,
            head_html=head(self._site, path, search=True),
            name=ASK,
            form_page=self._site.urls.relative(path, form_path(self._site.urls, forms[0].form)),
            **AskPage(self._summaries, self._site, self._law).values(),
        )

    def forms(self) -> Iterator[Page]:
        """Render the forms: filled in where scripts run, else printed empty."""
        urls, texts = self._site.urls, self._texts
        forms = list(shown_forms(self._site.framework, self._law))
        note = borrowed_note(self._law, "bieu_mau")
        living = sum(not agency.ended for agency in self._summaries)
        for form in forms:
            path = form_path(urls, form.form)
            agency = urls.single or _ANY_AGENCY
            words = texts.words(form.form.title)
            yield self._page(
                path,
                "request_form",
                title=texts.plain("ask.form_title", id=form.form.id),
                description=texts.plain("ask.form_description", title=words),
                law=self._law,
                head_html=head(self._site, path, form=True),
                name=f"{ASK}/{form.slug}",
                shown=form,
                others=[
                    (urls.relative(path, form_path(urls, other.form)), other.form, other is form)
                    for other in forms
                ],
                note=note or form.form.note or "",
                source_texts=load_texts(),
                translated=self._site.language != SOURCE,
                fields=self._blank_fields(form),
                wanted=WANTED,
                start="" if urls.single else urls.relative(path, urls.site(ASK)),
                months=urls.relative(path, urls.site(MONTHS)),
                agency_page=urls.relative(path, urls.agency(agency, REQUEST)),
                receivers=urls.relative_file(path, urls.shared(RECEIVERS)) + "/",
                receiver_files=receiver_files(living),
            )

    def _blank_fields(self, form: ShownForm) -> list[tuple[str, int]]:
        """List a form's fields under the law in force: name, lines to write on."""
        return [
            (item.field.title, item.field.lines)
            for item in form.fields
            if not item.laws or self._law.id in item.laws
        ]

    def due(self) -> Iterator[Page]:
        urls = self._site.urls
        path = urls.site(MONTHS)
        tables = DueTables(self._site)
        years = list(tables.months(self._as_of))
        months = [month for _, _, year_months in years for month in year_months]
        yield self._page(
            path,
            "due",
            title=self._texts["due.title"],
            description=self._texts["due.description"],
            law=self._law,
            head_html=head(self._site, path),
            calculator=due_part(self._law, self._site),
            years=[
                (
                    year,
                    standing is not DaysOffStatus.OFFICIAL,
                    [(urls.relative(path, self._month(day)), day.month) for day in year_months],
                )
                for year, standing, year_months in years
            ],
        )
        for before, month, after in zip([None, *months], months, [*months[1:], None], strict=False):
            yield self._month_page(tables, month, (before, after))

    def _month_page(
        self,
        tables: DueTables,
        month: datetime.date,
        around: tuple[datetime.date | None, datetime.date | None],
    ) -> Page:
        urls = self._site.urls
        path = self._month(month)
        month_tables = list(tables.tables(month))
        when = f"{month.month:02d}/{month.year}"
        return self._page(
            path,
            "due_month",
            title=self._texts.plain("due.month_title", month=when),
            description=self._texts.plain("due.month_description", month=when),
            law=month_tables[-1].law,
            head_html=head(self._site, path, works=False),
            month=when,
            tables=month_tables,
            doubts=tables.doubts(month_tables),
            index=urls.relative(path, urls.site(MONTHS)),
            around=[
                (urls.relative(path, self._month(day)), f"{day.month:02d}/{day.year}")
                for day in around
                if day is not None
            ],
        )

    def _month(self, month: datetime.date) -> str:
        return self._site.urls.site(f"{MONTHS}/{month.year}-{month.month:02d}")

    def _page(
        self,
        path: str,
        template: str,
        *,
        title: str,
        description: str,
        law: LawPack,
        head_html: str,
        name: str = "",
        **values: object,
    ) -> Page:
        """Render a page; `name` is its path in the site's own language, if it has others."""
        language = self._site.language
        # Pages of days say themselves what is unsure of them, and one doubt a page is enough.
        line = law_line(law, language)
        content = (
            environment(language)
            .get_template(f"site/{template}.html.jinja")
            .render(
                page={"heading": title, "updated": None, "law_line": line},
                law=law,
                **values,
            )
        )
        return Page(
            path=path,
            kind=_KINDS[template],
            title=title,
            description=description,
            content=content,
            head=head_html,
            language=language,
            alternates=self._site.alternates(lambda urls: urls.site(name)) if name else (),
        )
