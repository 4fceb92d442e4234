// The W3C's own checker, over the same files.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const AT_ONCE = 200; // a command line has a limit, on Windows a small one

/** Reports each error, by page. */
export async function checkMarkup({ pages, site, java, report }) {
  const faults = new Map(pages.map((page) => [page.path, []]));
  for (let start = 0; start < pages.length; start += AT_ONCE) {
    const files = pages.slice(start, start + AT_ONCE).map((page) => page.file);
    for (const message of await vnu(java, files)) {
      if (message.type !== "error" && message.type !== "non-document-error") continue;
      const page = path.relative(site, fileURLToPath(message.url)).split(path.sep).join("/");
      const place = `${message.lastLine ?? 0}:${message.firstColumn ?? message.lastColumn ?? 0}`;
      const fault = `vnu:${place} ${message.message} ${message.extract ?? ""}`;
      faults.get(page).push(fault.replace(/\s+/g, " "));
    }
  }
  for (const [page, found] of faults) report({ check: "markup", page, where: "W3C", faults: found });
}

async function vnu(java, files) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const { stdout } = await promisify(execFile)(
    java,
    ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar, "--errors-only", "--exit-zero-always", "--stdout", "--format", "json", ...files],
    { maxBuffer: 256 * 1024 * 1024 },
  );
  return JSON.parse(stdout).messages;
}
