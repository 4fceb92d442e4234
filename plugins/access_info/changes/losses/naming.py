"""The names in a reason, and the losses that it is a reason for.

Words alone are a reason for nothing: a change that loses five things of different kinds would pass
by two of them. So an author names each thing by its id, or a kind of things; where several of a
kind are gone, with their number, so that what is taken away later is not covered too.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable

from access_info.changes.compare.records import Loss, LossKind
from access_info.changes.losses.part_losses import CONTACTS
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model.types import fold

# A word that names something: “2026-001”, “tep/a.pdf”, “_dia-ban”, “quy-che.pdf”; not “rà”.
_NAMING = re.compile(r"[\d_/-]|\w\.\w")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]")
# Contains a file's name: “quyết định.pdf” (its “h.pdf”); not “a. b”.
_FILE = re.compile(r"\w\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;]|\s(?:và|va)\s", re.IGNORECASE)
_DECORATION = " \t*_#>-–—+•·`\"'“”‘’«»[]()|,;."
_LONGEST_COUNT = 3
# The name within a sentence: marks around a word are no part of it.
_PLACE = JURISDICTION_FILE.strip("_")
# Words around a name that name nothing.
_FILLERS = frozenset(
    {
        *("go", "bo", "xoa", "rut", "mat", "cat", "giam", "bot", "sua", "thay"),
        *("cac", "nhung", "ca", "cua", "o", "trong", "va", "voi", "nay", "so", "lan", "ve"),
    }
)
_KINDS: dict[str, LossKind] = {
    **{" ".join(fold(kind.word).split("-")): kind for kind in LossKind},
    "ma": LossKind.ID,
    "diem": LossKind.LAW_POINT,
    "dau moi": LossKind.CONTACT,
    "thong tin lien he": LossKind.CONTACT,
    "so lieu": LossKind.STATISTICS,
    "so lieu thong ke": LossKind.STATISTICS,
    "tep dinh kem": LossKind.ATTACHMENT,
}
_KIND_WORDS = frozenset(word for phrase in _KINDS for word in phrase.split())
# One key of these kinds may mean many things: they are named with their number.
_COUNTED = frozenset({LossKind.CONTACT, LossKind.REGULATION})


@dataclasses.dataclass(frozen=True)
class KindNamed:
    """A kind of loss that a reason names as a whole.

    Attributes:
        kind: The kind.
        count: The number that the author gives; 0 when there is none.
        among: Words beside it that must be agencies, folded.
    """

    kind: LossKind
    count: int
    among: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Names:
    """The names before the colon of a reason.

    Attributes:
        about: Ids, years, agencies, files, fields; folded.
        kinds: Kinds of losses.
        words: The whole text, folded: names of files may hold spaces.
    """

    about: frozenset[str] = frozenset()
    kinds: tuple[KindNamed, ...] = ()
    words: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is named."""
        return bool(self.about or self.kinds)


def read_names(text: str) -> Names:
    """Parse the names in some words."""
    about: set[str] = set()
    kinds = []
    for part in _SEPARATORS.split(text):
        words = [word for token in part.split() if (word := token.strip(_DECORATION))]
        naming = frozenset(fold(word) for word in words if _names_something(word))
        rest = [
            folded
            for word in words
            if not _names_something(word) and not _is_count(word)
            if (folded := fold(word)) not in _FILLERS or folded in _KIND_WORDS
        ]
        counts = [int(word) for word in words if _is_count(word)]
        kind = _kind(rest)
        about |= naming
        if kind is not None and len(counts) <= 1:
            kinds.append(KindNamed(kind, counts[0] if counts else 0, naming))
    # A quoted name of a file counts as one name, spaces included.
    about |= {fold(quoted) for quoted in _QUOTED.findall(text)} - {""}
    return Names(frozenset(about), tuple(kinds), fold(text))


def only_names(text: str) -> bool:
    """Tell whether words are names alone: they say what a reason is about, not why."""
    if not read_names(text):
        return False
    words = [word for part in _QUOTED.sub(" ", text).split() if (word := part.strip(_DECORATION))]
    return _FILE.search(text) is not None or all(
        _names_something(word)
        or _is_count(word)
        or fold(word) in _FILLERS
        or fold(word) in _KIND_WORDS
        for word in words
    )


def _kind(words: list[str]) -> LossKind | None:
    while words:
        kind = _KINDS.get(" ".join(words))
        if kind is not None or words[0] not in _FILLERS:
            return kind
        words = words[1:]
    return None


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _LONGEST_COUNT


def _names_something(word: str) -> bool:
    return not _is_count(word) and (_NAMING.search(word) is not None or word in CONTACTS)


class Lost:
    """All losses of a change, counted so that names can be matched with them.

    Attributes:
        agencies: The names of agencies that lost something.
    """

    def __init__(self, losses: Iterable[Loss]) -> None:
        """Count the losses by kind, key and agency."""
        every = tuple(losses)
        self.agencies = frozenset(_agency(loss) for loss in every)
        self._kinds = Counter((loss.kind, _agency(loss)) for loss in every)
        self._keys = Counter((loss.kind, loss.key, _agency(loss)) for loss in every)
        keys = Counter(key for key, _ in {(loss.key, loss.agency) for loss in every})
        self._shared = frozenset(key for key, count in keys.items() if count > 1)

    def nearness(self, names: Names, loss: Loss) -> int:
        """Return how exactly names are about a loss: 3 by its own name, 2 by kind, 0 not at all."""
        owner = _agency(loss)
        named = frozenset(agency for agency in self.agencies if fold(agency) in names.about)
        if named and owner not in named:
            return 0
        subjects = names.about - {fold(agency) for agency in named}
        if loss.kind is LossKind.AGENCY and owner in named and not subjects and not names.kinds:
            return 3
        if self._is_named(names, subjects, loss, within=bool(named)):
            return 3
        for kind in names.kinds:
            strange = kind.among - {fold(agency) for agency in named}
            if kind.kind is loss.kind and not strange:
                count = self.count(kind.kind, named)
                return 2 if kind.count == count or (count == 1 and not kind.count) else 0
        return 0

    def _is_named(
        self, names: Names, subjects: frozenset[str], loss: Loss, *, within: bool
    ) -> bool:
        """Tell whether a loss is named by its own id, file, year or field."""
        if not loss.key:
            return False
        if loss.kind in _COUNTED and self._keys[loss.kind, loss.key, _agency(loss)] > 1:
            return False
        if fold(f"{_agency(loss)}/{loss.key}") in subjects:
            return True
        spelt = " " in loss.key and f"-{fold(loss.key)}-" in f"-{names.words}-"
        return (fold(loss.key) in subjects or spelt) and (within or loss.key not in self._shared)

    def count(self, kind: LossKind, agencies: frozenset[str] = frozenset()) -> int:
        """Count the losses of a kind, in some agencies or in all."""
        return sum(
            count
            for (lost_kind, agency), count in self._kinds.items()
            if lost_kind is kind and (not agencies or agency in agencies)
        )

    def miscounted(self, names: Names) -> tuple[KindNamed, int] | None:
        """Find a kind named with a wrong number; return it with the right number."""
        named = frozenset(agency for agency in self.agencies if fold(agency) in names.about)
        counted = ((kind, self.count(kind.kind, named)) for kind in names.kinds)
        return next(((kind, n) for kind, n in counted if n and n != (kind.count or 1)), None)

    def line(self, loss: Loss) -> str:
        """Write the line that would be a reason for a loss, to be completed."""
        agency = _agency(loss)
        several = len(self.agencies) > 1 or loss.key in self.agencies
        if loss.key and loss.kind is LossKind.AGENCY:
            return f"Lý do: {loss.key}: …"
        if loss.key and loss.kind not in _COUNTED:
            quoted = " " in loss.key
            named = f"“{loss.key}”" if quoted else loss.key
            if several:
                named = f"{named} của {agency}" if quoted else f"{agency}/{named}"
            return f"Lý do: {named}: …"
        count = self.count(loss.kind, frozenset({agency}))
        named = f"{count} {loss.kind.word}" if count > 1 else loss.kind.word
        return f"Lý do: {named}{f' của {agency}' if several else ''}: …"


def _agency(loss: Loss) -> str:
    """Return the name of a loss's agency in a reason."""
    return loss.agency or _PLACE
