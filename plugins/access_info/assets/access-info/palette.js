/* The reader's colours, set before anything is painted; kept where the theme's own pages keep them. */
(() => {
  "use strict";
  const here = document.currentScript;
  const key = `${new URL(here.dataset.scope, location).pathname}.__palette`;
  const inputs = [...document.querySelectorAll("[data-md-component=palette] input")];
  if (!inputs.length) return;

  const read = (input) =>
    Object.fromEntries(
      ["media", "scheme", "primary", "accent"].map((name) => [
        name,
        input.getAttribute(`data-md-color-${name}`),
      ]),
    );

  function show(index) {
    for (const [name, value] of Object.entries(read(inputs[index]))) {
      document.body.setAttribute(`data-md-color-${name}`, value);
    }
    inputs[index].checked = true;
    inputs.forEach((input, place) => {
      const label = input.nextElementSibling;
      if (label) label.hidden = place !== index;
    });
  }

  let saved = -1;
  try {
    saved = JSON.parse(localStorage.getItem(key)).index;
  } catch {
    /* Nothing was chosen, or this browser keeps nothing. */
  }
  const fits = inputs.findIndex((input) => matchMedia(read(input).media || "not all").matches);
  show(inputs[saved] ? saved : Math.max(fits, 0));

  inputs.forEach((input, index) => {
    input.addEventListener("change", () => {
      show(index);
      try {
        localStorage.setItem(key, JSON.stringify({ index, color: read(input) }));
      } catch {
        /* The choice holds for this page alone. */
      }
    });
  });
})();
