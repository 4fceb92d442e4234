// What the form reads and writes, without a browser: nothing changes but what was changed.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { nextId } from "../../../scripts/editor/src/id-field.js";
import { hashOf, watchFiles, withHashes } from "../../../scripts/editor/src/reviewed-files.js";
import { ORIGIN, dataFormat, write } from "../../../scripts/editor/src/yaml.js";

const AGENCIES = path.resolve("agencies");
const PLACE = "/agencies/xa-mau/tep";

const lines = (text) => text.split("\n");
/** Lines of a text that another one does not have, in order. */
const only = (text, other) => lines(text).filter((line) => !lines(other).includes(line));

async function* dataFiles() {
  for (const entry of await readdir(AGENCIES, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(".yml") && !entry.parentPath.includes("_mau")) {
      yield path.join(entry.parentPath, entry.name);
    }
  }
  for (const name of ["co-quan.yml", "cong-khai.yml"]) yield new URL(`kho/${name}`, import.meta.url);
}

test("a file that nobody changed comes out byte for byte", async () => {
  let count = 0;
  for await (const file of dataFiles()) {
    const text = await readFile(file, "utf8");
    const format = dataFormat(PLACE);
    assert.equal(format.toFile(format.fromFile(text)), text, String(file));
    count += 1;
  }
  assert.ok(count > 30);
});

test("text is text: no type is guessed, and files stand where the form looks for them", async () => {
  const text = await readFile(new URL("kho/co-quan.yml", import.meta.url), "utf8");
  const value = dataFormat(PLACE).fromFile(text);
  assert.equal(value.dien_thoai, "0243");
  assert.equal(value.gio_lam_viec, "7:30");
  assert.equal(value.dau_moi[0].don_vi, "no");
  assert.equal(value.tiep_nhan.tu_chup, "yes");
  assert.equal(value.quy_che.so_ky_hieu, "1.10");
  assert.equal(value.quy_che.tep, `${PLACE}/quy-che.pdf`);
});

test("a change touches its own line, and a new value is quoted", () => {
  const text = '# đầu\nten: Xã Mẫu # tên\ndien_thoai: 0243\nmuc:\n  # giữ\n  - ma: "1"\n    ten: no\n  - ma: "2"\n';
  const after = write(text, {
    ten: "Xã: Mẫu",
    dien_thoai: "0243",
    muc: [{ ma: "2", ten: "Hai\ndòng" }, { ma: "1", ten: "no", ghi_chu: "0243" }],
  });
  assert.equal(
    after,
    '# đầu\nten: "Xã: Mẫu" # tên\ndien_thoai: 0243\nmuc:\n  - ma: "2"\n    ten: |-\n      Hai\n      dòng\n' +
      '  # giữ\n  - ma: "1"\n    ten: no\n    ghi_chu: "0243"\n',
  );
});

test("a new file is in the one way that data files are written", () => {
  const format = dataFormat(PLACE);
  const value = { muc: [{ ma: "2026-001", ten: "Quy chế", tep: [`${PLACE}/a.pdf`], ghi_chu: "" }] };
  const text = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n  tep:\n  - "a.pdf"\n';
  assert.equal(format.toFile(value), text);
  assert.deepEqual(format.fromFile(text).muc, [{ ma: "2026-001", ten: "Quy chế", tep: [`${PLACE}/a.pdf`] }]);
});

test("a removed item takes only its own lines along", async () => {
  const text = await readFile(path.join(AGENCIES, "xa-mau-hoa", "cong-khai.yml"), "utf8");
  const format = dataFormat(PLACE);
  const value = format.fromFile(text);
  const [gone] = value.muc.splice(1, 1);
  const after = format.toFile(value);
  assert.deepEqual(only(after, text), []);
  assert.ok(only(text, after).every((line) => JSON.stringify(gone).includes(line.trim().split('"')[1] ?? "")));
  assert.equal(format.fromFile(after).muc.length, value.muc.length);
});

test("a key that the form does not know is kept where it stands", () => {
  const format = dataFormat(PLACE);
  const value = format.fromFile('la: "lạ"\nten: "A"\nkhac: {x: 1}\n');
  assert.ok(value[ORIGIN]);
  value.ten = "B";
  assert.equal(format.toFile(value), 'la: "lạ"\nten: "B"\nkhac: {x: 1}\n');
});

test("a draft that is found again on a later visit goes into the text that it came from", () => {
  const text = '\n# đầu\nten: no # tên\n\n';
  const value = structuredClone(dataFormat(PLACE).fromFile(text));
  // As the CMS keeps it: without blanks around, while other files were read meanwhile.
  value[ORIGIN] = value[ORIGIN].trim();
  const later = dataFormat(PLACE);
  later.fromFile("# tệp khác\nla: 1\n");
  assert.equal(later.toFile(value), text.trimStart().replace(/\n+$/, "\n"));
});

test("ids go on after the greatest of the year, each list in its own manner", () => {
  assert.equal(nextId(["2026-001", "2026-047", "2025-090"], 2026), "2026-048");
  assert.equal(nextId([], 2026), "2026-001");
  assert.equal(nextId(["2026-901", "2026-003"], 2026), "2026-004");
  assert.equal(nextId(["2026-901", "2026-003"], 2026, { first: 901 }), "2026-902");
  assert.equal(nextId(["2026-003"], 2026, { first: 901 }), "2026-901");
  assert.equal(nextId(["2026-dc-02", "2026-047"], 2026, { mark: "dc-" }), "2026-dc-03");
});

test("every word of the CMS has one in Vietnamese, theirs or ours", async () => {
  const locales = "scripts/editor/node_modules/@sveltia/cms/locales";
  const read = async (file) => JSON.parse(await readFile(file, "utf8"));
  const names = (value, start = "") =>
    typeof value === "string" ? [start] : Object.entries(value).flatMap(([key, inner]) => names(inner, `${start}/${key}`));
  const there = new Set([
    ...names(await read(`${locales}/vi.json`)),
    ...names(await read("scripts/editor/src/vi.json")),
  ]);
  // What is wrong with a configuration is told to whoever makes it, not to its users.
  const wanted = names(await read(`${locales}/en-US.json`)).filter((name) => !name.startsWith("/config/"));
  assert.deepEqual(wanted.filter((name) => !there.has(name)), []);
});

const REVIEWED =
  'muc:\n- ma: "1"\n  tep: ["a.pdf"]\n  ra_soat_mat:\n    vai_tro: "Văn thư"\n    tep:\n    - ten: "a.pdf" # đã xem\n';

test("a file that somebody looked through stands where the form looks for it", () => {
  const format = dataFormat(PLACE);
  const value = format.fromFile(REVIEWED);
  assert.equal(value.muc[0].ra_soat_mat.tep[0].ten, `${PLACE}/a.pdf`);
  assert.equal(format.toFile(value), REVIEWED);
});

test("its hash is typed by the form, and never renewed", async () => {
  const format = dataFormat(PLACE);
  const asked = [];
  const hash = async (name) => (asked.push(name), "a".repeat(64));
  const value = await withHashes(format.fromFile(REVIEWED), hash);
  assert.deepEqual(asked, ["a.pdf"]);
  const after = format.toFile(value);
  assert.deepEqual(only(after, REVIEWED), [`      bam: "${"a".repeat(64)}"`]);
  const again = await withHashes(format.fromFile(after), async () => "b".repeat(64));
  assert.equal(format.toFile(again), after);
  const failing = await withHashes(format.fromFile(REVIEWED), () => Promise.reject(new Error("x")));
  assert.equal(format.toFile(failing), REVIEWED);
});

test("the hash is of the file on the site, or of the one just picked; where both are there, of none", async (t) => {
  const site = { "/tep/a.pdf": "một", "/tep/c.pdf": "một" };
  t.mock.method(globalThis, "fetch", async ({ pathname }) =>
    pathname in site ? new Response(site[pathname]) : new Response("", { status: 404 }),
  );
  const target = new EventTarget();
  const picked = watchFiles(target);
  const files = [new File(["hai"], "Quyết định.pdf"), new File(["hai"], "c.pdf")];
  target.dispatchEvent(Object.assign(new Event("drop"), { dataTransfer: { files } }));
  const hash = hashOf(picked, new URL("https://mau.example/tep/"));
  const sha = async (text) => Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).toString("hex");
  assert.equal(await hash("a.pdf"), await sha("một"));
  assert.equal(await hash("quyet-dinh.pdf"), await sha("hai"));
  assert.equal(await hash("quyet-dinh-1.pdf"), await sha("hai"));
  assert.equal(await hash("c.pdf"), undefined);
  assert.equal(await hash("khong-co.pdf"), undefined);
});
