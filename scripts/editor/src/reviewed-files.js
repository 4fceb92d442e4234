// Hashes of the files that people looked through (`ra_soat_mat.tep`): typed by the form, never renewed.

const REVIEW = "ra_soat_mat";
const FILES = "tep";
/** What stands before an attachment's own name in the form. */
const FOLDER = /^.*\/tep\//;

/** Remembers the files that a clerk picks or drops in this window. */
export function watchFiles(target) {
  const picked = new Map();
  const keep = (files) => {
    for (const file of files ?? []) picked.set(slug(file.name), file);
  };
  target.addEventListener("change", (event) => keep(event.target?.files), true);
  target.addEventListener("drop", (event) => keep(event.dataTransfer?.files), true);
  return picked;
}

/** Tells the hash of an attachment by its name: of the one on the site, else of the one just picked.
 *
 * `address` is the folder of the agency's attachments on the site. There is no telling when a file was
 * picked whose name another one on the site has: what is saved may be either.
 */
export function hashOf(picked, address) {
  return async (name) => {
    const there = await published(new URL(encodeURI(name), address));
    const same = picked.get(slug(name));
    if (there) return same && (await digest(same)) !== (await digest(there)) ? undefined : digest(there);
    // A name that was taken gets a number.
    const file = same ?? picked.get(slug(name.replace(/-\d+(?=\.\w+$)/, "")));
    return file && digest(file);
  };
}

/** The same value, with a hash in each entry of a review that names a file and has none. */
export async function withHashes(value, hash) {
  if (Array.isArray(value)) return Promise.all(value.map((item) => withHashes(item, hash)));
  if (!value || typeof value !== "object") return value;
  const pairs = Object.entries(value).map(async ([key, inner]) => {
    if (key !== REVIEW || !Array.isArray(inner?.[FILES])) return [key, await withHashes(inner, hash)];
    const entries = await Promise.all(inner[FILES].map((entry) => filled(entry, hash)));
    return [key, { ...inner, [FILES]: entries }];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

async function filled(entry, hash) {
  if (!entry?.ten || entry.bam) return entry;
  const bam = await hash(entry.ten.replace(FOLDER, "")).catch(() => undefined);
  return bam ? { ...entry, bam } : entry;
}

async function published(address) {
  try {
    const answer = await fetch(address, { cache: "no-cache" });
    return answer.ok ? await answer.blob() : undefined;
  } catch {
    return undefined; // no network, or no such file
  }
}

async function digest(file) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What names of one file have in common, as typed and as the CMS writes them. */
const slug = (name) =>
  name
    .toLowerCase()
    .replaceAll("đ", "d")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-");
