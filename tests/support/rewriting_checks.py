"""What must hold whenever new data takes an old text's place."""

from __future__ import annotations

import collections

from access_info.source.documents import parse_yaml
from access_info.source.rewriting import Commented, rewrite_yaml


def data_of(text: str):
    document = parse_yaml(text.encode(), path="/a/tệp.yml")
    assert document.problems == []
    return document.data


def comments_of(text: str) -> collections.Counter[str]:
    read = Commented(text)
    texts = [comment.text for comment in read.comments]
    return collections.Counter([*texts, *filter(None, [*read.head, *read.foot])])


def check_rewriting(text: str, data) -> None:
    written = rewrite_yaml(text, data)
    document = parse_yaml(written.encode(), path="/a/tệp.yml")
    assert document.problems == []
    assert document.data == data
    assert list(_keys(document.data)) == list(_keys(data))
    assert comments_of(written) == comments_of(text)
    assert rewrite_yaml(written, data) == written


def _keys(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys(item)
