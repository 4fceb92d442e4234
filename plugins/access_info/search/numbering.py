"""Numbers the records of a block so that an edit moves few of them, and like titles stay neighbours.

Every list of the index holds numbers of records. If they were counted through, a new row would move all
those behind it, and with them nearly every file. So numbers have gaps and follow from a record and its
neighbourhood alone, never from what was published before: records whose titles begin alike share a
neighbourhood, each neighbourhood has a table of seats, and its place among the tables follows from a hash
of those first words. A neighbourhood that grows too large is divided, and only then do others move.
"""

from __future__ import annotations

import collections
import hashlib
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from access_info.search.records import SearchRecord

# Records of a neighbourhood at most, and at least where a further word divides one.
_LARGEST, _SMALLEST = 32, 16
# A record and another one that wants its seat are rare where half of the seats stay empty.
SEAT_BITS = 6
SEATS = 1 << SEAT_BITS
# Records of a neighbourhood that are too few to be told all at once.
FEW = 4
# Tables to neighbourhoods, at least: with fewer, a new neighbourhood would move others.
_TABLES = 2.5
_HASH_BITS = 64
_Seated = TypeVar("_Seated")


class _Member(NamedTuple):
    """A record on its way to a number.

    Attributes:
        at: Its place among the given records.
        words: The folded words of its title.
        sign: A hash of the record's agency, address and kind; equal ones differ by their count.
    """

    at: int
    words: Sequence[str]
    sign: int


def sparse_numbers(
    records: Sequence[SearchRecord], words: Mapping[str, Sequence[str]]
) -> tuple[list[int], int]:
    """Assign numbers to the records of a block, by neighbourhoods.

    Args:
        records: The records of a block.
        words: Title → its folded words.

    Returns:
        The number of each record, and the count of all numbers that there are, a multiple of `SEATS`.
    """
    given: collections.Counter[str] = collections.Counter()
    members = []
    for at, record in enumerate(records):
        identity = f"{record.agency} {record.address} {record.kind}"
        given[identity] += 1
        sign = _hash(f"{identity} {given[identity]}")
        members.append(_Member(at, words[record.title], sign))
    neighbourhoods = dict(_divided(members, 0, ""))
    # Rarely more, since some neighbourhoods then move.
    tables, step = 4, 1
    while tables < _TABLES * len(neighbourhoods):
        tables += step
        step = max(1, 1 << tables.bit_length() - 3)
    places = _seated([(_hash(name), name) for name in neighbourhoods], tables)
    numbers = [0] * len(records)
    for name, some in neighbourhoods.items():
        first = places[name] * SEATS
        for at, seat in _seated([(member.sign, member.at) for member in some], SEATS).items():
            numbers[at] = first + seat
    return numbers, tables * SEATS


def neighbours(numbers: Iterable[int]) -> dict[int, int]:
    """Return how many records the neighbourhoods have, but for those with few."""
    counts = collections.Counter(number >> SEAT_BITS for number in numbers)
    return {place: count for place, count in counts.items() if count >= FEW}


def _divided(
    members: Sequence[_Member], depth: int, name: str
) -> Iterator[tuple[str, Sequence[_Member]]]:
    """Yield neighbourhoods (name, members) of members whose titles have `depth` first words in common.

    Those with too few of the next word stay together, so that neighbourhoods are not tiny.
    """
    if len(members) <= _LARGEST:
        yield name, members
        return
    by_word: dict[str, list[_Member]] = {}
    for member in members:
        by_word.setdefault("".join(member.words[depth : depth + 1]), []).append(member)
    others: list[_Member] = []
    for word, some in by_word.items():
        if len(some) < _SMALLEST:
            others += some
        elif word:
            yield from _divided(some, depth + 1, f"{name} {word}")
        else:
            yield from _halved(some, f"{name}\n", operator.attrgetter("sign"))
    signs = {word: _hash(word) for word in by_word}
    yield from _halved(others, name, lambda member: signs["".join(member.words[depth : depth + 1])])


def _halved(
    members: Sequence[_Member], name: str, sign: Callable[[_Member], int], bit: int = 0
) -> Iterator[tuple[str, Sequence[_Member]]]:
    """Yield neighbourhoods of members that no further word divides: too many are divided by bits of a hash.

    One half keeps the name, and with it the numbers that its members had before they grew too many.
    """
    if len(members) <= _LARGEST or bit == _HASH_BITS:
        if members:
            yield name, members
        return
    halves: tuple[list[_Member], list[_Member]] = ([], [])
    for member in members:
        halves[sign(member) >> bit & 1].append(member)
    yield from _halved(halves[0], name, sign, bit + 1)
    yield from _halved(halves[1], f"{name}\t{bit}", sign, bit + 1)


def _seated(wishes: Sequence[tuple[int, _Seated]], seats: int) -> dict[_Seated, int]:
    """Give each a seat of its own: that of its hash, or the next free one, the smallest hash first.

    Whoever comes or goes so moves hardly anybody, and the order in which they came does not matter.

    Args:
        wishes: The hash and whose it is; no more than there are seats.
        seats: How many there are. With a few more, most keep theirs (linear hashing).
    """
    taken: dict[int, _Seated] = {}
    half = 1 << (seats - 1).bit_length() - 1
    for wish, whose in sorted(wishes):
        seat = wish % (2 * half)
        if seat >= seats:
            seat -= half
        while seat in taken:
            seat = (seat + 1) % seats
        taken[seat] = whose
    return {whose: seat for seat, whose in taken.items()}


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=_HASH_BITS // 8).digest()
    return int.from_bytes(digest, "big")
