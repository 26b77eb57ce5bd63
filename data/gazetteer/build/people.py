"""Given and family names with how common they are, from the lists of Faker's providers (MIT)."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import import_module

LOCALES = (
    "nl_NL", "nl_BE", "fr_FR", "fr_BE", "fr_CH", "fr_DZ", "es_ES", "es_MX", "es_AR", "es_CL", "es_CO", "en_US", "en_GB",
    "en_IE", "en_IN", "en_NG", "en_KE", "ar_AA", "ar_DZ", "ar_PS", "ar_SA", "de_DE", "de_AT", "de_CH", "it_IT", "pt_PT",
    "pt_BR", "pl_PL", "tr_TR", "sv_SE", "no_NO", "da_DK", "fi_FI", "cs_CZ", "hu_HU", "ro_RO", "hr_HR",
)  # fmt: skip
_MOST = 15


def people() -> dict[str, tuple[int, int]]:
    """Each name with two figures, for given and family name: 0 not one, 1 rare, up to 15 (logarithmic)."""
    given, family = _counted("first_names"), _counted("last_names")
    return {name: (_grade(given[name]), _grade(family[name])) for name in sorted(given.keys() | family.keys())}


def _counted(attribute: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for suffix in ("", "_male", "_female"):
            names = getattr(provider, attribute + suffix, ())
            if not isinstance(names, property):
                counts.update(_shares(names))
    return counts


def _shares(names: Iterable[str] | Mapping[str, float]) -> dict[str, int]:
    """How many of 100,000 bearers have the name, all alike where the list does not say."""
    listed = dict(names) if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
    total = sum(listed.values())
    return {name.strip(): round(100_000 * weight / total) + 1 for name, weight in listed.items() if name.strip()}


def _grade(count: int) -> int:
    return min(_MOST, max(1, round(math.log2(count + 1)))) if count else 0
