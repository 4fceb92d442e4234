// The host's own doings, by hand and by keyboard, where a page of ours stands in it; and ours beside them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { filterBy, until } from "../waiting.mjs";
import { HAND_WRITTEN, HOSTS, KINDS, PREFIX } from "./kinds.mjs";
import { resize, stage } from "./stage.mjs";

const { address, open } = stage();
const LIST = PREFIX + KINDS["cong-khai"];
const MATERIALS = ["material", "tabs"];
const GUESTS = [...MATERIALS, "readthedocs", "mkdocs"];
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What only we make a page complain of: a theme may do so by itself. */
const theirs = Object.fromEntries(GUESTS.map((host) => [host, null]));
async function ours(host, complaints) {
  theirs[host] ??= open(host, HAND_WRITTEN).then(async ({ context, complaints: own }) => {
    await context.close();
    return own;
  });
  const own = await theirs[host];
  return complaints.filter((said) => !own.includes(said));
}

const seen = (tab, selector) =>
  tab.locator(selector).first().evaluate((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return probe.shown(element) && width > 0 && right > 0 && left < innerWidth;
  });
/** Waits until a part is in view, or out of it. */
const comes = (tab, selector) => until(() => seen(tab, selector), `${selector} in view`, 5000);
const goes = (tab, selector) => until(async () => !(await seen(tab, selector)), `${selector} out of view`, 5000);

const DRAWERS = {
  material: { press: "label.md-header__button[for=__drawer]", drawer: ".md-sidebar--primary", away: "label.md-overlay" },
  tabs: { press: "label.md-header__button[for=__drawer]", drawer: ".md-sidebar--primary", away: "label.md-overlay" },
  readthedocs: { press: "[data-toggle=wy-nav-top]", drawer: ".wy-nav-side", away: "[data-toggle=wy-nav-top]" },
  mkdocs: { press: ".navbar-toggler", drawer: "#navbar-collapse.show", away: ".navbar-toggler" },
};

describe("the host works around our pages", { concurrency: 3 }, () => {
  for (const host of GUESTS) {
    test(`${host}: on a telephone its drawer opens by touch, lists its pages, and closes`, async () => {
      const { press, drawer, away } = DRAWERS[host];
      for (const page of [HAND_WRITTEN, LIST]) {
        const { tab, context } = await open(host, page, PHONE);
        await tab.locator(press).first().tap();
        await comes(tab, drawer);
        const names = await tab.locator(`${drawer} a`).allInnerTexts();
        for (const name of ["Tin tức", "Tiếp cận thông tin"]) {
          assert.ok(names.some((words) => words.trim() === name), `${page}: ${name} in ${names}`);
        }
        if (away === "label.md-overlay") await tab.touchscreen.tap(380, 500);
        else await tab.locator(away).first().tap();
        if (host === "mkdocs") await tab.locator(drawer).waitFor({ state: "detached" });
        else await goes(tab, drawer);
        await context.close();
      }
    });

    test(`${host}: the keyboard meets the same stops before our part as on its own pages`, async () => {
      const stops = async (page, width) => {
        const { tab, context } = await open(host, page, { viewport: { width, height: 900 } });
        const met = await tab.evaluate((selectors) => {
          const heads = selectors.flatMap((selector) => [...document.querySelectorAll(selector)]);
          return probe
            .stops()
            .filter((stop) => heads.some((head) => head.contains(stop)) && !stop.closest(".toctree-l1, .md-nav"))
            .filter((stop) => !/^(prev|next)$/.test(stop.rel) && !/^(Edit on|Sửa)/.test(stop.textContent.trim()))
            // Which entry is the open one, and what a search says while it loads, may differ.
            .map((stop) => `${stop.localName} ${stop.getAttribute("href")?.startsWith("#") ? "#" : ""}${stop.matches("div") ? "" : stop.textContent.trim()}`);
        }, HOSTS[host].heads);
        await context.close();
        return met;
      };
      for (const width of [390, 1280]) {
        const own = await stops(HAND_WRITTEN, width);
        assert.ok(own.length > 0);
        assert.deepEqual(await stops(LIST, width), own, `${width}`);
      }
    });

    test(`${host}: its first stop skips to what is ours`, async () => {
      const skipping = async (page) => {
        const { tab, context } = await open(host, page);
        const target = await tab.evaluate(() => {
          probe.startWalk();
          const main = probe.skipTarget();
          return main && (probe.ours().contains(main) || main.contains(document.querySelector("h1")) ? "content" : "elsewhere");
        });
        await context.close();
        return target;
      };
      const own = await skipping(HAND_WRITTEN);
      const ours = await skipping(LIST);
      assert.ok(ours === "content" || own === null, `${ours}, on its own pages ${own}`);
    });

    test(`${host}: on paper there is nothing of the host but what its own pages print, and all of ours`, async () => {
      const printed = async (page) => {
        const { tab, context } = await open(host, page);
        await tab.emulateMedia({ media: "print" });
        await resize(tab, 718); // A4 between margins of 10 mm
        const found = await tab.evaluate(
          ({ heads }) => ({
            heads: heads.map((head) => [...document.querySelectorAll(head)].some((part) => probe.shown(part) && part.getBoundingClientRect().height > 1)),
            faults: [...probe.unreadable(), ...probe.sideways(), ...probe.largeIcons()],
            rows: [...probe.ours().querySelectorAll("tr[data-item]")].filter(probe.shown).length,
            all: probe.ours().querySelectorAll("tr[data-item]").length,
          }),
          HOSTS[host],
        );
        await context.close();
        return found;
      };
      const own = await printed(HAND_WRITTEN);
      const ours = await printed(LIST);
      assert.deepEqual(ours.heads, own.heads);
      assert.deepEqual(ours.faults, []);
      assert.ok(ours.all > 40 && ours.rows === ours.all, `${ours.rows} of ${ours.all}`);
    });

    test(`${host}: a link to an item leads to where it can be seen, below what stays in place`, async () => {
      for (const width of [390, 1280]) {
        const { tab, context } = await open(host, LIST, { viewport: { width, height: 800 } });
        const ids = await tab.locator("tr[data-item]").evaluateAll((rows) => [rows[3].id, rows.at(-1).id]);
        for (const id of ids) {
          // Its instant loading writes down where one stands a moment after each scroll, and takes a link that
          // is followed before for a way back to there: no reader is as quick, and a busy machine as slow.
          if (host === "tabs") await until(() => tab.evaluate(() => history.state?.y === scrollY), "place written down");
          // A link, as readers follow it: Material's instant loading goes there by itself.
          await tab.evaluate((place) => {
            const link = document.createElement("a");
            link.href = `#${place}`;
            document.querySelector(".ai-fragment").append(link);
            link.click();
            link.remove();
          }, id);
          const covered = () =>
            tab.evaluate((place) => {
              const box = document.getElementById(place).getBoundingClientRect();
              if (box.top < 0 || box.top > innerHeight - 20) return `at ${Math.round(box.top)}`;
              const over = document.elementFromPoint(box.left + box.width / 2, box.top + 4);
              return document.getElementById(place).contains(over) ? "" : `under ${over && probe.name(over)}`;
            }, id);
          let told = "";
          await until(async () => (told = await covered()) === "", id, 20_000).catch(() => assert.fail(`${width}: ${id} ${told}`));
        }
        await context.close();
      }
    });

    test(`${host}: every page says where it stands, leads home, and has a foot that tells whom to call`, async () => {
      for (const page of [PREFIX, LIST, `${PREFIX}giam-sat/`]) {
        const { tab, context } = await open(host, page);
        const links = await tab.locator("a[href]").evaluateAll((all) => all.map(({ href }) => href.replace(/#.*/, "")));
        assert.ok(links.includes(address(host)), `${page}: no link to the host's front page`);
        const foot = tab.locator(".ai-guest-foot");
        assert.equal(await foot.count(), 1, page);
        assert.ok((await foot.locator("a[href^='tel:']").count()) > 0, `${page}: telephone`);
        assert.ok((await foot.locator("a[href*='bao-sai'], a[href*='phan-anh'], a[href^='mailto:']").count()) > 0, `${page}: report`);
        const trail = await tab.locator(".ai-guest .ai-crumbs li").allInnerTexts();
        if (page !== PREFIX) assert.ok(trail.length > 1, `${page}: ${trail}`);
        await context.close();
      }
    });

    test(`${host}: the search box of our section finds what is ours`, async () => {
      const { tab, context, complaints } = await open(host, PREFIX);
      const form = tab.locator(".ai-guest form[role=search]").first();
      await form.locator("input").fill("quy che");
      await form.locator("input").press("Enter");
      await tab.waitForURL(/tim-kiem/);
      await tab.locator("ol.ai-results > li a").first().waitFor();
      assert.deepEqual(await ours(host, complaints), []);
      await context.close();
    });

    test(`${host}: the links to the page's source lead to the agency's own files`, async () => {
      const { tab, context } = await open(host, LIST);
      const edits = await tab.locator("a[href*='/edit/']").evaluateAll((all) => all.map(({ href }) => href));
      assert.deepEqual(new Set(edits), new Set(["https://forge.example/xa-thu/cong/edit/main/agencies/so-tu-phap/cong-khai.yml"]));
      await context.close();
    });
  }

  for (const host of MATERIALS) {
    test(`${host}: its search opens by key and by click, and finds its pages`, async () => {
      for (const how of ["/", "s", "click"]) {
        const { tab, context, complaints } = await open(host, LIST);
        const input = tab.locator(".md-search__input");
        if (how === "click") await input.click();
        else await tab.keyboard.press(how);
        await until(() => input.evaluate((element) => element === document.activeElement), how, 5000);
        await input.pressSequentially("Tin t");
        const found = tab.locator(".md-search-result__link");
        await found.first().waitFor();
        assert.ok((await found.evaluateAll((all) => all.map(({ href }) => href))).some((href) => href.includes("tin-tuc/")));
        assert.deepEqual(await ours(host, complaints), []);
        await context.close();
      }
    });

    test(`${host}: its switch of colours changes ours too, and the choice stays`, async () => {
      const { tab, context } = await open(host, LIST);
      const colours = () =>
        tab.evaluate(() => {
          const row = document.querySelector("tr[data-item] th");
          return { ground: probe.background(row).slice(0, 3), ink: probe.colour(getComputedStyle(row).color).slice(0, 3) };
        });
      const light = await colours();
      await tab.locator("[data-md-component=palette] label:not([hidden])").first().click();
      await tab.locator("body[data-md-color-scheme=slate]").waitFor();
      const dark = await colours();
      assert.ok(light.ground.every((part) => part > 200) && dark.ground.every((part) => part < 90), JSON.stringify({ light, dark }));
      assert.ok(light.ink.every((part) => part < 110) && dark.ink.every((part) => part > 150), JSON.stringify({ light, dark }));
      await tab.goto(address(host, PREFIX));
      await tab.locator("body[data-md-color-scheme=slate]").waitFor();
      await context.close();
    });

    test(`${host}: its table of contents lists the parts of our page, and leads there`, async () => {
      const { tab, context } = await open(host, `${PREFIX}${KINDS.luat}`);
      const parts = await tab.evaluate(() =>
        [...probe.ours().querySelectorAll("h2[id]")].filter(probe.shown).map(({ id }) => id),
      );
      const listed = await tab.locator(".md-sidebar--secondary .md-nav__link").evaluateAll((all) =>
        all.filter(probe.shown).map((link) => decodeURIComponent(link.hash.slice(1))),
      );
      assert.ok(parts.length > 3);
      assert.deepEqual(parts.filter((part) => !listed.includes(part)), []);
      await tab.locator(`.md-sidebar--secondary a[href$="#${parts[2]}"]`).first().click();
      const top = () => tab.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, parts[2]);
      await until(async () => (await top()) > 40 && (await top()) < 300, "the part in view", 5000);
      await context.close();
    });
  }

  test("mkdocs: its table of contents lists the parts of our page", async () => {
    const { tab, context } = await open("mkdocs", `${PREFIX}${KINDS.luat}`);
    const parts = await tab.evaluate(() => [...probe.ours().querySelectorAll("h2[id]")].filter(probe.shown).map(({ id }) => id));
    const listed = await tab.locator(".bs-sidebar a").evaluateAll((all) => all.map((link) => decodeURIComponent(link.hash.slice(1))));
    assert.deepEqual(parts.filter((part) => !listed.includes(part)), []);
    await context.close();
  });

  for (const [host, button, input, found] of [
    ["readthedocs", null, "#rtd-search-form input[type=text]", "#mkdocs-search-results a"],
    ["mkdocs", "[data-bs-target='#mkdocs_search_modal']", "#mkdocs-search-query", "#mkdocs-search-results a"],
  ]) {
    test(`${host}: its search finds its pages`, async () => {
      const { tab, context, complaints } = await open(host, LIST);
      if (button) await tab.locator(button).click();
      const results = tab.locator(found);
      // The theme listens to keys only when its worker has read the index: whoever is faster types again.
      await until(async () => {
        await tab.locator(input).fill("");
        await tab.locator(input).pressSequentially("Đường");
        // Without a button the theme leads to a page of its own, which begins to load everything anew.
        if (!button) await tab.keyboard.press("Enter");
        await results.first().waitFor({ timeout: button ? 500 : 10000 }).catch(() => {});
        return (await results.count()) > 0;
      }, "results", 40000);
      assert.ok((await results.evaluateAll((all) => all.map(({ href }) => href))).some((href) => href.includes("tin-tuc/")));
      assert.deepEqual(await ours(host, complaints), []);
      await context.close();
    });
  }

  test("opened without loading anew, our pages and the host's go on working", async () => {
    const { tab, context, complaints } = await open("tabs", "");
    await tab.evaluate(() => {
      globalThis.stayed = true;
    });
    const stayed = () => tab.evaluate(() => globalThis.stayed === true);
    const arrive = async (page) => {
      await tab.waitForURL(address("tabs", page));
      await until(() => tab.evaluate(() => document.readyState === "complete" && !document.querySelector(".md-progress[style*='0.']")), "loaded", 10000);
    };
    const checkList = async () => {
      const rows = tab.locator("tr[data-item]:visible");
      await rows.first().waitFor();
      const all = await rows.count();
      const box = tab.getByLabel("Lọc các mục trên trang này");
      await filterBy(box, "quy che");
      const some = await rows.count();
      assert.ok(some > 0 && some < all, `${some} of ${all}`);
      await filterBy(box, "");
      assert.equal(await rows.count(), all);
    };
    const checkSearch = async () => {
      await tab.keyboard.press("/");
      const input = tab.locator(".md-search__input");
      await until(() => input.evaluate((element) => element === document.activeElement), "the host's search", 5000);
      await input.fill("");
      await input.pressSequentially("Trung");
      await tab.locator(".md-search-result__link").first().waitFor();
      await tab.keyboard.press("Escape");
    };
    await tab.locator("article a", { hasText: "Danh sách các cơ quan" }).click();
    await arrive(`${PREFIX}co-quan/`);
    const withoutLoading = await stayed();
    const filter = tab.locator("#ai-loc");
    await filter.waitFor();
    await filter.fill("tu phap");
    await until(async () => (await tab.locator("ul.ai-places li:visible").count()) < 4, "the directory filtered", 5000);
    await tab.locator("ul.ai-places a", { hasText: "Sở Tư pháp" }).first().click();
    await arrive(`${PREFIX}${KINDS["tong-quan"]}`);
    await checkSearch();
    await tab.locator(".ai-guest a", { hasText: "Thông tin công khai" }).first().click();
    await arrive(LIST);
    await checkList();
    const folded = tab.locator("tr[data-item] details").first();
    await folded.locator("summary").click();
    await until(() => folded.evaluate(({ open: isOpen }) => isOpen), "details open", 5000);
    await tab.goBack();
    await arrive(`${PREFIX}${KINDS["tong-quan"]}`);
    await tab.goForward();
    await arrive(LIST);
    await checkList();
    await tab.locator(".md-tabs__link, .md-nav__link", { hasText: "Tin tức" }).first().click();
    await arrive("tin-tuc/");
    await checkSearch();
    await tab.locator(".md-tabs a[href*='tiep-can-thong-tin']").click();
    await arrive(PREFIX);
    await tab.locator(".ai-guest form[role=search] input").first().fill("quy che");
    await tab.locator(".ai-guest form[role=search] input").first().press("Enter");
    await tab.locator("ol.ai-results > li a").first().waitFor();
    assert.equal(await stayed().catch(() => false), withoutLoading);
    assert.deepEqual(await ours("tabs", complaints), []);
    await context.close();
  });
});
