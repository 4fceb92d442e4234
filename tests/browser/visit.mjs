// One page as one reader after another meets it. A load is dear, so that each serves many checks.

import { walk } from "./keyboard.mjs";

export const HEIGHT = 900;
export const WIDE = 1280;
const WIDTHS = [320, 768, WIDE];
// WCAG's own way to 200 %: half the width and height, each pixel drawn as four.
const ENLARGED = { width: WIDE / 2, height: HEIGHT / 2, deviceScaleFactor: 2, mobile: false };
const PLAIN = { width: WIDE, height: HEIGHT, deviceScaleFactor: 1, mobile: false };
const LETTERS = { standard: 16, fixed: 13 };
const LARGE_LETTERS = { standard: 32, fixed: 26 };
// WCAG 1.4.12, all four at once.
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Of these rules alone the outcome can change with the colours.
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const LANDMARKS = ["banner", "complementary", "contentinfo", "main", "navigation", "region", "search"];

/** Runs every check that needs scripts; gives back the page's text at its widest. */
export async function visit({ tab, session, url, readText, report }) {
  const settle = () => tab.evaluate(() => probe.settle());
  const open = async (width, colorScheme) => {
    await tab.setViewportSize({ width, height: HEIGHT });
    await tab.emulateMedia({ colorScheme, forcedColors: "none", reducedMotion: "no-preference" });
    await tab.goto(url, { waitUntil: "load" });
    await settle();
  };
  const resize = async (width) => {
    await tab.setViewportSize({ width, height: HEIGHT });
    await settle();
  };
  const reader = { tab, session, settle, report };

  await open(320, "light");
  await structure(reader);
  for (const width of WIDTHS) {
    if (width !== 320) await resize(width);
    const where = `${width}px sáng`;
    await atAnySize(reader, where);
    if (width === 768) continue;
    await spacedOut(reader, where);
    await focused(reader, where);
  }
  await largeLetters(reader);
  await zoomedIn(reader);
  await systemWishes(reader);

  await open(WIDE, "dark");
  const text = await readText(tab);
  await keyboardAlone(reader, `${WIDE}px tối`);
  await focused(reader, `${WIDE}px tối`);
  for (const width of WIDTHS.toReversed()) {
    if (width !== WIDE) await resize(width);
    await atAnySize(reader, `${width}px tối`, width === WIDE ? null : COLOUR_RULES);
  }
  return text;
}

async function atAnySize({ tab, report }, where, rules = null) {
  report({ check: "reflow", where, faults: await tab.evaluate(() => probe.sideways()) });
  const found = await violations(tab, rules);
  report({ check: "axe", where, faults: found.filter((fault) => !isTarget(fault)) });
  if (!rules) report({ check: "targets", where, faults: found.filter(isTarget) });
}

const isTarget = (fault) => fault.startsWith("axe:target-size");

async function violations(tab, rules = null) {
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  const found = await tab.evaluate(async (only) => {
    const options = {
      runOnly: only,
      resultTypes: ["violations"],
      preload: false, // would fetch every style sheet again
    };
    const { violations: met } = await axe.run({ ...options, elementRef: true });
    return met.map(({ id, help, nodes }) => ({
      ...{ id, help },
      nodes: nodes.map(({ target, element }) => ({ target, whose: element ? probe.whose(element) : "" })),
    }));
  }, runOnly);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, whose }) => `axe:${id} ${target.flat().join(" > ")} (${help})${whose}`),
  );
}

/** What a screen reader is told. Cards made of a table's rows must still be a table to it. */
async function structure({ tab, session, report }) {
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const heard = nodes
    .filter((node) => !node.ignored)
    .map((node) => ({ role: node.role?.value, name: node.name?.value ?? "" }));
  const landmarks = heard.filter(({ role }) => LANDMARKS.includes(role));
  const where = "cấu trúc";
  const told = await tab.evaluate(
    (parts) => ({
      language: probe.language(),
      headings: probe.headings(),
      landmarks: probe.landmarks(parts),
    }),
    landmarks,
  );
  for (const [check, faults] of Object.entries(told)) report({ check, where, faults });
  const expected = await tab.evaluate(() => probe.tables());
  report({ check: "tables", where: "320px sáng", faults: lostRoles(expected, heard) });
}

const OTHER_NAMES = { table: "grid", cell: "gridcell" };

function lostRoles(expected, heard) {
  const faults = [];
  for (const [role, wanted] of Object.entries(expected)) {
    const left = heard.filter((node) => [role, OTHER_NAMES[role]].includes(node.role)).length;
    if (left === 0 && wanted > 0) faults.push(`bảng mất vai trò ${role}`);
    else if (left < wanted) faults.push(`bảng có ${wanted} ${role} nhưng chỉ còn ${left}`);
  }
  return faults;
}

async function spacedOut({ tab, settle, report }, where) {
  await tab.evaluate((css) => probe.wear(css), SPACED);
  await settle();
  const faults = await tab.evaluate(() => probe.readable());
  await tab.evaluate(() => probe.wear(""));
  report({ check: "text-spacing", where: `${where}, giãn chữ`, faults });
}

async function largeLetters({ tab, session, settle, report }) {
  await tab.evaluate(() => probe.measure());
  await session.send("Page.setFontSizes", { fontSizes: LARGE_LETTERS });
  await settle();
  const faults = await tab.evaluate(() => [...probe.stayedSmall(), ...probe.readable()]);
  await session.send("Page.setFontSizes", { fontSizes: LETTERS });
  report({ check: "text-size", where: `${WIDE}px, cỡ chữ gấp đôi`, faults });
}

async function zoomedIn({ tab, session, settle, report }) {
  await session.send("Emulation.setDeviceMetricsOverride", ENLARGED);
  await settle();
  const faults = await tab.evaluate(() => [...probe.readable(), ...probe.crowded()]);
  const stranded = await tab.evaluate(() => probe.mouseOnly());
  await session.send("Emulation.setDeviceMetricsOverride", PLAIN);
  await settle();
  report({ check: "zoom", where: "phóng to 200 %", faults });
  report({ check: "keyboard", where: "phóng to 200 %", faults: stranded });
}

/** Colours and movement as the reader's own system asks for. */
async function systemWishes(reader) {
  const { tab, settle, report } = reader;
  await tab.emulateMedia({ forcedColors: "active" });
  await settle();
  const where = "ép màu";
  const colours = await violations(tab, COLOUR_RULES);
  const indistinct = await tab.evaluate(() => probe.indistinct());
  report({ check: "forced-colours", where, faults: [...colours, ...indistinct] });
  await focused(reader, where);
  await tab.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
  const moving = await tab.evaluate(() => probe.moving());
  report({ check: "reduced-motion", where: "bớt chuyển động", faults: moving });
}

/** Tab first: only after a key does the browser show what a script focuses. */
async function focused({ tab, report }, where) {
  await tab.keyboard.press("Tab");
  report({ check: "focus", where, faults: await tab.evaluate(() => probe.focusAll()) });
}

async function keyboardAlone({ tab, session, report }, where) {
  const mouseOnly = await tab.evaluate(() => probe.mouseOnly());
  const { keyboard, hidden, skip } = await walk({ tab, session });
  report({ check: "keyboard", where, faults: [...mouseOnly, ...keyboard] });
  report({ check: "focus", where: `${where}, phím Tab`, faults: hidden });
  report({ check: "skip-link", where, faults: skip });
}
