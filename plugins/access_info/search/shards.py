"""Writes the files of tokens, notes which token begins in which file, and how frequent words are."""

from __future__ import annotations

import itertools
import operator
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from access_info.search.everyday import TOKEN
from access_info.search.postings import count_shared
from access_info.search.runs import BlockLists

# As servers compress what they send, unless they are told otherwise (nginx, `gzip_comp_level`).
_GZIP_LEVEL = 1
_SYNONYMS = TOKEN.encode()


class IndexWord(NamedTuple):
    """A word of the index, not a number.

    Attributes:
        occurrences: How often it occurs.
        word: The word, folded.
        shard: The number of the file in which its lists begin.
    """

    occurrences: int
    word: str
    shard: int


class Shards:
    """Writes the lists of tokens, given in order, into files.

    Several tokens share a file; a token with long lists has files of its own. Files end where a token's hash
    says so, once they are half full: a new token lengthens one file, and the borders of the others stay.

    Attributes:
        names: The name of each file.
        starts: For each file, a text that sorts after all earlier tokens and not after its own first
            one: a token or its first letters; followed by a blank and a block where the token's lists
            began in an earlier file.
        weights: For each file, its compressed size in bytes; none where scripts fetch all they need.
    """

    def __init__(
        self,
        write: Callable[[bytes], str],
        shard: int,
        longest: int,
        *,
        is_weighed: bool,
        first: int = 0,
        border: str = "",
    ) -> None:
        """Start without a file; the first is written once it is full.

        Args:
            write: Writes a file of the index, given its data; gives its name.
            shard: Characters of a file of several tokens, about; at most twice as many.
            longest: Characters of a file of a single token.
            is_weighed: Whether scripts choose files by size, so that sizes must be noted.
            first: The number of the first file.
            border: The start of the first file, where others with smaller tokens come before it.
        """
        self.names: list[str] = []
        self.starts: list[str] = []
        self.weights: list[int] = []
        self._is_weighed = is_weighed
        self._write = write
        self._number, self._border = first, border
        self._shard = shard
        self._longest = longest
        self._parts: list[bytes] = []
        self._length = 0
        self._first = self._last = b""
        # Whether the file begins amid a token, whose first lists are in an earlier file.
        self._goes_on = False
        # Whether the last lists added are of numbers of documents.
        self._is_numbers = False

    def add(self, lists: BlockLists) -> int:
        """Add the next lists, first ending the current file if it is full; return their file's number."""
        token = lists.token
        size = len(token) + int(lists.size) + 7
        if self._is_full(lists, size):
            self._end()
        goes_on = token == self._last
        if not self._parts:
            is_first = not self.starts and self._border
            self.starts.append(self._border if is_first else _start(self._last, token, lists.block))
            self._first, self._goes_on, goes_on = token, goes_on, False
        if goes_on:
            self._parts.append(b"," + lists.texts)
        else:
            self._parts.append(b'%b"%b":{%b' % (b"}," if self._parts else b"", token, lists.texts))
        self._length += size
        self._last, self._is_numbers = token, lists.block.startswith(b"n")
        return self._number + len(self.starts) - 1

    def finish(self) -> None:
        """Write the last file; where there are no tokens, an empty one is written."""
        if not self.starts:
            self.starts.append(self._border)
        self._end()

    def _is_full(self, lists: BlockLists, size: int) -> bool:
        """Tell whether the next lists must begin a new file, by length and by whose lists are in it.

        A file that begins amid a token holds nothing but that token's lists.
        """
        token = lists.token
        if not self._parts:
            return False
        if self._first == token == self._last:
            # So that a script knows where to look for numbers, and where not to.
            is_turn = self._goes_on and lists.block.startswith(b"n") and not self._is_numbers
            return is_turn or self._length + size > self._longest
        if self._goes_on:
            return True
        if size > self._shard // 2 or self._length + size > 2 * self._shard:
            return True
        # What a word means otherwise stays beside it.
        may_end = self._length > self._shard // 2 and not token.endswith(_SYNONYMS)
        return may_end and zlib.crc32(token) % (self._shard // 4) < size

    def _end(self) -> None:
        """Write the current file and note its compressed size."""
        close = b"}" if self._parts else b""
        body = b"{%b%b}" % (b"".join(self._parts), close)
        self.names.append(self._write(body))
        if self._is_weighed:
            self.weights.append(len(zlib.compress(body, _GZIP_LEVEL)))
        self._parts, self._length = [], 0


def vocabulary(lists: Iterable[BlockLists], shards: Shards) -> Iterator[IndexWord]:
    """Add all lists to the files; yield each word, but no numbers, with its count and first file."""
    for token, run in itertools.groupby(lists, key=operator.attrgetter("token")):
        count, shard = 0, -1
        for entry in run:
            number = shards.add(entry)
            shard = number if shard < 0 else shard
            count += int(entry.entries)
        word = token.decode()
        if not ("0" <= word[0] <= "9" or word[0] == "~" or token.endswith(_SYNONYMS)):
            yield IndexWord(count, word, shard)


def _start(last: bytes, first: bytes, block: bytes) -> str:
    """Return the shortest text between the last token of a file and the first token of the next.

    `dat`, `dong` → `do`. Of one token divided over both files: the token, a blank and the block.
    """
    if last == first:
        return f"{first.decode()} {block.decode()}"
    shown = first.decode()
    return shown[: count_shared(last.decode(), shown) + 1]
