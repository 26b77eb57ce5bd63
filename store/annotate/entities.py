"""Who and where: the mentions and demonyms of a text."""

from sahara_reader.store.annotate.gazetteer_matches import matches
from sahara_reader.store.article import Demonym, How, Mention


def find_entities(text: str, language: str | None) -> tuple[list[Mention], list[Demonym]]:
    """Mentions and demonyms of a text, each sorted by start and apart from each other. Linear in the text's length."""
    mentions: list[Mention] = []
    demonyms: list[Demonym] = []
    for start, end, sense, entry in matches(text, language):
        if sense == "demonym":
            demonyms.append(Demonym(start=start, end=end, entity=entry.id))
        elif sense != "candidate":
            how: How = "alias" if sense == "surname" else "gazetteer"
            mentions.append(Mention(start=start, end=end, type=entry.type, entity=entry.id, how=how))
    return mentions, demonyms
