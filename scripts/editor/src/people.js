// Whether people may be named in an item's title and note: one box, and what the answer is about.
//
// In the file it is `ten_nguoi: {ket_luan, bam}`; in the form it is a text, since a field of ours holds
// one value: `duoc-neu` for a box that is ticked, `~` for one that is not, then the group as JSON where it
// was read from the file, else a word that stands for this one tick.

/** The key of the group in the file. */
const KEY = "ten_nguoi";
const MAY_BE_NAMED = "duoc-neu";
const NO_ANSWER = "~";
const DIGITS = 16;
// As in `model/named_people.py`: `\s` is not the same there.
const BLANKS = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;

const folded = (text) => (text ?? "").normalize("NFC").replace(BLANKS, " ").replace(/^ | $/g, "");

/** What an answer is bound to: the digest of title and note, however their blanks and accents are typed. */
export async function namingDigest(title, note) {
  const words = new TextEncoder().encode(`${folded(title)}\n${folded(note)}`);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", words));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, DIGITS);
}

/** Every answer of a file as the form's box takes it. */
export const withBoxes = (value) =>
  changed(value, async (answer, row) => {
    const digest = answer?.ket_luan === MAY_BE_NAMED && answer.bam;
    const holds = digest && digest === (await namingDigest(text(row.ten), text(row.ghi_chu)));
    return `${holds ? MAY_BE_NAMED : NO_ANSWER} ${JSON.stringify(answer)}`;
  });

// The CMS goes on with its own values after a save: what a tick was about then is kept here.
const bound = new Map();

/** Every box as its file says it; a tick is about title and note as they are first saved with it. */
export const withAnswers = (value) =>
  changed(value, async (box, row) => {
    if (typeof box !== "string" || !box) return undefined;
    const rest = box.slice(box.indexOf(" ") + 1);
    if (/^[{["]/.test(rest)) return JSON.parse(rest);
    if (!bound.has(rest)) bound.set(rest, await namingDigest(row.ten, row.ghi_chu));
    return { ket_luan: MAY_BE_NAMED, bam: bound.get(rest) };
  });

/** A box that was ticked just now. */
export const newTick = () => `${MAY_BE_NAMED} ${crypto.randomUUID()}`;

const text = (value) => (typeof value === "string" ? value : "");

/** A value with another one in the place of each `ten_nguoi`, wherever there is one. */
async function changed(value, change) {
  if (Array.isArray(value)) return Promise.all(value.map((item) => changed(item, change)));
  if (!value || typeof value !== "object") return value;
  const pairs = Object.entries(value).map(async ([key, inner]) => [
    key,
    await (key === KEY ? change(inner, value) : changed(inner, change)),
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}

/** Adds the box to the CMS. */
export function addPeopleField(CMS, name) {
  const { h } = window;
  const control = window.createClass({
    render() {
      const { field, forID, onChange, value } = this.props;
      const box = h("input", {
        id: forID,
        type: "checkbox",
        checked: isTicked(value),
        onChange: ({ target }) => onChange(target.checked ? newTick() : ""),
      });
      return h("label", { className: "ten-nguoi" }, box, ` ${field.get("text")}`);
    },
  });
  CMS.registerFieldType(name, control);
}

export const isTicked = (box) => String(box ?? "").startsWith(MAY_BE_NAMED);
