"""Every frame's example sentence is told by that frame; a wrong lexicon file is told plainly."""

import datetime
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.extract import extract
from kg.lexicon import load
from kg.model import Article
from kg.tools import FAMILIES

LEXICONS = [load(path) for path in sorted(FAMILIES.glob("*.toml"))]
FRAMES = [frame for lexicon in LEXICONS for frame in lexicon.frames]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f.rule)
def test_the_example_is_told_by_its_frame(frame, tools):
    article = Article(id="example", text=frame.example, date=datetime.date(2023, 9, 13))
    events = [e for e in extract(article, tools).events if e.family == frame.family]
    assert frame.rule in {e.rule for e in events}
    if frame.kind:
        assert frame.kind in {e.kind for e in events if e.rule == frame.rule}


def test_all_families_have_a_lexicon():
    families = {lexicon.family for lexicon in LEXICONS}
    assert families == {"Meeting", "Statement", "WeaponsTransfer", "SanctionsAction", "WeaponsTest"}


BROKEN = {
    "unknown fields": ('[[frame]]\nname = "x"\nexample = "y"\nroles = {}\nverb = ["meet"]', r"'verb'"),
    "missing fields": ('[[frame]]\nname = "x"\nroles = {}', "example"),
    "strange roles": ('[[frame]]\nname = "x"\nexample = "y"\nroles = { giver = ["subj"] }', "giver"),
    "no TOML": ("[[frame", "no valid TOML"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_wrong_lexicon_is_told_with_its_file(text, tmp_path: Path):
    path = tmp_path / "family.toml"
    path.write_text(f'family = "F"\n[roles.agent]\ntypes = ["Person"]\n{text[0]}\n')
    with pytest.raises(LexiconError, match=text[1]) as caught:
        load(path)
    assert "family.toml" in str(caught.value)
