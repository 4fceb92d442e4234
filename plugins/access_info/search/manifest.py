"""What a search knows before its first query, and the lists that are too long for that.

The manifest is one file of bounded size. Of the lists that grow with a site, `Pieces`, it says how many
files there are, and holds those that are short and whole: on a small site nothing more is fetched.
"""

from __future__ import annotations

import heapq
import itertools
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from access_info.search.blocks import BlockFacts
from access_info.search.folding import spelling
from access_info.search.postings import GapCode, symbol, unshared
from access_info.search.shards import IndexWord, Shards
from access_info.search.shorthand import load_shorthand
from access_info.search.sizes import IndexSizes

MANIFEST = "muc-luc"
# A word's sign tells two things: how often the word occurs, as a power of two below this; this is added if its
# lists are in another file than those of the word before.
_OFTEN = 40
# Letters shared with the text before that are counted: A is none, Z is 25.
_MOST_SHARED = 25
# The largest number that `symbol` writes as one character.
_MOST_HUNDREDS = 92
# A word and its sign take at least two characters beside what the word shares with the one before.
_FEWEST_BYTES = 3


def as_json(data: object) -> bytes:
    """Write data as compact JSON, which is a literal in a script too."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


class Pieces:
    """The lists that grow with a site (agencies, starts of files …), each divided into files.

    Attributes:
        names: Letter of a list → the names of its files, one after the other, each of `NAME_LENGTH`.
        within: Letter of a list → its data, where it is a single piece that the manifest has.
    """

    def __init__(self, write: Callable[[bytes], str]) -> None:
        """Begin without any list.

        Args:
            write: Writes a file of the index, given its data; gives its name.
        """
        self.names: dict[str, str] = {}
        self.within: dict[str, object] = {}
        self._write = write

    def add(self, letter: str, elements: Sequence[object], most: int, within: int) -> None:
        """Divide a list into files of at most `most` elements; an empty one is a file too.

        Args:
            letter: By which scripts know the list.
            elements: The list.
            most: Elements of a file.
            within: Bytes up to which a list stands in the manifest instead.
        """
        pieces = [elements[first : first + most] for first in range(0, len(elements), most)]
        self.add_divided(letter, pieces or [[]], within)

    def add_divided(self, letter: str, pieces: Sequence[object], within: int) -> None:
        """Write each piece of a list to a file; a single small one is put into the manifest instead.

        Args:
            letter: By which scripts know the list.
            pieces: What each file holds.
            within: Bytes up to which a single piece counts as small.
        """
        bodies = [as_json(piece) for piece in pieces]
        if len(bodies) == 1 and len(bodies[0]) <= within:
            self.within[letter] = pieces[0]
        else:
            self.names[letter] = "".join(map(self._write, bodies))


def add_starts(pieces: Pieces, shards: Shards, sizes: IndexSizes) -> dict[str, Any]:
    """Write the list of the first tokens of files, by which a script finds the file of a token.

    Nothing can be looked up without that list, so it may take three times as much of the manifest as
    others.

    Returns:
        Members of the manifest: `fan`, how many starts a piece has, and `tops`, the first start of each.
    """
    most = sizes.starts if len(shards.starts) <= sizes.starts else sizes.starts_piece
    firsts = range(0, len(shards.starts), most)
    texts = [starts_text(shards, first, first + most) for first in firsts]
    pieces.add_divided("d", texts, 3 * sizes.within)
    return {"fan": most, "tops": front_coded([shards.starts[first] for first in firsts])}


def starts_text(shards: Shards, first: int = 0, end: int | None = None) -> str:
    """Pack the first tokens of some files, their names, and the size of each in hundreds of bytes.

    Each is a line; the last one is empty where files are not weighed.
    """
    starts, names = shards.starts[first:end], shards.names[first:end]
    weights = map(_weight, shards.weights[first:end])
    return "\n".join((front_coded(starts), "".join(names), "".join(weights)))


def write_shown(write: Callable[[bytes], str], lines: Iterable[bytes]) -> tuple[str, str]:
    """Write a block's files of result rows; return texts that tell their names, and which numbers are taken.

    Each begins with the places of the files among those that there might be, on a line of its own.

    Args:
        write: Writes a file of the index, given its data; gives its name.
        lines: As `Block.shown` has them.
    """
    places, names, taken = [], [], []
    for line in lines:
        place, seats, rows = line.split(b" ", 2)
        places.append(int(place))
        names.append(write(rows))
        taken.append(seats.decode())
    code = GapCode(places[-1] + 1 if places else 0).encode(places)
    return f"{code}\n{''.join(names)}", f"{code}\n{''.join(taken)}"


def _weight(size: int) -> str:
    """Return one character for a size: hundreds of bytes, at least one."""
    return symbol(min(_MOST_HUNDREDS, 1 + size // 100))


def block_order(blocks: Sequence[BlockFacts]) -> list[int]:
    """Return the numbers of blocks, those with most records of agencies above the communes first.

    Scripts read blocks in this order until there is enough to show.
    """
    return sorted(range(len(blocks)), key=lambda block: -blocks[block].higher)


def front_coded(texts: Sequence[str]) -> str:
    """Pack sorted texts without capital letters: `dat`, `dau` → `AdatCu`.

    Each is written as the count of letters that it shares with the one before (A is none, Z is 25,
    the largest count), then the rest.
    """
    pairs = itertools.pairwise(("", *texts))
    return "".join(unshared(last, text, _MOST_SHARED) for last, text in pairs)


def choices(
    types: Mapping[str, str], points: Mapping[str, str], present: Mapping[str, Collection[str]]
) -> dict[str, Any]:
    """Return, for each filter but the agency, the (value, label) pairs that some record has.

    Agencies are too many and have a list of their own.

    Args:
        types: Type of agency → label, in the order to offer.
        points: Id of a law point → label, in the order to offer.
        present: Filter → values that records have.
    """
    return {
        "loai": [[name, words] for name, words in types.items() if name in present["loai"]],
        "diem": [[name, words] for name, words in points.items() if name in present["diem"]],
        "nam": [[year, year] for year in sorted(present["nam"], reverse=True)],
    }


def words(
    vocabulary: Iterable[IndexWord],
    short: Mapping[str, str],
    most_bytes: int,
) -> dict[str, Any]:
    """Return what a script must know of words before a query: frequent ones, abbreviations, fillers.

    By the most frequent `words` it corrects typing errors. `often` has a sign for each word: a power of
    two near its count, and whether its lists are in another file than the previous word's. `more` is 1
    where the index has words that are not listed.

    Args:
        vocabulary: The words of the index that begin with a letter.
        short: Full words, folded → form of their abbreviation; abbreviations are always listed.
        most_bytes: Bytes that the words may take.
    """
    shorthand = load_shorthand()
    always = {spelling(form)[0] for form in short.values()}
    listed, is_complete = _frequent(vocabulary, always, most_bytes)
    listed.sort(key=lambda word: word.word)
    signs = []
    shard = -1
    for occurrences, _, number in listed:
        signs.append(symbol(occurrences.bit_length() + _OFTEN * (number != shard)))
        shard = number
    return {
        "words": front_coded([word for _, word, _ in listed]),
        "often": "".join(signs),
        "more": int(not is_complete),
        "optional": _packed(shorthand.optional),
        "story": [_packed(words) for words in (shorthand.story, shorthand.story_bare)],
        "asks": [[_packed(asked), _packed(told)] for asked, told in shorthand.asks],
        "beforeNumber": shorthand.before_number,
        "short": dict(short),
    }


def _packed(texts: Iterable[str]) -> str:
    """Sort and pack texts whose order does not matter."""
    return front_coded(sorted({*texts}))


def _frequent(
    vocabulary: Iterable[IndexWord], wanted: Collection[str], most_bytes: int
) -> tuple[list[IndexWord], bool]:
    """Return (the most frequent words, whether these are all words of the index).

    A heap holds no more words than can fit, since a nation's vocabulary is large.

    Args:
        vocabulary: All words, in any order.
        wanted: Words to list however rare they are.
        most_bytes: Bytes that the other words may take.
    """
    most = most_bytes // _FEWEST_BYTES
    always: list[IndexWord] = []
    frequent: list[IndexWord] = []
    is_complete = True
    for word in vocabulary:
        if word.word in wanted:
            always.append(word)
        elif len(frequent) < most:
            heapq.heappush(frequent, word)
        else:
            heapq.heappushpop(frequent, word)
            is_complete = False
    size = 0
    for number, word in enumerate(sorted(frequent, reverse=True)):
        size += len(word.word.encode()) + 2  # its sign, and the count of shared letters
        if size > most_bytes:
            return [*always, *sorted(frequent, reverse=True)[:number]], False
    return [*always, *frequent], is_complete
