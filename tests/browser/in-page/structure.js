// What is not seen but heard: languages, headings, landmarks, tables.

/** WCAG 3.1.1, 3.1.2: text in another language than what stands around it must say so. */
probe.language = () => {
  const faults = [];
  const own = document.documentElement.lang;
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(own)) faults.push(`trang không ghi ngôn ngữ: “${own}”`);
  const khmer = /[\u1780-\u17ff]/;
  const letters = /[ăđơưạ-ỹ]/i; // an accent that Vietnamese alone has, as far as our pages go
  const english = /(?<!\p{L})(the|of|and|for|with|is|are|this|that|from|by)(?!\p{L})/giu;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.normalize("NFC").trim();
    const parent = node.parentElement;
    if (text.length < 3 || !probe.shown(parent)) continue;
    const said = parent.closest("[lang]")?.lang.split("-")[0] ?? "";
    if (parent.closest("code, pre, kbd, samp")) continue;
    const words = text.split(/\s+/);
    const vietnamese = words.filter((word) => letters.test(word)).length;
    if (khmer.test(text) && said !== "km") faults.push(`chữ Khmer không có lang="km": “${text}”`);
    if (said !== "vi" && vietnamese >= 3) faults.push(`tiếng Việt không có lang="vi": “${text}”`);
    if (said === "vi" && !vietnamese && words.length > 3 && text.match(english)?.length > 1) {
      faults.push(`tiếng Anh không có lang="en": “${text}”`);
    }
  }
  return faults;
};

/** One h1, and no level left out on the way down. */
probe.headings = () => {
  const found = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(probe.shown);
  const faults = [];
  const first = found.filter((heading) => heading.localName === "h1");
  if (first.length !== 1) faults.push(`có ${first.length} tiêu đề h1`);
  let before = 0;
  for (const heading of found) {
    const level = Number(heading.localName[1]);
    if (!heading.textContent.trim()) faults.push(`tiêu đề trống: ${probe.name(heading)}`);
    if (level > before + 1) faults.push(`nhảy từ h${before} sang ${probe.name(heading)}`);
    before = level;
  }
  return faults;
};

/** What a heading cell is that does not say it: data beside it makes it a row's (HTML 4.9.12.2). */
const headed = (cell) => ([...cell.parentElement.cells].some(isData) ? "row" : "col");
const isData = ({ localName }) => localName === "td";

/** What the tables of the page hold, by the role that a screen reader should find. */
probe.tables = () => {
  const count = { table: 0, row: 0, rowheader: 0, columnheader: 0, cell: 0 };
  for (const table of document.querySelectorAll("table")) {
    if (!probe.shown(table) || /^(none|presentation)$/.test(table.getAttribute("role"))) continue;
    count.table += 1;
    const rows = [...table.querySelectorAll("tr")].filter(probe.shown);
    count.row += rows.length;
    for (const cell of rows.flatMap((row) => [...row.cells]).filter(probe.shown)) {
      const row = /^row/.test(cell.scope || cell.getAttribute("role") || headed(cell));
      count[cell.localName === "td" ? "cell" : row ? "rowheader" : "columnheader"] += 1;
    }
  }
  return count;
};

/** WCAG 1.3.1: a part that repeats must have a name of its own; each page has one main part. */
probe.landmarks = (nodes) => {
  const faults = [];
  const names = new Map();
  for (const { role, name } of nodes) names.set(role, [...(names.get(role) ?? []), name]);
  const main = names.get("main")?.length ?? 0;
  if (main !== 1) faults.push(`có ${main} vùng main`);
  const framed = document.querySelector("[data-embed]") !== null;
  for (const role of framed ? [] : ["banner", "navigation"]) {
    if (!names.has(role)) faults.push(`không có vùng ${role}`);
  }
  for (const [role, all] of names) {
    if (all.length > 1 && (all.includes("") || new Set(all).size < all.length)) {
      faults.push(`các vùng ${role} không có tên riêng: ${all.map((name) => `“${name}”`).join(", ")}`);
    }
  }
  return faults;
};
