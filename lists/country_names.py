"""Names of one country in the given lists."""

import re


def plain(name: str | None) -> bool:
    """Tell whether a name is given, and given without remarks."""
    return bool(name) and name != "none" and not re.search(r"[;()]|prior|note", name or "")


def names_of(fact: dict[str, str]) -> list[str]:
    """Return the names of a Factbook country."""
    return [n for n in (fact.get("short"), fact.get("long"), fact.get("former")) if n and n != "none"]


def candidates(code: dict[str, str], label: str) -> list[str]:
    """Return the names under which the Factbook may have a country of the code list."""
    formal = (code.get("unterm_formal") or "").removeprefix("the ")
    names = [label, code["name"], code.get("unterm_short", ""), formal]
    aliases = {"United States": "United States of America", "Myanmar": "Burma", "Turkey": "Turkey (Turkiye)"}
    names += [aliases.get(label, ""), "The " + label]
    return [n for n in names if n]
