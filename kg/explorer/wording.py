"""How terms of the ontology read on a page."""

import re

from kg.pictures.model import FAMILIES

_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")

STATUS = {
    "Reported": "reported as fact by a narrator who is no party, and denied by nobody",
    "Alleged": "claimed by somebody, or unconfirmed",
    "Disputed": "claimed by some, denied by others",
    "Denied": "only denied",
    "Projected": "planned, sought, feared or possible; nobody says that it happened",
}
STANCE = {
    "Actual": "says that it happened",
    "Planned": "says that it is planned",
    "Possible": "thinks it possible, wants or fears it",
    "Negated": "denies it",
    "Unconfirmed": "reports it without standing for it",
}
STANCES = ("Actual", "Unconfirmed", "Negated", "Planned", "Possible")
ROLE = {
    "participant": "Participants",
    "speaker": "Speaker",
    "addressee": "Addressee",
    "supplier": "Supplier",
    "recipient": "Recipient",
    "item": "Items",
    "imposer": "Imposed by",
    "target": "Target",
    "tester": "Tested by",
    "place": "Place",
    "topic": "Topic",
    "measure": "Measure",
    "legalBasis": "Legal basis",
}


def local(iri: str) -> str:
    """Return the last part of an IRI."""
    return re.split("[#/]", iri)[-1]


def words(iri: str) -> str:
    """Return a term as words: "Arms delivery" for ``kg:ArmsDelivery``."""
    return _BOUNDARY.sub(" ", local(iri)).capitalize()


def family_of(kinds: list[str]) -> str:
    """Return the family among the classes of an event, by their local names; empty if none is."""
    return next((family for family in FAMILIES if family in kinds), "")
