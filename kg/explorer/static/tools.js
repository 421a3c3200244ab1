// The buttons above a picture that can be moved, and its wheel: shared by the network and the map.

// Each action has a name, a sign and what it does.
export function toolbar(picture, actions) {
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Picture");
  for (const [sign, name, act] of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = name;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    bar.append(button);
  }
  const hint = document.createElement("span");
  hint.className = "meta";
  hint.textContent = "Drag to move; with Ctrl, or after a click on the picture, the wheel zooms.";
  bar.append(hint);
  picture.before(bar);
  return hint;
}

// Tell whether the wheel is meant for the picture: else the page scrolls on.
export function meant(event, picture) {
  return event.ctrlKey || picture.contains(document.activeElement);
}
