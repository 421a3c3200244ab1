"""Packed files (gzip, Zstandard) → their bytes, within bounds."""

import gzip
import io
import sys
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from kg.formats.limits import UNPACKS_TOO_MUCH, unpacking_limit

PACKED = frozenset({".gz", ".zst"})
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_WINDOW_LOG = 27  # 128 MiB of memory that a Zstandard file may ask for


class Damaged(OSError):
    """A packed file that can't be unpacked, or unpacks to more than any text does."""


def unpacked(path: Path) -> BinaryIO:
    """Open a file for reading, unpacked if its suffix says that it is packed."""
    file = path.open("rb")
    try:
        limit = unpacking_limit(path.stat().st_size)
    except BaseException:
        file.close()
        raise
    if path.suffix.lower() == ".gz":
        return _bounded(_gzip(file), limit, file)
    if path.suffix.lower() == ".zst":
        return _bounded(_zstd(file), limit, file)
    return file


def unpacked_stream(file: BinaryIO, head: bytes) -> BinaryIO:
    """Return a stream unpacked if its first bytes, ``head``, say that it is packed."""
    if head.startswith(GZIP):
        return _bounded(_gzip(file), None, file)
    return _bounded(_zstd(file), None, file) if head.startswith(ZSTD) else file


def prefixed(head: bytes, file: BinaryIO) -> BinaryIO:
    """Return a stream of ``head`` and what is left of ``file``."""
    return cast(BinaryIO, io.BufferedReader(_Prefixed(head, file)))


def _gzip(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=file))


def _zstd(file: BinaryIO) -> BinaryIO:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    options = {int(zstd.DecompressionParameter.window_log_max): _WINDOW_LOG}
    return cast(BinaryIO, zstd.ZstdFile(file, options=options))


def _bounded(packed: BinaryIO, limit: int | None, file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Bounded(packed, limit, file), 1 << 16))


class _Bounded(io.RawIOBase):
    """Hands on what is unpacked until it is too much."""

    def __init__(self, packed: BinaryIO, limit: int | None, file: BinaryIO) -> None:
        self._packed, self._limit, self._file = packed, limit, file
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        self._count += len(data)
        if self._limit is not None and self._count > self._limit:
            raise Damaged(UNPACKS_TOO_MUCH)
        buffer[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._packed.read(size)
        except (EOFError, zlib.error) as error:
            raise Damaged(str(error)) from error
        except OSError:
            raise
        except Exception as error:  # ZstdError, which is imported only when such a file is met
            raise Damaged(str(error)) from error

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class _Prefixed(io.RawIOBase):
    """A stream of which the beginning was read already."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self._head, self._file = head, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._file.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
