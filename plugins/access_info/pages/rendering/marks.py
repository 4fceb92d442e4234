"""What stands beside a fact of the law about how it was checked.

A doubt is told once a page. Where the law as a whole was not compared with the gazette, the foot of
the page says so, and the page on accuracy tells of every fact: nothing stands beside one. Where it
was, a fact that was checked less well says so itself; facts that differ alike say it once above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from access_info.legal.packs import LawPack
from access_info.model.verification import Verification
from access_info.pages.rendering.translations import Texts


class Marks:
    """Marks beside the facts of one law; called with a fact, it yields the words or ""."""

    def __init__(self, law: LawPack, texts: Texts) -> None:
        """Take the law and the texts of the page's language."""
        self._law = law
        self._texts = texts

    def __call__(self, fact: Any) -> str:  # noqa: ANN401 - any record of a fact
        """Return what stands behind a fact: ` (chưa xác minh)`, or ""."""
        verification = self._verification(fact)
        return f" ({verification_words(verification, self._texts)})" if verification else ""

    def note(self, facts: Sequence[Any]) -> str:
        """Return a sentence above facts that would all have the same mark, or ""."""
        verifications = {self._verification(fact) for fact in facts}
        if len(facts) == 1 or len(verifications) != 1:
            return ""
        (verification,) = verifications
        return self._texts[f"checked.all_{_key(verification)}"] if verification else ""

    def _verification(self, fact: Any) -> Verification | None:  # noqa: ANN401 - as above
        return self._law.mark(fact) if is_compared(self._law) else None


def is_compared(law: LawPack) -> bool:
    """Tell whether the text of a law as a whole was compared with the gazette."""
    return law.verification is Verification.GAZETTE


def verification_words(verification: Verification, texts: Texts) -> str:
    """Say how a fact was checked, in the language of the page."""
    return texts[f"checked.{_key(verification)}"]


def _key(verification: Verification) -> str:
    return verification.name.lower()
