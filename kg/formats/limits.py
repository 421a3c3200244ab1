"""How much of an input is taken into memory, so that no file, however made, exhausts it."""

WHOLE = 256 << 20  # bytes of a file that can't be read piece by piece
PIECE = 16 << 20  # bytes of a line, a field, a page: an article has a million characters at most
RATIO = 200  # times its size to which a file may unpack: news unpacks to five times, repeated news to fifty
FREE = 64 << 20  # bytes below which the ratio does not matter
UNPACKS_TOO_MUCH = f"it unpacks to more than {RATIO} times its size: this is no text"


def unpacking_limit(size: int) -> int:
    """Return to how many bytes a packed file of some size may unpack."""
    return max(FREE, RATIO * size)


def too_large(what: str, limit: int) -> str:
    """Say that something is over its limit."""
    return f"{what} is larger than {limit >> 20} MB"
