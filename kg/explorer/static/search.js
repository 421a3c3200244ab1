// Names as you type. Without JavaScript the form leads to the page of found names.
"use strict";
(() => {
  const field = document.getElementById("q");
  const list = document.getElementById("hits");
  if (!field || !list) return;
  let at = -1, asked = 0, timer = 0;

  const close = () => { list.hidden = true; at = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };

  const choose = (to) => {
    const options = [...list.children];
    if (!options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    options[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[at].id);
  };

  const show = (hits) => {
    list.replaceChildren(...hits.map((hit, place) => {
      const option = document.createElement("li");
      option.id = `hit-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = hit.href;
      option.append(hit.label);
      const more = document.createElement("span");
      more.className = "kind";
      more.textContent = ` ${hit.kind}${hit.name === hit.label ? "" : `, also “${hit.name}”`}`;
      option.append(more);
      return option;
    }));
    at = -1;
    list.hidden = !hits.length;
    field.setAttribute("aria-expanded", String(hits.length > 0));
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const words = field.value.trim();
    const turn = ++asked;
    if (!words) { close(); return; }
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/search.json?${new URLSearchParams({ q: words })}`);
        if (answer.ok && turn === asked) show(await answer.json());
      } catch { close(); }
    }, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !list.hidden) { choose(at + 1); event.preventDefault(); }
    else if (event.key === "ArrowUp" && !list.hidden) { choose(at < 0 ? -1 : at - 1); event.preventDefault(); }
    else if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); } // what was typed stays
    else if (event.key === "Enter" && at >= 0 && !list.hidden) { location.href = list.children[at].dataset.href; event.preventDefault(); }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    if (option) location.href = option.dataset.href;
  });
  field.addEventListener("blur", () => setTimeout(close, 100));
})();
