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
    r"(?P<title>President|Prime Minister|Chancellor|King|Queen|Emir|Amir|Sultan|Emperor|Grand Duke|Prince"
    r"|Taoiseach|Supreme Leader|Vice President|Governor|Premier|Crown Prince)\b[^A-ZÀ-Þ]*"
    r"(?P<name>[A-ZÀ-Þ].*?)\s*\(since"
)
_RANK = re.compile(
    r"^(?:(?:Gen\.?|General|Capt\.?|Col\.?|Sir|Dame|Dr\.?|Ratu|Sheikh"
    r"|Shaykh|Sultan|(?:and )?Prime Minister)\s+)+"
)
_NO_NAME = frozenset(
    "of the and Council Government Republic Confederation Minister Assembly China Ministers Committee"
    " Polynesia Island".split()
)


def leader(text: str) -> tuple[str, str, str, str] | None:
    """Return title, name, full name and start of a Factbook leader's line, if it is plain."""
    clause = text.split(";")[0]
    match, since = _TITLES.match(clause), _SINCE.search(clause)
    if not match or not since or "," in match["name"]:
        return None
    words = _RANK.sub("", re.sub(r"\s*\([^)]*\)", "", match["name"])).split()
    if len(words) < 2 or any(w in _NO_NAME or any(c.isdigit() for c in w) for w in words):
        return None
    # The surname stands in capitals; with the first name it makes the name that news use.
    usual = [w for i, w in enumerate(words) if i == 0 or _shouted(w)]
    usual = words if len(usual) < 2 or _shouted(words[0]) else usual
    name, full = (" ".join(capitalised(w) for w in part) for part in (usual, words))
    day, month, year = since.groups()
    start = year
    if month in MONTHS:
        start += f"-{MONTHS.index(month) + 1:02d}" + (f"-{int(day):02d}" if day else "")
    return match["title"].lower(), name, full, start


def _shouted(word: str) -> bool:
    letters = [c for c in word.split("-")[-1] if c.isalpha()]
    return (len(letters) > 1 and all(c.isupper() for c in letters)) or (
        word.split("-")[0].isupper() and len(word) > 3
    )


def capitalised(word: str) -> str:
    """Return a word in capitals as a name is written: "EL-SISI" → "el-Sisi", "MCDONALD" → "McDonald"."""
    if not _shouted(word) or re.fullmatch(r"[IVX]+", word):
        return word
    parts = [p.capitalize() if p.isupper() else p for p in word.split("-")]
    if len(parts) > 1 and parts[0] in {"Al", "El", "An", "As", "Ar"}:
        parts[0] = parts[0].lower()
    joined = "-".join(parts)
    joined = re.sub(r"\bMc(\w)", lambda m: "Mc" + m[1].upper(), joined)
    return re.sub(r"(['’])(\w)(?=\w{2})", lambda m: m[1] + m[2].upper(), joined)
