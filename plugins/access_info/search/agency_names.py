"""The names by which an agency's records are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from access_info.model.vocabularies import AGENCY_KINDS, Initials
from access_info.search.folding import spelled, spelling
from access_info.search.records import SearchRecord
from access_info.search.shorthand import initials, load_shorthand, part_initials


class AgencyNames:
    """The names by which people look for a site's agencies: full, abbreviated, former ones.

    Attributes:
        short: Full words, folded → form of their abbreviation, names half in initials included:
            `so tu phap` and `so tp` → `stp`.
    """

    def __init__(
        self, agencies: Mapping[str, tuple[str, str]], most_ways: int, first: int = 0
    ) -> None:
        """Work out how the names are abbreviated.

        Args:
            agencies: Id → the name that people use, and the type or ""; in the order in which
                agencies are offered while somebody types.
            most_ways: How many names half in initials (`so tp`) are known at most; a jurisdiction
                has some dozens, and they are all fetched before the first query.
            first: The rank of the first agency in that order; not 0 where other sites' come before.
        """
        self._agencies = agencies
        self._order = {agency: number for number, agency in enumerate(agencies, first)}
        # Agency → further names that its own search record has: title, former names, initials.
        self._further: dict[str, str] = {}
        ways: dict[str, str] = {}
        for name, type_ in agencies.values():
            if len(ways) < most_ways and _initials_of(type_) is Initials.AFTER_FIRST_WORD:
                # The initials of the whole name, if it has enough words.
                for whole in initials(name)[:1]:
                    ways |= dict.fromkeys(sorted(part_initials(name)), whole)
        self.short = {**load_shorthand().forms, **ways}

    def learn(self, record: SearchRecord) -> None:
        """Note the former and other names in an agency's own record, so that all its rows have them."""
        agency = record.agency
        self._further[agency] = f" {record.title} {record.names} {' '.join(self._initials(agency))}"

    def titles(self, agency: str) -> tuple[str, ...]:
        """Return the name and its initials: whoever types either finds the agency's own record first."""
        return self._agencies[agency][0], *self._initials(agency)

    def words(self, agency: str) -> str:
        """Return all names of an agency as one text to index its rows by; "" of an unknown agency."""
        name, _ = self._agencies.get(agency, ("", ""))
        return f"{name}{self._further.get(agency, '')}"

    def type_of(self, agency: str) -> str:
        """Return the type of an agency, or "" of an unknown one."""
        return self._agencies.get(agency, ("", ""))[1]

    def offered(self, agency: str) -> tuple[int, str]:
        """Return an agency's rank among those offered while somebody types, and its usual name."""
        return self._order[agency], self._agencies[agency][0]

    def endings(self, agency: str) -> Iterator[str]:
        """Yield the last words of queries that name the agency, by which its name is looked up.

        These are the name's last word and each abbreviation of words that end the name: `phap` and
        `stp` for Sở Tư pháp. Where the last word is a filler, which queries may leave out, the word
        before it too.
        """
        if agency not in self._agencies:
            return
        words = spelled(self._agencies[agency][0])
        folded = [word[0] for word in words]
        ends = {spelling(form)[0] for form in self._forms_ending(folded)}
        ends_in_filler = words and words[-1][1] in load_shorthand().optional
        yield from sorted({*folded[-2 if ends_in_filler else -1 :], *ends})

    def _forms_ending(self, folded: list[str]) -> Iterator[str]:
        """Yield the abbreviations of the words that end a name."""
        for start in range(len(folded)):
            if form := self.short.get(" ".join(folded[start:])):
                yield form

    def _initials(self, agency: str) -> list[str]:
        """List the initials of an agency's name; none where its type is never abbreviated so."""
        name, type_ = self._agencies[agency]
        return [] if _initials_of(type_) is Initials.NEVER else initials(name)


def _initials_of(type_: str) -> Initials:
    """Return how names of a type of agency are abbreviated; never if the type is unknown ("")."""
    return AGENCY_KINDS[type_].initials if type_ else Initials.NEVER
