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

  const WORD = /[0-9a-z\u00c0-\u1fff\u2c00-\ud7ff\uf900-\uffef]+/g;
  const QUARTERS = ["0", "i", "ii", "iii", "iv"];
  const NUMERALS = "0 mot hai ba bon nam sau bay tam chin muoi muoi-mot muoi-hai".split(" ");
  const MONTHS = / (muoi (?:mot|hai)|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?= thang\b)/g;

  /** The words of a text, each after a blank, as the search folds them: no case, no accents, đ as d,
   * y at a word's end as i, the number of a quarter and of months in digits. */
  function fold(text) {
    const plain = text.normalize("NFKC").replaceAll("\u00ad", "").toLowerCase().normalize("NFD");
    const words = plain.replace(/[\u0300-\u036f]/g, "").replace(/[đð]/g, "d").match(WORD) || [];
    return words
      .map((word) => ` ${word}`.replace(/([bcdfghjklmnpqrstvwxz]|qu)y$/, "$1i").replace(/^ 0+(?=\d)/, " "))
      .join("")
      .replace(MONTHS, (_, word) => ` ${NUMERALS.indexOf(word.replace(" ", "-"))}`)
      .replace(/ qui (iii?|iv|i)\b/g, (_, word) => ` qui ${QUARTERS.indexOf(word)}`)
      // Of a quarter, a digit must be all of its number.
      .replace(/ qui (?=[1-4]\b)/g, " qui");
  }

  /** All words of a row; those of neighbouring cells never run together. */
  function textOf(row) {
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    let text = "";
    while (texts.nextNode()) text += ` ${texts.currentNode.data}`;
    return fold(text);
  }

  function filterRows(box) {
    const input = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    // A list has a row for each item and, before those of a group, one that heads it; the first
    // group's heading stands below that of the whole part. An item's row begins with its name.
    const lines = [...document.querySelectorAll("table[data-list] tbody tr")];
    const isItem = (line) => line.cells[0]?.localName === "th";
    // Documents stand below their item and are counted apart, as in the page's own numbers.
    const isDocument = (row) => row.classList.contains("ai-child");
    const rows = lines.filter(isItem).map((row) => ({ row, text: "", initials: "" }));
    if (rows.length < 2) return;
    const groups = [];
    const folds = [...document.querySelectorAll("table[data-list] td > details[open]")];
    const ask = document.querySelector("[data-ask-words]");
    let items;
    for (const line of lines) {
      if (!isItem(line)) items = [];
      const heading = line.querySelector("h3");
      if (heading) groups.push({ head: line.querySelector("h2") ? heading : line, items });
      if (isItem(line)) items?.push(line);
    }
    /** How many of some rows are shown, in the page's words; "" of no rows. */
    const told = (text, some) => {
      const shown = some.filter(({ row }) => !row.hidden).length;
      return some.length ? text.replace("{shown}", shown).replace("{all}", some.length) : "";
    };
    const apply = () => {
      const words = fold(input.value).split(" ").filter(Boolean);
      for (const entry of rows) {
        entry.text ||= textOf(entry.row);
        entry.initials ||= entry.text.replace(/ (.)[^ ]*/g, "$1");
        // `TTHC` stands for the words that begin so.
        const isShort = (word) => /^[b-df-hj-np-tv-z]{3,}$/.test(word) && entry.initials.includes(word);
        const fits = words.every((word) => entry.text.includes(` ${word}`) || isShort(word));
        entry.row.hidden = !fits;
      }
      for (const { head, items } of groups) {
        head.hidden = items.length > 0 && items.every(({ hidden }) => hidden);
      }
      for (const part of document.querySelectorAll("table[data-list] tbody")) {
        part.hidden = words.length > 0 && ![...part.rows].some((row) => isItem(row) && !row.hidden);
      }
      const { text, documents, none } = status.dataset;
      const below = told(documents, rows.filter(({ row }) => isDocument(row)));
      const whole = told(text, rows.filter(({ row }) => !isDocument(row)));
      const way = none && rows.every(({ row }) => row.hidden) ? ` ${none}` : "";
      status.textContent = words.length ? `${whole}${below}.${way}` : "";
      if (words.length) for (const part of folds) part.open = true;
      // What was looked for in vain comes along to where one asks; it stays in this browser.
      if (ask) ask.hash = words.length ? `q=${encodeURIComponent(input.value.trim())}` : "";
    };
    let waiting;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 150);
    });
    /** A place that the filter hides; it is shown by doing without the filter. */
    const uncovered = (hash) => {
      const target = document.getElementById(decodeURIComponent(hash.slice(1)));
      const fold = target?.closest("tbody")?.querySelector("td > details");
      if (fold && !fold.open && !fold.closest("tr[id]")) {
        fold.open = true;
        return target;
      }
      if (!target?.closest("table[data-list] [hidden]")) return null;
      clearTimeout(waiting);
      input.value = "";
      apply();
      return target;
    };
    // Before the browser goes there: a link that was followed already changes no address.
    addEventListener("click", ({ target }) => {
      const link = target.closest?.('a[href^="#"]');
      if (link) uncovered(link.hash);
    });
    addEventListener("hashchange", () => uncovered(location.hash)?.scrollIntoView());
    box.hidden = false;
  }

  /** The day that the copy was made, and what most pages say when it is old, stand in one style sheet
   * of the site. */
  function tellAge(notice) {
    const style = getComputedStyle(document.documentElement);
    const told = (name) => style.getPropertyValue(name).trim();
    // A copy that was kept says itself when it was made: the style sheet may be a later build's.
    const built = notice.dataset.built ?? told("--ai-as-of");
    const written = built.match(/(\d+)\/(\d+)\/(\d+)/);
    if (!written) return;
    const [, day, month, year] = written.map(Number);
    const age = Math.floor((Date.now() - new Date(year, month - 1, day)) / 864e5);
    const words = notice.dataset.stale || told("--ai-stale").slice(1, -1);
    if (!words || age <= Number(told("--ai-stale-days"))) return;
    notice.textContent = words.replace("{days}", age).replace("{date}", written[0]);
    notice.hidden = false;
  }

  // What is typed into the search of a page goes along behind “#”: no server is told.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[role=search][action]")) return;
    event.preventDefault();
    location.href = `${form.action}#${new URLSearchParams(new FormData(form))}`;
  });

  // Tables that a style sheet shows as cards are tables no more to some browsers, unless it is said.
  const roles = {
    table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", row: "rowheader", col: "columnheader",
  };
  for (const part of document.querySelectorAll(".ai-list, .ai-list *")) {
    const role = roles[part.scope || part.localName];
    if (role) part.setAttribute("role", role);
  }
  // A theme that swaps pages (Material's instant loading) writes every address in full; places on this
  // page are known by “#” alone.
  const page = location.href.split("#")[0];
  for (const link of document.querySelectorAll(".ai-guest a[href*='#']")) {
    if (link.href === page + link.hash) link.setAttribute("href", link.hash);
  }
  // It takes `?q=` for its own search, too, and opens that over ours.
  const theirs = document.querySelector("#__search:checked");
  if (theirs && document.querySelector(".ai-guest [data-page-kind=tim-kiem]")) theirs.click();
  for (const box of document.querySelectorAll("[data-filter]")) filterRows(box);
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.hidden = false;
  }
  for (const notice of document.querySelectorAll("[data-stale]")) tellAge(notice);
  if (here.dataset.worker && "serviceWorker" in navigator && location.protocol !== "file:") {
    const register = () => {
      navigator.serviceWorker.register(here.dataset.worker).catch(() => {
        /* Reading goes on; only the copy for later is not kept. */
      });
    };
    // A theme that swaps pages without loading them has loaded long ago.
    if (document.readyState === "complete") register();
    else addEventListener("load", register);
  }
})();
