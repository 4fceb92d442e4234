/* What every page of ours can do beyond being read: filter its list, tell that a copy is old, stay
   readable without a network, and lead on from an address that moved. */
(() => {
  "use strict";
  const here = document.currentScript;

  const moved = document.querySelector("meta[name=access-info-forward]");
  if (moved) {
    // The place on the page comes along; a plain refresh would lose it.
    location.replace(moved.content + location.hash);
    return;
  }

  /** Text as the search compares it: no case, no accents, đ as d, y at a word's end as i. */
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll("đ", "d")
      .replace(/([bcdfghjklmnpqrstvwxz]|qu)y(?![a-z])/g, "$1i");

  function filterRows(box) {
    const input = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    // A list has a row for each item and, before those of a group, one that heads it; the first
    // group's heading stands below that of the whole part.
    const lines = [...document.querySelectorAll("table[data-list] tbody tr")];
    const rows = lines.filter(({ id }) => id).map((row) => ({ row, text: "" }));
    if (rows.length < 2) return;
    const groups = [];
    let items;
    for (const line of lines) {
      if (!line.id) items = [];
      const heading = line.querySelector("h3");
      if (heading) groups.push({ head: line.querySelector("h2") ? heading : line, items });
      if (line.id) items?.push(line);
    }
    const apply = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const entry of rows) {
        entry.text ||= fold(entry.row.textContent);
        const fits = words.every((word) => entry.text.includes(word));
        entry.row.hidden = !fits;
        shown += fits;
      }
      for (const { head, items } of groups) head.hidden = items.every(({ hidden }) => hidden);
      for (const part of document.querySelectorAll("table[data-list] tbody")) {
        part.hidden = words.length > 0 && !part.querySelector("tr[id]:not([hidden])");
      }
      status.textContent = words.length
        ? status.dataset.text.replace("{shown}", shown).replace("{all}", rows.length)
        : "";
    };
    let waiting;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 150);
    });
    box.hidden = false;
  }

  /** The day that the copy was made stands in one style sheet of the site, and nowhere else. */
  function tellAge(notice) {
    const style = getComputedStyle(document.documentElement);
    // A copy that was kept says itself when it was made: the style sheet may be a later build's.
    const built = notice.dataset.built ?? style.getPropertyValue("--ai-as-of");
    const written = built.match(/(\d+)\/(\d+)\/(\d+)/);
    if (!written) return;
    const [, day, month, year] = written.map(Number);
    const age = Math.floor((Date.now() - new Date(year, month - 1, day)) / 864e5);
    if (age <= Number(notice.dataset.stale)) return;
    notice.textContent = notice.dataset.text.replace("{days}", age).replace("{date}", written[0]);
    notice.hidden = false;
  }

  for (const box of document.querySelectorAll("[data-filter]")) filterRows(box);
  for (const notice of document.querySelectorAll("[data-stale]")) tellAge(notice);
  if (here.dataset.worker && "serviceWorker" in navigator && location.protocol !== "file:") {
    addEventListener("load", () => {
      navigator.serviceWorker.register(here.dataset.worker).catch(() => {
        /* Reading goes on; only the copy for later is not kept. */
      });
    });
  }
})();
