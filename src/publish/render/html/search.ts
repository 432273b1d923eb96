// The directory's one script, inlined as it stands and allowed by its hash: it finds feeds by name and copies their addresses.
// It only adds comfort. Without it the page is the same list, and the box stays hidden.

/**
 * Plain text of a script, kept small and old-fashioned because it goes out as it is. `#find` is the box, hidden until now;
 * each `li` of a `.feeds` list is a feed, found by its text and by the last part of its address.
 */
export const SEARCH_SCRIPT = `
"use strict";
const box = document.getElementById("find"), input = box.querySelector("input"), told = box.querySelector("output");
const fold = text => text.normalize("NFKD").replace(/[\\u0300-\\u036f]/g, "").toLowerCase();
const groups = [...document.querySelectorAll(".group")].map(element => ({ element, feeds: [...element.querySelectorAll(".feeds li")].map(item => {
  const name = item.querySelector("a");
  return { item, text: fold(name.textContent + " " + decodeURI(name.pathname)) };
}) }));
const find = () => {
  const words = fold(input.value).split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const { element, feeds } of groups) {
    let shown = 0;
    for (const { item, text } of feeds) {
      item.hidden = !words.every(word => text.includes(word));
      if (!item.hidden) shown += 1;
    }
    element.hidden = shown === 0;
    count += shown;
  }
  told.textContent = words.length === 0 ? "" : count === 0 ? told.dataset.none : count + " " + told.dataset.found;
};
box.hidden = false;
input.addEventListener("input", find);
if (input.value) find();
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== input && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); }
  if (event.key === "Escape" && document.activeElement === input) { input.value = ""; find(); }
});
if (navigator.clipboard) {
  for (const links of document.querySelectorAll(".feeds small")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = told.dataset.copy;
    links.append(button);
  }
  document.addEventListener("click", event => {
    const button = event.target.closest(".feeds button");
    if (button) navigator.clipboard.writeText(button.parentElement.querySelector("a").href).then(() => {
      button.textContent = told.dataset.copied;
      setTimeout(() => { button.textContent = told.dataset.copy; }, 2000);
    }, () => {});
  });
}
`
