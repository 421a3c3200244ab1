"""``kg load``: shards become the store that ``kg build`` makes, and go to any graph store."""

import gzip
import http.server
import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from corpora import BASE, shards_of
from made import news
from serving import make_store, oxigraph, serving

from kg.build import add
from kg.cli import main
from kg.dataset import open_dataset
from kg.model import Extraction

TOKEN = "correct-horse-battery"


@pytest.fixture(scope="module")
def told() -> list[Extraction]:
    return news(60)


@pytest.fixture(scope="module")
def shards(tmp_path_factory, told) -> Path:
    path = tmp_path_factory.mktemp("shards")
    shards_of(path, told)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory, told) -> bytes:
    """Return what is exported of a store that these articles were added to one by one."""
    store = tmp_path_factory.mktemp("built") / "store"
    with open_dataset(store, BASE) as dataset:
        add(dataset, told)
    return exported(store)


def exported(store: Path) -> bytes:
    path = store.with_name("all.nq")
    assert main(["export", "--store", str(store), "--all", "-o", str(path)]) == 0
    return path.read_bytes()


def load(shards: Path, *options: object) -> int:
    return main(["load", str(shards), *map(str, options)])


class TestStore:
    def test_it_is_what_build_makes(self, tmp_path, capsys, shards, built):
        assert load(shards, "--store", tmp_path / "store", "--json") == 0
        facts = json.loads(capsys.readouterr().out)
        assert (facts["added"], facts["store"]["articles"]) == (60, 60)
        assert main(["diff", "--store", str(tmp_path / "store"), "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["added"]) == 60
        assert exported(tmp_path / "store") == built

    def test_again_changes_nothing(self, tmp_path, capsys, shards, built):
        for _ in range(2):
            assert load(shards, "--store", tmp_path / "store") == 0
        assert "60 unchanged" in capsys.readouterr().out
        assert exported(tmp_path / "store") == built

    def test_into_a_store_that_holds_some_of_them_otherwise(self, tmp_path, shards, told, built):
        with open_dataset(tmp_path / "store", BASE) as dataset:
            other = [Extraction(replace(e.article, text="Another text."), e.entities) for e in told[:5]]
            add(dataset, [*other, *told[20:30]])
        assert load(shards, "--store", tmp_path / "store") == 0
        assert exported(tmp_path / "store") == built

    def test_what_the_folder_lacks_stays(self, tmp_path, shards, told, built):
        few = tmp_path / "few"
        shards_of(few, told[:7])
        assert load(shards, "--store", tmp_path / "store") == 0
        assert load(few, "--store", tmp_path / "store") == 0
        assert exported(tmp_path / "store") == built

    @pytest.mark.parametrize("seed", [1, 2])
    def test_killed_at_any_moment_it_goes_on(self, tmp_path, shards, built, seed):
        chance, tries = random.Random(seed), 0
        command = [sys.executable, "-m", "kg", "load", str(shards), "--store", str(tmp_path / "store")]
        while True:
            process, tries = subprocess.Popen([*command, "--quiet"]), tries + 1
            try:
                assert process.wait(chance.uniform(0.8, 2.5) if tries < 6 else 60) == 0
                break
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        assert exported(tmp_path / "store") == built

    def test_another_base_is_refused(self, tmp_path, capsys, shards):
        with open_dataset(tmp_path / "store", "https://example.org/"):
            pass
        assert load(shards, "--store", tmp_path / "store") == 1
        assert "base IRI" in capsys.readouterr().err


class TestFolder:
    def test_no_shards(self, tmp_path, capsys):
        assert load(tmp_path, "--store", tmp_path / "store") == 1
        assert "--shards" in capsys.readouterr().err
        assert not (tmp_path / "store").exists()

    def test_not_done(self, tmp_path, capsys, told):
        shards_of(tmp_path / "out", told[:30])
        min((tmp_path / "out").glob("*.nq.gz")).unlink()
        assert load(tmp_path / "out", "--store", tmp_path / "store") == 1
        message = capsys.readouterr().err
        assert "1 of" in message
        assert "kg extract" in message
        assert not (tmp_path / "store").exists()

    def test_shards_of_earlier_runs_are_not_loaded(self, tmp_path, capsys, told):
        shards_of(tmp_path / "out", told[:30])
        shards_of(tmp_path / "out", told[:4])
        assert load(tmp_path / "out", "--store", tmp_path / "store", "--json") == 0
        assert json.loads(capsys.readouterr().out)["store"]["articles"] == 4

    def test_listed_for_another_loader(self, tmp_path, capsys, told):
        """As docs/scale.md has it: Oxigraph's own loader takes the files as they are."""
        shards_of(tmp_path / "out", told[:30])
        shards_of(tmp_path / "out", told[:20])
        assert load(tmp_path / "out", "--list") == 0
        listed = capsys.readouterr().out.split()
        program, place = Path(sys.executable).parent / "oxigraph", ["--location", str(tmp_path / "db")]
        subprocess.run([program, "load", *place, "--file", *listed], check=True, capture_output=True)
        dumped = [program, "dump", *place, "--format", "nq"]
        held = subprocess.run(dumped, check=True, capture_output=True).stdout
        given = b"".join(gzip.decompress(Path(path).read_bytes()) for path in listed)
        assert sorted(held.splitlines()) == sorted(given.splitlines())
        assert len(listed) < len(list((tmp_path / "out").glob("*.nq.gz")))

    @pytest.mark.parametrize(
        "content", [b"", b"junk", gzip.compress(b"<a> <b> .\n"), gzip.compress(b"<a:a> <a:b> <a:c> .\n")]
    )
    @pytest.mark.parametrize("empty", [True, False])
    def test_damaged_ones_are_named(self, tmp_path, capsys, told, content, empty):
        shards_of(tmp_path / "out", told[:4])
        (path,) = (tmp_path / "out").glob("*.nq.gz")
        if not empty:
            assert load(tmp_path / "out", "--store", tmp_path / "store", "--quiet") == 0
        path.write_bytes(content)
        assert load(tmp_path / "out", "--store", tmp_path / "store", "--quiet") == 1
        assert path.name in capsys.readouterr().err


def graphs(server: str, path: str) -> int:
    query = (
        "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s <http://purl.org/dc/terms/identifier> ?i } }"
    )
    from SPARQLWrapper import JSON, SPARQLWrapper

    client = SPARQLWrapper(server + path, returnFormat=JSON)
    client.setQuery(query)
    return int(client.queryAndConvert()["results"]["bindings"][0]["n"]["value"])


class TestServer:
    def test_oxigraph(self, capsys, tmp_path, told):
        out = tmp_path / "out"
        shards_of(out, told[:20])
        with oxigraph() as server:
            assert load(out, "--to", f"{server}/store") == 0
            assert "20 articles sent" in capsys.readouterr().out
            assert graphs(server, "/query") == 20
            assert load(out, "--to", f"{server}/store", "--json") == 0
            facts = json.loads(capsys.readouterr().out)
            assert (facts["articles"], facts["there_already"]) == (0, facts["shards"])
            shards_of(out, told[:23])
            assert load(out, "--to", f"{server}/store") == 0
            assert graphs(server, "/query") == 23
        with oxigraph() as server:  # another one: it has nothing, whatever the log says
            (log,) = out.glob("sent-*")
            assert load(out, "--to", f"{server}/store", "--quiet") == 0
            assert graphs(server, "/query") == 23
            assert log.exists()

    def test_ours_with_a_token(self, capsys, tmp_path, told):
        shards_of(tmp_path / "out", told[:8])
        token = tmp_path / "token"
        token.write_text(TOKEN)
        with serving(make_store(tmp_path / "store"), "--writable", "--token-file", str(token)) as server:
            to = f"http://127.0.0.1:{server.port}/store"
            assert load(tmp_path / "out", "--to", to) == 1
            assert "--token-file" in capsys.readouterr().err
            assert load(tmp_path / "out", "--to", to, "--token-file", token) == 0
            assert graphs(f"http://127.0.0.1:{server.port}", "/sparql") == 8

    def test_one_that_is_wiped_gets_all_again(self, tmp_path, told, stub):
        shards_of(tmp_path / "out", told[:8])
        assert load(tmp_path / "out", "--to", stub.url, "--quiet") == 0
        held = dict(stub.graphs)
        stub.graphs.clear()
        assert load(tmp_path / "out", "--to", stub.url, "--quiet") == 0
        assert stub.graphs == held
        assert len(held) == 8

    def test_what_was_replaced_since_is_sent_again(self, tmp_path, told, stub):
        out = tmp_path / "out"
        changed = [Extraction(replace(e.article, text="Another text.")) for e in told[:8]]
        held = []
        for some in (told[:8], changed, told[:8]):
            shards_of(out, some)
            assert load(out, "--to", stub.url, "--quiet") == 0
            held.append(dict(stub.graphs))
        assert held[0] == held[2] != held[1]

    def test_one_that_is_busy_is_asked_again(self, tmp_path, told, stub):
        shards_of(tmp_path / "out", told[:8])
        stub.busy = 3
        assert load(tmp_path / "out", "--to", stub.url, "--quiet") == 0
        assert len(stub.graphs) == 8

    def test_cut_short_it_goes_on(self, tmp_path, capsys, told, stub):
        shards_of(tmp_path / "out", told[:40])
        stub.room = 25
        assert load(tmp_path / "out", "--to", stub.url) == 1
        assert "it does not take a graph (507): No room" in capsys.readouterr().err
        stub.room, stub.puts = 1000, 0
        assert load(tmp_path / "out", "--to", stub.url, "--quiet") == 0
        assert len(stub.graphs) == 40
        assert stub.puts < 40

    def test_it_is_asked_for_nothing_else(self, tmp_path, capsys, told, stub):
        shards_of(tmp_path / "out", told[:4])
        stub.moved = True
        assert load(tmp_path / "out", "--to", stub.url) == 1
        assert "301" in capsys.readouterr().err

    @pytest.mark.parametrize("url", ["nowhere", "file:///tmp/x", "http://", "http://127.0.0.1:1/store"])
    def test_none_there(self, monkeypatch, tmp_path, capsys, told, url):
        monkeypatch.setattr("kg.distribute.sending.TRIES", 0)
        shards_of(tmp_path / "out", told[:4])
        assert load(tmp_path / "out", "--to", url) == 1
        assert url in capsys.readouterr().err

    def test_a_token_is_not_sent_for_all_to_read(self, monkeypatch, tmp_path, capsys, told):
        monkeypatch.setenv("KG_TOKEN", TOKEN)
        shards_of(tmp_path / "out", told[:4])
        assert load(tmp_path / "out", "--to", "http://example.org/store") == 1
        message = capsys.readouterr().err
        assert "https" in message
        assert TOKEN not in message


class Stub(http.server.ThreadingHTTPServer):
    """A graph store that can be busy, full or elsewhere."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.graphs: dict[str, bytes] = {}
        self.busy, self.room, self.puts, self.moved = 0, 1000, 0, False
        self.url = f"http://127.0.0.1:{self.server_port}/store?default-user=1"


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Stub

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.puts += 1
        if self.server.moved:
            self.answer(301)
        elif self.server.busy:
            self.server.busy -= 1
            self.answer(503)
        elif len(self.server.graphs) >= self.server.room:
            self.answer(507, b"No\nroom \x1b[31m")
        else:
            self.server.graphs[self.graph] = body
            self.answer(201)

    def do_HEAD(self) -> None:
        self.answer(200 if self.graph in self.server.graphs else 404)

    @property
    def graph(self) -> str:
        return parse_qs(urlsplit(self.path).query)["graph"][0]

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stub() -> Iterator[Stub]:
    with Stub() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
