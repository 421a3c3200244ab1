"""Articles to shards and back, and what the names of shards depend on."""

import gzip
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import BASE, RECIPE, corpus, parts

from kg.articles import read as read_inputs
from kg.distribute import recipe as recipes
from kg.distribute import shard
from kg.distribute.folder import Folder
from kg.distribute.recipe import Recipe
from kg.errors import KgError, PipelineError
from kg.model import Article

ROOT = Path(__file__).parent.parent
FULL = Article(
    "a/b \u2028", "One\r\ntwo \U0001f600", "Title", None, "Wire", "https://example.org/?a=1", "x.jsonl:3"
)


def cut(folder, articles, size=10):
    folder.mkdir(exist_ok=True)
    return list(shard.cut(articles, size, folder))


def test_articles_come_back_as_they_were(tmp_path):
    (one,) = cut(tmp_path, [FULL])
    assert list(shard.read(one.path)) == [FULL]


def test_a_shard_is_an_input_like_others(tmp_path):
    (one,) = cut(tmp_path, [FULL])
    read = [item for item in read_inputs([one.path]) if isinstance(item, Article)]
    assert [replace(article, origin="") for article in read] == [replace(FULL, origin="")]


def test_shards_hold_all_articles_in_order(tmp_path):
    articles = corpus(500)
    made = cut(tmp_path, articles)
    assert [a for one in made for a in shard.read(one.path)] == articles
    assert all(one.articles <= 20 for one in made)
    assert 35 <= len(made) <= 70


def test_cutting_again_gives_the_same_bytes(tmp_path):
    first, second = (cut(tmp_path / name, corpus(100)) for name in "xy")
    assert [(one.path.name, one.path.read_bytes()) for one in first] == [
        (one.path.name, one.path.read_bytes()) for one in second
    ]


def test_an_article_more_or_less_changes_the_shards_near_it_only(tmp_path):
    articles = corpus(500)
    whole = {one.digest for one in cut(tmp_path, articles)}
    for other in (articles[:100] + articles[101:], [FULL, *articles], [*articles, FULL]):
        assert len({one.digest for one in cut(tmp_path, other)} - whole) <= 3


def test_the_place_of_the_input_does_not_matter(tmp_path):
    here, there = (cut(tmp_path, [replace(FULL, origin=name)]) for name in ("here", "there"))
    assert here == there
    assert [a.origin for a in shard.read(there[0].path)] == ["there"]


@pytest.mark.parametrize("change", [{"text": "x"}, {"title": "x"}, {"publisher": None}, {"url": None}])
def test_each_field_matters(tmp_path, change):
    one, other = (cut(tmp_path, [article])[0].digest for article in (FULL, replace(FULL, **change)))
    assert one != other


def test_long_articles_make_shards_of_few(monkeypatch, tmp_path):
    monkeypatch.setattr(shard, "LONGEST", 1000)
    assert {one.articles for one in cut(tmp_path, [Article(f"a{n}", "x" * 500) for n in range(8)])} == {2}


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"id": 1', gzip.compress(b"[1]")[:-3]])
def test_a_damaged_shard_is_named(tmp_path, content):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(content if content[:2] == b"\x1f\x8b" else gzip.compress(content) if content else b"no")
    with pytest.raises(KgError, match=r"x\.jsonl\.gz"):
        list(shard.read(path))


class TestRecipe:
    def test_it_stays_the_same(self):
        assert Recipe(BASE).digest() == Recipe(BASE, threads=2).digest()

    def test_base_and_entities_matter(self, tmp_path):
        entities = tmp_path / "mine.ttl"
        entities.write_text("# one")
        digests = [Recipe(BASE).digest(), Recipe("https://x.org/").digest()]
        digests.append(Recipe(BASE, entities=(entities,)).digest())
        entities.write_text("# two")
        digests.append(Recipe(BASE, entities=(entities,)).digest())
        assert len(set(digests)) == 4

    @pytest.mark.parametrize(
        "name",
        [
            "families/meeting.toml",
            "language/dates.toml",
            "language/clauses.py",
            "clusters.py",
            "graph/triples.py",
            "ontology/entities.ttl",
            "pipeline/reader.onnx",
        ],
    )
    def test_lexicons_lists_code_and_model_matter(self, monkeypatch, tmp_path, name):
        before = Recipe(BASE).digest()
        files = dict(Recipe(BASE).files())
        changed = tmp_path / "changed"
        changed.write_bytes(files[name].read_bytes() + b"\n")
        monkeypatch.setattr(Recipe, "files", lambda _: iter({**files, name: changed}.items()))
        assert Recipe(BASE).digest() != before

    def test_a_library_matters(self, monkeypatch):
        before = Recipe(BASE).digest()
        monkeypatch.setattr(recipes, "version", lambda name: "0" if name == "spacy" else "1")
        assert Recipe(BASE).digest() != before

    def test_service_and_commands_do_not(self):
        assert not any(name.startswith(("service/", "commands/", "cli")) for name, _ in Recipe(BASE).files())

    def test_all_that_extraction_uses_is_in_it(self):
        """Run a worker's imports and one article in a process that notes what it opens."""
        code = """
import sys
opened = set()
sys.addaudithook(lambda name, args: opened.add(str(args[0])) if name == "open" else None)
from kg.distribute.extractor import Extractor
from kg.extract import extract
from kg.graph.triples import triples
from kg.model import Article
from kg.tools import load_tools
triples(extract(Article("a", "Kim Jong Un met Vladimir Putin in Russia on Wednesday."), load_tools()))
files = {m.__file__ for n, m in sys.modules.items() if n.partition(".")[0] == "kg"}
print("\\n".join(files | {name for name in opened if not name.endswith(".pyc")}))
"""
        command = [sys.executable, "-c", code]
        used = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split(
            "\n"
        )
        ours = {Path(name) for name in used if name.startswith((f"{ROOT}/kg/", f"{ROOT}/ontology/"))}
        known = {path for _, path in Recipe(BASE).files()}
        # These run or report an extraction; what it finds does not follow from them.
        without = {ROOT / "kg" / name for name in ("files.py", "articles.py", "graph/turtle.py")}
        without |= set((ROOT / "kg/distribute").glob("*.py")) | set((ROOT / "kg/formats").glob("*.py"))
        assert len(ours) > 100
        assert ours - known - without == set()

    def test_an_unknown_pipeline_is_told(self):
        with pytest.raises(PipelineError, match="no_such"):
            Recipe(BASE, pipeline="no_such").digest()

    def test_a_pipeline_by_its_path_or_name(self, tmp_path):
        (tmp_path / "config.cfg").write_text("one")
        before = Recipe(BASE, pipeline=str(tmp_path)).digest()
        (tmp_path / "config.cfg").write_text("two")
        assert Recipe(BASE, pipeline=str(tmp_path)).digest() != before

    def test_a_missing_list_is_told(self, tmp_path):
        with pytest.raises(KgError, match=r"none\.ttl"):
            Recipe(BASE, entities=(tmp_path / "none.ttl",)).digest()


class TestFolder:
    def test_a_second_run_is_told_of_the_first(self, tmp_path):
        again = Folder(tmp_path / "out").locked()
        with Folder(tmp_path / "out").locked(), pytest.raises(KgError, match="another `kg extract`"), again:
            pass
        with Folder(tmp_path / "out").locked():
            pass

    def test_what_was_left_half_done_is_removed(self, tmp_path):
        for place in (tmp_path, tmp_path / "in"):
            place.mkdir(exist_ok=True)
            (place / ".kg-1-abc.part").touch()
        (tmp_path / "mine.part").touch()
        with Folder(tmp_path).locked():
            assert sorted(p.name for p in tmp_path.rglob("*")) == ["in", "lock", "mine.part"]

    def test_what_belongs_to_other_runs_is_known(self, tmp_path):
        folder = Folder(tmp_path)
        with folder.locked():
            old = parts(folder, corpus(30), 10)
            for part in old:
                part.task.output.touch()
                part.task.report.touch()
            (tmp_path / "mine.nq.gz").touch()
            (new,) = parts(folder, corpus(1), 10)
            new.task.output.touch()
        stale = folder.stale(folder.described())
        assert len(stale) == 3 * len(old)
        assert folder.outputs(folder.described()) == [new.task.output]
        assert tmp_path / "mine.nq.gz" not in stale

    def test_no_folder_of_shards_is_told(self, tmp_path):
        with pytest.raises(KgError, match="--shards"):
            Folder(tmp_path).described()
        (tmp_path / "shards.json").write_text("{}")
        with pytest.raises(KgError, match="can't be read"):
            Folder(tmp_path).described()

    def test_what_is_described_is_read(self, tmp_path):
        folder = Folder(tmp_path)
        with folder.locked():
            made = folder.describe(BASE, RECIPE, [one.shard for one in parts(folder, corpus(30), 10)])
        assert folder.described() == made
