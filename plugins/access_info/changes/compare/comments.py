"""Comments that a data file lost or gained; machines that save YAML often lose them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from access_info.changes.compare.records import CommentChange
from access_info.source import SourceDocument
from access_info.source.rewriting import read_comments

_HASH = re.compile("#")
# Only so many `#` of a line are tried as the beginning of a comment.
_MOST_HASHES = 20


def comments_of(documents: Mapping[str, SourceDocument]) -> tuple[CommentChange, ...]:
    """Return every comment in some files, in order.

    Args:
        documents: Documents by path below the agency's folder.
    """
    return tuple(
        comment for file, document in documents.items() for comment in _comments(file, document)
    )


def _comments(file: str, document: SourceDocument) -> Iterator[CommentChange]:
    if "#" not in document.text:
        return
    try:
        read = read_comments(document.text)
    except ValueError:
        return  # the document's own problem says so
    texts = [*read.head, *(comment.text for comment in read.comments), *read.foot]
    wanted = Counter(text for text in texts if _words(text))
    first = document.first_line
    for number, line in enumerate(document.text.split("\n")):
        ending = line.rstrip()
        hashes = itertools.islice(_HASH.finditer(ending), _MOST_HASHES)
        at = next((text for mark in hashes if (text := ending[mark.start() :]) in wanted), None)
        if at is not None:
            wanted[at] -= 1
            if not wanted[at]:
                del wanted[at]
            yield CommentChange(file, first + number, _words(at))


def lost(
    before: Iterable[CommentChange], after: Iterable[CommentChange]
) -> tuple[CommentChange, ...]:
    """Return the comments that are no longer anywhere; one moved to another file is kept."""
    spare = Counter(comment.text for comment in after)
    gone = []
    for comment in before:
        if spare[comment.text] > 0:
            spare[comment.text] -= 1
        else:
            gone.append(comment)
    return tuple(gone)


def _words(text: str) -> str:
    """Return a comment's words: without `#`, spaces squeezed."""
    return re.sub(r"\s+", " ", text.strip().lstrip("#")).strip()
