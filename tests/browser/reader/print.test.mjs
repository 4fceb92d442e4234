// As posted on the office's wall: A4, few sheets, the head of an official document (Decree 30/2020),
// the table's head on every sheet, whole rows, the box and the code. Read from the PDF itself.

import assert from "node:assert/strict";
import { test } from "node:test";

import { filterBy } from "../waiting.mjs";
import { lines, sheets } from "./pdf.mjs";
import { HUNDRED, PLAIN, stage } from "./stage.mjs";

const { open } = stage();
const hundred = stage(HUNDRED);
const plain = stage(PLAIN);

const HEAD = /^Thông tin Số, ký hiệu/;
// In points: the decree's margin, and a sheet's middle between margins of 30 and 15 mm.
const TOP = 56;
const MIDDLE = 319;
// A browser's unit is three quarters of a point, so that sizes come out a little less.
const atLeast = (size, least) => size > least - 0.05;
// Rows of the list and the two sorts of row between them.
const ROW = /^(?:\d+ \. |– |Điểm \S+ ?\. |Xem thêm, |Đã hết hiệu lực)/;

const printed = async ({ tab }, options = {}) =>
  sheets(await tab.pdf({ preferCSSPageSize: true, ...options }));

/** What stands above the text: nothing on the first sheet, then the number in the middle. */
function checkNumbers(found) {
  found.forEach((sheet, at) => {
    const above = sheet.filter(({ y }) => y < TOP);
    assert.deepEqual(above.map(({ text }) => text), at ? [`${at + 1}`] : []);
    for (const { x, size } of above) {
      assert.ok(Math.abs(x - MIDDLE) < 8, `sheet ${at + 1}: number at ${x}`);
      assert.ok(atLeast(size, 13));
    }
  });
}

/** Every sheet with rows begins with the table's head, and then with a whole row. */
function checkRows(found, groups) {
  let withRows = 0;
  found.forEach((sheet, at) => {
    const own = sheet.filter(({ y }) => y > TOP);
    const read = lines(own);
    const heads = read.flatMap((line, place) => (HEAD.test(line) ? [place] : []));
    const [first] = lines(own.filter(({ size }) => atLeast(size, 8)));
    if (!heads.length) {
      assert.ok(!read.some((line) => /^\d+ \. /.test(line)), `sheet ${at + 1}: rows without a head`);
      return;
    }
    withRows += 1;
    assert.equal(heads.length, 1, `sheet ${at + 1}: heads`);
    if (!at) return;
    assert.equal(heads[0], 0, `sheet ${at + 1}: ${read[0]}`);
    assert.ok(ROW.test(first) || groups.includes(first), `sheet ${at + 1} goes on with: ${first}`);
  });
  assert.ok(withRows > 1);
}

// Made-up lists have titles as long as a real commune's, and every column filled besides, which that
// commune's has not. All facts of an item are on paper, those too that the screen folds.
const SHEETS = { "van-phong-0001": 8, "xa-0002": 8, "xa-mau-hoa": 8, "xa-vinh-bao": 8 };
for (const [agency, most] of Object.entries(SHEETS)) {
  test(`a hundred items fit on ${most} sheets, large enough for a wall: ${agency}`, async () => {
    const page = await hundred.open(`co-quan/${agency}/cong-khai/`);
    const { tab, context } = page;
    assert.equal(await tab.locator("tr[data-item]:not(.ai-child)").count(), 100);
    const groups = await tab.locator("td[colspan] :is(h2, h3)").allTextContents();
    const found = await printed(page);
    assert.ok(found.length <= most, `${found.length} sheets`);
    checkNumbers(found);
    checkRows(found, groups);
    for (const { text, size } of found.flat()) assert.ok(atLeast(size, 7.5), `${size} pt: ${text}`);
    const rows = found.flat().filter(({ text }) => /\/\d{4}(?:;|$)/.test(text));
    assert.ok(rows.length > 50);
    for (const { text, size } of rows) assert.ok(atLeast(size, 8), `${size} pt: ${text}`);
    await context.close();
  });
}

test("the first sheet begins as an official document does, the last has the whole box", async () => {
  const page = await open("co-quan/xa-mau-hoa/cong-khai/");
  const found = await printed(page);
  const read = lines(found[0]).join("\n");
  const parts = [
    /^ỦY BAN NHÂN DÂN TỈNH MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$/m,
    /^ỦY BAN NHÂN DÂN XÃ MẪU HÒA(?= Độc lập|$)/m,
    /(?:^| )Độc lập - Tự do - Hạnh phúc$/m,
    /^DANH MỤC THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI$/m,
    /^\(Tình trạng đúng từ ngày \d\d\/\d+\/\d{4} đến ngày \d\d\/\d+\/\d{4} ?\)$/m,
    /^Xem và tải tại http\S+\/co-quan\/xa-mau-hoa\/cong-khai\/$/m,
  ];
  const places = parts.map((part) => read.search(part));
  assert.ok(places.every((place) => place >= 0), read.slice(0, 600));
  assert.deepEqual(places, places.toSorted((one, other) => one - other));
  const boxes = found.map((sheet) => lines(sheet).join("\n")).filter((text) => text.includes("Niêm yết từ ngày …"));
  assert.equal(boxes.length, 1);
  for (const part of ["Nơi niêm yết", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Ký tên, đóng dấu)"]) {
    assert.ok(boxes[0].includes(part), part);
  }
  await page.context.close();
});

test("rules stand below the agency's name and the motto, as long as the decree says", async () => {
  const { tab, context } = await open("co-quan/xa-mau-hoa/cong-khai/");
  await tab.emulateMedia({ media: "print" });
  await tab.setViewportSize({ width: 624, height: 972 });
  const [name, motto] = await tab.evaluate(() => {
    const width = (element, part) => Number.parseFloat(getComputedStyle(element, part).width);
    const [agency, , second] = document.querySelectorAll(".ai-office strong");
    const style = getComputedStyle(second);
    return [
      width(agency, "::after") / width(agency),
      style.borderBottomStyle === "solid" && style.display === "inline-block",
    ];
  });
  assert.ok(name >= 1 / 3 && name <= 1 / 2, `${name}`);
  assert.ok(motto);
  await context.close();
});

for (const page of ["cong-khai", "co-dieu-kien"]) {
  test(`prints what is posted, and not what is clicked: ${page}`, async () => {
    const { tab, context } = await open(`co-quan/xa-mau-hoa/${page}/`);
    const visible = (selector) => tab.locator(selector).first().isVisible();
    for (const part of [".ai-office", ".ai-posting", ".ai-qr"]) {
      assert.equal(await visible(part), false, `${part} on the screen`);
    }
    await tab.emulateMedia({ media: "print" });
    for (const part of [".ai-office", ".ai-posting", ".ai-qr", ".ai-folded [data-as-of]"]) {
      assert.ok(await visible(part), `${part} on paper`);
    }
    for (const part of [".ai-header", ".ai-own", ".ai-footer", "[data-filter]", "[data-downloads]", "tr[id] small"]) {
      assert.equal(await visible(part), false, `${part} on paper`);
    }
    const underlined = await tab.locator(".ai-fragment a").evaluateAll(
      (links) => links.filter((link) => getComputedStyle(link).textDecorationLine !== "none").length,
    );
    assert.equal(underlined, 0);
    await context.close();
  });
}

test("a filtered list prints whole, and is filtered still", async () => {
  const page = await open("co-quan/so-tu-phap/cong-khai/");
  const { tab } = page;
  // Where lines end may differ: a browser need not give columns the same widths each time.
  const words = async () => (await printed(page)).flatMap(lines).join("").match(/[\p{Script=Latin}\p{N}]/gu).sort().join("");
  const whole = await words();
  await filterBy(tab.getByLabel("Lọc các mục trên trang này"), "quy che");
  assert.ok(await tab.locator("table[data-list] tbody[hidden]").count());
  assert.deepEqual(await words(), whole);
  assert.ok(await tab.locator("table[data-list] tbody[hidden]").count());
  await page.context.close();
});

test("a page for other portals' frames prints as the whole page does", async () => {
  const page = await open("co-quan/xa-mau-hoa/nhung/cong-khai/");
  const groups = await page.tab.locator("td[colspan] h3").allTextContents();
  const found = await printed(page);
  checkNumbers(found);
  checkRows(found, groups);
  await page.context.close();
});

const DARK = { colorScheme: "dark" };
const FROM_THE_DARK = [
  ["the theme", () => open("co-quan/xa-mau-hoa/cong-khai/", DARK)],
  ["the theme, prose", () => open("huong-dan/len-mang/", DARK)],
  ["a frame", () => open("co-quan/xa-mau-hoa/nhung/cong-khai/", DARK)],
  ["no theme", () => plain.open("co-quan/xa-mau-hoa/cong-khai/", DARK)],
  ["no theme, a form", () => plain.open("yeu-cau/phieu-01a/#co-quan=xa-mau-hoa", DARK)],
];
for (const [name, start] of FROM_THE_DARK) {
  test(`a dark screen prints black on white: ${name}`, async () => {
    const { tab, context } = await start();
    const wrong = () =>
      tab.evaluate(() => {
        const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
        return [...document.querySelectorAll("html, body, body *")].flatMap((element) => {
          if (!element.checkVisibility() || element.closest("svg")) return [];
          const style = getComputedStyle(element);
          const [paper, ink] = [channels(style.backgroundColor), channels(style.color)];
          const isSeen = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
          const tooDark = (paper[3] ?? 1) > 0.5 && Math.min(...paper.slice(0, 3)) < 230;
          const tooLight = isSeen && Math.max(...ink.slice(0, 3)) > 110;
          return tooDark || tooLight ? [`${element.localName}.${element.className}`] : [];
        });
      });
    assert.ok((await wrong()).length > 20, "dark on the screen");
    await tab.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.deepEqual(await wrong(), []);
    await context.close();
  });
}

test("without a theme nothing of the site stands above an agency's document", async () => {
  const page = await plain.open("co-quan/so-tu-phap/cong-khai/");
  await page.tab.evaluate(() => document.querySelector(".ai-banner")?.remove());
  const [first] = await printed(page);
  assert.match(lines(first)[0], /^ỦY BAN NHÂN DÂN TỈNH MẪU CỘNG HÒA/);
  await page.context.close();
});

test("other pages print to be read: headings above the text's size, tables near it, no empty headings", async () => {
  const kinds = {
    "co-quan/so-tu-phap/quy-che/": 2,
    "co-quan/so-tu-phap/cach-yeu-cau/": 3,
    "phap-luat/luat-01-2026/": 8,
    "yeu-cau/": 3,
  };
  for (const [address, most] of Object.entries(kinds)) {
    const page = await open(address);
    const found = await printed(page);
    assert.ok(found.length <= most, `${address}: ${found.length} sheets`);
    checkNumbers(found);
    const own = found.map((sheet) => sheet.filter(({ y }) => y > TOP));
    const read = own.flatMap(lines).join("\n");
    assert.doesNotMatch(read, /^(?:Điền phiếu|Tính hạn trả lời)$/m, address);
    // The last sheet holds more than what stands at every page's foot.
    assert.doesNotMatch(lines(own.at(-1))[0], /^Trang này theo/, address);
    for (const [name, size] of Object.entries({ h3: 11, td: 10, th: 9.5, p: 9 })) {
      await page.tab.emulateMedia({ media: "print" });
      const small = await page.tab.locator(`.ai-fragment ${name}`).evaluateAll(
        (all, least) =>
          all
            .filter((one) => one.checkVisibility())
            .map((one) => Number.parseFloat(getComputedStyle(one).fontSize) * 0.75)
            .filter((points) => points < least - 0.05),
        size,
      );
      assert.deepEqual(small, [], `${address} ${name}`);
    }
    await page.context.close();
  }
});

test("what was typed into a form is printed as a letter, by whoever does not use its button", async () => {
  const page = await open("yeu-cau/phieu-01a/#co-quan=so-tu-phap");
  await page.tab.locator("[data-receiver]").waitFor();
  const text = async () => (await printed(page)).flatMap(lines).join("\n");
  assert.match(await text(), /^Nơi cư trú, địa chỉ:$/m);
  await page.tab.getByLabel("Nơi cư trú, địa chỉ").first().fill("Thôn Mẫu");
  assert.match(await text(), /^Kính gửi: Sở Tư pháp tỉnh Mẫu$[^]*^Nơi cư trú, địa chỉ: Thôn Mẫu$/m);
  assert.doesNotMatch(await text(), /^(?:Điền phiếu|Gửi tới)$/m);
  await page.context.close();
});
