"""Every shipped question, asked of the example articles: answers written by hand from reading these.

A file ``gold/queries/NAME.tsv`` holds one question's parameters (``# with: name = value``; ``# event: Class: words``
for the event of that class with these words as evidence), the columns that are compared, and the rows that are
right by the articles. Two marks tell where the program is known to differ, each with the reason, for the row below
it: ``# miss:`` a right row that it lacks, ``# wrong:`` a row that it gives all the same. Both are strict: when the
program improves, the test fails until the mark goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from test_queries import short

from kg.articles import read
from kg.commands.extraction import add_articles
from kg.graph import queries
from kg.graph.store import open_for_reading, open_for_writing
from kg.model import Article

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold" / "queries"
NAMES = queries.names()
MOST_ROWS = 12  # an answer that can be judged by reading
OF_EVENT = """PREFIX kg: <https://w3id.org/statecraft#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT DISTINCT ?event { VALUES ?words { %s } ?claim kg:evidence/nif:anchorOf ?words ; kg:ofEvent ?event .
  ?event a <https://w3id.org/statecraft#%s> }"""
