// What stands around every page: the way to others, the colours, the skip link, the language, help.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PLAIN, SITE, stage } from "./stage.mjs";

const material = stage();
const plain = stage(PLAIN);
const { open } = material;
const PHONE = { width: 360, height: 640 };
const AGENCY = "co-quan/xa-mau-hoa/";

test("the button for colours says what it does, and does it by any key", async () => {
  const { tab, context } = await open(AGENCY, { colorScheme: "light" });
  const scheme = () => tab.evaluate(() => document.body.dataset.mdColorScheme);
  await tab.getByRole("button", { name: "Chuyển sang nền tối" }).press("Space");
  assert.equal(await scheme(), "slate");
  await tab.getByRole("button", { name: "Chuyển sang nền sáng" }).press("Enter");
  assert.equal(await scheme(), "default");
  await context.close();
});

test("without scripts no colours are offered", async () => {
  const { tab, context } = await open(AGENCY, { javaScriptEnabled: false });
  assert.equal(await tab.locator("[data-palette]").isVisible(), false);
  await context.close();
});

for (const [name, site] of Object.entries({ material, plain })) {
  test(`on a phone the page's own heading is on the first screen, other pages a tap away: ${name}`, async () => {
    const pages = ["", "cong-khai/", "quy-che/", "cach-yeu-cau/"].map((page) => AGENCY + page);
    const look = async (tab, page) => {
      const { y } = await tab.locator("h1").boundingBox();
      assert.ok(y < 400, `${page}: ${y}`);
      const link = tab.getByRole("navigation").getByRole("link", { name: "Đầu mối và kênh tiếp nhận" });
      assert.equal(await link.isVisible(), false);
      await tab.locator("summary", { hasText: "Các trang của cơ quan" }).click();
      assert.ok(await link.isVisible());
      const ask = tab.locator(".ai-main-menu a", { hasText: "Hỏi thông tin" });
      assert.equal(await ask.isVisible(), false);
      await tab.locator(".ai-main-menu summary").click();
      assert.ok(await ask.isVisible());
    };
    await site.through(pages, look, { viewport: PHONE, javaScriptEnabled: false });
  });

  test(`on a wide screen other pages are in sight and in reach of the keyboard: ${name}`, async () => {
    const { tab, context } = await site.open(`${AGENCY}quy-che/`, { viewport: { width: 1280, height: 800 } });
    const link = tab.getByRole("navigation").getByRole("link", { name: "Đầu mối và kênh tiếp nhận" });
    assert.ok(await link.isVisible());
    assert.equal(await tab.locator("summary").first().isVisible(), false);
    await link.focus();
    assert.ok(await link.evaluate((element) => element === document.activeElement));
    await context.close();
  });
}

test("what is for staff stands at the foot of every page, and nowhere else on a page for the public", async () => {
  await material.through(["", "404.html", AGENCY, `${AGENCY}cong-khai/`, "yeu-cau/", "giam-sat/"], async (tab, page) => {
    const staff = "a:is([href*='huong-dan/'], [href*='bien-tap/'], [rel~='edit'])";
    assert.equal(await tab.locator(`main ${staff}, header ${staff}`).count(), 0, page);
    const foot = await tab.locator(".ai-footer .ai-wrap > div").last().innerText();
    for (const words of ["Dành cho cán bộ", "Nhập và sửa dữ liệu", "Duyệt đề nghị", "Hướng dẫn"]) {
      assert.ok(foot.includes(words), `${page}: ${words}`);
    }
  });
});

test("a hand-written page stands among those of its part, the one that is open is marked", async () => {
  const { tab, context } = await open("bien-tap/loi/", { viewport: { width: 1280, height: 800 } });
  const current = tab.locator(".ai-side-nav [aria-current]");
  assert.deepEqual(await current.allTextContents(), ["Các mã lỗi"]);
  assert.ok(await tab.getByRole("link", { name: "Các lệnh" }).isVisible());
  await context.close();
});

test("every page but the front page says where it stands, and the menu marks the part", async () => {
  const pages = {
    "co-quan/": ["Trang đầu › Cơ quan", "Cơ quan", "page"],
    [AGENCY]: ["Trang đầu › Cơ quan › Xã Mẫu Hòa", "Cơ quan", "true"],
    [`${AGENCY}cong-khai/`]: ["Trang đầu › Cơ quan › Xã Mẫu Hòa › Thông tin công khai", "Cơ quan", "true"],
    "giam-sat/bang/": ["Trang đầu › Tình hình thực hiện › Bảng từng cơ quan", "Tình hình thực hiện", "true"],
    "en/yeu-cau/": ["Home › Ask for information", "Ask for information", "page"],
  };
  for (const site of [material, plain]) {
    await site.through(Object.keys(pages), async (tab, page) => {
      const [trail, entry, kind] = pages[page];
      const steps = await tab.locator(".ai-crumbs li").allTextContents();
      assert.equal(steps.map((words) => words.trim()).join(" › "), trail);
      const current = tab.locator(".ai-main-menu [aria-current]");
      assert.deepEqual([await current.textContent(), await current.getAttribute("aria-current")], [entry, kind]);
    });
    const { tab, context } = await site.open("");
    assert.equal(await tab.locator(".ai-crumbs").count(), 0);
    assert.equal(await tab.locator("header .ai-search").count(), 0);
    await context.close();
  }
});

test("the page for unknown addresses offers the pages whose addresses are nearest, and a search", async () => {
  const { tab, context } = await open("");
  const html = { status: 404, contentType: "text/html; charset=utf-8", path: `${SITE}/404.html` };
  await tab.route("**/cong-kai/", (route) => route.fulfill(html));
  await tab.goto(material.address("co-quan/xa-mau-hoa/cong-kai/"));
  const offered = tab.locator("[data-likely] a");
  assert.equal(await offered.first().textContent(), "Xã Mẫu Hòa");
  assert.equal(await offered.first().evaluate(({ href }) => href), material.address(AGENCY));
  assert.ok(await tab.locator("main .ai-search input").isVisible());
  await context.close();
  const still = await open("404.html", { javaScriptEnabled: false });
  assert.equal(await still.tab.locator("[data-likely]").isVisible(), false);
  assert.ok(await still.tab.locator("main").getByRole("link", { name: "Danh sách cơ quan" }).isVisible());
  await still.context.close();
});

test("the first stop of the keyboard says where it leads", async () => {
  const words = {
    [AGENCY]: "Bỏ qua, tới nội dung chính",
    "": "Bỏ qua, tới nội dung chính",
    "404.html": "Bỏ qua, tới nội dung chính",
    "en/yeu-cau/": "Skip to the main content",
  };
  await material.through(Object.keys(words), async (tab, page) => {
    await tab.keyboard.press("Tab");
    assert.equal((await tab.locator(":focus").textContent()).trim(), words[page], page);
  });
});

test("every page leads to the accessibility statement, in its language", async () => {
  const pages = ["", "404.html", "yeu-cau/", "thoi-han/", "tim-kiem/", "phap-luat/", "co-quan/", "bien-tap/"];
  const own = [AGENCY, `${AGENCY}cong-khai/`, `${AGENCY}nhung/cong-khai/`];
  for (const [site, list] of [
    [material, [...pages, ...own]],
    [plain, [...pages.slice(0, -1), ...own]],
  ]) {
    await site.through(list, async (tab, page) => {
      const link = tab.getByRole("link", { name: "Trợ năng", exact: true }).last();
      assert.match(await link.evaluate(({ href }) => href), /\/(?!en\/)tro-nang\/$/, page);
    });
    await site.through(["en/", "en/yeu-cau/", "co-quan/so-tu-phap/en/cach-yeu-cau/"], async (tab, page) => {
      const link = tab.getByRole("link", { name: "Accessibility", exact: true }).last();
      assert.match(await link.evaluate(({ href }) => href), /\/en\/tro-nang\/$/, page);
    });
  }
});

test("a link from an English page to a Vietnamese one says so; the sign leads to the English front page", async () => {
  for (const site of [material, plain]) {
    const pages = ["en/", "en/co-quan/", "en/yeu-cau/", "co-quan/so-tu-phap/en/cach-yeu-cau/"];
    await site.through(pages, async (tab, page) => {
      const links = await tab.evaluate(() =>
        [...document.querySelectorAll("a[href]")].map((link) => ({
          url: link.href,
          words: link.textContent,
          tag: link.hreflang,
          place: link.getAttribute("href").startsWith("#"),
        })),
      );
      let led = 0;
      for (const { url, words, tag, place } of links) {
        const inside = url.startsWith(site.address("")) && !place && /\/(?:#.*)?$/.test(url);
        if (!inside || url.includes("/en/") || words.trim() === "Tiếng Việt") continue;
        assert.equal(tag, "vi", `${page}: ${words}`);
        assert.match(words, /\(in Vietnamese\)/, page);
        assert.doesNotMatch(words, /in Vietnamese.*in Vietnamese/, page);
        led += 1;
      }
      assert.ok(led > 0, page);
      const sign = tab.locator(".ai-sign");
      assert.equal(await sign.evaluate(({ href }) => href), site.address("en/"), page);
    });
  }
});

test("the search's field and button stand side by side, its choices in plain dress", async () => {
  const { tab, context } = await open("tim-kiem/", { viewport: { width: 1280, height: 800 } });
  const [field, button] = await Promise.all(
    [".ai-search-box input", ".ai-search-box button"].map((part) => tab.locator(part).boundingBox()),
  );
  const gap = button.x - field.x - field.width;
  assert.ok(gap > 0 && gap < 20, `gap ${gap}`);
  assert.ok(Math.abs(button.height - field.height) < 1.5, `${field.height} and ${button.height}`);
  const signs = await tab
    .locator(".ai-search-form summary")
    .evaluate((element) => ["::before", "::after"].map((part) => getComputedStyle(element, part).content));
  assert.deepEqual(signs, ["none", "none"]);
  await context.close();
});

test("without scripts there is no form that does nothing, but other ways", async () => {
  for (const site of [material, plain]) {
    const { tab, context } = await site.open("tim-kiem/", { javaScriptEnabled: false });
    assert.equal(await tab.locator(".ai-search-form, .ai-search-hint").locator("visible=true").count(), 0);
    assert.ok((await tab.locator("main li a").locator("visible=true").count()) >= 2);
    await context.close();
  }
});

test("long lines of code wrap: nothing has to be pushed sideways", async () => {
  for (const width of [320, 768]) {
    const { tab, context } = await open("huong-dan/len-mang/", { viewport: { width, height: 800 } });
    const wide = await tab
      .locator("pre, pre code")
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth).length);
    assert.equal(wide, 0, `${width}`);
    await context.close();
  }
});
