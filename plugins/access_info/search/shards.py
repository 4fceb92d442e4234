"""The files of tokens: which token begins where, and what is worth knowing of words before any is read."""

from __future__ import annotations

import itertools
import operator
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from access_info.search.postings import count_shared
from access_info.search.runs import BlockLists

# As servers compress what they send, unless they are told otherwise (nginx, `gzip_comp_level`).
_GZIP_LEVEL = 1


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

    Several tokens share a file; a token with long lists has files of its own.

    Attributes:
        starts: Of each file what comes not after its first lists, but after all before: a token or its
            beginning, with a blank and a block where the token's lists began in an earlier file.
        weights: Of each file its bytes, compressed as a server may; none where a reader need not choose.
    """

    def __init__(
        self,
        write: Callable[[str, bytes], None],
        shard: int,
        longest: int,
        *,
        is_weighed: bool,
        first: int = 0,
        border: str = "",
    ) -> None:
        """Begin the first file.

        Args:
            write: Writes a file of the index, given its name and its data.
            shard: Characters of a file of several tokens.
            longest: Characters of a file of a single one.
            is_weighed: Whether a reader chooses files by their bytes.
            first: The number of the first file.
            border: What comes not after the first token, but after all that are in earlier files.
        """
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
        # Whether the file's first lists are not the first ones of their token.
        self._goes_on = False
        # Whether the last lists are of numbers.
        self._is_numbers = False

    def add(self, lists: BlockLists) -> int:
        """Add lists, and return the number of the file that has them."""
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
        """Write the last file; there is one at least."""
        if not self.starts:
            self.starts.append(self._border)
        self._end()

    def _is_full(self, lists: BlockLists, size: int) -> bool:
        token = lists.token
        if not self._parts:
            return False
        if self._first == token == self._last:
            # So that a script knows where to look for numbers, and where not to.
            is_turn = self._goes_on and lists.block.startswith(b"n") and not self._is_numbers
            return is_turn or self._length + size > self._longest
        if self._goes_on:
            return True
        return self._length + size > self._shard or size > self._shard // 2

    def _end(self) -> None:
        close = b"}" if self._parts else b""
        body = b"{%b%b}" % (b"".join(self._parts), close)
        self._write(f"t{self._number + len(self.starts) - 1}", body)
        if self._is_weighed:
            self.weights.append(len(zlib.compress(body, _GZIP_LEVEL)))
        self._parts, self._length = [], 0


def vocabulary(lists: Iterable[BlockLists], shards: Shards) -> Iterator[IndexWord]:
    """Hand all lists over to the files, and yield the words that begin with a letter."""
    for token, run in itertools.groupby(lists, key=operator.attrgetter("token")):
        count, shard = 0, -1
        for entry in run:
            number = shards.add(entry)
            shard = number if shard < 0 else shard
            count += int(entry.entries)
        word = token.decode()
        if not "0" <= word[0] <= "9" and word[0] != "~":
            yield IndexWord(count, word, shard)


def _start(last: bytes, first: bytes, block: bytes) -> str:
    """Write what comes after the last token of a file, and not after the first one of the next."""
    if last == first:
        return f"{first.decode()} {block.decode()}"
    shown = first.decode()
    return shown[: count_shared(last.decode(), shown) + 1]
