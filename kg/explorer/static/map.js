// The map can be moved and zoomed; marks and names keep their size, so that what is crowded comes apart.
import { meant, toolbar } from "./tools.js";

const MOST = 24;
const STEP = 1.5;
const NAMED = 3; // from here on every place has its name
const NARROW = 1.3; // times that the drawing is shrunk to fit, from which on names don't fit before NAMED
const NS = "http://www.w3.org/2000/svg";

const place = document.getElementById("map");
for (const drawing of place?.querySelectorAll("svg.map") ?? []) movable(drawing);

function movable(drawing) {
  const land = drawing.querySelector(":scope > svg");
  const spots = drawing.querySelector(".spots");
  if (!land || !spots) return;
  const [wide, high] = ["width", "height"].map((name) => land[name].baseVal.value);
  const view = { x: 0, y: 0, zoom: 1 };
  // Pixels of the drawing in one of the screen; the land's own box would grow with what lies outside its frame.
  const scale = () => wide / (drawing.getBoundingClientRect().width || wide);
  const at = (event) => {
    const box = drawing.getBoundingClientRect();
    return [(event.clientX - box.left) * scale(), (event.clientY - box.top) * scale()];
  };
  land.append(spots); // what leaves the paper is cut off with the land
  const marks = [...spots.querySelectorAll(".spot")].map(mark);
  land.setAttribute("tabindex", "0");
  land.setAttribute("role", "group");
  land.setAttribute("aria-label", "Map: arrow keys move it, + and − zoom");

  const draw = () => {
    view.zoom = Math.min(Math.max(view.zoom, 1), MOST);
    view.x = Math.min(Math.max(view.x, 0), wide - wide / view.zoom);
    view.y = Math.min(Math.max(view.y, 0), high - high / view.zoom);
    land.setAttribute("viewBox", [view.x, view.y, wide / view.zoom, high / view.zoom].join(" "));
    for (const one of marks) one(view.zoom, Math.max(scale(), 1));
  };
  // Zoom around a point of the drawing; it stays where it is.
  const zoom = (by, x = wide / 2, y = high / 2) => {
    const before = view.zoom;
    view.zoom = Math.min(Math.max(before * by, 1), MOST);
    view.x += x / before - x / view.zoom;
    view.y += y / before - y / view.zoom;
    draw();
  };
  const move = (x, y) => { view.x += x / view.zoom; view.y += y / view.zoom; draw(); };
  const all = () => { Object.assign(view, { x: 0, y: 0, zoom: 1 }); draw(); };

  toolbar(drawing, [["+", "Zoom in", () => zoom(STEP)], ["−", "Zoom out", () => zoom(1 / STEP)], ["⤢", "Show all", all]]);
  listen(land, { zoom, move, all, at, view });
  new ResizeObserver(draw).observe(drawing);
}

// Return what gives a mark its size at a zoom, on a drawing that is shrunk to fit a narrow window.
function mark(spot) {
  const box = spot.querySelector(".mark").parentNode.getBBox();
  const discs = [...spot.querySelectorAll(".mark")].map((one) => one.getBBox());
  const left = Math.min(...discs.map((one) => one.x)), right = Math.max(...discs.map((one) => one.x + one.width));
  const x = (left + right) / 2, y = discs.length ? discs[0].y + discs[0].height / 2 : box.y;
  let name = spot.querySelector(".name");
  const hidden = !name;
  if (hidden) {
    name = document.createElementNS(NS, "text");
    name.setAttribute("class", "name");
    name.setAttribute("x", right + 3);
    name.setAttribute("y", y + 4);
    name.textContent = spot.querySelector("title").textContent.replace(/: [^:]*$/, "");
  }
  return (zoom, shrunk) => {
    spot.setAttribute("transform", `translate(${x} ${y}) scale(${shrunk / zoom}) translate(${-x} ${-y})`);
    if (zoom >= NAMED || (!hidden && shrunk < NARROW)) spot.append(name);
    else name.remove();
  };
}

function listen(land, { zoom, move, all, at, view }) {
  const held = new Map();
  let moved = 0;

  land.addEventListener("wheel", (event) => {
    if (!meant(event, land) || (event.deltaY > 0 && view.zoom === 1)) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), ...at(event));
  }, { passive: false });
  land.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, at(event));
    moved = 0;
    if (event.pointerType === "mouse" && !event.target.closest("a")) land.focus({ preventScroll: true });
  });
  land.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    if (other) zoom(Math.hypot(now[0] - other[0], now[1] - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1), ...other);
    else move(before[0] - now[0], before[1] - now[1]);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    held.set(event.pointerId, now);
    if (moved > 4 && !land.hasPointerCapture(event.pointerId)) land.setPointerCapture(event.pointerId);
  });
  for (const name of ["pointerup", "pointercancel"]) land.addEventListener(name, (event) => held.delete(event.pointerId));
  land.addEventListener("dragstart", (event) => event.preventDefault());
  land.addEventListener("click", (event) => { if (moved > 4) event.preventDefault(); }, { capture: true });
  land.addEventListener("keydown", (event) => {
    const keys = {
      ArrowLeft: () => move(-60, 0), ArrowRight: () => move(60, 0), ArrowUp: () => move(0, -60), ArrowDown: () => move(0, 60),
      "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), 0: all,
    };
    if (event.target !== land || event.ctrlKey || event.metaKey || !keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  });
}
