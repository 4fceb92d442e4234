"""Languages of the interface: each file is whole, and what it translates still exists."""

from __future__ import annotations

import datetime
import re

import markupsafe
import pytest
from loaded_program import laws_of_today

from access_info.legal.packs import DATA
from access_info.legal.vocabularies import PERIOD_UNITS
from access_info.model import vocabularies
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.types import vn_weekday
from access_info.pages.rendering.environment import (
    LOCALES,
    SOURCE,
    Texts,
    environment,
    known_languages,
    load_texts,
)
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import SiteContext, law_line
from access_info.pages.request import request_data
from access_info.source.documents import read_yaml

PHRASES = "phrases."
# Official letters and reports of Vietnamese offices, which are written in Vietnamese only.
SOURCE_ONLY = "documents"
HOLE = re.compile(r"\{\w+\}")
# Letters of Vietnamese that are none of French, Portuguese or another likely language.
VIETNAMESE = re.compile(r"[ảạăằắẳẵặầấẩẫậđẻẽẹềếểễệỉĩịỏọồốổỗộơờớởỡợủũụưừứửữựỳỷỹỵ]", re.IGNORECASE)
FRAMEWORK, _ = laws_of_today()
LANGUAGES = [tag for tag in known_languages() if tag != SOURCE]


def texts_of(tag):
    return {key: load_texts(tag)[key] for key in load_texts(tag).known if not is_phrase(key)}


def phrases_of(tag):
    known = load_texts(tag).known
    return {key.removeprefix(PHRASES): load_texts(tag)[key] for key in known if is_phrase(key)}


def is_phrase(key):
    return key.startswith(PHRASES)


def strings(value):
    """Every text in a value read from YAML, or made of dictionaries and lists like one."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def source_words():
    """All that the laws, the calendar and our lists say in Vietnamese."""
    words = {word for file in DATA.glob("*.yml") for word in strings(read_yaml(file).data)}
    lists = [value for name, value in vars(vocabularies).items() if name.isupper()]
    words |= {word for value in [*lists, PERIOD_UNITS] for word in strings(value)}
    for law in FRAMEWORK.packs:
        words |= {law.full_name, *(deadline.words for deadline in law.deadlines)}
    calendar = FRAMEWORK.calendar
    for table in calendar.years.values():
        days = [day for group in table.days_off for day in group.days]
        days += [item.day for item in table.open_days]
        words |= set(calendar.doubts(min(days), max(days)))
        words |= {name for day in days if (name := calendar.day_off_name(day))}
        words |= {vn_weekday(day) for day in days} | {"thứ Bảy", "Chủ nhật"}
    return words


def shown_words():
    """What pages about requests show of the laws."""
    for law in FRAMEWORK.packs:
        yield law.full_name
        groups = (
            *(law.requesters, law.requestable, law.suppliers, law.not_accessible),
            *(law.refusal_grounds, law.procedure_rules),
        )
        for fact in (*(fact for group in groups for fact in group), *law.complaints, *law.support):
            yield from (fact.title, fact.citation)
        for form in law.forms:
            yield from (form.title, form.note)
            for item in form.confirmed_fields:
                yield from (item.title, item.hint)
        costs = law.costs
        yield from (costs.fee, costs.actual, costs.citation, costs.rates.title)
        for fact in (*costs.free_when, *costs.reductions, *costs.payment, law.refusal_form):
            yield from (fact.title, fact.citation)
        for stage in ("cung-cap", "cung-cap-phuc-tap", "thong-bao", "gia-han"):
            for deadline in law.deadlines_for(stage):
                yield from (deadline.what, deadline.words, deadline.citation)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_language_has_the_keys_and_holes_of_vietnamese_in_their_order(tag):
    def keys(name):
        sections = read_yaml(LOCALES / f"{name}.yml").data
        sections.pop("phrases", None)
        if name == SOURCE:
            del sections[SOURCE_ONLY]
        return [(section, list(texts or ())) for section, texts in sections.items()]

    assert keys(tag) == keys(SOURCE)
    translated, source = texts_of(tag), texts_of(SOURCE)
    source = {key: text for key, text in source.items() if not key.startswith(f"{SOURCE_ONLY}.")}
    assert {key: sorted(HOLE.findall(text)) for key, text in translated.items()} == {
        key: sorted(HOLE.findall(text)) for key, text in source.items()
    }


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_phrase_is_still_in_a_law_or_a_list(tag):
    assert set(phrases_of(tag)) - source_words() == set()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_all_that_request_pages_show_of_the_laws_is_translated(tag):
    lists = (vocabularies.AGENCY_TYPES, vocabularies.CHANNEL_TYPES, vocabularies.TIME_UNITS)
    wanted = {*shown_words(), *(word for words in lists for word in words.values())}
    assert {word for word in wanted if word} - set(phrases_of(tag)) == set()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_translations_are_not_vietnamese(tag):
    # A point's letter is its name.
    texts = [*texts_of(tag).values(), *phrases_of(tag).values()]
    assert [text for text in texts if VIETNAMESE.search(text.replace("(đ)", ""))] == []


def test_a_phrase_is_translated_or_marked():
    english = Texts("en", {"phrases.ngày": "days", "phrases.A & B": "C & D"})
    assert english.phrase("ngày") == "days"
    assert english.phrase("Sở <Y>") == '<span lang="vi">Sở &lt;Y&gt;</span>'
    assert english.phrase("") == ""
    link = markupsafe.Markup('<a href="x">Sở</a>')
    assert english.phrase(link) is link
    template = environment("en").from_string("{{ word | phrase }}")
    assert template.render(word="Công dân Việt Nam") == "Citizens of Viet Nam"
    assert template.render(word="<b>") == '<span lang="vi">&lt;b&gt;</span>'


def test_words_for_titles_and_scripts_have_no_mark():
    english = Texts("en", {"phrases.ngày": "days"})
    assert [english.words("ngày"), english.words("Sở Y tế")] == ["days", "Sở Y tế"]
    assert load_texts().words("ngày") == "ngày"


def test_in_vietnamese_nothing_changes():
    template = environment(SOURCE).from_string(
        "{{ word | phrase }}{{ in_source }}{{ in_own }} {{ count | number }}"
    )
    assert template.render(word="Công dân <b>", count=12345) == "Công dân &lt;b&gt; 12.345"
    assert environment("en").from_string("{{ 12345 | number }}").render() == "12,345"


def test_law_line_and_calculator_speak_the_language():
    site = SiteContext(FRAMEWORK, Jurisdiction(), Urls(), frozenset(), language="en")
    assert "Law on Access to Information No. 01/2026/QH16" in law_line(FRAMEWORK.pack("l01"), "en")
    data = request_data(site, datetime.date(2026, 11, 27))
    assert '"weekdays":["Sunday","Monday"' in data
    assert not VIETNAMESE.search(data)


def test_readers_learn_of_javascript_and_not_of_film_scripts():
    assert [key for key, text in texts_of(SOURCE).items() if "kịch bản" in text.lower()] == []
