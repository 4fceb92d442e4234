// A static server on the loopback interface, so that pages behave as they do once published.

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import http from "node:http";
import http2 from "node:http2";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** Serves the folder under the path of its canonical addresses: the 404 page's links start there.
 *
 * `secure`: a key and its certificate, to serve by HTTP/2. `keep`: seconds for which browsers may keep a file.
 */
export async function serve(site, pages, { secure, keep } = {}) {
  const home = pages.find((page) => page.path === "index.html");
  const base = home?.canonical ? new URL(home.canonical, "http://localhost/").pathname : "/";
  const squeeze = squeezer();
  const answer = async (request, response) => {
    const file = await resolve(site, base, request.url);
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
      response.end("404");
      return;
    }
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const headers = { "content-type": type, "cache-control": keep ? `max-age=${keep}` : "no-store" };
    const packs = /^text|json|xml/.test(type) && request.headers["accept-encoding"]?.includes("gzip");
    if (packs) headers["content-encoding"] = "gzip";
    const bytes = packs ? await squeeze(file) : null;
    response.writeHead(200, headers);
    if (packs) response.end(bytes);
    else createReadStream(file).pipe(response);
  };
  const server = secure ? http2.createSecureServer(secure, answer) : http.createServer(answer);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `${secure ? "https" : "http"}://127.0.0.1:${server.address().port}`,
    base,
    close: () => server.close(),
  };
}

/** Compresses each file once for as long as it stays the same: pages share most of what they load. */
function squeezer() {
  const held = new Map();
  return async (file) => {
    const { mtimeMs, size } = await stat(file);
    const state = `${mtimeMs} ${size}`;
    if (held.get(file)?.state !== state) {
      const bytes = readFile(file).then((content) => promisify(gzip)(content, { level: 9 }));
      held.set(file, { state, bytes });
    }
    return held.get(file).bytes;
  };
}

async function resolve(site, base, url) {
  const { pathname } = new URL(url, "http://localhost/");
  if (!pathname.startsWith(base)) return null;
  let file = path.join(site, decodeURIComponent(pathname.slice(base.length)));
  if (!(file + path.sep).startsWith(site + path.sep)) return null;
  let found = await stat(file).catch(() => null);
  if (found?.isDirectory()) {
    file = path.join(file, "index.html");
    found = await stat(file).catch(() => null);
  }
  return found?.isFile() ? file : null;
}
