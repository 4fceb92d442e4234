"""The names by which an agency's records are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from access_info.model.vocabularies import AGENCY_KINDS, Initials
from access_info.search.folding import spelled, spelling
from access_info.search.records import SearchRecord
from access_info.search.shorthand import initials, load_shorthand, part_initials


class AgencyNames:
    """The names of a site's agencies.

    Attributes:
        short: Full words, folded → form of their abbreviation; names half in initials among them.
    """

    def __init__(
        self, agencies: Mapping[str, tuple[str, str]], most_ways: int, first: int = 0
    ) -> None:
        """Work out what the names are abbreviated to.

        Args:
            agencies: Id → the name that people use, and the type or ""; in the order to offer.
            most_ways: How many ways to write names half in initials are known at most; a jurisdiction
                has some dozens, and they are all fetched before the first query.
            first: The place of the first one in the order to offer.
        """
        self._agencies = agencies
        self._order = {agency: number for number, agency in enumerate(agencies, first)}
        # What the agencies' own records call them besides.
        self._further: dict[str, str] = {}
        ways: dict[str, str] = {}
        for name, type_ in agencies.values():
            if len(ways) < most_ways and _initials_of(type_) is Initials.AFTER_FIRST_WORD:
                for whole in initials(name)[:1]:
                    ways |= dict.fromkeys(sorted(part_initials(name)), whole)
        self.short = {**load_shorthand().forms, **ways}

    def learn(self, record: SearchRecord) -> None:
        """Take over the names that an agency's own record gives it."""
        agency = record.agency
        self._further[agency] = f" {record.title} {record.names} {' '.join(self._initials(agency))}"

    def titles(self, agency: str) -> tuple[str, ...]:
        """Return the names that count as the title of the agency's own record."""
        return self._agencies[agency][0], *self._initials(agency)

    def words(self, agency: str) -> str:
        """Return the words of all names, or "" of an unknown agency."""
        name, _ = self._agencies.get(agency, ("", ""))
        return f"{name}{self._further.get(agency, '')}"

    def type_of(self, agency: str) -> str:
        """Return the type of an agency, or "" of an unknown one."""
        return self._agencies.get(agency, ("", ""))[1]

    def offered(self, agency: str) -> tuple[int, str]:
        """Return an agency's place in the order to offer, and the name that people use."""
        return self._order[agency], self._agencies[agency][0]

    def endings(self, agency: str) -> Iterator[str]:
        """Yield the tokens that may stand last when a query names the agency.

        That is the last word, and each abbreviation of words that end the name; where the last word
        says nothing in a query, the one before it too.
        """
        if agency not in self._agencies:
            return
        words = spelled(self._agencies[agency][0])
        folded = [word[0] for word in words]
        ends = {spelling(form)[0] for form in self._forms_ending(folded)}
        says_nothing = words and words[-1][1] in load_shorthand().optional
        yield from sorted({*folded[-2 if says_nothing else -1 :], *ends})

    def _forms_ending(self, folded: list[str]) -> Iterator[str]:
        for start in range(len(folded)):
            if form := self.short.get(" ".join(folded[start:])):
                yield form

    def _initials(self, agency: str) -> list[str]:
        name, type_ = self._agencies[agency]
        return [] if _initials_of(type_) is Initials.NEVER else initials(name)


def _initials_of(type_: str) -> Initials:
    """Tell how far names are abbreviated of agencies of a type; "" is none that is known."""
    return AGENCY_KINDS[type_].initials if type_ else Initials.NEVER
