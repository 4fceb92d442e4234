"""Site-wide pages that lead to a request: ask, empty forms, last days by month."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence

from access_info.legal.answers import answers
from access_info.legal.calendar import DaysOffStatus
from access_info.legal.packs import LawPack
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.province.law_pages import MOST_ROWS
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.marks import Marks
from access_info.pages.rendering.ordering import index_name, sort_key
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import ASK, DIRECTORY, LAWS, LETTERS, MONTHS, REQUEST, SEARCH
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pages.request.due import DueTables
from access_info.pages.request.form import (
    ShownForm,
    blank_path,
    due_part,
    head,
    search_index,
    shown_forms,
)
from access_info.pages.request.law_parts import borrowed_note, counting_unverified

# Element id of the form on an agency's page.
FORM_STEP = "buoc-3"
_KINDS = {
    "request": "hoi-thong-tin",
    "request_blank": "phieu",
    "due": "thoi-han",
    "due_month": "thoi-han-thang",
}


@dataclasses.dataclass(frozen=True)
class Assigned:
    """Who answers for a kind of information, as the province decided.

    Attributes:
        title: The kind.
        agencies: Links: address, name.
        act: The decision, or "".
    """

    title: str
    agencies: tuple[tuple[str, str], ...]
    act: str


def request_pages(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf
) -> Iterator[Page]:
    """Render the page that asks what is wanted, the empty forms, the tables of last days.

    A lone agency asks what is wanted on its own page. The tables stand once, in Vietnamese.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
    """
    builder = _RequestBuilder(summaries, site, as_of)
    if site.urls.single is None:
        yield builder.ask()
    yield from builder.blanks()
    if site.language == SOURCE:
        yield from builder.due()


class _RequestBuilder:
    def __init__(self, summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> None:
        self._site = site
        self._texts = site.texts
        self._as_of = as_of
        self._law = law_in_force(site.framework, as_of)
        living = [agency for agency in summaries if not agency.ended]
        self._living = sorted(living, key=lambda agency: sort_key(index_name(agency.short_name)))

    def ask(self) -> Page:
        urls, law = self._site.urls, self._law
        path = urls.site(ASK)
        by_type = {
            label: [agency for agency in self._living if agency.type == name]
            for name, label in AGENCY_TYPES.items()
        }
        whole = len(self._living) <= MOST_ROWS
        search = search_index(self._site, path)
        return self._page(
            path,
            "request",
            title=self._texts["ask.title"],
            description=self._texts["ask.description"],
            law=law,
            head_html=head(self._site, path, counts=False, search=True),
            name=ASK,
            search=search,
            search_page=urls.relative(path, urls.site(SEARCH)) if search else "",
            directory=urls.relative(path, urls.site(DIRECTORY)),
            letters=urls.relative(path, urls.site(LETTERS)),
            points=urls.relative(path, urls.site(f"{LAWS}/{law.slug}")) + "#cac-diem",
            months=urls.relative(path, urls.site(MONTHS)),
            assigned=list(self._assigned(path)),
            groups=[
                (label, [self._link(path, agency) for agency in rows])
                for label, rows in by_type.items()
                if rows and whole
            ],
            blanks=[
                (urls.relative(path, blank_path(urls, form)), form.form)
                for form in shown_forms(self._site.framework, law)
            ],
            periods=[item.deadline for item in answers(law)],
            mark=Marks(law, self._texts),
            law_page=urls.relative(path, urls.site(f"{LAWS}/{law.slug}")),
        )

    def blanks(self) -> Iterator[Page]:
        note = borrowed_note(self._law, "bieu_mau")
        for form in shown_forms(self._site.framework, self._law):
            path = blank_path(self._site.urls, form)
            yield self._page(
                path,
                "request_blank",
                title=self._texts.plain("ask.blank_title", id=form.form.id),
                description=self._texts.plain(
                    "ask.blank_description", title=self._texts.words(form.form.title)
                ),
                law=self._law,
                head_html=head(self._site, path, works=False),
                name=f"{ASK}/{form.slug}",
                form=form.form,
                note=note or form.form.note or "",
                source_texts=load_texts(),
                fields=self._blank_fields(form),
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
            counting_unverified=counting_unverified(self._site),
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
            counting_unverified=counting_unverified(self._site),
            index=urls.relative(path, urls.site(MONTHS)),
            around=[
                (urls.relative(path, self._month(day)), f"{day.month:02d}/{day.year}")
                for day in around
                if day is not None
            ],
        )

    def _month(self, month: datetime.date) -> str:
        return self._site.urls.site(f"{MONTHS}/{month.year}-{month.month:02d}")

    def _assigned(self, path: str) -> Iterator[Assigned]:
        living = {agency.id: agency for agency in self._living}
        for entry in self._site.place.assignments:
            place = self._site.framework.point(entry.point or "")
            agencies = [living[name] for name in entry.agencies if name in living]
            if place is None or not agencies:
                continue
            _, point, kind = place
            yield Assigned(
                title=kind.title if kind is not None else point.title,
                agencies=tuple(self._link(path, agency) for agency in agencies),
                act=entry.act or "",
            )

    def _link(self, path: str, agency: AgencySummary) -> tuple[str, str]:
        """Link to the form on an agency's page, with the agency's short name."""
        urls = self._site.urls
        target = urls.relative(path, urls.agency(agency.id, REQUEST))
        return f"{target}#{FORM_STEP}", agency.short_name

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
        content = (
            environment(language)
            .get_template(f"site/{template}.html.jinja")
            .render(
                page={"heading": title, "updated": None, "law_line": law_line(law, language)},
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
