"""Texts of pages, one file per language in `locale/`."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

import markupsafe

from access_info.pages.rendering.escaping import escaped
from access_info.source import read_yaml

FOLDER = Path(__file__).parents[2] / "locale"
# The language that data and laws are written in.
SOURCE = "vi"
_HOLE = re.compile(r"\{(\w+)\}")


class Texts:
    """All texts of one language by dotted key.

    Attributes:
        language: BCP 47 tag, the file's name.
    """

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        """Take texts as `load_texts` flattened them."""
        self.language = language
        self._texts = texts
        # Texts that were filled, escaped and split at their holes: text, name, text, … text.
        self._escaped: dict[str, list[str]] = {}

    def __getitem__(self, key: str) -> str:
        """Return the text of a key that has no holes."""
        return self._texts[key]

    @property
    def known(self) -> frozenset[str]:
        """Every key."""
        return frozenset(self._texts)

    def fill(self, key: str, **values: object) -> markupsafe.Markup:
        """Fill the `{holes}` of a text; both the text and the values are escaped.

        Raises:
            KeyError: The language lacks the key, or a hole lacks a value.
        """
        parts = self._escaped.get(key)
        if parts is None:
            parts = self._escaped[key] = _HOLE.split(escaped(self._texts[key]))
        filled = parts.copy()
        filled[1::2] = [
            escaped(value) if isinstance(value := values[name], str) else markupsafe.escape(value)
            for name in parts[1::2]
        ]
        return markupsafe.Markup("".join(filled))  # noqa: S704 - all of it is escaped

    def phrase(self, text: str) -> str | markupsafe.Markup:
        """Translate words of the data or of a law; mark them Vietnamese where that is not known.

        What is HTML already stays as it is.

        A language's file holds them under `phrases`, each by the Vietnamese words themselves.
        """
        if self.language == SOURCE or not text or isinstance(text, markupsafe.Markup):
            return text
        translation = self._texts.get(f"phrases.{text}")
        if translation is not None:
            return translation
        return markupsafe.Markup('<span lang="{}">{}</span>').format(SOURCE, text)

    def words(self, text: str) -> str:
        """Translate words of the data or of a law without a mark, for what takes no HTML."""
        return text if self.language == SOURCE else self._texts.get(f"phrases.{text}", text)

    def marked(self, text: str) -> str:
        """Translate words for scripts; put those that stay Vietnamese between two control signs."""
        translation = self.words(text)
        return translation if self.language == SOURCE or translation != text else f"\x02{text}\x03"

    def plain(self, key: str, **values: object) -> str:
        """Fill the `{holes}` of a text unescaped, for titles that a shell escapes itself."""
        return _HOLE.sub(lambda hole: str(values[hole[1]]), self._texts[key])


def known_languages() -> list[str]:
    """List the tags of the languages that have a file."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def texts_file(language: str) -> Path:
    """Return the file that holds the texts of a language."""
    return FOLDER / f"{language}.yml"


@functools.cache
def load_texts(language: str = "vi") -> Texts:
    """Read the texts of a language, by dotted key."""
    document = read_yaml(texts_file(language))
    flat: dict[str, str] = {}
    waiting: list[tuple[str, object]] = [("", document.data)]
    while waiting:
        prefix, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{prefix}.{key}" if prefix else key, item) for key, item in value.items()]
        else:
            flat[prefix] = str(value)
    return Texts(language, flat)
