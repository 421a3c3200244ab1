"""Dependency labels of both annotation schemes in use, brought to one set of names.

Universal Dependencies names are kept; the names of the ClearNLP scheme (``en_core_web_*``) are
translated, so that the clause builder works over any spaCy pipeline.
"""

from spacy.tokens import Token

CLEAR_TO_UD = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "attr": "xcomp",
    "acomp": "xcomp",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "relcl": "acl:relcl",
    "nn": "compound",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "agent": "prep",
    "ROOT": "root",
}

SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
COMPLEMENTS = frozenset({"ccomp", "xcomp", "pcomp"})
OBLIQUES = frozenset({"obl", "obl:agent", "nmod", "obl:arg"})
UNMARKED = frozenset({"obl:unmarked", "obl:tmod", "obl:npmod", "nmod:unmarked", "nmod:tmod", "nmod:npmod"})
CLAUSAL = {
    "ccomp": "comp",
    "xcomp": "comp",
    "pcomp": "comp",
    "csubj": "comp",
    "csubj:pass": "comp",
    "advcl": "adverbial",
    "advcl:relcl": "relative",
    "acl": "modifier",
    "acl:relcl": "relative",
    "conj": "conj",
    "dep": "conj",
    "parataxis": "parataxis",
}


def label(token: Token) -> str:
    """Return the token's dependency label under its Universal Dependencies name."""
    return CLEAR_TO_UD.get(token.dep_, token.dep_)
