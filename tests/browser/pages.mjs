// Which pages of a built site are looked at.

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

const KIND = /data-page-kind="([^"]+)"/;
const REDIRECT = /<meta[^>]+http-equiv=["']?refresh/i;

/** Reads every HTML file below a folder; a page that only leads on to another is no page. */
export async function findPages(site) {
  const files = await readdir(site, { recursive: true, withFileTypes: true });
  const pages = [];
  for (const file of files) {
    if (!file.isFile() || !file.name.endsWith(".html")) continue;
    const full = path.join(file.parentPath, file.name);
    const html = await readFile(full, "utf8");
    if (REDIRECT.test(html)) continue;
    pages.push({
      file: full,
      path: path.relative(site, full).split(path.sep).join("/"),
      kind: KIND.exec(html)?.[1] ?? null,
      size: html.length,
      canonical: /<link[^>]+rel="canonical"[^>]+href="([^"]+)"/.exec(html)?.[1] ?? null,
    });
  }
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Shows every component in every state: what is wrong with one is seen here first. */
const COMPONENTS = "bien-tap/mau-giao-dien/index.html";

/** Kinds that differ most in what a frame does to them: search, filters, wide tables, forms, long texts. */
const FOR_FRAMES = [
  ...["trang-dau", "danh-sach", "tong-quan", "cong-khai", "hoi-thong-tin", "phieu"],
  ...["tim-kiem", "giam-sat", "giam-sat-bang", "luat", "bai-viet"],
];

/** Takes all pages, the listed ones, or the components, the home page, 404 and the longest page of each kind.
 *
 * `frame`: only of the kinds that show whether another frame around the same pages is sound.
 */
export async function choosePages(all, { everything, list, frame }) {
  if (everything) return all;
  if (list) {
    const wanted = JSON.parse(await readFile(list, "utf8"));
    return wanted.map((name) => {
      const page = all.find((candidate) => candidate.path === name);
      if (!page) throw new Error(`Không có trang “${name}” trong trang đã dựng.`);
      return page;
    });
  }
  const longest = new Map();
  for (const page of all) {
    if (!page.kind || (frame && !FOR_FRAMES.includes(page.kind))) continue;
    if (page.size > (longest.get(page.kind)?.size ?? 0)) longest.set(page.kind, page);
  }
  const first = [COMPONENTS, "index.html", "404.html"];
  const always = first.flatMap((name) => all.filter((page) => page.path === name));
  return [...new Set([...always, ...longest.values()])];
}

/** How many pages of each kind were looked at, kinds in alphabetical order. */
export function countKinds(pages) {
  const counts = {};
  for (const kind of pages.map((page) => page.kind ?? "").sort()) {
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
