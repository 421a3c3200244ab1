// The network that can be moved, in place of the server's drawing. The table below says the same in words.
import { meant, toolbar } from "./tools.js";

const place = document.getElementById("network");
const FAMILIES = { Meeting: "meeting", Statement: "statement", WeaponsTransfer: "transfer", SanctionsAction: "sanctions", WeaponsTest: "test" };
const SHAPES = { Person: "ellipse", Organization: "round-rectangle", Country: "diamond" };
const DASHES = { Alleged: [9, 3, 2, 3], Denied: [2, 3], Projected: [6, 5] };
const STEP = 1.4;
const LEGIBLE = 0.7;

if (place) show(JSON.parse(document.getElementById("network-data").textContent));

function show(data) {
  const drawn = document.getElementById("network-drawn");
  // It may hold one for desktops and one for phones, of which the style sheet shows one.
  const picture = [...drawn.querySelectorAll("svg.network")].find((one) => one.getBoundingClientRect().width);
  const places = placed(picture);
  const key = legend(picture);
  place.hidden = false;
  drawn.hidden = true;
  const cy = window.cytoscape({
    container: place,
    elements: elements(data, places),
    style: style(),
    layout: { name: "preset" },
    minZoom: 0.15,
    maxZoom: 4,
    boxSelectionEnabled: false,
    autounselectify: true,
  });
  const all = () => cy.fit(undefined, 16);
  all();
  if (cy.zoom() < LEGIBLE) cy.zoom(LEGIBLE).center(cy.nodes().first()); // the one with most events
  const zoom = (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const hint = toolbar(place, [
    ["+", "Zoom in", () => zoom(STEP)],
    ["−", "Zoom out", () => zoom(1 / STEP)],
    ["⤢", "Show all", all],
  ]);
  place.after(key);
  listen(cy, hint);
  window.statecraft = { cy };
}

// Return where the server has drawn whom; each mark leads to a page of its own.
function placed(picture) {
  const places = {};
  for (const actor of picture.querySelectorAll("a.actor")) {
    const { x, y, width, height } = actor.querySelector(".node").getBBox();
    places[actor.getAttribute("href")] = { x: x + width / 2, y: y + height / 2 };
  }
  return places;
}

// Return what the signs mean: the server's samples, each drawn around the origin and followed by its name.
function legend(picture) {
  const list = document.createElement("ul");
  list.className = "key";
  for (const sample of picture.querySelectorAll(".legend > g")) {
    const alone = picture.cloneNode(false);
    for (const [name, value] of [["viewBox", "-13 -8 26 16"], ["width", "26"], ["aria-hidden", "true"]]) alone.setAttribute(name, value);
    alone.append(...sample.cloneNode(true).childNodes);
    const entry = document.createElement("li");
    entry.append(alone, sample.nextElementSibling.textContent);
    list.append(entry);
  }
  return list;
}

function elements({ nodes, edges }, places) {
  const weight = {};
  for (const edge of edges) for (const end of [edge.source, edge.target]) weight[end] = (weight[end] ?? 0) + edge.count;
  const size = (id) => 2 * Math.min(6 + 1.3 * Math.log2(1 + (weight[id] ?? 0)), 14);
  const ordered = [...nodes].sort((a, b) => (weight[b.id] ?? 0) - (weight[a.id] ?? 0));
  return [
    ...ordered.map((node) => ({ data: { ...node, size: size(node.id) }, position: places[node.href] })),
    ...edges.map((edge, at) => ({ data: { ...edge, id: `edge-${at}`, wide: Math.min(1.5 + 0.6 * Math.log2(edge.count), 4.5) } })),
  ];
}

function style() {
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
  const text = { color: colour("ink"), "font-size": 11, "font-family": "system-ui, sans-serif", "min-zoomed-font-size": 7 };
  const status = (name, looks) => ({ selector: `edge[status = "${name}"]`, style: looks });
  return [
    { selector: "node", style: {
      ...text, label: "data(label)", width: "data(size)", height: "data(size)", shape: (node) => SHAPES[node.data("kind")] ?? "ellipse",
      "background-color": colour("band"), "border-width": 1.5, "border-color": colour("ink"), "text-valign": "bottom", "text-margin-y": 3,
      "text-wrap": "wrap", "text-max-width": 110, "text-outline-width": 2, "text-outline-color": colour("raised"),
    } },
    { selector: "edge", style: {
      width: "data(wide)", "curve-style": "bezier", "control-point-step-size": 26, "arrow-scale": 0.9, "line-color": colour("ink"),
    } },
    { selector: "edge[?directed]", style: { "target-arrow-shape": "triangle" } },
    ...Object.entries(FAMILIES).map(([family, name]) => ({ selector: `edge[family = "${family}"]`, style: { "line-color": colour(name), "target-arrow-color": colour(name), color: colour(name) } })),
    ...Object.entries(DASHES).map(([name, pattern]) => status(name, { "line-style": "dashed", "line-dash-pattern": pattern })),
    status("Denied", { label: "✕", "font-size": 13, "text-outline-width": 2, "text-outline-color": colour("raised") }),
    // Two lines: a gap in the colour of the ground between edges of the family's.
    ...Object.entries(FAMILIES).map(([family, name]) => ({ selector: `edge[status = "Disputed"][family = "${family}"]`, style: {
      "line-color": colour("raised"), "line-outline-width": 1.6, "line-outline-color": colour(name) } })),
    { selector: ".near", style: { "border-width": 3 } },
    { selector: ".far", style: { opacity: 0.2 } },
  ];
}

function listen(cy, hint) {
  const name = (id) => cy.getElementById(id).data("label");
  const told = ({ source, target, directed, family, status, count }) =>
    `${name(source)} ${directed ? "→" : "and"} ${name(target)}: ${family.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase()}, ${status.toLowerCase()}, ${count}`;
  const said = hint.textContent;
  cy.on("tap", "node, edge", ({ target }) => { if (target.data("href")) location.href = target.data("href"); });
  cy.on("mouseover", "node, edge", ({ target }) => {
    hint.textContent = target.isNode() ? target.data("label") : told(target.data());
    place.classList.add("pointing");
    if (target.isNode()) {
      cy.elements().not(target.closedNeighborhood()).addClass("far");
      target.addClass("near");
    }
  });
  cy.on("mouseout", "node, edge", () => {
    hint.textContent = said;
    place.classList.remove("pointing");
    cy.elements().removeClass("far near");
  });
  place.addEventListener("pointerdown", () => place.focus({ preventScroll: true }));
  place.addEventListener("wheel", (event) => { if (!meant(event, place)) event.stopPropagation(); }, { capture: true });
  place.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
    if (!by || event.target !== place) return;
    cy.panBy({ x: by[0], y: by[1] });
    event.preventDefault();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
}
