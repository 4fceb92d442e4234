"""Makes the inverted index of one block: for each token, the lists of the records that have it."""

from __future__ import annotations

import collections
import dataclasses
import functools
import json
import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from access_info.search.agency_names import AgencyNames
from access_info.search.folding import days, spelled_apart, spelling, split_words
from access_info.search.numbering import FEW, SEAT_BITS, neighbours, sparse_numbers
from access_info.search.postings import (
    LAST_PLACE,
    PLACE_BITS,
    GapCode,
    TokenLists,
    encode_places,
    symbol,
)
from access_info.search.records import AGENCY, SearchRecord
from access_info.search.shorthand import load_shorthand
from access_info.search.together import WordsTogether

# Filters whose values are typed rather than chosen (a day, an id); their lists count as numbers.
_TYPED = ("ngay", "ma")
_IS_ID = re.compile("#([0-9]{4}-[0-9]{3})$")
# The numbers of documents, `1310/2025/QĐ-BTP`, with which further words often end. They nearly always
# differ, and no abbreviation's full words go on with one: so the text before them is cached apart.
_LAST_SIGNS = re.compile(r"(?: [1-9][0-9]+/\S+)+$")
_WHOLE_DATE = len("2026-09-30")
# Entries of one encoded list; each takes three characters, rarely more.
_MOST_ENTRIES = 12_000
_Numbers = collections.defaultdict[str, list[int]]


@dataclasses.dataclass(slots=True)
class _Title:
    """The words of a title with their places (word positions).

    Attributes:
        folded: The words without accents.
        forms: Forms of the words, then of their abbreviations.
        places: The place of each form: the position of its word in the title.
        days: The days named in the title, ISO.
    """

    folded: Sequence[str]
    forms: list[str]
    places: list[int]
    days: set[str]


class Lists:
    """The lists of all tokens of a block: which records have which word.

    Attributes:
        records: Number → record, ascending.
        space: How many numbers there are, of records or not.
        code: Encodes gaps between these numbers.
        together: Which words records have together.
        filters: Filter, `nam` → value, `2026` → records.
    """

    def __init__(
        self,
        records: Iterable[SearchRecord],
        names: AgencyNames,
        *,
        are_counted: bool = False,
        ranks: Mapping[str, int] | None = None,
    ) -> None:
        """Give the records numbers by title and gather the lists of their words, agencies and filters.

        Args:
            records: The records of the block; those of equal titles keep this order.
            names: The names of agencies; those in the block's records are added to it.
            are_counted: Whether the records are counted through, rather than numbered with gaps.
            ranks: Agency → its place in the list of agencies, where lists of what all records of an
                agency have are to name the agencies: a new row then changes none of them.
        """
        self._names = names
        self._shorthand = load_shorthand()
        # Words that do not take just one place: abbreviations, and `số` before a number.
        self._uneven = frozenset((*self._shorthand.spans, *self._shorthand.before_number))
        # Name of a list → record and place in one number, so that one list holds both.
        self._placed: _Numbers = _Numbers(list)
        # Name of a list → records.
        self._others: _Numbers = _Numbers(list)
        self._ranks = ranks
        # Name of a list, or type → agencies all of whose records it has.
        self._agencies: collections.defaultdict[str, list[str]] = collections.defaultdict(list)
        self.filters: dict[str, _Numbers] = {
            name: _Numbers(list)
            for name in ("danh-muc", "co-quan", "loai", "nam", "ngay", "ma", "diem")
        }
        # Text outside titles → form of each of its words → the list of records that the form has.
        self._spelled: dict[str, dict[str, list[int]]] = {}
        # Number or code → how many parts it has, and the lists of entries of these parts.
        self._signs: dict[str, tuple[int, list[list[int]]]] = {}
        given = list(records)
        titles = {title: self._title(title) for title in {record.title for record in given}}
        if are_counted:
            # Titles that fold alike are sorted by the titles as written.
            given.sort(key=lambda record: (*titles[record.title].folded, "\t", record.title))
            numbers, self.space = list(range(len(given))), len(given)
        else:
            folded = {text: title.folded for text, title in titles.items()}
            numbers, self.space = sparse_numbers(given, folded)
        # Neighbourhood → how many records it has, where these are not too few.
        self._neighbours = {} if are_counted else neighbours(numbers)
        self.code = _gap_code(self.space)
        self.records = dict(sorted(zip(numbers, given, strict=True)))
        by_title = collections.defaultdict(list)
        for number, record in self.records.items():
            by_title[record.title].append((number, record))
        for text, rows in by_title.items():
            title = titles[text]
            self._add_title(title, [number for number, _ in rows])
            self._add_filters(title, rows)
            self._add_words(title, rows)
        self._add_agencies()
        self.together = WordsTogether(self._placed, self._others)

    @property
    def over(self) -> str:
        """The numbers of the records out of force, encoded; in no token, since every query needs them."""
        return self.code.encode([number for number, record in self.records.items() if record.state])

    def encoded(self) -> Iterator[TokenLists]:
        """Yield every token with its encoded lists, sorted by token.

        The name of a list is a sign for the field, then the word's form: none for titles, `#` for
        numbers and codes, `@` for names of the agency, `+` for further words.
        """
        tokens: dict[str, TokenLists] = {}
        for name, entries in sorted(self._placed.items()):
            if name[0] == "#":
                lists = _add_lists(tokens, spelling(name[1:])[0], len(entries), [])
                lists.numbers = [*lists.numbers, *self._list(name, entries)]
            elif entries:
                texts = self._list(name, entries)
                _add_lists(tokens, spelling(name)[0], len(entries), texts)
        for name, numbers in sorted(self._others.items()):
            if numbers:
                texts = self._of_agencies(name) or self._list(name, numbers, 0)
                _add_lists(tokens, spelling(name[1:])[0], len(numbers), texts)
        for token, order, agency in self._named_agencies():
            _add_lists(tokens, token, 0, [order, "", agency])
        for family, values in self.filters.items():
            name = "#" if family in _TYPED else ""
            for value, numbers in values.items():
                texts = self._of_agencies(f"={value}") if family == "loai" else []
                texts = texts or self._list(name, numbers, 0)
                _add_lists(tokens, f"~{family}/{value}", 0, texts)
        return iter(sorted(tokens.values(), key=operator.attrgetter("token")))

    def _of_agencies(self, name: str) -> list[str]:
        """Return the texts of a list that names agencies by their ranks; none if it does not."""
        if self._ranks is None or name not in self._agencies:
            return []
        ranks = sorted(self._ranks[agency] for agency in self._agencies[name])
        return [f"={name[1:]}", _gap_code(len(self._ranks)).encode(ranks), ""]

    def _list(self, name: str, entries: Sequence[int], bits: int = PLACE_BITS) -> list[str]:
        """Return the texts (name, gaps, places) of a list, in parts that files can hold.

        What all records of a neighbourhood have is said once for all, in a list whose name begins with a
        star: then a further record of the neighbourhood leaves the list as it is.

        Args:
            name: The list's name.
            entries: Records, each with its place in the lowest bits.
            bits: How many bits a place takes; 0 where records have none.
        """
        if len(entries) == 1:
            [entry] = entries
            return [
                name,
                self.code.encode_first(entry >> bits),
                symbol(entry & LAST_PLACE) if bits else "",
            ]
        rest = sorted({*entries})
        whole: set[int] = set()
        if len(rest) >= FEW and self._neighbours:
            of = [(entry >> bits + SEAT_BITS) << bits | entry & (1 << bits) - 1 for entry in rest]
            counts = collections.Counter(of)
            get = self._neighbours.get
            whole = {key for key, count in counts.items() if count == get(key >> bits)}
            if whole:
                rest = [entry for entry, key in zip(rest, of, strict=True) if key not in whole]
        texts: list[str] = []
        for sign, numbers in (("", rest), ("*", sorted(whole))):
            for first in range(0, len(numbers), _MOST_ENTRIES):
                part = numbers[first : first + _MOST_ENTRIES]
                places = encode_places([entry & LAST_PLACE for entry in part]) if bits else ""
                texts += (sign + name, self.code.encode([entry >> bits for entry in part]), places)
        return texts

    def _title(self, title: str) -> _Title:
        """Return a title's words and abbreviations with their places, its sort key and its days."""
        folded, forms = spelled_apart(title)
        places = list(range(len(folded)))
        if not self._uneven.isdisjoint(folded):
            places = self._uneven_places(folded)
        abbreviations = self._shorthand.forms_in(folded)
        if abbreviations:
            forms += [form for form, _ in abbreviations]
            places += [places[place] for _, place in abbreviations]
        if len(places) >= LAST_PLACE:
            places = [place if place < LAST_PLACE else LAST_PLACE for place in places]
        return _Title(folded, forms, places, days(title))

    def _uneven_places(self, folded: Sequence[str]) -> list[int]:
        """Return the place of each word, so that phrases match however they are abbreviated.

        An abbreviation takes as many places as its full words (`UBND xã`: 0, 4); `số` before a number
        takes none.
        """
        spans, idle, uneven = self._shorthand.spans, self._shorthand.before_number, self._uneven
        places = []
        place = 0
        for at, word in enumerate(folded):
            places.append(place)
            place += 1
            if word in uneven:
                is_idle = (
                    word in idle and folded[at + 1 : at + 2] and "0" <= folded[at + 1][0] <= "9"
                )
                place += (0 if is_idle else spans.get(word, 1)) - 1
        return places

    def _add_title(self, title: _Title, numbers: Sequence[int]) -> None:
        """Add the words of a title to the lists, for the records that have it."""
        starts = [number << PLACE_BITS for number in numbers]
        for form, place in zip(title.forms, title.places, strict=True):
            self._placed[form].extend([start + place for start in starts])

    def _add_filters(self, title: _Title, rows: Sequence[tuple[int, SearchRecord]]) -> None:
        """Add the records of a title to the lists of filter values, of days and of row ids."""
        kinds, agencies, _, years, all_days, ids, all_points = self.filters.values()
        for number, (_, address, agency, kind, _, date, points, *_) in rows:
            kinds[kind].append(number)
            if agency:
                agencies[agency].append(number)
            if date:
                years[date[:4]].append(number)
                if len(date) == _WHOLE_DATE and date not in title.days:
                    all_days[date].append(number)
            for day in title.days:
                all_days[day].append(number)
            if match := _IS_ID.search(address):
                ids[match[1]].append(number)
            if points:
                for point in points.split(" "):
                    all_points[point].append(number)

    def _add_words(self, title: _Title, rows: Sequence[tuple[int, SearchRecord]]) -> None:
        """Add the year, numbers, codes and further words of records, but for words of their title.

        Those are in the lists already (`_add_title`).
        """
        known = frozenset(title.forms)
        others = self._others
        for number, (_, _, _, _, sign, date, _, code, words, _, above, *_) in rows:
            year = date[:4]
            if year and year not in known:
                others[f"+{year}"].append(number)
            if sign:
                self._add_sign(sign, number)
            if code:
                self._add_sign(code, number)
            if words or above:
                for form, numbers in self._named(f"{above} {words}").items():
                    if form not in known and form != year:
                        numbers.append(number)

    def _add_sign(self, text: str, number: int) -> None:
        """Add a record to the lists of the parts of its number or code; parsed numbers are cached.

        An entry's place is here how many parts the number has, so that a script knows if a query has
        all of it.
        """
        sign = self._signs.get(text)
        if sign is None:
            words = split_words(text)
            count = len(words)
            if "." in text:
                # `1.116556` is also known as `116556` and `1116556`.
                dotted = [word for word in words if "." in word]
                words += [word.rpartition(".")[2] for word in dotted]
                words += [word.replace(".", "") for word in dotted]
            lists = [self._placed[f"#{spelling(word)[1]}"] for word in words]
            sign = self._signs[text] = min(count, LAST_PLACE), lists
        entry = (number << PLACE_BITS) + sign[0]
        for entries in sign[1]:
            entries.append(entry)

    def _named(self, text: str) -> Mapping[str, list[int]]:
        """Return the forms of a text outside titles, each with its list of records; cached by text.

        Numbers of documents at the text's end are taken apart, so that the rest, which many records
        share, is cached once.
        """
        named = self._spelled.get(text)
        if named is None:
            signs = _LAST_SIGNS.search(text)
            words = signs[0] if signs else text
            named = {form: self._others[f"+{form}"] for form in self._forms(words)}
            if signs:
                named = {**self._named(text[: signs.start()]), **named}
            self._spelled[text] = named
        return named

    def _forms(self, text: str) -> dict[str, None]:
        """Return the distinct forms of a text's words, then of their abbreviations."""
        folded, spelled_forms = spelled_apart(text)
        forms = dict.fromkeys(spelled_forms)
        abbreviations = self._shorthand.forms_in(folded)
        return forms | dict.fromkeys([form for form, _ in abbreviations])

    def _add_agencies(self) -> None:
        """Make every record of an agency findable by any name of the agency, and by its type.

        To the agency's own record the names are added like titles, so that it comes first.
        """
        names, by_agency = self._names, self.filters["co-quan"]
        for number, record in self.records.items():
            if record.kind == AGENCY:
                names.learn(record)
                first = number << PLACE_BITS
                for title in map(self._title, names.titles(record.agency)):
                    for form, place in zip(title.forms, title.places, strict=True):
                        self._placed[form].append(first + place)
        for agency, numbers in by_agency.items():
            for form in self._forms(names.words(agency)):
                self._others[f"@{form}"] += numbers
                self._agencies[f"@{form}"].append(agency)
            if type_ := names.type_of(agency):
                self._agencies[f"={type_}"].append(agency)
                self.filters["loai"][type_] += numbers
        for name, numbers in self._others.items():
            if name[0] == "@":
                numbers.sort()
        for numbers in self.filters["loai"].values():
            numbers.sort()

    def _named_agencies(self) -> Iterator[tuple[str, str, str]]:
        """Yield tokens like `~ten/phap`, by which a query that ends so leads to the agency.

        Yields:
            (token, rank of the agency among those offered, its folder and name escaped for a script)
        """
        for agency in self.filters["co-quan"]:
            for end in self._names.endings(agency):
                order, name = self._names.offered(agency)
                shown = json.dumps(f"{agency} {name}", ensure_ascii=False)[1:-1]
                yield f"~ten/{end}", str(order), shown


@functools.lru_cache(8)
def _gap_code(space: int) -> GapCode:
    """Return the code of gaps between numbers below a count; blocks of a site mostly have the same."""
    return GapCode(space + 1)


def _add_lists(
    tokens: dict[str, TokenLists], token: str, count: int, texts: list[str]
) -> TokenLists:
    """Add texts of lists, and their count of entries, to those of a token; return the token's lists.

    Several forms may fold to one token (`đất`, `đạt` → `dat`).
    """
    lists = tokens.get(token)
    if lists is None:
        lists = tokens[token] = TokenLists(token, count, texts)
    else:
        lists.count += count
        lists.texts += texts
    return lists
