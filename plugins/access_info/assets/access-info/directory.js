/* Filters a directory's own rows, by names as people type them: without accents, old names too. */
(() => {
  "use strict";
  const box = document.querySelector("[data-filter-agencies]");
  const rows = [...document.querySelectorAll(".ai-places > li")];
  if (!box || rows.length < 2) return;
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/đ/g, "d")
      .replace(/[^0-9a-z\u1780-\u17ff]+/g, " ");
  const texts = rows.map((row) => ` ${fold(row.textContent)}`);
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const apply = () => {
    const words = fold(input.value).split(" ").filter(Boolean);
    let shown = 0;
    rows.forEach((row, number) => {
      row.hidden = !words.every((word) => texts[number].includes(` ${word}`));
      if (!row.hidden) shown += 1;
    });
    for (const section of document.querySelectorAll("section:has(> .ai-places)")) {
      section.hidden = !section.querySelector(".ai-places > li:not([hidden])");
    }
    box.querySelector("[data-nothing]").hidden = shown > 0;
    const text = shown ? status.dataset.shown : status.dataset.none;
    status.textContent = words.length ? text.replace("{shown}", shown).replace("{all}", rows.length) : "";
  };
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 100);
  });
  box.hidden = false;
})();
