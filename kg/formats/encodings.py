"""The encoding of bytes: by their mark, by what the file declares, by what is valid, else by a guess."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# The encodings that the web knows (WHATWG Encoding Standard): others that Python knows are no texts, or slow.
_KNOWN = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 "
    "iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman cp874 cp1250 "
    "cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 mac-cyrillic gbk gb2312 gb18030 big5 euc_jp "
    "iso2022_jp shift_jis euc_kr".split()
)
_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gbk", "shift_jis": "cp932", "euc_kr": "cp949"}
_WESTERN = 0.4  # share of bytes beyond ASCII up to which a text is in the Latin alphabet
_SAMPLE = 32 << 10  # bytes on either side of the first that is not UTF-8
_HEAD = 4096  # bytes in which a page or feed names its encoding
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DAMAGED = "some characters are damaged: they were replaced"


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec of Python; ``guess`` says for people how it was found, where nothing told."""

    codec: str
    mark: int = 0  # bytes of the byte order mark
    guess: str = ""
    errors: str = "strict"

    def decode(self, data: bytes) -> str:
        """Return the text without its mark."""
        return data[self.mark :].decode(self.codec, self.errors)

    def fits(self, data: bytes) -> bool:
        """Tell whether bytes can be in this encoding."""
        try:
            self.decode(data)
        except UnicodeError:
            return False
        return True


UTF8 = Encoding("utf-8")


def marked(data: bytes) -> Encoding | None:
    """Return the encoding that a byte order mark tells."""
    return next((Encoding(codec, len(mark)) for mark, codec in _MARKS if data.startswith(mark)), None)


def declared(label: str | None) -> Encoding | None:
    """Return the encoding that a page or feed names; None if it is none of the web's."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")[:40]).name
    except (LookupError, ValueError):
        return None
    name = _WEB.get(name, name)
    return Encoding(name) if name in _KNOWN or name in _WEB.values() else None


def labels(data: bytes) -> tuple[str, ...]:
    """Return the encoding that a page or feed itself names."""
    found = _DECLARED.search(data[:_HEAD])
    return (found[1].decode(),) if found else ()


def first_wrong(data: bytes) -> int | None:
    """Return the place of the first byte that is not UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def detect(data: bytes, named: Iterable[str | None] = ()) -> Encoding | None:
    """Return the encoding of a text for which these are named; None if the bytes are no text."""
    found = marked(data)
    if found is not None:
        return found if found.fits(data) else Encoding(found.codec, found.mark, _DAMAGED, "replace")
    for encoding in map(declared, named):
        if encoding is not None and encoding.fits(data):
            return encoding
    wrong = first_wrong(data)
    return UTF8 if wrong is None else _guessed(data, data[max(0, wrong - _SAMPLE) : wrong + _SAMPLE])


def _guessed(data: bytes, sample: bytes) -> Encoding | None:
    """Guess: UTF-8 with some bytes damaged, the encoding of Western texts, or what statistics tell."""
    replaced = sample.decode("utf-8", "replace")
    bad = replaced.count("\ufffd")
    if sum(character > "\x7f" for character in replaced) - bad > bad:
        return Encoding("utf-8", 0, _DAMAGED, "replace")
    western = Encoding("cp1252", 0, "not UTF-8: read as WINDOWS-1252")
    if sum(byte > 0x7F for byte in sample) <= _WESTERN * len(sample) and western.fits(data):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        return None
    name = best.encoding.upper().replace("_", "-").replace("CP125", "WINDOWS-125")
    return Encoding(best.encoding, 0, f"not UTF-8: read as {name}, a guess", "replace")
