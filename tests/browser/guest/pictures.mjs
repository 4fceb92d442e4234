// Pictures of every kind of our pages in other people's sites, on one sheet for each kind.
//
//   GUESTS=DIR CHROMIUM=FILE node guest/pictures.mjs OUT [--each DIR]
//
// The sheets are small, to be kept; with --each every picture is left whole too, as PNG, to be looked at.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { readTools } from "../browser.mjs";
import { launch } from "../chromium.mjs";
import { findPages } from "../pages.mjs";
import { serve } from "../server.mjs";
import { HOSTS, KINDS, PREFIX } from "./kinds.mjs";
import { chooseDark } from "./stage.mjs";

const { values, positionals } = parseArgs({ options: { each: { type: "string" } }, allowPositionals: true });
const [out] = positionals;
const SHOWN = [
  { name: "material", host: "material" },
  { name: "material-toi", host: "material", dark: true },
  { name: "readthedocs", host: "readthedocs" },
  { name: "own", host: "own" },
];
/** Width, and how much of the page is shown, in CSS pixels. */
const SIZES = [
  [390, 1300],
  [1280, 1300],
];
/** Of a picture's own size, on the sheet. */
const SCALE = 0.3;
const QUALITY = 40;
const AT_ONCE = 2;

await mkdir(out, { recursive: true });
if (values.each) await mkdir(values.each, { recursive: true });
const browser = await launch(process.env.CHROMIUM);
const tools = await readTools();
const servers = {};
for (const { host } of SHOWN) {
  const site = path.resolve(process.env.GUESTS, host);
  servers[host] ??= await serve(site, await findPages(site));
}
const queue = Object.keys(KINDS);
const work = async () => {
  for (let kind = queue.shift(); kind; kind = queue.shift()) await sheet(kind, await picturesOf(kind));
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
await browser.close();
for (const server of Object.values(servers)) server.close();

async function picturesOf(kind) {
  const taken = [];
  for (const { name, host, dark } of SHOWN) {
    const { origin, base } = servers[host];
    for (const [width, height] of SIZES) {
      const context = await browser.newContext({
        ...{ locale: "vi-VN", reducedMotion: "reduce", serviceWorkers: "block" },
        ...{ viewport: { width, height: 900 }, colorScheme: dark ? "dark" : "light" },
      });
      await context.addInitScript({ content: tools });
      if (dark) await context.addInitScript(chooseDark, base);
      const tab = await context.newPage();
      await tab.goto(`${origin}${base}${PREFIX}${KINDS[kind]}`, { waitUntil: "load" });
      if (kind === "tim-kiem") await tab.locator("ol.ai-results > li").first().waitFor();
      await tab.evaluate(() => document.fonts.ready.then(() => probe.settle()));
      if (values.each) {
        await tab.screenshot({ path: path.join(values.each, `${kind}-${name}-${width}.png`), fullPage: true, animations: "disabled" });
      }
      await tab.setViewportSize({ width, height });
      const bytes = await tab.screenshot({ type: "png", animations: "disabled" });
      taken.push({ name, width, height, data: bytes.toString("base64") });
      await context.close();
    }
  }
  return taken;
}

async function sheet(kind, pictures) {
  const tab = await browser.newPage();
  const figures = pictures.map(
    ({ name, width, height, data }) =>
      `<figure><figcaption>${kind} · ${name} · ${width}</figcaption>` +
      `<img width="${Math.round(width * SCALE)}" height="${Math.round(height * SCALE)}" src="data:image/png;base64,${data}"></figure>`,
  );
  await tab.setContent(
    "<style>body{margin:6px;display:grid;grid-template-columns:repeat(4,max-content);gap:6px;width:max-content;background:#888}" +
      `figure{margin:0}figcaption{font:11px sans-serif}img{display:block}</style>${figures.join("")}`,
  );
  await tab.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  await tab.locator("body").screenshot({ path: path.join(out, `${kind}.webp`), type: "webp", quality: QUALITY });
  await tab.close();
}
