// How the form reads and writes data files: as the site itself does.
//
// No type is guessed: `0243`, `no`, `7:30` stay the text that was typed. What nobody changed in the form
// stays as it stands in the file: comments, quotes, order, blank lines.

import { Document, isCollection, isMap, isScalar, isSeq, parseDocument, Scalar, visit } from "yaml";

import { withAnswers, withBoxes } from "./people.js";

/** A key that no data file has: holds the text that a value was read from.
 *
 * It goes wherever the value goes, into a draft that is found again after the page was closed too. As
 * JSON, since the CMS takes away blanks around a text.
 */
export const ORIGIN = "__tep_goc";

/** `tep: x.pdf` in the file is a path below the repository's root in the form. */
const FILES = "tep";

/** What data files look like to the CMS.
 *
 * `place` is the path that attachments have in the form.
 */
export function dataFormat(place) {
  return {
    async fromFile(text) {
      const document = read(text);
      if (document.errors.length) throw document.errors[0];
      const value = await withBoxes(plain(document.contents) ?? {});
      return {
        ...withFiles(value, (file) => `${place}/${file.replace(/^tep\//, "")}`),
        [ORIGIN]: JSON.stringify(text),
      };
    },
    async toFile({ [ORIGIN]: origin, ...value }) {
      const text = origin ? JSON.parse(origin) : "";
      return write(text, withFiles(await withAnswers(value), (file) => file.replace(`${place}/`, "")));
    },
  };
}

const read = (text) =>
  parseDocument(text, { schema: "failsafe", keepSourceTokens: false, uniqueKeys: true });

/** Mappings, lists and text; an absent value is absent. */
function plain(node) {
  if (isMap(node)) {
    const found = {};
    for (const { key, value } of node.items) {
      const inner = plain(value);
      if (inner !== undefined) found[isScalar(key) ? String(key.value) : String(key)] = inner;
    }
    return found;
  }
  if (isSeq(node)) return node.items.map((item) => plain(item) ?? "");
  if (!isScalar(node)) return undefined;
  const absent = !node.value && (!node.type || node.type === Scalar.PLAIN);
  return absent ? undefined : String(node.value).normalize("NFC");
}

/** Attachments, wherever they are named, by another path. */
function withFiles(value, change) {
  if (Array.isArray(value)) return value.map((item) => withFiles(item, change));
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== FILES) return [key, withFiles(inner, change)];
      return [key, Array.isArray(inner) ? inner.map((item) => ofFile(item, change)) : inner && change(inner)];
    }),
  );
}

/** The name of an attachment, or an entry about one that somebody looked through. */
function ofFile(item, change) {
  if (typeof item === "string") return change(item);
  return item?.ten ? { ...item, ten: change(item.ten) } : item;
}

/** A value as the text of a file, with all of an older text that still holds. */
export function write(text, value) {
  const document = text.trim() ? read(text) : new Document({});
  if (!isMap(document.contents)) document.contents = document.createNode({});
  document.contents = merged(document, document.contents, cleaned(value) ?? {});
  const indentSeq = /^(\s*)[\w-]+:[ \t]*\n(?:\s*#.*\n)*\1[ \t]+- /m.test(text);
  return document.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: false });
}

/** Without what is empty: an empty field and an absent one mean the same. */
function cleaned(value) {
  if (Array.isArray(value)) {
    const kept = value.map(cleaned).filter((item) => item !== undefined);
    return kept.length ? kept : undefined;
  }
  if (value && typeof value === "object") {
    const kept = Object.entries(value)
      .map(([key, inner]) => [key, cleaned(inner)])
      .filter(([, inner]) => inner !== undefined);
    return kept.length ? Object.fromEntries(kept) : undefined;
  }
  return value === undefined || value === null || value === "" ? undefined : String(value).normalize("NFC");
}

function merged(document, node, value, name) {
  if (isMap(node) && isGroup(value)) return mergedMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) return mergedList(document, node, value, name);
  if (isScalar(node) && said(node, name) === value) return node;
  const made = created(document, value);
  if (node) {
    made.comment = node.comment;
    made.commentBefore = node.commentBefore;
    made.spaceBefore = node.spaceBefore;
  }
  return made;
}

/** What a scalar says to the form, which knows neither blanks around a text nor the folder of files. */
function said(node, name) {
  const text = plain(node)?.trim();
  return name === FILES ? text?.replace(/^tep\//, "") : text;
}

const isGroup = (value) => value && typeof value === "object" && !Array.isArray(value);
const nameOf = (pair) => (isScalar(pair.key) ? String(pair.key.value) : String(pair.key));

/** What is empty in the file and in the form is left as it stands. */
function mergedMap(document, node, value) {
  const kept = node.items.filter((pair) => nameOf(pair) in value || isEmpty(pair.value));
  for (const pair of kept) {
    if (nameOf(pair) in value) pair.value = merged(document, pair.value, value[nameOf(pair)], nameOf(pair));
  }
  const names = new Set(kept.map(nameOf));
  let before = -1;
  for (const [name, inner] of Object.entries(value)) {
    if (names.has(name)) {
      before = kept.findIndex((pair) => nameOf(pair) === name);
      continue;
    }
    before += 1;
    kept.splice(before, 0, document.createPair(name, created(document, inner)));
  }
  node.items = kept;
  if (kept.length) node.flow = node.flow && kept.every((pair) => isScalar(pair.value));
  return node;
}

const isEmpty = (node) => cleaned(plain(node)) === undefined;

/** Entries are known by their id, else by being the same, else by their place. */
function mergedList(document, node, value, name) {
  const left = [...node.items];
  // What stands above the first entry is about it, and goes where it goes.
  if (node.commentBefore && isCollection(left[0])) {
    left[0].commentBefore = [node.commentBefore, left[0].commentBefore].filter(Boolean).join("\n");
    node.commentBefore = undefined;
  }
  const take = (test) => {
    const found = left.findIndex(test);
    return found < 0 ? undefined : left.splice(found, 1)[0];
  };
  const same = value.map((item) => {
    if (isGroup(item) && item.ma) return take((old) => isMap(old) && plain(old).ma === item.ma);
    const text = JSON.stringify(item);
    return take((old) => isScalar(old) ? said(old, name) === item : JSON.stringify(cleaned(plain(old))) === text);
  });
  node.items = value.map((item, place) => {
    const known = same[place] ?? (isGroup(item) && !item.ma ? take((old) => isMap(old)) : undefined);
    return known ? merged(document, known, item, name) : created(document, item);
  });
  if (node.items.some(isCollection)) node.flow = false;
  return node;
}

/** A new value in the one way that data files are written: text quoted, several lines as a block. */
function created(document, value) {
  const node = document.createNode(value);
  visit(node, {
    Scalar(key, scalar) {
      if (key === "key") return;
      const text = String(scalar.value);
      const lines = text.split("\n");
      const block = lines.length > 1 && lines[0] && lines.every((line) => line === line.trim());
      scalar.type = block ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
    },
  });
  return node;
}
