"""Renders the pages that help to request information: whom to ask, the forms, last days by month."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from access_info.legal.answers import answers
from access_info.legal.calendar import DaysOffStatus
from access_info.legal.packs import WANTED, LawPack
from access_info.model.as_of import AsOf
from access_info.model.vocabularies import AGENCY_KINDS, AGENCY_TYPES, Level
from access_info.pages.rendering.environment import SOURCE, load_texts
from access_info.pages.rendering.paths import (
    ASK,
    DIRECTORY,
    LETTERS,
    MAX_ROWS,
    MONTHS,
    RECEIVERS,
    REQUEST,
    SEARCH,
)
from access_info.pages.rendering.site import (
    AgencySummary,
    Marks,
    Page,
    SiteContext,
    by_name,
    law_in_force,
    law_page_name,
    site_page,
)
from access_info.pages.request import (
    DueTables,
    ShownForm,
    borrowed_note,
    form_page_name,
    head,
    law_part,
    receiver_files,
    search_index,
    shown_forms,
)

# Id of the element, on an agency's page on requesting, that leads to the form.
_FORM_STEP = "buoc-3"
# Placeholder in an address for the chosen agency, which the script in the browser fills in.
_ANY_AGENCY = "ma-co-quan"


def ask_page(summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> Page:
    """Return the page on whom to ask, which the site of a single agency has not.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
    """
    law = law_in_force(site.framework, as_of)
    return _AskPage(summaries, site, law, list(shown_forms(site.framework, law))).page()


def form_pages(living: int, site: SiteContext, as_of: AsOf) -> Iterator[Page]:
    """Yield the pages of the forms, and the tables of last days, which exist only in Vietnamese.

    Args:
        living: Number of agencies to which a request can be sent.
        site: What pages share.
        as_of: The day of judgement.
    """
    law = law_in_force(site.framework, as_of)
    forms = list(shown_forms(site.framework, law))
    yield from (_form_page(form, forms, site, law, living) for form in forms)
    if site.language == SOURCE:
        yield from _last_day_pages(site, law, as_of)


class _AskPage:
    """Renders the page that leads from a question to an agency: what is asked, whom, then the form."""

    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        site: SiteContext,
        law: LawPack,
        forms: Sequence[ShownForm],
    ) -> None:
        """Sort the agencies that can be asked; gather the dissolved ones that each has replaced."""
        self._site, self._law, self._forms = site, law, forms
        self._path = site.urls.site(ASK)
        self._living = by_name(agency for agency in summaries if not agency.ended)
        self._ended_before: dict[str, list[str]] = {}
        for agency in summaries:
            for successor in agency.successors if agency.ended else ():
                self._ended_before.setdefault(successor, []).append(agency.short_name)

    def page(self) -> Page:
        """Render the page on whom to ask."""
        site, urls, law, path = self._site, self._site.urls, self._law, self._path
        search = search_index(site, path)
        law_page = urls.to_site(path, law_page_name(law))
        blanks = [
            (urls.to_site(path, form_page_name(shown.form)), shown.form) for shown in self._forms
        ]
        return site_page(
            site,
            law,
            ASK,
            "request",
            kind="hoi-thong-tin",
            title=site.texts["ask.title"],
            description=site.texts["ask.description"],
            head=head(site, path, search=True),
            values={
                "form_page": blanks[0][0],
                "search": search,
                "search_page": urls.to_site(path, SEARCH) if search else "",
                "directory": urls.to_site(path, DIRECTORY),
                "letters": urls.to_site(path, LETTERS),
                "points": f"{law_page}#cac-diem",
                "months": urls.to_site(path, MONTHS),
                "assigned": list(self._assigned()),
                "groups": list(self._groups()),
                "is_whole": len(self._living) <= MAX_ROWS,
                "blanks": blanks,
                "periods": [item.deadline for item in answers(law)],
                "oversight": site.place.oversight,
                "mark": Marks(law, site.texts),
                "law_page": law_page,
            },
        )

    def _groups(self) -> Iterator[tuple[str, list[dict[str, object]]]]:
        """Yield (heading, agencies to choose) of communes, then of other agencies by type.

        Nothing is yielded of what does not fit on the page: the search finds those agencies.
        """
        communes = [agency for agency in self._living if _is_commune(agency.type)]
        if len(communes) > MAX_ROWS:
            return
        if communes:
            yield self._site.texts["ask.communes"], list(map(self._choice, communes))
        if len(self._living) > MAX_ROWS:
            return
        for name, label in AGENCY_TYPES.items():
            rows = [agency for agency in self._living if agency.type == name]
            if rows and not _is_commune(name):
                yield self._site.texts.phrase(label), list(map(self._choice, rows))

    def _assigned(self) -> Iterator[dict[str, object]]:
        """Yield the kinds of information that the province assigned to agencies, with the legal act."""
        living = {agency.id: agency for agency in self._living}
        for entry in self._site.place.assignments:
            place = self._site.framework.point(entry.point or "")
            agencies = [living[name] for name in entry.agencies if name in living]
            if place is not None and agencies:
                _, point, kind = place
                yield {
                    "title": kind.title if kind is not None else point.title,
                    "agencies": list(map(self._choice, agencies)),
                    "act": entry.act or "",
                }

    def _choice(self, agency: AgencySummary) -> dict[str, object]:
        """Return an agency as a choice on the page, with earlier names: its own, and of agencies it replaced."""
        names = [*agency.former_names, *self._ended_before.get(agency.id, ())]
        href = self._site.urls.to_agency(self._path, agency.id, REQUEST)
        return {
            "id": agency.id,
            "href": f"{href}#{_FORM_STEP}",
            "name": agency.short_name,
            "formerly": list(dict.fromkeys(name for name in names if name != agency.short_name)),
        }


def _is_commune(kind: str) -> bool:
    """Tell whether a type of agency is the people's committee of a commune."""
    return AGENCY_KINDS[kind].is_committee and AGENCY_KINDS[kind].level is Level.COMMUNE


def _form_page(
    shown: ShownForm, forms: Sequence[ShownForm], site: SiteContext, law: LawPack, living: int
) -> Page:
    """Render the page of a request form: filled in where scripts run, else printed empty.

    Args:
        shown: The form.
        forms: All forms, which the page links to.
        site: What pages share.
        law: The law in force.
        living: Number of agencies to which a request can be sent.
    """
    urls, texts, form = site.urls, site.texts, shown.form
    name = form_page_name(form)
    path = urls.site(name)
    return site_page(
        site,
        law,
        name,
        "request_form",
        kind="phieu",
        title=texts.plain("ask.form_title", id=form.id),
        description=texts.plain("ask.form_description", title=texts.words(form.title)),
        head=head(site, path, form=True),
        values={
            "shown": shown,
            "others": [
                (urls.to_site(path, form_page_name(other.form)), other.form, other is shown)
                for other in forms
            ],
            "note": borrowed_note(law, "bieu_mau") or form.note or "",
            "source_texts": load_texts(),
            "translated": site.language != SOURCE,
            # Fields under the law in force: name, lines to write on.
            "fields": [
                (item.field.title, item.field.lines)
                for item in shown.fields
                if not item.laws or law.id in item.laws
            ],
            "wanted": WANTED,
            "start": "" if urls.single else urls.to_site(path, ASK),
            "months": urls.to_site(path, MONTHS),
            "agency_page": urls.to_agency(path, urls.single or _ANY_AGENCY, REQUEST),
            "receivers": urls.relative_file(path, urls.shared(RECEIVERS)) + "/",
            "receiver_files": receiver_files(living),
        },
    )


def _last_day_pages(site: SiteContext, law: LawPack, as_of: AsOf) -> Iterator[Page]:
    """Yield the page with the calculator of last days, then a page with a table of them for each month."""
    urls, texts = site.urls, site.texts
    path = urls.site(MONTHS)
    tables = DueTables(site)
    years = list(tables.months(as_of))
    yield site_page(
        site,
        law,
        MONTHS,
        "due",
        head=head(site, path),
        values={
            "calculator": law_part("request_due", law, site),
            "years": [
                (
                    year,
                    standing is not DaysOffStatus.OFFICIAL,
                    [(urls.to_site(path, _month_name(day)), day.month) for day in months],
                )
                for year, standing, months in years
            ],
        },
    )
    months = [month for _, _, year_months in years for month in year_months]
    for before, month, after in zip([None, *months], months, [*months[1:], None], strict=False):
        name = _month_name(month)
        path = urls.site(name)
        month_tables = list(tables.tables(month))
        when = f"{month:%m/%Y}"
        yield site_page(
            site,
            # The law named at the foot is that of the month's last table.
            month_tables[-1].law,
            name,
            "due_month",
            kind="thoi-han-thang",
            title=texts.plain("due.month_title", month=when),
            description=texts.plain("due.month_description", month=when),
            head=head(site, path, works=False),
            values={
                "month": when,
                "tables": month_tables,
                "doubts": tables.doubts(month_tables),
                "index": urls.to_site(path, MONTHS),
                "around": [
                    (urls.to_site(path, _month_name(day)), f"{day:%m/%Y}")
                    for day in (before, after)
                    if day is not None
                ],
            },
        )


def _month_name(month: datetime.date) -> str:
    """Return the path of a month's page below the front page."""
    return f"{MONTHS}/{month:%Y-%m}"
