"""What one article says → its triples: everything under IRIs made from content, no blank nodes."""

from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph.vocab import BASE, DCTERMS, GEO, KG, NIF, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, WGS84, XSD
from kg.model import (
    NARRATOR,
    Article,
    Claim,
    DateValue,
    Entity,
    EntityType,
    Event,
    Extraction,
    Filler,
    Item,
    Span,
    Tenure,
)
from kg.resolve.status import status

TENURE_RULE = "Tenure/title"  # a title beside a name: offices come from no family's lexicon
DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}  # by the length of the ISO date


def article_iri(identifier: str, base: str = BASE) -> str:
    """Return the IRI of an article: any id is escaped into one path segment."""
    return f"{base}article/{quote(identifier, safe='')}"


def triples(extraction: Extraction, base: str = BASE) -> list[ox.Triple]:
    """Return all triples of one article, each once, in a fixed order."""
    writer = _Writer(extraction, base)
    return sorted(set(writer.all()), key=str)


class _Writer:
    """Writes one extraction; ``iri`` is the article's, under which all its own nodes lie."""

    def __init__(self, extraction: Extraction, base: str) -> None:
        self.extraction, self.article = extraction, extraction.article
        self.iri = article_iri(self.article.id, base)
        self.entities = {e.key: e for e in extraction.entities}
        told = extraction.events
        self.acting = {f.entity for e in told for f in e.fillers if f.role != "place"}
        self.acting |= {claim.voice for e in told for claim in e.claims}

    def node(self, *path: str) -> ox.NamedNode:
        return ox.NamedNode("/".join([self.iri, *(quote(p, safe="") for p in path)]))

    def entity(self, key: str) -> ox.NamedNode:
        iri = self.entities[key].iri
        return ox.NamedNode(iri) if iri else self.node("entity", key)

    @property
    def narrator(self) -> ox.NamedNode:
        publisher = self.extraction.publisher
        return ox.NamedNode(self.iri) if publisher is None else self.entity(publisher)

    def narrates(self, voice: str) -> bool:
        """Tell whether a voice is the article's own: the narrator, or the publisher under its key."""
        return voice in {NARRATOR, self.extraction.publisher}

    def all(self) -> Iterator[ox.Triple]:
        yield from self._article(self.article)
        for entity in self.extraction.entities:
            yield from self._entity(entity)
        for key, span in self.extraction.mentions:
            yield from self._mention(key, span)
        for event in self.extraction.events:
            yield from self._event(event)
        for tenure in self.extraction.tenures:
            yield from self._tenure(tenure)

    def _article(self, article: Article) -> Iterator[ox.Triple]:
        me = ox.NamedNode(self.iri)
        yield ox.Triple(me, RDF.type, KG.Article)
        yield ox.Triple(me, DCTERMS.identifier, ox.Literal(article.id))
        if article.title:
            yield ox.Triple(me, DCTERMS.title, ox.Literal(article.title))
        if article.date:
            yield ox.Triple(me, DCTERMS.issued, ox.Literal(article.date.isoformat(), datatype=XSD.date))
        if self.extraction.publisher is not None:
            yield ox.Triple(me, DCTERMS.publisher, self.narrator)
        elif article.publisher:
            yield ox.Triple(me, DCTERMS.publisher, ox.Literal(article.publisher))
        if article.url:
            yield ox.Triple(me, SCHEMA.url, ox.Literal(article.url, datatype=XSD.anyURI))
        text = self.node("text")
        yield ox.Triple(text, RDF.type, NIF.Context)
        yield ox.Triple(text, NIF.isString, ox.Literal(article.text))
        yield ox.Triple(text, PROV.wasDerivedFrom, me)

    def _entity(self, entity: Entity) -> Iterator[ox.Triple]:
        me = self.entity(entity.key)
        yield ox.Triple(me, RDF.type, KG[entity.type.value])
        if entity.type is EntityType.PLACE and entity.key in self.acting:
            yield ox.Triple(me, RDF.type, KG.Actor)  # a place that speaks stands for its authorities
        yield ox.Triple(me, RDFS.label, ox.Literal(entity.label))
        for alias in entity.aliases:
            if alias != entity.label:
                yield ox.Triple(me, SKOS.altLabel, ox.Literal(alias))
        for other in entity.same_as:
            yield ox.Triple(me, OWL.sameAs, ox.NamedNode(other))
        if entity.type is EntityType.PLACE:
            yield from self._position(me, entity)

    def _position(self, me: ox.NamedNode, entity: Entity) -> Iterator[ox.Triple]:
        if entity.country is not None:
            yield ox.Triple(me, KG.ofCountry, ox.NamedNode(entity.country))
        if entity.point is not None:
            lat, long = (_plain(number) for number in entity.point)
            yield ox.Triple(me, WGS84.lat, ox.Literal(lat, datatype=XSD.decimal))
            yield ox.Triple(me, WGS84.long, ox.Literal(long, datatype=XSD.decimal))
            geometry = ox.NamedNode(f"{me.value}/geometry")
            yield ox.Triple(me, GEO.hasGeometry, geometry)
            yield ox.Triple(geometry, RDF.type, GEO.Geometry)
            # Well-known text takes the longitude first.
            yield ox.Triple(geometry, GEO.asWKT, ox.Literal(f"POINT({long} {lat})", datatype=GEO.wktLiteral))

    def _mention(self, key: str, span: Span) -> Iterator[ox.Triple]:
        me = self.node("mention", _offsets(span), key)
        yield from self._phrase(me, span)
        yield ox.Triple(me, RDF.type, KG.Mention)
        yield ox.Triple(me, KG.mentionOf, self.entity(key))

    def _phrase(self, me: ox.NamedNode, span: Span) -> Iterator[ox.Triple]:
        yield ox.Triple(me, RDF.type, NIF.Phrase)
        for name, value in (("beginIndex", span.begin), ("endIndex", span.end)):
            yield ox.Triple(me, NIF[name], ox.Literal(str(value), datatype=XSD.integer))
        yield ox.Triple(me, NIF.anchorOf, ox.Literal(self.article.text[span.begin : span.end]))
        yield ox.Triple(me, NIF.referenceContext, self.node("text"))

    # --- events -----------------------------------------------------------------------------

    def _event(self, event: Event) -> Iterator[ox.Triple]:
        me = self.node("event", event.id)
        for name in sorted({event.family, event.kind}):
            yield ox.Triple(me, RDF.type, KG[name])
        yield ox.Triple(me, KG.trigger, ox.Literal(event.trigger))
        yield ox.Triple(me, KG.rule, ox.Literal(event.rule))
        told = status((self.narrates(c.voice), c.stance.value) for c in event.claims)
        yield ox.Triple(me, KG.status, KG[told])
        for filler in event.fillers:
            yield from self._filler(me, event, filler)
        for item in event.items:
            yield from self._item(me, event, item)
        if event.date is not None:
            yield from self._date(me, event.date)
        for name, text in event.details:
            yield ox.Triple(me, KG[name], ox.Literal(text))
        if event.content is not None:
            yield ox.Triple(me, KG.content, ox.Literal(event.content))
            yield ox.Triple(me, KG.quoted, _boolean(event.quoted))
        for other in event.about:
            yield ox.Triple(
                me, KG.about, self.entity(other) if other in self.entities else self.node("event", other)
            )
        for claim in event.claims:
            yield from self._claim(me, claim)

    def _filler(self, event: ox.NamedNode, told: Event, filler: Filler) -> Iterator[ox.Triple]:
        entity = self.entity(filler.entity)
        yield ox.Triple(event, KG[filler.role], entity)
        # Parts of their own: joined by a mark that ids hold too, two fillers could share a node.
        me = self.node("role", told.id, filler.role, filler.entity, _offsets(filler.span))
        yield from self._role(me, filler.span, event, filler.role, entity)

    def _role(
        self, me: ox.NamedNode, span: Span, event: ox.NamedNode, role: str, filler: ox.NamedNode
    ) -> Iterator[ox.Triple]:
        yield from self._phrase(me, span)
        yield ox.Triple(me, RDF.type, KG.Mention)
        yield ox.Triple(me, KG.mentionOf, filler)
        yield ox.Triple(me, KG.fillsRoleIn, event)
        yield ox.Triple(me, KG.asRole, KG[role])

    def _item(self, event: ox.NamedNode, told: Event, item: Item) -> Iterator[ox.Triple]:
        me = self.node("item", told.id, _offsets(item.span))
        yield ox.Triple(event, KG.item, me)
        yield ox.Triple(me, RDF.type, KG.WeaponsItem)
        yield ox.Triple(me, RDFS.label, ox.Literal(item.label))
        if item.quantity is not None:
            yield ox.Triple(me, KG.quantity, ox.Literal(str(item.quantity), datatype=XSD.integer))
        if item.quantity_text:
            yield ox.Triple(me, KG.quantityText, ox.Literal(item.quantity_text))
        if item.weapon_type:
            yield ox.Triple(me, KG.weaponType, ox.NamedNode(item.weapon_type))
        mention = self.node("role", told.id, "item", _offsets(item.span))
        yield from self._role(mention, item.span, event, "item", me)

    def _date(self, event: ox.NamedNode, date: DateValue) -> Iterator[ox.Triple]:
        yield ox.Triple(event, KG.dateBasis, ox.Literal(date.basis))
        if date.end is None or date.end == date.begin:
            yield ox.Triple(event, KG.date, _dated(date.begin))
        else:
            yield ox.Triple(event, KG.startDate, _dated(date.begin))
            yield ox.Triple(event, KG.endDate, _dated(date.end))

    # --- claims -----------------------------------------------------------------------------

    def _claim(self, event: ox.NamedNode, claim: Claim) -> Iterator[ox.Triple]:
        me = self.node("claim", claim.id)
        voice = self.narrator if self.narrates(claim.voice) else self.entity(claim.voice)
        yield ox.Triple(me, RDF.type, KG.Claim)
        yield ox.Triple(me, KG.ofEvent, event)
        yield ox.Triple(me, KG.claimant, voice)
        yield ox.Triple(me, KG.stance, KG[claim.stance.value])
        yield ox.Triple(me, PROV.wasDerivedFrom, ox.NamedNode(self.iri))
        yield ox.Triple(me, KG.trigger, ox.Literal(claim.trigger))
        yield ox.Triple(me, KG.rule, ox.Literal(claim.rule))
        sure = _plain(f"{claim.confidence:.2f}")
        yield ox.Triple(me, KG.confidence, ox.Literal(sure, datatype=XSD.decimal))
        if claim.made_in is not None:
            statement = self.node("event", claim.made_in)
            yield ox.Triple(me, KG.madeIn, statement)
            if statement != event:
                yield ox.Triple(statement, KG.about, event)
        for other in claim.refutes:
            yield ox.Triple(me, KG.refutes, self.node("claim", other))
        yield from self._evidence(me, claim.evidence)

    def _evidence(self, claim: ox.NamedNode, spans: tuple[Span, ...]) -> Iterator[ox.Triple]:
        for span in spans:
            phrase = self.node("text", _offsets(span))
            yield ox.Triple(claim, KG.evidence, phrase)
            yield from self._phrase(phrase, span)

    def _tenure(self, tenure: Tenure) -> Iterator[ox.Triple]:
        me = self.node("tenure", tenure.id)
        yield ox.Triple(me, RDF.type, KG.Tenure)
        yield ox.Triple(me, KG.person, self.entity(tenure.person))
        yield ox.Triple(me, KG.officeTitle, ox.Literal(tenure.title))
        if tenure.organization is not None:
            yield ox.Triple(me, KG.ofOrganization, self.entity(tenure.organization))
        if self.article.date is not None:
            yield ox.Triple(me, KG.asOf, _dated(self.article.date.isoformat()))
        claim = self.node("tenure", tenure.id, "claim")
        yield ox.Triple(claim, RDF.type, KG.Claim)
        yield ox.Triple(claim, KG.ofEvent, me)
        yield ox.Triple(claim, KG.claimant, self.narrator)
        yield ox.Triple(claim, KG.stance, KG.Actual)
        yield ox.Triple(claim, PROV.wasDerivedFrom, ox.NamedNode(self.iri))
        yield ox.Triple(claim, KG.trigger, ox.Literal(tenure.trigger))
        yield ox.Triple(claim, KG.rule, ox.Literal(TENURE_RULE))
        yield from self._evidence(claim, (tenure.span,))


def _offsets(span: Span) -> str:
    return f"{span.begin}-{span.end}"


def _plain(number: str) -> str:
    """Return a decimal as stores write it back: "37.50" → "37.5"."""
    return format(Decimal(number).normalize(), "f")


def _boolean(value: bool) -> ox.Literal:
    return ox.Literal("true" if value else "false", datatype=XSD.boolean)


def _dated(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=XSD[DATE_TYPES[len(text)]])
