"""Events: each sentence that holds a date tells of something that happened then; who takes part is who it names."""

import hashlib
from collections.abc import Sequence
from itertools import groupby

from sahara_reader.store.article import Event, Mention, Participant, Time
from sahara_reader.store.sentences import sentences


def find_events(text: str, times: Sequence[Time], mentions: Sequence[Mention]) -> list[Event]:
    """One event for each sentence and each different interval in it; `times` and `mentions` sorted by start.

    Participants are the persons, places and bodies of the sentence, each once. The id is a hash of the sentence and the
    date, so that it stays the same when the text is annotated again.
    """
    events = []
    spans = iter(sentences(text)) if times else iter(())
    at, named = 0, 0
    for start, end in spans:
        while at < len(times) and times[at].start < start:
            at += 1
        dated = []
        while at < len(times) and times[at].start < end:
            if times[at].from_ is not None and times[at].type in ("DATE", "TIME"):
                dated.append(times[at])
            at += 1
        if not dated:
            continue
        while named < len(mentions) and mentions[named].start < start:
            named += 1
        participants: dict[str, Participant] = {}
        while named < len(mentions) and mentions[named].start < end:
            mention = mentions[named]
            if mention.type != "MISC":
                taking_part = Participant(entity=mention.entity, start=mention.start, end=mention.end)
                participants.setdefault(mention.entity, taking_part)
            named += 1
        events.extend(_events(text[start:end], start, end, dated, tuple(participants.values())))
    return events


def _events(
    sentence: str, start: int, end: int, times: Sequence[Time], participants: tuple[Participant, ...]
) -> list[Event]:
    ordered = sorted(times, key=lambda time: (time.edtf or "", time.start))
    events = []
    for edtf, same in groupby(ordered, key=lambda time: time.edtf or ""):
        resting = list(same)
        events.append(
            Event(
                id=hashlib.blake2b(f"{edtf} {sentence}".encode(), digest_size=8).hexdigest(),
                start=start,
                end=end,
                edtf=edtf,
                from_=resting[0].from_,
                to=resting[0].to,
                precision=resting[0].precision,
                times=tuple((time.start, time.end) for time in resting),
                participants=participants,
            )
        )
    return events
