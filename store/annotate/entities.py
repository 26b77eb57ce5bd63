"""Who and where: the mentions and demonyms of a text."""

from sahara_reader.store.annotate.gazetteer_matches import matches
from sahara_reader.store.annotate.ministries import ministry
from sahara_reader.store.article import Demonym, How, Mention


def find_entities(text: str, language: str | None) -> tuple[list[Mention], list[Demonym]]:
    """Mentions and demonyms of a text, each sorted by start and apart from each other. Linear in the text's length."""
    mentions: list[Mention] = []
    demonyms: list[Demonym] = []
    found = matches(text, language)
    for at, (start, end, sense, entry, own) in enumerate(found):
        if sense == "demonym":
            demonyms.append(Demonym(start=start, end=end, entity=entry.id))
        elif sense != "candidate":
            entity = ministry(text, found, at) if entry.kind == "ministry" else entry.id
            how: How = "user" if own else "alias" if sense == "surname" else "gazetteer"
            mentions.append(Mention(start=start, end=end, type=entry.type, entity=entity, how=how))
    return mentions, demonyms
