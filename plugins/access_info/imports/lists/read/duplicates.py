"""Rows that stand twice in a file: each becomes an item, and people are told."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Sequence

from access_info.imports.lists.read.items import NewItem
from access_info.model.types import fold

_MOST = 20


def duplicates(items: Iterable[NewItem]) -> Iterator[str]:
    """Yield a note on rows that are alike in all they say, in the file's order.

    Args:
        items: All items of a file.
    """
    alike: dict[object, list[NewItem]] = collections.defaultdict(list)
    for item in items:
        fields = tuple(sorted((key, fold(text)) for key, text in item.fields.items() if text))
        alike[fields, item.addresses, fold(item.forms), item.id].append(item)
    places = [_places(same) for same in alike.values() if len(same) > 1]
    if places:
        more = f" … và {len(places) - _MOST} chỗ nữa" if len(places) > _MOST else ""
        yield (
            f"Hàng giống hệt nhau, vẫn lấy mỗi hàng thành một mục: {'; '.join(places[:_MOST])}{more}. Gõ "
            "thừa thì xóa hàng thừa trong tệp rồi nhập lại."
        )


def _places(same: Sequence[NewItem]) -> str:
    rows = collections.defaultdict(list)
    for item in same:
        rows[item.table].append(f"hàng {item.row}")
    return ", ".join(f"{table}, {' và '.join(places)}" for table, places in rows.items())
