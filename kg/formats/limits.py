"""How much of an input is taken into memory, so that no file, however made, exhausts it."""

WHOLE = 256 << 20  # bytes of a file that can't be read piece by piece
PIECE = 16 << 20  # bytes of a line, a field, a page: an article has a million characters at most
RATIO = 200  # times its size to which a file may unpack: news unpacks to five times, repeated news to fifty
FREE = 64 << 20  # bytes below which the ratio does not matter


def too_large(what: str, limit: int) -> str:
    """Say that something is over its limit."""
    return f"{what} is larger than {limit >> 20} MB"
