"""The same corpus on a real Ray cluster of two nodes, of which one is killed during the run."""

import os
from pathlib import Path

import pytest
from corpora import StandIn, corpus, extract, parts, results

from kg.cli import main
from kg.distribute.cluster import Cluster
from kg.distribute.dispatch import Dispatcher
from kg.distribute.folder import Folder
from kg.distribute.processes import Processes
from kg.distribute.task import Done
from kg.errors import KgError

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def nodes():
    """Run a head without processors and two nodes with one each."""
    from ray.cluster_utils import Cluster as Nodes

    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])  # workers find the stand-in there
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        nodes = Nodes(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
        nodes.add_node(num_cpus=1)
        nodes.add_node(num_cpus=1)
    yield nodes
    nodes.shutdown()


def test_kg_extract_gives_the_same_on_a_cluster_as_here(monkeypatch, tmp_path, nodes):
    monkeypatch.chdir(tmp_path)
    articles = [str(path) for path in sorted((ROOT / "examples/articles").glob("2022-*.md"))]
    shared = ["extract", *articles, "--shards", "--shard-size", "2", "--quiet", "-o"]
    assert main([*shared, "here", "--workers", "1"]) == 0
    assert main([*shared, "there", "--runner", "ray", "--address", nodes.address]) == 0
    assert results(tmp_path / "here") == results(tmp_path / "there")
    assert len(list((tmp_path / "here").glob("*.nq.gz"))) > 1


def test_a_node_and_workers_that_are_killed_change_nothing(tmp_path, nodes):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    articles = corpus(120, a031="die once", a077="die")
    extract(tmp_path / "here", articles, Processes(StandIn(scratch), 2))
    (scratch / "died-a031").unlink()
    crew, done = Cluster(StandIn(scratch, 0.02), None, nodes.address), 0
    assert crew.size == 2
    folder = Folder(tmp_path / "there")
    with folder.locked():
        for _, event in Dispatcher(crew).run(part.task for part in parts(folder, articles, 10)):
            done += isinstance(event, Done)
            if done == 3 and len(nodes.worker_nodes) == 2:
                nodes.remove_node(min(nodes.worker_nodes, key=str), allow_graceful=False)
    assert len(nodes.worker_nodes) == 1
    assert results(tmp_path / "here") == results(tmp_path / "there")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "auto:", "ray://127.0.0.1", "127.0.0.1:99999"])
def test_no_cluster_is_told(address):
    with pytest.raises(KgError, match=r"no cluster|HOST:PORT"):
        Cluster(StandIn(Path()), None, address)
