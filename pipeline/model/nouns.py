"""People, interviews, items, registers and volumes, as a curator writes them in YAML."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.model.binding import Binding, Telling
from pipeline.model.consent import Answer, Consent, Purpose, Withhold
from pipeline.model.record import Clock, Day, Key, Record, SaidDate, YesNo


class Service(Record):
    """A stretch of a person's service, as it may be told; `unit` and `place` are register keys or plain words."""

    unit: str = ""
    role: str = ""
    rank: str = ""
    start: SaidDate | None = Field(default=None, alias="from")  # None: not known
    end: SaidDate | None = Field(default=None, alias="to")  # None: not known, or still serving
    place: str = ""


class Person(Record):
    """`person.yml`: everyone on the honour wall, with or without an interview."""

    name: str
    pinyin: str = ""
    aliases: tuple[str, ...] = ()
    sex: Literal["男", "女", ""] = ""
    birth: SaidDate | None = None  # None: not known
    death: SaidDate | None = None  # None: living, or not known
    native_place: str = ""
    service: tuple[Service, ...] = ()
    honours: tuple[str, ...] = ()  # register keys or plain words
    bio: str = ""
    portrait_alt: str = ""
    consent: Consent | None = None  # None: the person signed nothing of their own
    withhold: tuple[Withhold, ...] = ()  # by field, or by a region of portrait.jpg
    private: dict[str, str] = {}  # telephone, address, kin: never leaves the archive
    sample: YesNo = False


class Named(Record):
    """Somebody who took part: interviewer, camera, editor."""

    name: str
    role: str = ""
    of: str = ""


class Session(Record):
    """One sitting of an interview."""

    date: SaidDate
    place: str = ""
    method: str = ""
    present: tuple[str, ...] = ()


class Recording(Record):
    """One original; `channels` says who speaks on which channel when the microphones were separate."""

    file: str
    channels: dict[Literal["left", "right"], str] = {}


class IndexPoint(Record):
    """What OHMS calls an index point: a synopsis and terms at a time on the interview's clock."""

    at_ms: Clock = Field(alias="at")
    title: str
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Show(Record):
    """An item in the narrator's hand, at its moment."""

    at_ms: Clock = Field(alias="at")
    item: Key


class Interview(Record):
    """`interview.yml`."""

    title: str
    narrators: tuple[Key, ...]
    interviewers: tuple[Named, ...] = ()
    crew: tuple[Named, ...] = ()
    sessions: tuple[Session, ...] = ()
    language: str = "zh"
    dialect: str = ""
    recordings: tuple[Recording, ...] = ()
    index: tuple[IndexPoint, ...] = ()
    shows: tuple[Show, ...] = ()
    consent: Consent | None = None  # None: no form yet, so nothing is public
    withhold: tuple[Withhold, ...] = ()
    quarantine: YesNo = False  # suspected to hold a secret: no export, copy, package or outlet may have it
    notes: str = ""  # internal
    sample: YesNo = False


class Photo(Record):
    """`photos/01.yml` beside `photos/01.jpg`."""

    caption: str = ""
    alt: str = ""
    date: SaidDate | None = None  # None: not known
    credit: str = ""
    depicts: tuple[str, ...] = ()
    consent: Consent | None = None  # None: covered by the interview's form
    notes: str = ""  # internal


class Item(Record):
    """`item.yml`: a medal, certificate, letter, photograph or uniform."""

    kind: Literal["medal", "certificate", "letter", "photograph", "uniform", "badge", "document", "other"]
    title: str
    owner: Key
    honour: str = ""  # a register key or plain words
    date: SaidDate | None = None  # None: not known
    issuer: str = ""
    caption: str = ""
    alt: str = ""
    inscription: str = ""
    serial: str = ""  # internal: never published
    custody: str = ""  # internal
    consent: Consent | None = None  # None: covered by its owner's forms
    withhold: tuple[Withhold, ...] = ()  # by a region of front.jpg or back.jpg
    sample: YesNo = False


Disclosure = Literal["open", "cover_only", "generalise", "unknown"]


class Period(Record):
    """A time for which people decided otherwise about a unit's name than for the rest of it; both ends belong to it."""

    start: SaidDate | None = Field(default=None, alias="from")  # None: from the beginning
    end: SaidDate | None = Field(default=None, alias="to")  # None: to this day
    disclosure: Disclosure = "unknown"
    public_name: str = ""  # empty: the term's own


class Position(Record):
    """Where a place lies: degrees north and east, WGS 84 (EPSG:4326); south and west are below zero."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Term(Record):
    """One entry of a register: place, unit, event, honour or term."""

    id: Key
    name: str
    aliases: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    parent: str = ""
    kind: str = ""
    disclosure: Disclosure = "unknown"  # for the times that no period covers
    public_name: str = ""  # what is shown where disclosure is cover_only or generalise
    periods: tuple[Period, ...] = ()
    definition: str = ""
    sources: tuple[str, ...] = ()
    position: Position | None = None  # of a place; None: not known, or not one point


class Voice(Record):
    """A passage of which the printed volume bears a code that leads to the speaking moment."""

    interview: Key
    at_ms: Clock = Field(alias="at")


Route = Literal["isbn", "internal_permit", "archive_copy_only"]


class Imprint(Record):
    """What the imprint page states; fields by route (books.md §5)."""

    publisher: str = ""
    isbn: str = ""
    cip: str = ""
    price: str = ""  # on the ISBN route alone
    permit: str = ""
    permit_until: Day | None = None  # the last day on which the permit holds; None: not known, so it does not
    recipients: str = ""
    printer: str = ""
    print_date: str = ""
    print_run: str = ""
    editors: tuple[Named, ...] = ()


class VolumePlan(Binding):
    """`volumes/text-1.yml`: what is in a volume, in which order, with its front matter."""

    title: str
    subtitle: str = ""
    series: str = ""
    number: str = ""
    route: Route
    preface: str = ""
    preface_title: str = "前言"
    afterword: str = ""
    afterword_title: str = "后记"
    interviews: tuple[Key, ...] = ()
    prefer: Telling = "text"
    voices: tuple[Voice, ...] = ()  # moments that bear a code besides each interview's beginning
    imprint: Imprint = Imprint()


class Staff(Record):
    """Somebody who may sign, and which stages."""

    name: str
    stages: tuple[str, ...] = ()
    left: Day | None = None  # the last day on which this person could sign; None: still here. What was signed by then counts on


class SpeakerModels(Record):
    """Models that tell voices apart, as paths from the archive's folder: who speaks when, and what a voice is like."""

    segmentation: str
    embedding: str


class BaseMap(Record):
    """What part of the Earth `map.jpg` shows, in degrees (equirectangular, WGS 84), and the number under which it was approved
    (地图管理条例: a public map bears its 审图号)."""

    south: float = Field(ge=-90, le=90)
    west: float = Field(ge=-180, le=180)
    north: float = Field(ge=-90, le=90)
    east: float = Field(ge=-180, le=180)
    approval: str = ""

    @property
    def has_an_area(self) -> bool:
        """Does it reach from south to north and from west to east?"""
        return self.south < self.north and self.west < self.east


class ArchiveConfig(Record):
    """`archive.yml`: the archive's own word about itself."""

    title: str
    institution: str
    series: str = ""
    contact: str = ""
    takedown: str = ""  # how soon a request to take something down is answered, in the archive's own words
    about: str = ""
    languages: tuple[str, ...] = ("zh",)
    engine: str = "whisper"
    model: str = ""  # a name, a file or a folder; with engine `service` the name under which the server knows it
    service: str = ""  # engine `service`: the address of the server, such as http://192.168.1.20:8000/v1
    punctuation: str = ""  # the folder of a model that sets punctuation where the engine does not
    prompt: str = ""
    expect_names: YesNo = True  # tell the engine which names to expect; a model that never learned prompts hears worse with them
    speech: Literal["auto", "loudness", "silero"] = "auto"  # how speech is found; auto: Silero's model where it is installed
    speakers: SpeakerModels | None = None  # None: nobody is told apart by voice
    gates: dict[str, tuple[str, ...]] = {}  # outlet or purpose → stages that must be signed; the purpose wins
    machine_text: dict[str, Answer] = {}  # outlet → may text that only a machine wrote be public there
    consent: dict[Purpose, Answer] = {}  # series level: what is not named here is not limited here
    site_url: str = ""
    map: BaseMap | None = None  # None: places stand on a plain field
    sample: YesNo = False
    sample_notice: str = ""


class Redirect(Record):
    """A line of ids.csv."""

    id: str
    kind: Literal["person", "interview", "item", "picture", "place", "unit", "event", "honour", "voice"]
    key: str
    redirect: str = ""
