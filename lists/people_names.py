"""Names of countries and of leaders as the given lists write them."""

import re

PLAIN = re.compile(r"^[A-ZÀ-Þ][\w'’.-]+(?: (?:[A-ZÀ-Þ]|al-|el-|de|da|do|dos|van|von|bin|ibn|e)[\w'’.-]*)*$")


def demonyms(text: str | None) -> list[str]:
    """Return the forms in a Factbook noun or adjective: "Angolan(s)" → Angolan, Angolans."""
    found = []
    for part in re.split(r"[,;]| or ", (text or "").split("note")[0]):
        bare = re.sub(r"\((?!s\)|es\))[^)]*\)", "", part).strip()
        stem = re.sub(r"\(e?s\)$", "", bare)
        if PLAIN.match(stem) and len(stem) > 3:
            found += [stem] + ([stem + bare[len(stem) :].strip("()")] if bare != stem else [])
    return found


MONTHS = "January February March April May June July August September October November December".split()
_SINCE = re.compile(r"\(since (?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})\)")
_TITLES = re.compile(
    r"^(?:(?:Interim|Acting|Transition(?:al)?|Federal|Deputy|Co-)?[ -]?)*"
    r"(?P<title>President|Prime Minister|Chancellor|King|Queen|Emir|Amir|Sultan|Emperor|Grand Duke|Prince|Taoiseach"
    r"|Supreme Leader|Vice President|Governor|Premier|Crown Prince)\b[^A-ZÀ-Þ]*(?P<name>[A-ZÀ-Þ].*?)\s*\(since"
)
_RANK = re.compile(r"^(?:Gen\.?|General|Capt\.?|Col\.?|Sir|Dame|Dr\.?|Ratu|Sheikh|Shaykh|and Prime Minister)\s+")


def leader(text: str) -> tuple[str, str, str] | None:
    """Return title, name and start of a Factbook leader's line, if it is plain."""
    clause = text.split(";")[0]
    match, since = _TITLES.match(clause), _SINCE.search(clause)
    if not match or not since or "," in match["name"]:
        return None
    name = match["name"]
    while _RANK.match(name):
        name = _RANK.sub("", name)
    name = re.sub(r"\s*\([^)]*\)", "", name)
    name = " ".join(capitalised(w) for w in name.split())
    if len(name.split()) < 2 or any(c.isdigit() for c in name) or name.split()[0] in {"of", "of the"}:
        return None
    day, month, year = since.groups()
    start = year
    if month in MONTHS:
        start += f"-{MONTHS.index(month) + 1:02d}" + (f"-{int(day):02d}" if day else "")
    return match["title"].lower(), name, start


def capitalised(word: str) -> str:
    """Return a word in capitals as a name is written: "EL-SISI" → "el-Sisi", "MCDONALD" → "McDonald"."""
    if not word.isupper() or len(word) < 2 or re.fullmatch(r"[IVX]+", word):
        return word
    parts = [p.capitalize() for p in word.split("-")]
    if len(parts) > 1 and parts[0] in {"Al", "El", "An", "As", "Ar"}:
        parts[0] = parts[0].lower()
    joined = "-".join(parts)
    joined = re.sub(r"\bMc(\w)", lambda m: "Mc" + m[1].upper(), joined)
    return re.sub(r"(['’])(\w)(?=\w{2})", lambda m: m[1] + m[2].upper(), joined)
