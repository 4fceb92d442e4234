// How each kind of our pages stands in each host, from the narrowest telephone to a wide screen.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { until } from "../waiting.mjs";
import { HAND_WRITTEN, HOSTS, KINDS, PREFIX } from "./kinds.mjs";
import { resize, stage } from "./stage.mjs";

const WIDTHS = [320, 390, 768, 960, 1024, 1280, 1440];
// Material sets its columns anew at each of them; the other themes have but one border between.
const FEWER = [320, 390, 1024, 1280];
const widthsOf = (host) => (HOSTS[host] === HOSTS.material ? WIDTHS : FEWER);
/** Where boxes of our own frame and of a host are about equally wide, so that the same looks are due. */
const ALIKE = 390;
/** Sizes and gaps of a host's own letters differ a little; twice as large or as far is another look. */
const SIZE = 1.3;
const GAP = 1.2;
/** Between two lines of a page, in em: more is a hole. */
const BLANK = 5.5;
/** In milliseconds: more than a theme waits before it sets its parts anew. */
const A_WHILE = 300;

const { open } = stage();

/** Once for each host or kind, whoever asks first; what failed is tried anew by the next who asks. */
const once = (make) => {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) kept.set(key, make(key).catch((error) => (kept.delete(key), Promise.reject(error))));
    return kept.get(key);
  };
};

const boxesIn = (tab, host) => tab.evaluate((parts) => probe.boxes(parts), HOSTS[host].parts);

/** Boxes that stood where they stand a while ago too: a theme's own scripts set some after the browser has set all. */
async function boxesAtRest(tab, host) {
  let before = "";
  return until(async () => {
    const boxes = await boxesIn(tab, host);
    const told = JSON.stringify(boxes);
    if (told === before) return boxes;
    before = told;
    await new Promise((done) => setTimeout(done, A_WHILE));
    return null;
  });
}

/** The boxes of a host's own parts at each width, on a page of its own, and what that page complains of. */
const hostAlone = once(async (host) => {
  const { tab, context, complaints } = await open(host, HAND_WRITTEN, { searches: false });
  const boxes = {};
  for (const width of WIDTHS) {
    await resize(tab, width);
    boxes[width] = await boxesAtRest(tab, host);
  }
  await context.close();
  return { boxes, complaints };
});

/** What a page of ours looks like in our own frame, and which bands stay empty there, as lines to write on do. */
const inOwn = once(async (kind) => {
  const { tab, context } = await openKind("own", kind);
  await resize(tab, ALIKE);
  const found = await tab.evaluate((most) => ({ looks: probe.looksOfOurs(), blanks: probe.blanks(most) }), BLANK);
  await context.close();
  return { looks: found.looks, blanks: found.blanks.map(plain) };
});

async function openKind(host, kind, options) {
  const opened = await open(host, PREFIX + KINDS[kind], { searches: false, ...options });
  if (kind === "tim-kiem") await opened.tab.locator("ol.ai-results > li").first().waitFor();
  return opened;
}

function moved(before, after) {
  const faults = [];
  for (const [name, box] of Object.entries(before)) {
    const now = after[name];
    const same = box === null ? now === null : now !== null && box.every((part, at) => Math.abs(part - now[at]) <= 1);
    const told = (there) => there?.join(" ") ?? "không thấy";
    if (!same) faults.push(`${name} của chủ nhà: ${told(box)} → ${told(now)}`);
  }
  return faults;
}

/** What looks otherwise than in our own frame, each sort of element once. */
function differing(own, guest) {
  if (own.length !== guest.length) return [`khung riêng có ${own.length} phần tử, ở đây ${guest.length}`];
  const faults = new Map();
  const add = (fault, { name, words }, told) => {
    const key = `${fault} ${name}`;
    const found = faults.get(key) ?? { text: `${fault}: ${words} (${told})`, count: 0 };
    faults.set(key, { ...found, count: found.count + 1 });
  };
  for (const [at, look] of guest.entries()) {
    const before = own[at];
    if (before.name !== look.name) return [`khung riêng có ${before.name} ở chỗ của ${look.name}`];
    if (!before.words && look.words) add("hiện ra", look, "ở khung riêng không thấy");
    if (before.words && !look.words) add("mất đi", { ...before }, "ở khung riêng thì thấy");
    if (!before.words || !look.words) continue;
    if (look.bulleted !== before.bulleted) add(look.bulleted ? "mọc dấu đầu dòng" : "mất dấu đầu dòng", look, "khác khung riêng");
    if (look.framed !== before.framed) add(look.framed ? "mọc khung" : "mất khung", look, "khác khung riêng");
    const ratio = look.size / before.size;
    if (ratio > SIZE || ratio < 1 / SIZE) add("cỡ chữ khác", look, `${look.size.toFixed(2)} em, khung riêng ${before.size.toFixed(2)}`);
    if (look.gap !== null && before.gap !== null && look.gap - before.gap > GAP) {
      add("khoảng trống phía trên rộng hơn", look, `${look.gap.toFixed(1)} em, khung riêng ${before.gap.toFixed(1)}`);
    }
  }
  return [...faults.values()].map(({ text, count }) => (count > 1 ? `${text} và ${count - 1} chỗ nữa` : text));
}

/** Each fault with the widths at which it was met. */
function byWidth(met) {
  const widths = new Map();
  for (const { where, fault } of met) widths.set(fault, [...(widths.get(fault) ?? []), where]);
  return [...widths].map(([fault, all]) => `${[...new Set(all)].join(", ")}: ${fault}`);
}

/** Numbers differ from width to width; the fault is the same. */
const plain = (fault) => fault.replace(/ \([^()]*(?:điểm|ngoài)[^()]*\)/, "");

/** With tabs Material's head alone is another. */
const kindsIn = (host) => (host === "tabs" ? ["trang-dau", "cong-khai", "giam-sat", "phieu"] : Object.keys(KINDS));

describe("our pages in other people's sites", { concurrency: 3 }, () => {
  for (const host of Object.keys(HOSTS)) {
    for (const kind of kindsIn(host)) {
      test(`${host}: ${kind}`, async () => {
        const { tab, context, complaints } = await openKind(host, kind);
        const alone = await hostAlone(host);
        const met = [];
        const add = (where, faults) => met.push(...faults.map((fault) => ({ where, fault: plain(fault) })));
        for (const width of widthsOf(host)) {
          await resize(tab, width);
          const { faults, boxes } = await tab.evaluate(
            ({ heads, parts, isGuest, blank }) => ({
              faults: [
                ...probe.largeIcons(),
                ...(isGuest ? probe.sticksOut() : probe.sideways()),
                ...probe.narrow(isGuest ? 14 : 12),
                ...probe.unframed(),
                ...probe.brokenTrail(),
                ...probe.unreadable(),
                ...(isGuest ? probe.blanks(blank) : []),
                ...probe.collides(heads),
              ],
              boxes: probe.boxes(parts),
            }),
            { ...HOSTS[host], isGuest: host !== "own", blank: BLANK },
          );
          const { looks, blanks } = host === "own" ? {} : await inOwn(kind);
          add(width, faults.filter((fault) => !blanks?.includes(plain(fault))));
          const stands = moved(alone.boxes[width], boxes).length === 0;
          add(width, stands ? [] : moved(alone.boxes[width], await boxesAtRest(tab, host)));
          if (width === ALIKE && looks) add(width, differing(looks, await tab.evaluate(() => probe.looksOfOurs())));
        }
        add("mọi cỡ", complaints.filter((said) => !alone.complaints.includes(said)).map((said) => `lỗi trong bảng điều khiển: ${said}`));
        await context.close();
        assert.deepEqual(byWidth(met), []);
      });
    }
  }
});

describe("in the dark", { concurrency: 3 }, () => {
  const all = Object.keys(KINDS).map((kind) => ["material", kind]);
  const some = kindsIn("tabs").map((kind) => ["mkdocs", kind]);
  for (const [host, kind] of [...all, ...some]) {
    test(`${host}: ${kind}`, async () => {
      const { tab, context } = await openKind(host, kind, { dark: true });
      const met = [];
      for (const width of [390, 1280]) {
        await resize(tab, width);
        const faults = await tab.evaluate(async () => {
          const root = probe.ours();
          const rule = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
          const { violations } = await axe.run(root, { runOnly: rule, resultTypes: ["violations"], preload: false });
          const bright = probe.background(root).slice(0, 3).every((part) => part > 128);
          return [
            ...(bright ? ["nền của ta vẫn sáng"] : []),
            ...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(" > ")}`)),
          ];
        });
        met.push(...faults.map((fault) => ({ where: width, fault })));
      }
      await context.close();
      assert.deepEqual(byWidth(met), []);
    });
  }
});
