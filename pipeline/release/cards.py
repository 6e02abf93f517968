"""Turns people, items and photographs as kept into the cards and pictures the public may see for one purpose."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.archive import KeptInterview, KeptItem, KeptPerson, KeptPhoto, KeptPicture
from pipeline.model.consent import Purpose
from pipeline.model.projection import ItemCard, PersonCard, Picture
from pipeline.release.consent import Level, depicted, interview_level, item_levels, person_level, photo_demands, wall_levels
from pipeline.release.fields import item_without, person_without, unknown_item_fields, unknown_person_fields
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.terms import birth, honour, place, said, service_line, year
from pipeline.release.view import View


def picture(view: View, kept: KeptPicture, alt: str) -> Picture | None:
    """A picture by its public id and digest, with what is painted over in it; None while it has no id or digest, or where a
    region is withheld of a picture that nobody can find."""
    if not kept.id or not kept.digest or kept.digest in view.covers.shut:
        return None
    return Picture(id=kept.id, digest=kept.digest, alt=alt, covered=view.covers.of(kept.digest))


def shut_person(person: KeptPerson) -> Reasons:
    """What closes a person whatever the purpose: no public id, a withdrawal, an unreadable line."""
    found: list[Reason] = []
    where = f"people/{person.key}"
    if not person.id:
        found.append(reason("no-id", where=where))
    if person.ledger.broken:
        found.append(reason("ledger-broken", where=where, lines=_numbers(person.ledger.broken)))
    if person.ledger.withdrawals:
        found.append(reason("withdrawn", where=where))
    found += [reason("withhold-field-unknown", where=where, id=one.id) for one in unknown_person_fields(person.record.withhold)]
    return tuple(found)


def _numbers(lines: Sequence[int]) -> str:
    return "、".join(map(str, lines))


def person_card(view: View, person: KeptPerson, purpose: Purpose, levels: Sequence[Level]) -> PersonCard | Reasons:
    """A person's card; `levels` are the forms that must allow the portrait. Closed, or a unit undecided: the reasons."""
    record, archive = person.record, view.archive
    shut = list(shut_person(person))
    records = view.held(record.withhold)
    withheld = any(one.field == "service" for one in records)
    lines = [] if withheld else [service_line(archive, service) for service in record.service]
    shut += [found for line in lines if not isinstance(line, str) for found in line]
    if shut:
        return tuple(shut)
    card = PersonCard(
        id=person.id,
        name=record.name,
        pinyin=record.pinyin,
        aliases=record.aliases,
        sex=record.sex,
        birth=birth(record.birth),
        death=year(record.death),
        native_place=place(archive, record.native_place),
        service=tuple(line for line in lines if isinstance(line, str) and line),
        honours=tuple(told for key in record.honours if (told := honour(archive, key))),
        bio=record.bio,
        portrait=portrait(view, person, purpose, levels),
        sample=record.sample,
    )
    return person_without(card, records)


def portrait(view: View, person: KeptPerson, purpose: Purpose, levels: Sequence[Level]) -> Picture | None:
    """The portrait, where the forms allow both `portrait` and the purpose; None otherwise."""
    if person.portrait is None or view.may(levels, "portrait") or view.may(levels, purpose):
        return None
    return picture(view, person.portrait, person.record.portrait_alt)


def portrait_levels(view: View, person: KeptPerson, interview: KeptInterview | None) -> tuple[Level, ...]:
    """The forms a portrait needs: in an interview its form and the person's, on the wall the wall's."""
    if interview is None:
        return wall_levels(view.archive, person)
    return interview_level(view.archive, interview), person_level(person)


def item_card(view: View, item: KeptItem, purpose: Purpose, interviews: Sequence[KeptInterview]) -> ItemCard | None:
    """An item's card, or None where its id, its owner or a form does not let it out; serial and custody never occur."""
    record, archive = item.record, view.archive
    owner = archive.people.get(record.owner)
    if not item.id or owner is None or shut_person(owner) or unknown_item_fields(record.withhold):
        return None
    if view.may(item_levels(archive, item, interviews), purpose):
        return None
    pictures = (picture(view, kept, record.alt) for kept in item.pictures)
    card = ItemCard(
        id=item.id,
        owner=owner.id,
        kind=record.kind,
        title=record.title,
        honour=honour(archive, record.honour),
        date=said(record.date),
        issuer=record.issuer,
        caption=record.caption,
        inscription=record.inscription,
        pictures=tuple(one for one in pictures if one),
        sample=record.sample,
    )
    return item_without(card, view.held(record.withhold))


def photo_picture(view: View, photo: KeptPhoto, interview: KeptInterview, purpose: Purpose) -> Picture | None:
    """A photograph of an interview, or None where its form, the interview's or that of somebody depicted does not allow it.

    Where somebody is depicted it is a portrait as well. The interview's form speaks for its narrators alone: for anybody else a
    form of their own must allow it, or one beside the photograph, which is the only way for those the archive does not know.
    """
    shown = picture(view, photo.picture, photo.record.alt)
    if any(view.may(levels, asked) for levels, asked in photo_demands(view.archive, photo, interview, purpose)):
        return None
    if shown is None or any(one.ledger.withdrawals or one.ledger.broken for one in depicted(view.archive, photo)[0]):
        return None
    record = photo.record
    return shown.model_copy(update={"caption": record.caption, "credit": record.credit, "date": said(record.date)})
