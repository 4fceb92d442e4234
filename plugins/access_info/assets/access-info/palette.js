/* The reader's colours, set before anything is painted; kept where the theme's own pages keep them. */
(() => {
  "use strict";
  const here = document.currentScript;
  const button = document.querySelector("[data-palette]");
  if (!button) return;
  const key = `${new URL("../..", here.src).pathname}.__palette`;
  // Our own pages have day and night, and say no more than what the button does; a theme says all.
  const choices = button.dataset.palette.split("\n").map((line, number) => {
    const [shade, own] = number ? ["dark", "slate"] : ["light", "default"];
    const [next, media = `(prefers-color-scheme: ${shade})`, scheme = own, primary = "", accent = ""] =
      line.split("|");
    return { color: { media, scheme, primary, accent }, next };
  });
  let index = choices.findIndex(({ color }) => matchMedia(color.media || "not all").matches);
  try {
    index = JSON.parse(localStorage.getItem(key)).index;
  } catch {
    /* Nothing was chosen, or this browser keeps nothing. */
  }

  function show(wanted) {
    index = choices[wanted] ? wanted : 0;
    for (const [name, value] of Object.entries(choices[index].color)) {
      document.body.setAttribute(`data-md-color-${name}`, value);
    }
    button.title = choices[index].next;
    button.setAttribute("aria-label", button.title);
    button.hidden = !button.title;
  }

  show(index);
  button.addEventListener("click", () => {
    show((index + 1) % choices.length);
    try {
      localStorage.setItem(key, JSON.stringify({ index, color: choices[index].color }));
    } catch {
      /* The choice holds for this page alone. */
    }
  });
})();
