"""Find where a text names a person, by the words of `data/names.yml` and `people.yml`.

A word is “bare” if it was typed without accents; “words of address” stand before a name: “ông”,
“học sinh”. A family name is “weak” if it is also a word or a place: “Hà”, “Sơn”.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from access_info.checks.safety.shapes import CAPITAL
from access_info.checks.safety.texts import (
    Wordings,
    Words,
    canonical,
    data_files,
    old_spelling,
    spellings,
    typed_bare,
    without_accents,
)


class PeopleWords:
    """The words by which names of persons are known, from `data/names.yml` and `people.yml`.

    A name of several words is a tuple.

    Attributes:
        families: Family names that are hardly anything else: “Nguyễn”.
        weak_families: Family names that are words or places too: “Hà”, “Sơn”.
        middles: Second words that only names have: “Thị”, “Văn”.
        of_places: Words of places, which no name holds.
        peoples: Names of the peoples of the country, each in one word.
        no_names: Names of places and of famous people.
        named_after: Places and things that bear a person's name right behind them, by their last
            words: “đường”.
        no_things: What ends in a word of `named_after` and bears no name.
        founded: Schools, companies and the like, which may have more words before the name they
            bear.
        offices: Words that after a word of address begin an office.
        breakers: Words that part an office from a name, so that it is not the office of whoever is
            named.
        thing_ends: Last words of `named_after` and `founded`.
    """

    def __init__(self, *, bare: bool) -> None:
        """Take the words from the data.

        Args:
            bare: Whether to add each word without its accents, for texts typed without accents,
                into which names may have been copied with theirs.
        """
        names, data = data_files()["names"], data_files()["people"]

        def phrases(texts: Iterable[Sequence[str]]) -> frozenset[tuple[str, ...]]:
            """Return phrases, each as a tuple of words in canonical spelling."""
            typed = {tuple(map(canonical, words)) for words in texts if words}
            if bare:
                typed |= {tuple(map(without_accents, words)) for words in typed}
            return frozenset(typed)

        def hyphened(text: str) -> frozenset[tuple[str, ...]]:
            """Return phrases parted by blanks, whose words are joined by hyphens: “Rơ-Châm”."""
            return phrases(name.split("-") for name in text.split())

        def single(text: str) -> frozenset[str]:
            """Return single words parted by blanks."""
            return frozenset(word for (word,) in phrases((word,) for word in text.split()))

        self.families = hyphened(names["families"])
        self.weak_families = hyphened(names["weak_families"])
        self.middles = single(names["middles"])
        self.of_places = single(data["of_places"])
        self.peoples = single(data["peoples"])
        self.no_names = phrases(map(str.split, re.split("[;\n]", data["no_names"])))
        self.named_after = hyphened(data["named_after"])
        self.no_things = hyphened(data["no_things"])
        self.founded = hyphened(data["founded"])
        self.offices = single(data["offices"])
        self.breakers = single(data["breakers"])
        self.thing_ends = {name[-1] for name in self.named_after | self.founded}

    def is_family(self, words: tuple[str, ...]) -> bool | None:
        """Return how sure words are a family name: `True`, `False` for a weak one (“Hà”), `None` for none."""
        if words in self.families:
            return True
        return False if words in self.weak_families else None


@functools.cache
def people_words(*, bare: bool) -> PeopleWords:
    """Return the words for texts with accents or, if `bare`, for those typed without any."""
    return PeopleWords(bare=bare)


@functools.cache
def _wordings_of_address() -> Wordings[str]:
    """Return the wordings of address before a name, each with its kind.

    Kinds: `title` (“ông”), or `standing` for what somebody is (“học sinh”).
    """
    names = data_files()["names"]
    entries = [(wording, kind) for kind in _ADDRESS for wording in names[f"{kind}s"]]
    return Wordings(entries, lone=True)


@functools.cache
def wordings_of_capacity() -> Wordings[str]:
    """Return the wordings that tell in which capacity somebody is named, each with its kind.

    By them a person in a public capacity, who may be named, is told from a private one. Kinds:
    `role` (“Chủ tịch”), `figure` of the past, `act` (an award), `occasion`, `roster` of people at
    work.
    """
    people = data_files()["people"]
    kinds = ("role", "figure", "act", "occasion", "roster")
    return Wordings((wording, kind) for kind in kinds for wording in people[f"{kind}s"])


# The two kinds of words of address: “ông”; “học sinh”.
_ADDRESS = ("title", "standing")
# A word, and behind it a sign or blank and a word with a capital.
_BEFORE_CAPITAL = re.compile(rf"\b(\w++)[\s.:'’|,;–-]{{1,3}}+(?=[{CAPITAL}])")
# “H'Mẫu”, “K'Thử”: what names of some peoples begin with.
_ETHNIC_MARKS = frozenset({"h", "k"})
# Words after which a family name that is a place or a word too begins a name.
BEFORE_NAMES = frozenset({"là", "do", "với", "gồm", "tên", "cùng", "nghiện"})
_LAST_WORD = re.compile(r"([^\W\d_]+)[ /]+$")
_WORD = re.compile(r"[^\W\d_]+")
# “xã Bình ” before “Dương Mẫu”: a word in small letters, then one with a capital.
_SMALL_THEN_CAPITAL = re.compile(rf"(?<!\w)(?![{CAPITAL}])[^\W\d_]+ ([{CAPITAL}][^\W\d_]*) $")
_WORD_BEHIND = re.compile(r"\w+")
_MAX_WORD_LENGTH = 8


class _Openers:
    """Words that may open a name if a word with a capital follows; all in lower case.

    Attributes:
        sure: Family names that are hardly anything else, and second words that only names have.
        weak: Family names that are words or places too.
        address: Words of address, of longer ones the last two words: “ông”, “học sinh”.
        lasts: Last words of `address`.
    """

    def __init__(self, *, bare: bool) -> None:
        """Take the words from the data, without their accents if `bare`."""
        people, spelled = people_words(bare=False), without_accents if bare else str
        self.sure = {spelled(word) for name in people.families for word in name}
        self.sure |= set(map(spelled, people.middles)) | _ETHNIC_MARKS
        self.weak = {spelled(word) for name in people.weak_families for word in name}
        self.address = {
            spelled(" ".join(map(canonical, _WORD.findall(spelling)[-2:])))
            for kind in _ADDRESS
            for wording in data_files()["names"][f"{kind}s"]
            for spelling in spellings(wording)
        }
        self.lasts = {address.rpartition(" ")[2] for address in self.address}


@functools.cache
def _openers() -> tuple[_Openers, _Openers]:
    """Return the opening words with their accents, and those without."""
    return _Openers(bare=False), _Openers(bare=True)


@functools.cache
def _opening_words() -> frozenset[str]:
    """Return all words that may open a name, in both spellings of their tone: “hòa”, “hoà”."""
    words = {word for each in _openers() for word in each.sure | each.weak | each.lasts}
    return frozenset({*words, *map(old_spelling, words)})


def may_name(text: str) -> bool:
    """Tell whether a text (NFC) may name a person: a quick look before the search by `mentions_in`.

    It may say yes for nothing, never no where a person is named.
    """
    return next(offsets_of_possible_names(text), None) is not None


def offsets_of_possible_names(text: str) -> Iterator[int]:
    """Yield the offset of each word that may open a person's name: “ông”, “Nguyễn”.

    A quick look, to search only few texts in full: it may be wrong, but misses no name. The text
    (NFC) may be several texts joined by line feeds; in each line without accents, words without
    accents count too.
    """
    accented, bare = _openers()
    known = _opening_words()
    for match in _BEFORE_CAPITAL.finditer(text):
        word = match[1]
        if word.lower() not in known:
            continue
        if _opens_name(text, match, canonical(word), accented):
            # A word of address is no part of a place's name.
            if word.lower() in accented.lasts or not _continues_place(text, match, known):
                yield match.start()
        elif word.isascii() and _opens_name(text, match, word.lower(), bare):
            # “Ha” may be “Hà” only in a line typed without any accents.
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            line = text[start : end if end >= 0 else len(text)]
            if typed_bare(line.replace("\u00a0", " ")):
                yield match.start()


def _opens_name(text: str, match: re.Match[str], lower: str, openers: _Openers) -> bool:
    """Tell whether a word before a capital is one of address, a family name or a middle word of names.

    A weak family name counts only without a noun before it: “khu dân cư Hà Mẫu” is a place.

    Args:
        text: The whole text.
        match: The word in it.
        lower: The word in lower case, in the spelling of `openers`.
        openers: The words that open names.
    """
    if lower in openers.lasts:
        if lower in openers.address:
            return True
        before = _word_before(text, match.start())
        if f"{before} {lower}" in openers.address:
            return True
    if not match[1][0].isupper():
        return False
    return lower in openers.sure or (
        lower in openers.weak and _no_noun_before(text, match.start(), openers)
    )


def _continues_place(text: str, match: re.Match[str], known: frozenset[str]) -> bool:
    """Tell whether a family name is only a further word of a place's name: “Dương” in “xã Bình Dương Mẫu”.

    The place is known by a word in small letters and one with a capital before. The name is a
    person's all the same if it has “Thị” or “Văn”, or if the word before is all in capitals or may
    open a name itself (`known`).
    """
    start = match.start()
    before = _SMALL_THEN_CAPITAL.search(text, max(start - 2 * _MAX_WORD_LENGTH - 4, 0), start)
    if before is None or not match[1].istitle() or before[1].lower() in known:
        return False
    if len(before[1]) > 1 and before[1].isupper():
        return False
    behind = _WORD_BEHIND.match(text, match.end())
    middles = people_words(bare=False).middles
    return behind is not None and middles.isdisjoint((match[1].lower(), behind[0].lower()))


def _no_noun_before(text: str, start: int, openers: _Openers) -> bool:
    """Tell whether no noun stands right before a weak family name: “khu dân cư Hà Mẫu” is a place.

    Words such as “là” and “với” are no nouns.
    """
    before = _word_before(text, start)
    return not before or before in BEFORE_NAMES or before in openers.lasts


def _word_before(text: str, start: int) -> str:
    """Return the word right before an offset, in canonical spelling; "" behind a sign."""
    before = _LAST_WORD.search(text, max(start - _MAX_WORD_LENGTH - 2, 0), start)
    return canonical(before[1]) if before is not None else ""


# Last words of offices that lead a place or a house: “chủ tịch”, “giám đốc”, “bí thư”.
_LEADERS = frozenset({"tịch", "đốc", "trưởng", "thư", "nhiệm"})
# What a leader leads, between the office and the name: “giám đốc trung tâm …”.
_LED = frozenset(
    {"ubnd", "hđnd", "xã", "phường", "trung", "tâm", "sở", "trạm", "bệnh", "viện", "trường"}
)
_MAX_LEADER_DISTANCE = 4
# Words right before a person: “đối với Kim Mẫu”.
_DEALT_WITH = frozenset({("đối", "với"), ("doi", "voi"), ("người", "nghiện")})
_OPENING_SIGNS = frozenset({":", ";", ".", "|", "-", "–"})
# Verbs that are said of people and never of places: “Lý Mẫu mắc …”.
_DOINGS = frozenset({"mắc", "nghiện", "xin", "trộm", "đánh", "trú", "ngụ"})

# Places whose name goes on behind them in capitals: “UBND XÃ MẪU NÔNG”.
_PLACES = frozenset(
    {
        *("xã", "phường", "thôn", "ấp", "bản", "buôn", "làng", "khóm", "xóm", "huyện", "quận"),
        *("tỉnh", "xa", "phuong", "thon", "ap", "buon", "lang", "khom", "xom", "huyen", "quan"),
        "tinh",
    }
)
_MAX_PLACE_LENGTH = 3
# “được vinh dự mang tên”: bears the name.
_BEARING = (("mang", "tên"), ("mang", "ten"))
_BETWEEN_BEARING = frozenset({"vinh", "dự", "được", "du", "duoc"})


def goes_on_with_place(words: Words, at: int) -> bool:
    """Tell whether a word in capitals belongs to the name of the place before it: “XÃ MẪU NÔNG”.

    So “NÔNG” there begins no person's name.
    """
    for index in range(at - 1, max(at - 1 - _MAX_PLACE_LENGTH, -1), -1):
        if not words.written(index).isupper() or words.between(index, index + 1) != " ":
            return False
        if words.exact(index) in _PLACES:
            return True
    return False


def ends_at(words: Words, index: int) -> list[tuple[str, ...]]:
    """Return the last word, the last two and the last three words up to an index, each as a tuple.

    They are looked up among the phrases of the data, to know whether “trường học” ends at the index.
    """
    return [
        tuple(words.exact(at) for at in range(index - size, index + 1))
        for size in range(min(3, index + 1))
    ]


def bears_name(words: Words, at: int) -> list[tuple[str, ...]]:
    """Return the last words (`ends_at`) of the thing said to bear the name at an index; [] for none.

    “Trường được mang tên Nguyễn Văn Mẫu” → phrases that end in “trường”: the name is the school's.
    """
    if at <= len(_BEARING) or (words.exact(at - 2), words.exact(at - 1)) not in _BEARING:
        return []
    index = at - 3
    while index > 0 and words.exact(index) in _BETWEEN_BEARING:
        index -= 1
    return ends_at(words, index)


def ends_office(words: Words, index: int) -> bool:
    """Tell whether an office, with what it leads, ends at an index: “Chủ tịch UBND xã”.

    A name right behind it is its holder's.
    """
    least = max(index - _MAX_LEADER_DISTANCE, 0)
    while index > least and words.exact(index) not in _LEADERS:
        if words.exact(index) not in _LED:
            return False
        index -= 1
    return index >= 0 and words.exact(index) in _LEADERS


def acts_as_person(words: Words, at: int, end: int) -> bool:
    """Tell whether the words around a name, from `at` to `end`, say what is said only of people.

    “đối với Kim Mẫu”, “Lý Mẫu mắc …”: so a weak family name is known to be no place.
    """
    if at > 1 and (words.exact(at - 2), words.exact(at - 1)) in _DEALT_WITH:
        return words.between(at - 1, at) == " "
    if end >= len(words) or words.between(end - 1, end) != " ":
        return False
    return (not at or words.between(at - 1, at).strip() in _OPENING_SIGNS) and (
        words.exact(end) in _DOINGS
    )


# What may stand between two words of a name.
_JOINS = re.compile(r" {1,2}|['’] ?|\. ?")
_MAX_NAME_LENGTH = 6
_MAX_RUN_LENGTH = 30
_LIST_SIGN = re.compile(r"\s*[,;]\s*")
_AFTER_TITLE = re.compile(r"[ .]{1,2}|\s*:\s*")
_AFTER_STANDING = re.compile(r"[\s:,.|–-]{0,3}")
_MIN_BARS = 2
_MAX_SHOUTED = 4
_WITH_MIDDLE = 3
# “ủng hộ”, “bảo hộ”, “giám hộ”: no household.
_NO_HOUSEHOLD = frozenset({"ủng", "bảo", "giám", "cứu", "phù", "ung", "bao", "giam", "cuu"})
# Titles typed without accents that are enough for a name: in any letters; in small letters only.
_SURE_BARE_TITLES = frozenset({"em", "be", "anh", "ong"})
_BARE_TITLES_IF_SMALL = frozenset({"ba", "chi"})
# Words that may stand between a thing and the name it bears: “Trường THCS và THPT Nguyễn Văn Trỗi”.
_MAX_THING_DISTANCE = 6
_PARTED = re.compile(r"[,;:(|\n]|\.\s|\s[-–]\s")


class Mention(NamedTuple):
    """The name of a person in a text, by the indexes of its words.

    Attributes:
        first: Index of the name's first word.
        last: Index of the word behind its last one.
        addressed: Whether a word of address stands before it: “ông Mẫu”.
    """

    first: int
    last: int
    addressed: bool


class _Reader:
    """A search for the names of persons among a text's words.

    A “run” is a row of words with capitals, with nothing but blanks, points or apostrophes between
    them; a name is a part of one. A “thing” is a street, a school or a company that bears a name.
    """

    def __init__(self, words: Words, vocabulary: PeopleWords) -> None:
        """Note which words have capitals and which follow a word of address."""
        self._words = words
        self._vocabulary = vocabulary
        self._capital = [words.written(index)[0].isupper() for index in range(len(words))]
        self._address = {
            last: kind for _, last, kind in sorted(_wordings_of_address().found_in(words))
        }
        self._end_of_thing = -1
        self._listed: set[int] = set()
        self._has_cells = words.text.clean.count("|") >= _MIN_BARS

    def mentions(self) -> list[Mention]:
        """Return the names in the text, in order."""
        found: list[Mention] = []
        at, count = 0, len(self._words)
        while at < count:
            if not self._capital[at]:
                at += 1
                continue
            end = self._end_of_run(at)
            mention = self._name_in_run(at, end)
            if mention is None:
                at = end
                continue
            found.append(mention)
            at = mention.last
        return found

    def search_again_along_lists(self, mentions: list[Mention]) -> list[Mention]:
        """Search again, with names of weak families counted that stand in a list beside a name found.

        “Nguyễn Thị Mẫu, Kim Mẫu”: “Kim” is a word too (a weak family name), but is taken for a
        family name next to the comma. The words where such names may start are noted in `_listed`,
        which `mentions` reads; the search is repeated until it finds no more names. Returns the
        names of the last search.

        Args:
            mentions: The names found by the last search.
        """
        words = self._words
        for mention in mentions:
            if mention.last < len(words) and self._is_behind_comma(mention.last):
                self._listed.add(mention.last)
            if mention.first and self._is_behind_comma(mention.first):
                self._listed.add(self._start_of_run(mention.first - 1))
        again = self.mentions() if self._listed else mentions
        return self.search_again_along_lists(again) if len(again) > len(mentions) else again

    def _start_of_run(self, at: int) -> int:
        """Return the index of the first word of the run that ends at a word."""
        least = max(at - _MAX_NAME_LENGTH, 0)
        while at > least and self._capital[at - 1] and self._words.between(at - 1, at) == " ":
            at -= 1
        return at

    def _is_behind_comma(self, at: int) -> bool:
        """Tell whether only a comma or semicolon parts a word from the one before, as in a list."""
        return _LIST_SIGN.fullmatch(self._words.between(at - 1, at)) is not None

    def _end_of_run(self, at: int) -> int:
        """Return the index behind the last word of the run that begins at a word.

        A point ends the run, but not behind a single letter: “T. Mẫu”.
        """
        words = self._words
        end = at + 1
        while (
            end < min(len(words), at + _MAX_RUN_LENGTH)
            and self._capital[end]
            and _JOINS.fullmatch(words.between(end - 1, end))
            and not (
                words.between(end - 1, end).startswith(".") and len(words.written(end - 1)) > 1
            )
        ):
            end += 1
        return end

    def _name_in_run(self, start: int, end: int) -> Mention | None:
        """Return the first person's name in a run; `None` if there is none.

        “đường Trần Phú” names a street: the end of such a name is noted, for further streets may
        follow (“đường A, B”), and the rest of the run is passed over.
        """
        for at in range(start, end):
            if at + 1 < end and self._address.get(at + 1) == "title":
                continue  # “Ông Nguyễn Văn Mẫu”: “Ông” is no family here
            addressed = self._address_before(at)
            if at > start and addressed is None and not self._begins_within(start, at, end):
                continue
            length = self._name_length(at, end, addressed)
            is_leader = bool(self._is_strong(at)) and ends_office(self._words, at - 1)
            if length and not is_leader and self._is_name_of_thing(at):
                self._end_of_thing = at + length
                return None
            if length:
                return Mention(at, at + length, addressed is not None)
        if end < len(self._words) and self._capital[end] and self._is_name_of_thing(start):
            self._end_of_thing = end
        return None

    def _begins_within(self, start: int, at: int, end: int) -> bool:
        """Tell whether a name may begin inside a run of capitals, at a word that is not its first.

        It may behind “UBND” or an office, and where “Thị” or “Văn” follows. Elsewhere it may not:
        “Vĩnh Dương Mẫu” is a place, and nobody of the family Dương is named in it.
        """
        before = self._words.written(at - 1)
        return (
            (len(before) > 1 and before.isupper() and not goes_on_with_place(self._words, at))
            or (at + 1 < end and self._words.exact(at + 1) in self._vocabulary.middles)
            or (
                at > start + 1 and bool(self._is_strong(at)) and ends_office(self._words, start - 1)
            )
        )

    def _is_strong(self, at: int) -> bool | None:
        """Return how sure a word is a family name: `True`, `False` for a weak one (“Hà”), `None` for none."""
        return self._vocabulary.is_family((self._words.exact(at),))

    def _address_before(self, at: int) -> str | None:
        """Return the kind of the address right before a word, `title` or `standing`; `None` for none.

        “ông” is a title, “học sinh” a standing; “ủng hộ” is not the “hộ” of a household.
        """
        kind = self._address.get(at)
        if kind is None or (at > 1 and self._words.exact(at - 2) in _NO_HOUSEHOLD):
            return None
        joins = _AFTER_TITLE if kind == "title" else _AFTER_STANDING
        return kind if joins.fullmatch(self._words.between(at - 1, at)) else None

    def _name_length(self, at: int, end: int, addressed: str | None) -> int:
        """Return how many words from an index on are a person's name; 0 if they are none.

        The less sure the first word, the more is asked for. Behind “ông” a single word is enough, a
        sure family name needs one more word, a weak one a middle word (“Thị”), a list or a table's
        cell of names, or words around it that are said of people only.

        Args:
            at: Index of the first word.
            end: Index behind the run.
            addressed: Kind of the words of address before it, if any.
        """
        words, vocabulary = self._words, self._vocabulary
        first = words.exact(at)
        most = min(end, at + _MAX_NAME_LENGTH)
        # A word all in capitals ends a name, but where everything is in capitals.
        shouted = words.written(at).isupper() and len(words.written(at)) > 1
        limit = at + 1
        while limit < most and self._may_continue_name(limit, shouted=shouted):
            limit += 1
        count = limit - at
        if first in _ETHNIC_MARKS and at + 1 < len(words):
            if words.between(at, at + 1)[:1] in {"'", "’"}:
                return max(count, 2)
            return 0
        exact = tuple(words.exact(index) for index in range(at, limit))
        if (
            self._is_place_or_famous(at, exact)
            or exact[1:] in vocabulary.no_names
            or not vocabulary.of_places.isdisjoint(exact)
        ):
            return 0
        is_double = count > 1 and vocabulary.is_family(exact[:2]) is not None
        family = 2 if is_double else 1
        strong = vocabulary.is_family(exact[:family])
        count = min(count, _MAX_NAME_LENGTH - 1)
        if addressed is not None and (
            count > 1 or (addressed == "title" and self._is_sure_title(at))
        ):
            is_office = exact[0] in vocabulary.offices and (strong is None or count == 1)
            if addressed == "standing" and exact[0] in vocabulary.thing_ends:
                return 0  # “học sinh Trường Tiểu học …”
            if addressed == "standing" and shouted and strong is None:
                return 0  # “HỘ CẬN NGHÈO”
            return 0 if is_office else count
        if shouted and not (exact[1:2] and exact[1] in vocabulary.middles):
            # A heading in capitals is no name: “GIÁ DỊCH VỤ KỸ THUẬT”.
            is_short = count > 1 and limit == end and end - at <= _MAX_SHOUTED
            return count if strong and is_short else 0
        if strong is None:
            # “Thị”, “Văn” is in nobody's name but a person's, whatever the family.
            is_name = count >= _WITH_MIDDLE and exact[1] in vocabulary.middles
            return count if is_name else 0
        given = count - family
        # “…: Nguyễn Thị Mẫu, Kim Mẫu và Danh Thử”: in a list of names a weak family name will do.
        if strong or at in self._listed or self._is_cell(at, at + count):
            return count if given > 0 else 0
        if given == 1:
            return count if limit == end and self._is_person(at, limit) else 0
        is_name = given > 1 and (exact[family] in vocabulary.middles or self._no_noun_before(at))
        return count if is_name else 0

    def _is_person(self, at: int, end: int) -> bool:
        """Tell whether a weak family name and one more word are a person, by the words around them.

        “Hiệu trưởng Kim Mẫu”, “đối với Kim Mẫu”.
        """
        return acts_as_person(self._words, at, end) or (
            at > 0 and self._words.between(at - 1, at) == " " and ends_office(self._words, at - 1)
        )

    def _no_noun_before(self, at: int) -> bool:
        """Tell whether no noun stands right before a name: “khu dân cư Hà Mẫu Thử” is a place."""
        if not at:
            return True
        sign = self._words.between(at - 1, at).strip()
        if sign in {"-", "–"} and self._capital[at - 1]:
            return False  # “Quang Mẫu - Sơn Tiến”: two places
        return sign != "" or self._words.exact(at - 1) in BEFORE_NAMES

    def _is_place_or_famous(self, at: int, exact: tuple[str, ...]) -> bool:
        """Tell whether words name a place or somebody famous (`no_names`), alone or with the word before.

        Not all of the words need to be a part of that name: the first few are enough.
        """
        beginnings = [exact[:size] for size in range(1, len(exact) + 1)]
        if at:
            before = self._words.exact(at - 1)
            beginnings += [(before, *beginning) for beginning in beginnings]
        return not self._vocabulary.no_names.isdisjoint(beginnings)

    def _is_sure_title(self, at: int) -> bool:
        """Tell whether a title before one word with a capital is enough for a name: “ông Mẫu”.

        Always in texts with accents. Typed without any, “em”, “be”, “anh” and “ong” are; “ba” (bà)
        and “chi” (chị) only in small letters, as “Ba Vi”, “Chi Lang” are places; others never:
        “chau” is “cháu” or “châu”.
        """
        words = self._words
        if not words.ascii or words.plain[at - 1] in _SURE_BARE_TITLES:
            return True
        return words.written(at - 1).islower() and words.plain[at - 1] in _BARE_TITLES_IF_SMALL

    def _is_cell(self, at: int, end: int) -> bool:
        """Tell whether words fill a cell of a table row: “4 | Sơn Mẫu | lớp 2”."""
        if not self._has_cells:
            return False
        clean, words = self._words.text.clean, self._words
        ahead = clean[max(words.starts[at] - 3, 0) : words.starts[at]].rstrip()
        behind = clean[words.ends[end - 1] : words.ends[end - 1] + 3].lstrip()
        return (not ahead or ahead[-1] == "|") and (not behind or behind[0] == "|")

    def _may_continue_name(self, index: int, *, shouted: bool) -> bool:
        """Tell whether a word may be a further word of a name.

        Args:
            index: The word.
            shouted: Whether the name so far is all in capitals: then this word must be too.
        """
        written = self._words.written(index)
        if not written.isalpha():
            return False
        if len(written) > 1 and written.isupper() != shouted:
            return False
        if self._words.exact(index) in self._vocabulary.peoples:
            return False
        return not (shouted and self._words.exact(index) in self._vocabulary.breakers)

    def _continues_thing_names(self, at: int) -> bool:
        """Tell whether a comma, dash or “và” joins a word to the name of a thing right before it.

        “đường A, B và C” names three streets.
        """
        words = self._words
        if at == self._end_of_thing:
            return words.between(at - 1, at) in {", ", " - "}
        return at - 1 == self._end_of_thing and words.exact(at - 1) == "và"

    def _is_name_of_thing(self, at: int) -> bool:
        """Tell whether a street, a school or a company bears the name at an index, so that nobody is named.

        A place bears the name right behind it; for what people found, its kind may stand between:
        “Trường trung học cơ sở Nguyễn Văn Trỗi”, “Công ty TNHH Xây dựng Trần Mẫu”.
        """
        words, vocabulary = self._words, self._vocabulary
        if self._end_of_thing > 0 and self._continues_thing_names(at):
            return True  # “đường Trần Phú, Nguyễn Thị Minh Khai”
        bearer = bears_name(words, at)
        if bearer:
            return not vocabulary.founded.isdisjoint(bearer)
        if at and at in self._address:
            if self._address[at] != "title" or not self._capital[at - 1]:
                return False
            at -= 1  # “chợ Bà Mi”
        for index in range(at - 1, max(at - 1 - _MAX_THING_DISTANCE, -1), -1):
            between = words.between(index, index + 1)
            if _PARTED.search(between) and not (between == ": " and index == at - 1):
                return False
            if words.plain[index].isdigit():
                return False
            word = words.exact(index)
            if word in vocabulary.thing_ends:
                ends = ends_at(words, index)
                if not vocabulary.founded.isdisjoint(ends):
                    return index == 0 or words.exact(index - 1) != "chủ"
                if index == at - 1 and not vocabulary.named_after.isdisjoint(ends):
                    return vocabulary.no_things.isdisjoint(ends)
            if word in vocabulary.breakers or index in self._address:
                return False
        return False


def mentions_in(words: Words) -> list[Mention]:
    """Return the names of persons in a text, in order; `may_name` tells cheaply whether to ask."""
    reader = _Reader(words, people_words(bare=words.ascii))
    mentions = reader.mentions()
    return reader.search_again_along_lists(mentions) if mentions else mentions
