"""Pictures of which something is withheld, and people in them who were not asked."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.finding import Case, below
from pipeline.language.namesakes import namesakes
from pipeline.model.problem import Problem
from pipeline.model.spot import Spot

_NUMBERED = ("certificate", "document")  # kinds on which the number is printed to be read


def regions_are_in_their_pictures(case: Case) -> Iterator[Problem]:
    """A withheld region names a picture beside its record and lies wholly in it, as it is seen upright."""
    for spot, one in case.withheld():
        if one.region is None:
            continue
        pictures = case.pictures(spot)
        meant = [picture for picture in pictures if one.is_of(picture.file)]
        if not meant:
            known = "、".join("/".join(picture.file.split("/")[2:]) for picture in pictures) or "—"
            yield case.found(below(spot, "picture"), "picture-not-named", picture=one.picture, known=known)
        for picture in meant:
            size = case.size(picture.file)
            if size and not one.region.is_within(size):
                values = {"region": one.region, "width": size[0], "height": size[1]}
                yield case.found(below(spot, "region"), "region-beyond", **values)


def numbers_are_covered(case: Case) -> Iterator[Problem]:
    """A certificate whose number is recorded shows it, most likely, and then it is withheld in the picture too."""
    for key, item in case.archive.items.items():
        record = item.record
        if item.pictures and record.kind in _NUMBERED and record.serial and not any(one.region for one in record.withhold):
            yield case.found(Spot("item", key, ("serial",)), "serial-uncovered")


def the_depicted_were_asked(case: Case) -> Iterator[Problem]:
    """Whoever is depicted narrates the interview or signed a form of their own; whom nobody knows has one beside the picture."""
    people = case.archive.people
    known = namesakes(people)
    signed = {who for who, one in people.items() if one.record.consent}
    signed |= {one.record.narrators[0] for one in case.archive.interviews.values() if len(one.record.narrators) == 1}
    for key, interview in case.archive.interviews.items():
        for photo in interview.photos:
            spot = Spot("photo", f"{key}/{photo.picture.file.rpartition('/')[2].removesuffix('.jpg')}")
            for number, name in enumerate(photo.record.depicts):
                if known.within(name) - signed - set(interview.record.narrators):
                    yield case.found(below(spot, "depicts", number), "depicted-unasked", name=name)
                if not known.bearing(name) and photo.record.consent is None:
                    yield case.found(below(spot, "depicts", number), "depicted-unknown", name=name)


PICTURE_RULES = (regions_are_in_their_pictures, numbers_are_covered, the_depicted_were_asked)
