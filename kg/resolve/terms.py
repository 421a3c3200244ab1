"""The IRIs that resolution reads and writes."""

KG = "https://w3id.org/statecraft#"
DCTERMS = "http://purl.org/dc/terms/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PROV = "http://www.w3.org/ns/prov#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
OTHER_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
ROLES = (
    "participant", "speaker", "addressee", "supplier", "recipient", "imposer", "target", "tester",
)  # fmt: skip
