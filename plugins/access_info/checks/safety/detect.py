"""All rules over one text."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.checks.safety.detections import Detection, Look, TextPlace


def detect(
    text: str,
    place: TextPlace = TextPlace.VALUE,
    *,
    published: bool = False,
    look: Look = Look.EVERYTHING,
) -> Iterator[Detection]:
    """Yield everything in a text that must not be published, or should be looked at.

    Args:
        text: As read; accents may be apart, digits wide, spaces hard.
        place: Where it stands.
        published: Whether it is of a file whose title says that an act publishes its names.
        look: What the quick look has found reason to look for.

    Yields:
        Detections in order, each once; where two rules find the same characters, both.
    """
    # Their patterns take 30 ms to compile, and in most builds no text has changed that may need them.
    from access_info.checks.safety.normalized_text import NormalizedText  # noqa: PLC0415

    aligned = NormalizedText(text)
    detections: set[Detection] = set()
    if Look.OTHERS in look:
        from access_info.checks.safety.marks.stamps import marks_in  # noqa: PLC0415
        from access_info.checks.safety.numbers.all_numbers import numbers_in  # noqa: PLC0415
        from access_info.checks.safety.numbers.credentials import passwords_in  # noqa: PLC0415
        from access_info.checks.safety.required_words import names_of_impossible  # noqa: PLC0415

        aligned.impossible = names_of_impossible(aligned)
        detections |= {
            *marks_in(aligned, place),
            *numbers_in(aligned, place),
            *passwords_in(aligned),
        }
    if Look.PERSONS in look:
        from access_info.checks.safety.persons import persons_in  # noqa: PLC0415

        detections |= set(persons_in(aligned, place, published=published))
    yield from sorted(detections)
