"""Where a result is written: small ones in memory, large ones in a file, none without bound."""

import gzip
import io
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

from kg.service.messages import Refusal, Response

IN_MEMORY = 1 << 20  # bytes
WORTH_PACKING = 1024  # bytes; a smaller body gains nothing
LEVEL = 4  # of gzip: most of the gain at a fraction of the time


class Spool:
    """A writable file-like object with a limit."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder
        self.limit = limit
        self.size = 0
        self._file: IO[bytes] = io.BytesIO()

    @property
    def out(self) -> IO[bytes]:
        """Return this as what writers of results ask for; they only write and flush."""
        return cast(IO[bytes], self)

    def write(self, data: bytes) -> int:
        """Take some bytes; Refusal (507) beyond the limit."""
        before, self.size = self.size, self.size + len(data)
        if self.size > self.limit:
            raise Refusal(507, f"The result has more than {self.limit} bytes; ask for less, or add a LIMIT")
        if before <= IN_MEMORY < self.size:
            memory, self._file = self._file, tempfile.TemporaryFile(dir=self.folder)  # noqa: SIM115
            memory.seek(0)
            shutil.copyfileobj(memory, self._file)
        return self._file.write(data)

    def flush(self) -> None:
        """Do nothing: the file is read by the same process."""

    def response(self, content_type: str, headers: Mapping[str, str], *, packed: bool) -> Response:
        """Turn what was written into a response."""
        packed = packed and self.size > WORTH_PACKING
        if packed:
            headers = {**headers, "Content-Encoding": "gzip"}
        with self._file as file:
            file.seek(0)
            if self.size > IN_MEMORY:
                return Response(200, b"", content_type, headers, self._kept(packed=packed))
            body = gzip.compress(file.read(), LEVEL, mtime=0) if packed else file.read()
            return Response(200, body, content_type, headers)

    def _kept(self, *, packed: bool) -> str:
        """Copy the temporary file, which has no name, to one that can be handed over."""
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as target:
            if packed:
                with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=LEVEL, mtime=0) as packer:
                    shutil.copyfileobj(self._file, packer, IN_MEMORY)
            else:
                shutil.copyfileobj(self._file, target, IN_MEMORY)
        return target.name
