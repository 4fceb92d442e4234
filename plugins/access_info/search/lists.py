"""The lists of records for each token."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import operator
import re
from collections.abc import Iterable, Iterator, Mapping

from access_info.search.folding import days, spelled, spelling, split_words
from access_info.search.postings import LAST_PLACE, PLACE_BITS, GapCode, encode_places
from access_info.search.records import AGENCY, SearchRecord
from access_info.search.shorthand import Shorthand

_DAY = "~ngay/"
_ID = "~ma/"
_IS_ID = re.compile("#([0-9]{4}-[0-9]{3})$")
_WHOLE_DATE = len("2026-09-30")


@dataclasses.dataclass(slots=True)
class _Title:
    """A title's words.

    Attributes:
        key: The sort key of the title.
        forms: Forms of the words, then of their abbreviations.
        places: The place of each form in the title.
    """

    key: str
    forms: list[str]
    places: list[int]


class Lists:
    """The lists of all tokens of a site.

    Attributes:
        records: The records in the order of their numbers, which is that of folded titles.
        filters: Filter's token, `~nam/2026` → records.
        over: Records out of force, encoded; no token, since every query ranks by it.
    """

    def __init__(
        self,
        records: Iterable[SearchRecord],
        agencies: Mapping[str, str],
        initials: Mapping[str, Iterable[str]],
        shorthand: Shorthand,
    ) -> None:
        """Gather the lists.

        Args:
            records: The records of the site.
            agencies: Folder name → the name that people use.
            initials: Folder name → short names of the agency.
            shorthand: Abbreviations.
        """
        self._shorthand = shorthand
        # Words that take other room than one place.
        self._uneven = frozenset((*shorthand.spans, *shorthand.before_number))
        # Name of a list → record and place in one number, so that one list holds both.
        self._placed: dict[str, list[int]] = collections.defaultdict(list)
        # Name of a list → records.
        self._others: dict[str, list[int]] = collections.defaultdict(list)
        self.filters: dict[str, list[int]] = collections.defaultdict(list)
        self._spelled: dict[str, tuple[tuple[str, str], ...]] = {}
        given = list(records)
        titles = {title: self._title(title) for title in {record.title for record in given}}
        self.records = sorted(given, key=lambda record: titles[record.title].key)
        first = 0
        for title, run in itertools.groupby(self.records, key=operator.itemgetter(0)):
            rows = list(run)
            spelled = titles[title]
            self._add_title(spelled, first, len(rows))
            known = frozenset(spelled.forms)
            for number, record in enumerate(rows, first):
                self._add(number, record, known)
            first += len(rows)
        self._add_agencies(agencies, initials)
        self._code = GapCode(len(self.records) + 1)
        self.over = self._code.encode(
            [number for number, record in enumerate(self.records) if record.state]
        )

    def encoded(self) -> Iterator[tuple[str, int, list[str]]]:
        """Yield every token in order: its name, the number of its entries, its lists as text.

        A list is written as three texts: its name, gaps, places.
        """
        code = self._code
        tokens: dict[str, list[str]] = collections.defaultdict(list)
        sizes: collections.Counter[str] = collections.Counter()
        for name, entries in sorted(self._placed.items()):
            token = spelling(name.removeprefix("#"))[0]
            entries.sort()
            gaps = code.encode([entry >> PLACE_BITS for entry in entries])
            places = encode_places([entry & LAST_PLACE for entry in entries])
            tokens[token] += (name, gaps, places)
            sizes[token] += len(entries)
        for name, numbers in sorted(self._others.items()):
            token = spelling(name[1:])[0]
            tokens[token] += (name, code.encode(numbers), "")
            sizes[token] += len(numbers)
        for token, numbers in self.filters.items():
            # A day and an id are typed rather than chosen, and count as numbers.
            is_typed = token.startswith((_DAY, _ID))
            tokens[token] += ("#" if is_typed else "", code.encode(numbers), "")
        for token in sorted(tokens):
            yield token, sizes[token], tokens[token]

    def _title(self, title: str) -> _Title:
        """Split a title into its words' forms and places, with its sort key."""
        words = spelled(title)
        folded = [word[0] for word in words]
        forms = [word[1] for word in words]
        spans = self._shorthand.spans
        places = list(range(len(words)))
        idle = self._shorthand.before_number
        if not self._uneven.isdisjoint(folded):
            # An abbreviation takes the room of its full words, `số` before a number takes none.
            steps = [
                0 if word in idle and "0" <= after[0] <= "9" else spans.get(word, 1)
                for word, after in itertools.pairwise(folded)
            ]
            places = [0, *itertools.accumulate(steps)]
        key = " ".join(folded)
        of_words = tuple(places)
        for form, place in self._shorthand.forms_in(key):
            forms.append(form)
            places.append(of_words[place])
        if len(places) >= LAST_PLACE:
            places = [min(place, LAST_PLACE) for place in places]
        # Titles that fold alike are sorted by the titles as written.
        return _Title(f"{key}\t{title}", forms, places)

    def _add_title(self, title: _Title, first: int, count: int) -> None:
        """Add the words of a title that `count` records have, from number `first` on."""
        start, end = first << PLACE_BITS, (first + count) << PLACE_BITS
        step = 1 << PLACE_BITS
        entries = self._placed
        if count == 1:
            for form, place in zip(title.forms, title.places, strict=True):
                entries[form].append(start + place)
            return
        for form, place in zip(title.forms, title.places, strict=True):
            entries[form].extend(range(start + place, end + place, step))

    def _add(self, number: int, record: SearchRecord, known: frozenset[str]) -> None:
        """Add all of a record but its title."""
        self._add_filters(number, record)
        _, _, _, _, sign, date, _, code, words, _, above, *_ = record
        others, year = self._others, date[:4]
        if year and year not in known:
            others[f"+{year}"].append(number)
        for text in (sign, code):
            if text:
                parts = split_words(text)
                entry = (number << PLACE_BITS) + min(len(parts), LAST_PLACE)
                # `1.116556` is also known as `116556` and `1116556`.
                dotted = [word for word in parts if "." in word]
                tails = [word.rpartition(".")[2] for word in dotted]
                for word in (*parts, *tails, *(word.replace(".", "") for word in dotted)):
                    self._placed[f"#{spelling(word)[1]}"].append(entry)
        if words or above:
            for form, name in self._named(f"{above} {words}"):
                if form not in known and form != year:
                    others[name].append(number)

    def _add_filters(self, number: int, record: SearchRecord) -> None:
        """Add values of filters, and days and ids that have a token of their own."""
        title, address, agency, kind, _, date, points, *_ = record
        filters = self.filters
        filters[f"~danh-muc/{kind}"].append(number)
        if agency:
            filters[f"~co-quan/{agency}"].append(number)
        if date:
            filters[f"~nam/{date[:4]}"].append(number)
        for day in days(title) | ({date} if len(date) == _WHOLE_DATE else set()):
            filters[f"{_DAY}{day}"].append(number)
        if match := _IS_ID.search(address):
            filters[f"{_ID}{match[1]}"].append(number)
        if points:
            for point in points.split(" "):
                filters[f"~diem/{point}"].append(number)

    def _named(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the forms of a text outside titles, each with the name of its list."""
        named_forms = self._spelled.get(text)
        if named_forms is None:
            forms = dict.fromkeys(self._title(text).forms)
            named_forms = self._spelled[text] = tuple((form, f"+{form}") for form in forms)
        return named_forms

    def _add_agencies(
        self, agencies: Mapping[str, str], initials: Mapping[str, Iterable[str]]
    ) -> None:
        """Make every record of an agency findable by any name of the agency."""
        names = dict(agencies)
        for number, record in enumerate(self.records):
            if record.kind == AGENCY:
                short = initials.get(record.agency, ())
                names[record.agency] += f" {record.title} {record.names} {' '.join(short)}"
                # To the agency itself its names are titles, so that it comes first.
                first = number << PLACE_BITS
                for title in map(self._title, (agencies[record.agency], *short)):
                    for form, place in zip(title.forms, title.places, strict=True):
                        self._placed[form].append(first + place)
        for agency, words in names.items():
            numbers = self.filters.get(f"~co-quan/{agency}", ())
            for form, _ in self._named(words):
                self._others[f"@{form}"] += numbers
        for name, numbers in self._others.items():
            if name[0] == "@":
                numbers.sort()
