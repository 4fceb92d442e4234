// What the form reads and writes, without a browser: nothing changes but what was changed.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { nextId } from "../../../scripts/editor/src/id-field.js";
import { isTicked, namingDigest, newTick } from "../../../scripts/editor/src/people.js";
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
    assert.equal(await format.toFile(await format.fromFile(text)), text, String(file));
    count += 1;
  }
  assert.ok(count > 30);
});

test("text is text: no type is guessed, and files stand where the form looks for them", async () => {
  const text = await readFile(new URL("kho/co-quan.yml", import.meta.url), "utf8");
  const value = await dataFormat(PLACE).fromFile(text);
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

test("a new file is in the one way that data files are written", async () => {
  const format = dataFormat(PLACE);
  const value = { muc: [{ ma: "2026-001", ten: "Quy chế", tep: [`${PLACE}/a.pdf`], ghi_chu: "" }] };
  const text = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n  tep:\n  - "a.pdf"\n';
  assert.equal(await format.toFile(value), text);
  assert.deepEqual((await format.fromFile(text)).muc, [{ ma: "2026-001", ten: "Quy chế", tep: [`${PLACE}/a.pdf`] }]);
});

test("a removed item takes only its own lines along", async () => {
  const text = await readFile(path.join(AGENCIES, "xa-mau-hoa", "cong-khai.yml"), "utf8");
  const format = dataFormat(PLACE);
  const value = await format.fromFile(text);
  const [gone] = value.muc.splice(1, 1);
  const after = await format.toFile(value);
  assert.deepEqual(only(after, text), []);
  assert.ok(only(text, after).every((line) => JSON.stringify(gone).includes(line.trim().split('"')[1] ?? "")));
  assert.equal((await format.fromFile(after)).muc.length, value.muc.length);
});

test("a key that the form does not know is kept where it stands", async () => {
  const format = dataFormat(PLACE);
  const value = await format.fromFile('la: "lạ"\nten: "A"\nkhac: {x: 1}\n');
  assert.ok(value[ORIGIN]);
  value.ten = "B";
  assert.equal(await format.toFile(value), 'la: "lạ"\nten: "B"\nkhac: {x: 1}\n');
});

test("a draft that is found again on a later visit goes into the text that it came from", async () => {
  const text = '\n# đầu\nten: no # tên\n\n';
  const value = structuredClone(await dataFormat(PLACE).fromFile(text));
  // As the CMS keeps it: without blanks around, while other files were read meanwhile.
  value[ORIGIN] = value[ORIGIN].trim();
  const later = dataFormat(PLACE);
  await later.fromFile("# tệp khác\nla: 1\n");
  assert.equal(await later.toFile(value), text.trimStart().replace(/\n+$/, "\n"));
});

const ANSWERED = 'ten_nguoi:\n    ket_luan: "duoc-neu"\n    bam: "';

test("names that may be published are one box, ticked as long as title and note are those that were read", async () => {
  const format = dataFormat(PLACE);
  const digest = await namingDigest("Đơn của ông Mẫu", "");
  const text =
    `muc:\n- ma: "2026-001"\n  ten: "Đơn của  ông Mẫu"\n  ${ANSWERED}${digest}" # đã hỏi\n` +
    `- ma: "2026-002"\n  ten: "Đơn của bà Mẫu"\n  ${ANSWERED}${digest}"\n` +
    '- ma: "2026-003"\n  ten: "Đơn"\n  ten_nguoi: {ket_luan: duoc-neu}\n' +
    '- ma: "2026-004"\n  ten: "Đơn"\n  ten_nguoi: "sai kiểu"\n';
  const value = await format.fromFile(text);
  assert.deepEqual(value.muc.map((row) => isTicked(row.ten_nguoi)), [true, false, false, false]);
  assert.equal(await format.toFile(value), text);
  // Another title in the same form: the answer of before stays, and is about other words.
  value.muc[0].ten = "Đơn của ông Mẫu, lần hai";
  assert.equal(await format.toFile(value), text.replace('"Đơn của  ông Mẫu"', '"Đơn của ông Mẫu, lần hai"'));
});

test("a box that is ticked is about title and note as they are saved; one that is cleared leaves nothing", async () => {
  const format = dataFormat(PLACE);
  const row = 'muc:\n- ma: "2026-001"\n  ten: "Đơn của ông Mẫu"\n  ghi_chu: "Một"\n';
  const answered = async (note) => `  ${ANSWERED}${await namingDigest("Đơn của ông Mẫu", note)}"\n`;
  const value = await format.fromFile(row);
  const [item] = value.muc;
  Object.assign(item, { ten_nguoi: newTick(), ghi_chu: "Hai" });
  const ticked = row.replace("Một", "Hai") + (await answered("Hai"));
  assert.equal(await format.toFile(value), ticked);
  // The CMS does not read again what it saved: the same tick must not speak for other words.
  item.ghi_chu = "Ba";
  assert.equal(await format.toFile(value), ticked.replace("Hai", "Ba"));
  item.ten_nguoi = newTick();
  assert.equal(await format.toFile(value), row.replace("Một", "Ba") + (await answered("Ba")));
  const again = await format.fromFile(ticked);
  assert.ok(isTicked(again.muc[0].ten_nguoi));
  again.muc[0].ten_nguoi = "";
  assert.equal(await format.toFile(again), row.replace("Một", "Hai"));
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

test("a file that somebody looked through stands where the form looks for it", async () => {
  const format = dataFormat(PLACE);
  const value = await format.fromFile(REVIEWED);
  assert.equal(value.muc[0].ra_soat_mat.tep[0].ten, `${PLACE}/a.pdf`);
  assert.equal(await format.toFile(value), REVIEWED);
});

test("its hash is typed by the form, and never renewed", async () => {
  const format = dataFormat(PLACE);
  const asked = [];
  const hash = async (name) => (asked.push(name), "a".repeat(64));
  const value = await withHashes(await format.fromFile(REVIEWED), hash);
  assert.deepEqual(asked, ["a.pdf"]);
  const after = await format.toFile(value);
  assert.deepEqual(only(after, REVIEWED), [`      bam: "${"a".repeat(64)}"`]);
  const again = await withHashes(await format.fromFile(after), async () => "b".repeat(64));
  assert.equal(await format.toFile(again), after);
  const failing = await withHashes(await format.fromFile(REVIEWED), () => Promise.reject(new Error("x")));
  assert.equal(await format.toFile(failing), REVIEWED);
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
