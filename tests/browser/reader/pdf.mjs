// The words on each sheet of a PDF that Chromium printed: what a reader of the paper has. No more of
// the format is understood than Chromium writes; a program that reads PDFs need not be installed.

import { inflateSync } from "node:zlib";

const OPERATION =
  /^(?:(q|Q)|([-\d. ]+) cm|\/(\S+) ([-\d.]+) Tf|([-\d. ]+) Tm|(?:\S+ \S+ Td )?(<[0-9A-F]*>) Tj)$/gm;

/** Text, its size in points, and its place in points from the top left, sheet by sheet. */
export function sheets(pdf) {
  const raw = pdf.toString("latin1");
  const objects = new Map(
    [...raw.matchAll(/^(\d+) 0 obj\n(.*?)\nendobj$/gms)].map(([, id, body]) => [id, body]),
  );
  const named = (body, name) => body.match(new RegExp(`/${name} (\\d+) 0 R`))?.[1];
  const stream = (id) => {
    const [, , data] = objects.get(id).match(/^(.*?)stream\n(.*)\nendstream$/s);
    return inflateSync(Buffer.from(data, "latin1")).toString("latin1");
  };
  const [kids] = [...objects.values()].filter((body) => body.includes("/Type /Pages"));
  const fonts = new Map();
  return kids
    .match(/\/Kids \[(.*?)\]/s)[1]
    .match(/\d+(?= 0 R)/g)
    .map((id) => {
      const page = objects.get(id);
      const letters = (name) => {
        const font = named(page, name);
        if (!fonts.has(font)) fonts.set(font, codes(stream(named(objects.get(font), "ToUnicode"))));
        return fonts.get(font);
      };
      const height = Number(page.match(/\/MediaBox \[0 0 \S+ (\S+)\]/)[1]);
      return runs(stream(named(page, "Contents")), letters, height);
    });
}

/** Lines from top to bottom, each from left to right. */
export function lines(sheet) {
  const rows = Map.groupBy(sheet, ({ y }) => Math.round(y));
  return [...rows.entries()]
    .sort(([one], [other]) => one - other)
    .map(([, row]) => row.sort((one, other) => one.x - other.x))
    .map((row) => row.map(({ text }) => text).join(" ").replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

function* operations(content) {
  for (const [, state, matrix, font, size, place, shown] of content.matchAll(OPERATION)) {
    const six = (matrix ?? place)?.split(" ").map(Number);
    yield { state, matrix: matrix && six, font, size: Number(size), place: place && six, shown };
  }
}

function runs(content, letters, height) {
  const kept = [];
  let now = [1, 0, 0, 1, 0, 0];
  let [font, size] = [null, 0];
  const found = [];
  for (const step of operations(content)) {
    if (step.state === "q") kept.push(now);
    else if (step.state === "Q") now = kept.pop();
    else if (step.matrix) now = times(step.matrix, now);
    else if (step.font) [font, size] = [letters(step.font), step.size];
    else if (step.place) {
      const at = times(step.place, now);
      found.push({ text: "", size: size * Math.abs(at[3]), x: at[4], y: height - at[5] });
    } else {
      // A glyph drawn as a picture has a shorter code, and stays out.
      for (const sign of step.shown.match(/[0-9A-F]{4}/g) ?? []) found.at(-1).text += font.get(sign) ?? "";
    }
  }
  return found;
}

const times = ([a, b, c, d, e, f], [g, h, i, j, k, l]) => [
  a * g + b * i,
  a * h + b * j,
  c * g + d * i,
  c * h + d * j,
  e * g + f * i + k,
  e * h + f * j + l,
];

/** Glyph → letters, from a font's table of what its glyphs mean. */
function codes(table) {
  const text = (hex) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  const found = new Map();
  for (const [, part] of table.matchAll(/beginbfchar\n(.*?)endbfchar/gs)) {
    for (const [, sign, hex] of part.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/g)) found.set(sign, text(hex));
  }
  for (const [, part] of table.matchAll(/beginbfrange\n(.*?)endbfrange/gs)) {
    for (const [, first, last, hex] of part.matchAll(/<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>/g)) {
      for (let at = parseInt(first, 16); at <= parseInt(last, 16); at += 1) {
        const code = parseInt(hex, 16) + at - parseInt(first, 16);
        found.set(at.toString(16).toUpperCase().padStart(4, "0"), String.fromCharCode(code));
      }
    }
  }
  return found;
}
