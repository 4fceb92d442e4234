// A list: filtered as one types, colours kept, an old copy said to be old, old addresses led on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, filterBy } from "../waiting.mjs";
import { stage } from "./stage.mjs";

const { address, open } = stage();
const LIST = "co-quan/xa-mau-hoa/cong-khai/";

const shown = (tab) => tab.locator("table[data-list] tbody tr[id]:visible").count();

test("rows are filtered without accents, and the number is announced", async () => {
  const { tab, context } = await open(LIST);
  const all = await shown(tab);
  const box = tab.getByLabel("Lọc các mục trên trang này");
  await filterBy(box, "QUY CHE");
  const some = await shown(tab);
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  const told = await tab.locator("[data-filter] [role=status]").innerText();
  const counted = async (rows) =>
    `${await tab.locator(`${rows}:visible`).count()} trên ${await tab.locator(rows).count()}`;
  const [items, documents] = [await counted("tr[id]:not(.ai-child)"), await counted("tr.ai-child")];
  assert.equal(told, `Đang hiện ${items} mục và ${documents} văn bản.`);
  // The page counts as its filter does.
  const [whole] = (await tab.locator("h1 ~ p:not(.ai-agency)", { hasText: "mục" }).first().innerText()).match(/^\d+/);
  assert.match(items, new RegExp(` ${whole}$`));
  for (const text of await tab.locator("table[data-list] tbody tr[id]:visible").allInnerTexts()) {
    assert.match(text.normalize("NFC"), /quy chế|quy chê/i);
  }
  await filterBy(box, "");
  assert.equal(await shown(tab), all);
  await context.close();
});

test("the filter takes old spellings for one, as the search does", async () => {
  const { tab, context } = await open("co-quan/so-tu-phap/cong-khai/");
  const box = tab.getByLabel("Lọc các mục trên trang này");
  const counts = [];
  for (const words of ["quản lý", "quản lí", "quan li"]) {
    await filterBy(box, words);
    counts.push(await shown(tab));
  }
  assert.ok(counts[0] > 2);
  assert.deepEqual(counts, [counts[0], counts[0], counts[0]]);
  await context.close();
});

test("the filter reads words as the search does, wherever punctuation stands", async () => {
  const { tab, context } = await open(LIST);
  const box = tab.getByLabel("Lọc các mục trên trang này");
  const found = async (words) => {
    await filterBy(box, words);
    return tab.locator("table[data-list] tbody tr:visible").evaluateAll((rows) => rows.map(({ id }) => id));
  };
  for (const [words, wanted, other] of [
    ["kênh hoà bình", ["2026-034", "2026-038"], "2026-037"],
    ["chin thang", ["2026-003", "2026-022"], "2026-004"],
    ["9 thang nam 2026", ["2026-003", "2026-022"], "2026-004"],
    ["quý 1", ["2026-020"], "2026-021"],
    ["kế hoạch, 2026", ["2026-001", "2026-036", "2026-045"], "2026-028"],
    ["tthc", ["2026-009", "2026-046"], "2026-028"],
    ["1.116556", ["2026-010"], "2026-011"],
    ["08/QĐ", ["2026-018"], "2026-028"],
    ["ngập lụt", ["2026-039"], "2026-028"],
  ]) {
    const ids = await found(words);
    for (const id of wanted) assert.ok(ids.includes(id), `${words}: ${ids}`);
    assert.ok(!ids.includes(other), `${words}: ${ids}`);
  }
  // Neither the middle of a word nor two neighbouring cells run together.
  assert.deepEqual(await found("iểm"), []);
  await context.close();
});

test("a link to a row that the filter hides shows the row", async () => {
  const { tab, context } = await open(LIST);
  const box = tab.getByLabel("Lọc các mục trên trang này");
  await filterBy(box, "quy chế");
  const row = tab.locator('tr[id="2026-028"]');
  assert.equal(await row.isVisible(), false);
  await tab.evaluate(() => {
    location.hash = "2026-028";
  });
  await row.waitFor();
  assert.equal(await box.inputValue(), "");
  await context.close();
});

test("a link to a part that the filter hides leads there, and so does the same link again", async () => {
  const { tab, context } = await open("co-quan/so-tu-phap/cong-khai/");
  const box = tab.getByLabel("Lọc các mục trên trang này");
  const link = tab.locator(".ai-contents a").first();
  const place = tab.locator((await link.getAttribute("href")).replace("#", "[id='").concat("']"));
  for (const time of ["first", "second"]) {
    await box.fill("quy che");
    await place.waitFor({ state: "hidden" });
    await link.click();
    assert.equal(await box.inputValue(), "", time);
    assert.ok(await place.isVisible(), time);
    await eventually(async () => {
      const top = await place.evaluate((heading) => heading.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < 400, `${time}: ${top}`);
    });
  }
  await context.close();
});

for (const [page, words, cells] of [
  ["giam-sat/bang/xa/", "không đánh giá", "Không đánh giá được"],
  ["giam-sat/bang/xa/", "xa mau hoa", "Xã Mẫu Hòa"],
  ["giam-sat/bang/", "qua han", "Quá hạn"],
  ["giam-sat/qua-han/", "so y te", "Sở Y tế"],
]) {
  test(`tables of agencies are filtered by name and by standing: ${page} ${words}`, async () => {
    const { tab, context } = await open(page);
    const rows = tab.locator("table[data-list] tbody tr");
    const all = await rows.allTextContents();
    const fits = all.filter((text) => text.includes(cells)).length;
    assert.ok(fits > 0 && fits < all.length, `${fits} of ${all.length}`);
    await filterBy(tab.getByLabel("Lọc các mục trên trang này"), words);
    assert.equal(await tab.locator("table[data-list] tbody tr:visible").count(), fits);
    const told = await tab.locator("[data-filter] [role=status]").innerText();
    assert.equal(told, `Đang hiện ${fits} trên ${all.length} mục.`);
    await context.close();
  });
}

test("without scripts there is no filter and every row is there", async () => {
  const { tab, context } = await open(LIST, { javaScriptEnabled: false });
  assert.equal(await tab.locator("[data-filter]").isVisible(), false);
  assert.ok((await shown(tab)) > 40);
  await context.close();
});

for (const width of [320, 1280]) {
  test(`every row is heard with all its columns, scripts or not: ${width} px`, async () => {
    const { tab, context } = await open(LIST, {
      javaScriptEnabled: false,
      viewport: { width, height: 900 },
    });
    const session = await context.newCDPSession(tab);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const known = new Map(nodes.map((node) => [node.nodeId, node]));
    const below = (node) =>
      node.childIds.flatMap((id) => {
        const child = known.get(id);
        return child.ignored ? below(child) : [child.role.value];
      });
    const heard = nodes.filter(({ ignored }) => !ignored);
    assert.equal(heard.filter(({ role }) => role.value === "table").length, 1);
    const rows = heard.filter(({ role }) => role.value === "row").map((row) => below(row).join(" "));
    const items = await tab.locator("tr[id]").count();
    const count = (cells) => rows.filter((row) => row === cells).length;
    assert.equal(count("columnheader columnheader columnheader columnheader"), 1);
    assert.equal(count("rowheader cell cell cell"), items);
    assert.equal(count("cell"), rows.length - items - 1);
    await context.close();
  });
}

test("with scripts each part of a table says its role, for browsers that see only cards", async () => {
  const { tab, context } = await open(LIST, { viewport: { width: 320, height: 900 } });
  const said = await tab.locator(".ai-list").evaluate((table) => {
    const parts = [table, ...table.querySelectorAll("thead, tbody, tr, th, td")];
    return parts.map((part) => `${part.localName} ${part.getAttribute("role")}`);
  });
  assert.deepEqual([...new Set(said)], [
    "table table",
    "thead rowgroup",
    "tr row",
    "th columnheader",
    "tbody rowgroup",
    "td cell",
    "th rowheader",
  ]);
  await context.close();
});

test("facts of one cell stand apart on a phone", async () => {
  const { tab, context } = await open("co-quan/so-tu-phap/tinh-hinh/", { viewport: { width: 360, height: 800 } });
  const { joined, apart } = await tab.locator("table.ai-list td").evaluateAll((cells) => {
    const spans = cells.flatMap((cell) => [...cell.querySelectorAll(":scope > :is(span, small)")]);
    const before = (span) => getComputedStyle(span, "::before").content;
    return {
      // Words of the cell itself, to which a fact is joined.
      joined: spans.filter(({ previousSibling: one }) => one?.nodeType === 3 && one.data.trim()).map(({ textContent }) => textContent),
      apart: spans.filter((span) => span.previousElementSibling && before(span) === '" · "').length,
    };
  });
  assert.deepEqual(joined, []);
  assert.ok(apart > 3, `${apart}`);
  await context.close();
});

test("a row's link is named by what it leads to", async () => {
  const { tab, context } = await open(LIST);
  const link = tab.getByRole("link", { name: "Mục #2026-001" });
  await link.click();
  await tab.waitForURL(/#2026-001$/);
  await context.close();
});

test("a chosen colour holds on the next page, on pages of the theme too", async () => {
  const { tab, context } = await open(LIST, { colorScheme: "light" });
  const scheme = () => tab.evaluate(() => document.body.dataset.mdColorScheme);
  assert.equal(await scheme(), "default");
  await tab.locator("button[data-palette]").click();
  assert.equal(await scheme(), "slate");
  for (const page of ["co-quan/", "bien-tap/"]) {
    await tab.goto(address(page), { waitUntil: "load" });
    assert.equal(await scheme(), "slate", page);
  }
  await context.close();
});

test("dark is followed when nothing was chosen", async () => {
  const { tab, context } = await open(LIST, { colorScheme: "dark" });
  assert.equal(await tab.evaluate(() => document.body.dataset.mdColorScheme), "slate");
  await context.close();
});

for (const page of [LIST, "", "tim-kiem/", "en/yeu-cau/", "co-quan/xa-mau-hoa/nhung/cong-khai/"]) {
  test(`a copy older than the policy says so above all else, a fresh one does not: /${page}`, async () => {
    const { tab, context } = await open(page, { alone: true });
    const notice = tab.locator("[data-stale]");
    const built = await tab.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--ai-as-of"),
    );
    const [, day, month, year] = built.match(/(\d+)\/(\d+)\/(\d+)/).map(Number);
    await tab.clock.setFixedTime(new Date(year, month - 1, day + 30));
    await tab.reload({ waitUntil: "load" });
    assert.equal(await notice.isVisible(), false);
    await tab.clock.setFixedTime(new Date(year, month - 1, day + 31));
    await tab.reload({ waitUntil: "load" });
    assert.match(await notice.innerText(), /\b31\b/);
    const above = await notice.evaluate((element) => {
      const heading = document.querySelector("h1");
      return element.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    assert.ok(above);
    await context.close();
  });
}

for (const [page, own, whole] of [
  ["co-quan/xa-mau-hoa/cong-khai/", /đúng từ ngày \d\d\/\d+\/\d{4}\.$/, /^ đến ngày \d\d\/\d+\/\d{4}$/],
  ["en/co-quan/", /right from \d\d\/\d+\/\d{4}\.$/, /^ to \d\d\/\d+\/\d{4}$/],
]) {
  test(`the text of the day is whole without styles, and tells more with them: /${page}`, async () => {
    const { tab, context } = await open(page);
    const mark = tab.locator(".ai-foot [data-as-of]");
    const line = await mark.evaluate((place) => place.parentElement.textContent.trim());
    assert.match(line, own);
    // A browser tells the rule; what stands for the attribute is put in here.
    const shown = await mark.evaluate((place) =>
      getComputedStyle(place, "::before").content.replace("attr(data-as-of)", place.dataset.asOf).replaceAll('"', ""),
    );
    assert.match(shown.replace("  ", " "), whole);
    await context.close();
  });
}

test("an old folder name leads on, the place on the page too", async () => {
  const { tab, context } = await open("co-quan/so-nong-nghiep/cong-khai/#2026-001");
  await tab.waitForURL(/so-nong-nghiep-va-moi-truong\/cong-khai\/#2026-001$/);
  await context.close();
});
