// The pictures that are kept: one sheet for each kind of page, together small.

import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { KINDS } from "./kinds.mjs";

const FOLDER = fileURLToPath(new URL("pictures", import.meta.url));
const MOST = 1_500_000;

test("every kind of page has its sheet of pictures, and together they are not heavy", async () => {
  const sheets = await readdir(FOLDER);
  const wanted = Object.keys(KINDS).map((kind) => `${kind}.webp`);
  assert.deepEqual(sheets.sort(), wanted.sort(), "chạy python3 scripts/pictures.py --guests");
  const sizes = await Promise.all(sheets.map(async (name) => (await stat(path.join(FOLDER, name))).size));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(whole <= MOST, `${whole} bytes`);
});
