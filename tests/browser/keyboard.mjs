// The keyboard alone: Tab through the page as someone does who has no mouse.

/** Stops beyond those expected: scrolling boxes get one of the browser's own. */
const SPARE = 40;

/** Keys sent at once: waiting for each costs more than all that is looked at. */
const BATCH = 32;

/** Presses Tab from the top until the focus leaves the page; returns the faults by check. */
export async function walk({ tab, session }) {
  const { expected, framed } = await tab.evaluate(() => probe.startWalk());
  const keyboard = [];
  const buried = [];
  const numbers = [];
  let before = null;
  let stayed = 0;
  let ended = false;
  for await (const here of stepping({ tab, session, most: expected + SPARE, framed })) {
    const around = before !== null && here?.number === numbers[0];
    if (here === null || (around && (expected === 1 || here.id !== before.id))) {
      ended = true;
      break;
    }
    stayed = here.id === before?.id ? stayed + 1 : 0;
    if (stayed > here.inner) {
      keyboard.push(`bẫy bàn phím: Tab không rời được ${here.name}`);
      break;
    }
    before = here;
    if (stayed > 0) continue;
    if (here.by) buried.push(here);
    const last = numbers.at(-1) ?? -1;
    if (here.number >= 0) {
      if (here.number < last) keyboard.push(`Tab nhảy ngược tới ${here.name}`);
      numbers.push(here.number);
    }
  }
  if (!ended && keyboard.length === 0 && expected > 0) {
    keyboard.push(`sau ${expected + SPARE} lần Tab vẫn chưa hết trang`);
  }
  keyboard.push(...(await tab.evaluate((met) => probe.missed(met), numbers)));
  const hidden = await tab.evaluate((found) => probe.toldBuried(found), buried);
  await tab.evaluate(() => probe.endWalk());
  return { keyboard, hidden, skip: await skipLink(tab) };
}

/** Where each Tab leads, one after the other; null where it leads out of the page.
 *
 * The page itself notes each step, so that many keys go out at once. Within a frame it hears no keys:
 * there one waits for each.
 */
async function* stepping({ tab, session, most, framed }) {
  for (let left = most; left > 0; left -= BATCH) {
    const count = Math.min(left, BATCH);
    if (framed) {
      for (let step = 0; step < count; step += 1) {
        await tab.keyboard.press("Tab");
        yield tab.evaluate(() => probe.here());
      }
      continue;
    }
    const keys = Array.from({ length: count }, () => ["rawKeyDown", "keyUp"]).flat();
    await Promise.all(keys.map((type) => session.send("Input.dispatchKeyEvent", { ...TAB, type })));
    const steps = await tab.evaluate(() => probe.steps.splice(0));
    yield* steps;
    if (steps.length < count) yield null;
  }
}

const TAB = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9, nativeVirtualKeyCode: 9 };

/** The first stop must lead past what every page repeats, be seen there, and truly lead. */
async function skipLink(tab) {
  if ((await tab.evaluate(() => probe.stopsBeforeMain())) === 0) return [];
  const first = await tab.evaluate(() => {
    const target = probe.skipTarget();
    if (target === null || !probe.beginsMain(target)) return "none";
    probe.expected[0].focus();
    probe.wear("* { transition: none !important }");
    const box = probe.expected[0].getBoundingClientRect();
    return box.width > 20 && box.height > 10 && !probe.buriedBy(probe.expected[0]) ? "seen" : "unseen";
  });
  if (first === "none") return ["chỗ dừng đầu tiên không phải liên kết tới nội dung chính"];
  await tab.keyboard.press("Enter");
  // The link leads there a moment later, and keys wait for nothing.
  await tab.evaluate(() => probe.settle());
  await tab.keyboard.press("Tab");
  const arrived = await tab.evaluate(() => {
    document.adoptedStyleSheets = [];
    const next = probe.firstStopIn(probe.skipTarget());
    return next === undefined || next === document.activeElement;
  });
  const faults = first === "unseen" ? ["không thấy liên kết tới nội dung chính khi đứng ở đó"] : [];
  if (!arrived) faults.push("liên kết tới nội dung chính không đưa tới đó");
  return faults;
}
