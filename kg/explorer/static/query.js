// YASGUI's editor and its table of results, set up for this server: nothing else is asked, results lead to its pages.
"use strict";
(() => {
  const place = document.getElementById("yasgui");
  const data = JSON.parse(document.getElementById("query-data").textContent);
  const { Yasqe, Yasr } = window;
  const prefixes = Object.entries(data.prefixes);
  const ONTOLOGY = "https://w3id.org/statecraft#";

  // As kg/explorer/links.py does it.
  const page = (iri) => {
    const rest = iri.slice(data.base.length);
    if (iri.startsWith(data.base) && !/[?#\\]/.test(rest)) return `/data/${encodeURI(rest).replace(/%25/g, "%")}`;
    if (iri.startsWith(ONTOLOGY)) return `/ontology#${encodeURIComponent(iri.slice(ONTOLOGY.length))}`;
    return `/resource?${new URLSearchParams({ iri })}`;
  };

  Yasqe.Autocompleters.prefixes.get = () => prefixes.map(([name, iri]) => `${name}: <${iri}>`);
  for (const [name, terms] of [["property", data.properties], ["class", data.classes]]) {
    Object.assign(Yasqe.Autocompleters[name], { get: () => terms, bulk: true, persistenceId: null });
  }
  Yasqe.Autocompleters.prefixes.persistenceId = null;

  const asked = new URLSearchParams(location.search).get("query");
  const start = `PREFIX kg: <${data.prefixes.kg}>
PREFIX rdfs: <${data.prefixes.rdfs}>
SELECT ?supplier ?recipient ?status ?day ?event WHERE {
  ?event a kg:WeaponsTransfer ; kg:status ?status .
  OPTIONAL { ?event kg:supplier/rdfs:label ?supplier }
  OPTIONAL { ?event kg:recipient/rdfs:label ?recipient }
  OPTIONAL { ?event kg:date ?day }
}
ORDER BY DESC(?day)
LIMIT 50`;
  const editor = new Yasqe(place, {
    value: start,
    persistenceId: "statecraft_query",
    consumeShareLink: null, // a link fills the editor; only the reader runs what it says
    createShareableLink: (yasqe) => `${location.origin}/query?${new URLSearchParams({ query: yasqe.getValue() })}`,
    editorHeight: "20rem",
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
    prefixCcApi: null,
    // Tab leads out of the editor, as anywhere else on the page.
    extraKeys: { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false },
  });
  editor.getInputField().setAttribute("aria-label", "SPARQL query");
  if (asked) editor.setValue(asked);

  const results = new Yasr(place, {
    persistenceId: null,
    prefixes: () => ({ ...data.prefixes, data: data.base, ...editor.getPrefixesFromQuery() }),
  });
  results.rootEl.setAttribute("aria-live", "polite");
  editor.on("queryResponse", (_, response, milliseconds) => results.setResponse(response, milliseconds));

  // The table is drawn again on every page, filter and order of it.
  const lead = () => {
    for (const link of results.resultsEl.querySelectorAll("a.iri[href]:not([data-iri])")) {
      link.dataset.iri = link.getAttribute("href");
      link.title = link.dataset.iri;
      link.href = page(link.dataset.iri);
      link.removeAttribute("target");
    }
    results.rootEl.querySelector(".tableSizer")?.setAttribute("aria-label", "Rows on a page");
  };
  new MutationObserver(lead).observe(results.rootEl, { childList: true, subtree: true });

  document.getElementById("example").addEventListener("change", (event) => {
    const example = data.examples[event.target.value];
    if (example) editor.setValue(example.text);
  });
  window.statecraft = { editor, results };
})();
