"""A store on this machine, asked without a server."""

from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError


@dataclass(frozen=True)
class Local:
    """An open store."""

    database: ox.Store
    base: str

    async def select(self, text: str) -> bytes:
        """Return the answer to a SELECT query as SPARQL JSON."""
        found = self.database.query(text)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("only SELECT queries give a table")
        return found.serialize(format=ox.QueryResultsFormat.JSON) or b""
