"""The two lists that an agency publishes: name, files, titles and rows of each, in one table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from access_info.model.declarations.fields import Record
from access_info.model.items import ConditionalItem, ConditionalList, DisclosureList, Item

ListName: TypeAlias = Literal["cong-khai", "co-dieu-kien"]
DISCLOSURE: Final = "cong-khai"
CONDITIONAL: Final = "co-dieu-kien"


@dataclasses.dataclass(frozen=True, kw_only=True)
class PublishedList:
    """A list that an agency publishes.

    Attributes:
        name: In data, in addresses of pages and in names of files.
        title: What it is called within a sentence.
        content: What it lists, within a sentence.
        record: A row.
        file_record: What a file of it holds.
        in_folder: Whether it may be divided into several files, in a folder of its name.
    """

    name: ListName
    title: str
    content: str
    record: type[Item | ConditionalItem]
    file_record: type[Record]
    in_folder: bool = False

    @property
    def label(self) -> str:
        """The title at the beginning of a line."""
        return self.title[0].upper() + self.title[1:]

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.yml"

    def holds(self, path: str) -> bool:
        """Tell whether a file is one of the list.

        Args:
            path: Below the agency's folder, with `/`.
        """
        return path == self.file or (self.in_folder and path.startswith(f"{self.name}/"))


LISTS: Mapping[ListName, PublishedList] = {
    DISCLOSURE: PublishedList(
        name=DISCLOSURE,
        title="danh mục thông tin phải được công khai",
        content="thông tin phải công khai",
        record=Item,
        file_record=DisclosureList,
        in_folder=True,
    ),
    CONDITIONAL: PublishedList(
        name=CONDITIONAL,
        title="danh mục thông tin tiếp cận có điều kiện",
        content="thông tin tiếp cận có điều kiện",
        record=ConditionalItem,
        file_record=ConditionalList,
    ),
}


def list_of_file(path: str) -> ListName | None:
    """Name the list that a file belongs to; `None` for other files.

    Args:
        path: Below the agency's folder, with `/`.
    """
    return next((name for name, each in LISTS.items() if each.holds(path)), None)
