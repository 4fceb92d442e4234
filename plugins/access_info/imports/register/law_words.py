"""Words of the register that the laws give: channels of reception, grounds of refusal."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator

from access_info.imports.register.words import CHANNELS, ReceptionChannel, Vocabulary, vocabulary
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack, RefusalGround

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def channels_of(framework: Framework) -> Vocabulary:
    """Build the vocabulary of channels, with the words that the laws have for them."""
    return vocabulary(
        (channel, label, (*also, *_law_words(framework, channel)))
        for channel, label, also in CHANNELS
    )


def _law_words(framework: Framework, channel: ReceptionChannel) -> Iterator[str]:
    for pack in framework.packs:
        for law_channel in pack.channels:
            if channel.means(law_channel.id):
                yield from (law_channel.id, law_channel.title, *law_channel.examples)


@dataclasses.dataclass(frozen=True)
class Ground:
    """A law's ground of refusal.

    Attributes:
        law: Id of the law.
        key: How a year's file names it: the short id where that is enough.
        ground: The provision.
    """

    law: str
    key: str
    ground: RefusalGround

    @property
    def label(self) -> str:
        """What the drop-down list offers: the id and the first words."""
        return f"{self.key} – {self.ground.title.partition(',')[0]}"


class Grounds:
    """The grounds of refusal of all laws, newest law first, as `tu_choi` of a year's file has them.

    Attributes:
        all: Every ground.
    """

    def __init__(self, framework: Framework) -> None:
        """Gather the grounds of refusal from the laws."""
        self.all = tuple(
            Ground(pack.id, _key(framework, pack, ground), ground)
            for pack in reversed(framework.packs)
            for ground in pack.refusal_grounds
        )
        self._framework = framework
        # An id is compared as typed, never without accents: points “đ” and “d” differ.
        self._by_id = {(entry.law, entry.ground.id): entry for entry in self.all}

    def find(self, value: object, law: LawPack | None) -> Ground | None:
        """Return the one ground that a cell names by its id; `None` if it names none or several.

        Args:
            value: The cell.
            law: The law that governs the request, whose ids win.
        """
        if not isinstance(value, str):
            return None
        named = {
            ground.key: ground
            for word in _WORD.findall(value)
            if (ground := self._named(word, law)) is not None
        }
        return next(iter(named.values())) if len(named) == 1 else None

    @property
    def ids(self) -> list[str]:
        """Every id that may be typed, as it is compared: with and without its law's prefix."""
        ids = {entry.ground.id for entry in self.all}
        ids |= {f"{entry.law}-{entry.ground.id}" for entry in self.all}
        return sorted(unicodedata.normalize("NFC", id_).casefold() for id_ in ids)

    def choices(self, law: LawPack | None) -> str:
        """List the keys that can be typed for a request under a law; all keys if it is unknown."""
        return ", ".join(entry.key for entry in self.all if law is None or entry.law == law.id)

    def _named(self, word: str, law: LawPack | None) -> Ground | None:
        general = self._framework.refusal_ground(word)
        if general is None:
            return None
        specific = self._framework.refusal_ground(f"{law.id}-{word}") if law is not None else None
        pack, ground = specific or general
        return self._by_id[pack.id, ground.id]


def _key(framework: Framework, pack: LawPack, ground: RefusalGround) -> str:
    pack_and_ground = framework.refusal_ground(ground.id)
    short = pack_and_ground is not None and pack_and_ground[0].id == pack.id
    return ground.id if short else f"{pack.id}-{ground.id}"
