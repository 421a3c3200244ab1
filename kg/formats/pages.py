"""HTML → the fields of an article: what a page says of itself, and its main text.

To be called in the confined process (``confined.py``) only: a page can be made to take hours.
"""

from typing import TYPE_CHECKING, Any

from kg.formats.dates import parse_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Fields = dict[str, object]

_DATES: dict[str, Any] = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1900-01-01",
    "max_date": "2200-01-01",
}
# Dates elsewhere on a page are as often those of other articles, of events or of a copyright.
_DATED = "//article//time[@datetime] | //time[@pubdate or contains(@itemprop, 'datePublished')]"
_LINKED = "//script[@type='application/ld+json']"
_WITHIN = frozenset("a abbr b bdi bdo big cite code del dfn em font i img ins kbd mark q s small span strike "
                    "strong sub sup time tt u var wbr".split())  # fmt: skip
_UNSEEN = frozenset("script style template noscript iframe object svg math head title".split())


def page(html: str, url: str | None = None) -> Fields | None:
    """Return the fields of a page; None where it has no text worth the name."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is None:
        return None
    date = _date(tree, url)  # first: the extraction takes the tree apart
    found = bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=dict(_DATES),
    )
    if found is None or isinstance(found, dict) or not (text := _body(found.text or "", found.title)):
        return None
    address = url or found.url
    web = address is not None and address.startswith(("http://", "https://"))
    return {
        "text": text,
        "title": found.title,
        "date": date,
        "source": found.sitename,
        "url": address if web else None,
    }


def plain(fragment: str) -> str:
    """Return the text of a piece of HTML, all of it, with a blank line between blocks."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(f"<div>{fragment}</div>")
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("start", "end") and element.tag not in _WITHIN:
            parts.append("\n")
        if event == "start" and element.tag not in _UNSEEN:
            parts.append(" ".join((element.text or "").split("\n")))
        elif event != "start":
            parts.append(" ".join((element.tail or "").split("\n")))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _body(text: str, title: str | None) -> str:
    """Return the paragraphs with a blank line between them, without the headline: that is a field."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and title and lines[0].strip().casefold() == title.strip().casefold():
        lines = lines[1:]
    return "\n\n".join(lines)


def _date(tree: "HtmlElement", url: str | None) -> str | None:
    """Return the day of publication that a page or its address declares."""
    from htmldate import find_date
    from lxml import etree, html

    declared = html.Element("html")
    declared.extend(etree.fromstring(etree.tostring(head)) for head in tree.xpath("/html/head")[:1])
    body = etree.SubElement(declared, "body")
    for element in [*tree.xpath(_LINKED), *tree.xpath(_DATED)[:1]]:
        copied = etree.SubElement(body, element.tag, dict(element.attrib))
        copied.text = element.text
    date = find_date(declared, url=url, **_DATES)
    return date if date and parse_date(date) else None
