"""Site-wide pages that lead to a request: ask, forms, last days by month."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from access_info.legal.calendar import DaysOffStatus
from access_info.legal.packs import WANTED, LawPack
from access_info.model.as_of import AsOf
from access_info.pages.province.ask_page import AskPage
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import ASK, MONTHS, RECEIVERS, REQUEST
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pages.request.due import DueTables
from access_info.pages.request.form import (
    ShownForm,
    due_part,
    head,
    shown_forms,
)
from access_info.pages.request.law_parts import borrowed_note, form_path
from access_info.pages.request.receivers import receiver_files

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
