// The W3C's own checker, over the same files.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const AT_ONCE = 200; // a command line has a limit, on Windows a small one

/** Reports each error that the list of allowances does not name, and each allowance that nothing needed. */
export async function checkMarkup({ pages, site, name, java, allow, report }) {
  const allowances = JSON.parse(await readFile(allow, "utf8"))
    .filter((entry) => entry.sites.includes(name))
    .map((entry) => ({ ...entry, used: false }));
  const faults = new Map(pages.map((page) => [page.path, []]));
  for (let start = 0; start < pages.length; start += AT_ONCE) {
    const files = pages.slice(start, start + AT_ONCE).map((page) => page.file);
    for (const message of await vnu(java, files)) {
      if (message.type !== "error" && message.type !== "non-document-error") continue;
      const allowed = allowances.find(
        (entry) =>
          message.message.startsWith(entry.message) && message.extract?.includes(entry.extract),
      );
      if (allowed) {
        allowed.used = true;
        continue;
      }
      const page = path.relative(site, fileURLToPath(message.url)).split(path.sep).join("/");
      const place = `${message.lastLine ?? 0}:${message.firstColumn ?? message.lastColumn ?? 0}`;
      faults.get(page).push(`vnu:${place} ${message.message} ${message.extract ?? ""}`.replace(/\s+/g, " "));
    }
  }
  for (const [page, found] of faults) report({ page, where: "W3C", faults: found });
  for (const entry of allowances) {
    const unused = entry.used ? [] : [`không còn cần bỏ qua: ${entry.message} ${entry.extract}`];
    report({ page: path.basename(allow), where: "W3C", faults: unused });
  }
}

async function vnu(java, files) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const { stdout } = await promisify(execFile)(
    java,
    ["-Xss1m", "-jar", jar, "--errors-only", "--exit-zero-always", "--stdout", "--format", "json", ...files],
    { maxBuffer: 256 * 1024 * 1024 },
  );
  return JSON.parse(stdout).messages;
}
