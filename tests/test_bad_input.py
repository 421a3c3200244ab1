"""Articles that are none: each gives a clear message or an honest empty graph, and costs no other article."""

import json

import pytest

from kg.cli import main

GOOD = {"id": "good", "date": "2023-09-13", "text": "North Korea fired two ballistic missiles on Monday."}


def run(tmp_path, capsys, *options, **bad):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for fields in (GOOD, {"id": "bad", "date": "2023-09-13", **bad}):
        (folder / f"{fields['id']}.json").write_text(json.dumps(fields), encoding="utf-8")
    code = main(["extract", str(folder), "-o", str(out), *options])
    assert "kg:MissileLaunch" in (out / "good.ttl").read_text(encoding="utf-8")
    path = out / "bad.ttl"
    return code, capsys.readouterr().err, path.read_text(encoding="utf-8") if path.exists() else None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty text"),
        ("\n\n  \n", "empty text"),
        ("North\u0000 Korea", "NUL character"),
        ("North Korea fired two missiles. " * 70_000, "the limit is 1,000,000: give it in parts"),
    ],
    ids=["empty", "blank", "nul", "2 MB"],
)
def test_is_left_out_with_a_message(tmp_path, capsys, text, message):
    code, errors, graph = run(tmp_path, capsys, text=text)
    assert code == 1
    assert graph is None
    assert message in errors
    assert "bad.json" in errors


@pytest.mark.parametrize(
    "text",
    [
        "Nordkorea hat am Montag zwei Raketen abgefeuert, teilte das Militär mit. "
        "Japan protestierte am Dienstag gegen den Test und rief seinen Botschafter zurück, wie es hieß.",
        "Президент России Владимир Путин встретился с лидером КНДР Ким Чен Ыном на космодроме. "
        "Лидеры двух стран обсудили военное сотрудничество, поставки оружия и санкции "
        "Совета Безопасности ООН.",
        "Le président français a rencontré son homologue russe à Moscou lundi pour parler des sanctions. "
        "Les deux chefs d’État ont promis de se revoir bientôt, selon un communiqué publié par l’Élysée.",
    ],
    ids=["German", "Russian", "French"],
)
def test_another_language_is_skipped_or_gives_nothing_and_says_so(tmp_path, capsys, text):
    code, errors, graph = run(tmp_path, capsys, text=text)
    assert code == 0
    assert "skipped: " in errors
    assert "not English" in errors
    assert graph is None
    (tmp_path / "in").rename(tmp_path / "before")
    code, errors, graph = run(tmp_path, capsys, "--any-language", text=text)
    assert code == 0
    assert "the text is not English" in errors
    assert "kg:Claim" not in graph
    assert "kg:Person" not in graph


@pytest.mark.parametrize(
    "text",
    [
        "“”—.,;:!?)(*&^% $ … \u2028 \u0085",
        "<p>North Korea</p><script>alert(1)</script> {{infobox}} [[Kim]] == x == &nbsp; %s %n ]]> <!-- -->",
        "North\u0007 Korea\u200b \ufefffired\u202e two\u0085 missiles \U0001f680\U0001f680 on Monday.",
        "a " * 30_000,
        "((((((((((" * 500,
        "“" * 400 + "North Korea fired a missile." + "”" * 3,
        "North Korea\n\n\n\n\n\n\n\n\n\n\t\t\t\t\n\n\n",
        "x" * 20_000,
        '"} ; DROP GRAPH <urn:x> ; { ?s ?p "North Korea" } # <urn:y> .',
    ],
    ids=[
        "marks",
        "markup",
        "control",
        "one word",
        "brackets",
        "open quotes",
        "blank lines",
        "no space",
        "SPARQL",
    ],
)
def test_strange_text_harms_nothing(tmp_path, capsys, text):
    code, _, graph = run(tmp_path, capsys, text=text)
    assert code == 0
    assert graph is not None
