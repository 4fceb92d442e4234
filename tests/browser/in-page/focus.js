// What the keyboard reaches, and whether one sees where one is.

/** Every element that Tab should stop at, in the order of the document. */
probe.stops = () => {
  const candidates =
    "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]";
  return [...document.querySelectorAll(candidates)].filter((element) => {
    if (element.tabIndex < 0 || element.disabled || element.matches(":disabled")) return false;
    if (!probe.shown(element) || element.closest("[inert]")) return false;
    if (element.type === "hidden") return false;
    if (element.type !== "radio" || element.checked) return true;
    // Of a group of radio buttons Tab stops at one; arrows lead to the others.
    const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`)]
      .filter((radio) => radio.form === element.form && probe.shown(radio));
    return !group.some((radio) => radio.checked) && group[0] === element;
  });
};

/** Notes what a walk with Tab should meet, and from now on in `steps` where each Tab has led. */
probe.startWalk = () => {
  probe.expected = probe.stops();
  probe.steps = [];
  document.activeElement?.blur();
  addEventListener("keyup", probe.noteStep, true);
  const framed = probe.expected.some((element) => element.localName === "iframe");
  return { expected: probe.expected.length, framed };
};

probe.noteStep = () => probe.steps.push(probe.here());

probe.endWalk = () => removeEventListener("keyup", probe.noteStep, true);

probe.here = () => {
  const active = document.activeElement;
  if (!active || active === document.body || active === document.documentElement) return null;
  probe.met ??= new Map();
  probe.finish(); // a skip link may still be sliding in
  if (!probe.met.has(active)) probe.met.set(active, probe.met.size);
  return {
    number: probe.expected.indexOf(active),
    id: probe.met.get(active),
    inner: probe.innerStops(active),
    by: probe.buriedBy(active),
    name: probe.name(active),
  };
};

/** How often Tab may stay on an element because it moves about inside: day, month and year. */
probe.innerStops = (element) => {
  const dated = /^(date|datetime-local|month|time|week)$/.test(element.type);
  return dated || /^(audio|iframe|video)$/.test(element.localName) ? 8 : 0;
};

probe.missed = (numbers) =>
  probe.expected
    .filter((element, number) => !numbers.includes(number) && element.isConnected && probe.shown(element))
    .map((element) => `Tab không tới được: ${probe.name(element)}`);

/** WCAG 2.4.11: what hides all of an element: the name of what lies over it; "" when it can be seen. */
probe.buriedBy = (element) => {
  const own = [element, ...probe.standIns(element)].filter((part) =>
    part.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  );
  let over = null;
  for (const part of own) {
    for (const box of part.getClientRects()) {
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      if (right - left < 1 || bottom - top < 1) continue;
      for (const [x, y] of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]) {
        const hit = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
        if (hit && (part.contains(hit) || hit.contains(part))) return "";
        over = hit ?? over;
      }
    }
  }
  if (!over) return "mép màn hình";
  const layer = [...probe.upwards(over)].find((at) =>
    /fixed|sticky/.test(getComputedStyle(at).position),
  );
  return probe.name(layer ?? over);
};

/** A box that is drawn by hand hides the real one, and shows itself as the label of it or beside it. */
probe.standIns = (element) => {
  const next = element.nextElementSibling;
  return [...(element.labels ?? []), ...(next?.localName === "label" ? [next] : [])];
};

probe.upwards = function* (element) {
  for (let at = element; at; at = at.parentElement) yield at;
};

/** Many stops under one header are one fault; those that are not ours another. */
probe.toldBuried = (found) => {
  const groups = Map.groupBy(found, ({ by, name }) => `${by} ${name.endsWith(probe.HOSTS)}`);
  return [...groups.values()].map(
    (all) => `không thấy ${all.length} chỗ đang đứng vì ${all[0].by} che, như ${all[0].name}`,
  );
};

/** Everything on the page that could show where the focus is, as it looks now. */
probe.looks = (element) => {
  return [element, ...probe.standIns(element), element.parentElement].map((part) => {
    const style = getComputedStyle(part);
    return {
      part,
      outline: style.outlineStyle === "none" ? "" : style.outline,
      auto: style.outlineStyle === "auto",
      width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      colour: style.outlineColor,
      shadow: style.boxShadow,
      background: `${style.backgroundColor} ${style.backgroundImage}`,
      border: `${style.borderTop} ${style.borderBottom} ${style.borderLeft}`,
      underline: `${style.textDecorationLine} ${style.textDecorationThickness}`,
    };
  });
};

/** WCAG 2.4.7, 1.4.11: what has the focus looks different, and its ring can be told from around it. */
probe.unfocused = (element, before) => {
  const changed = probe.looks(element).map((after, number) => {
    const old = before[number];
    const ring = after.outline !== old.outline && after.width > 0;
    const other = ["shadow", "background", "border", "underline"].some((key) => after[key] !== old[key]);
    if (!ring) return other ? "seen" : "";
    const around = probe.background(after.part.parentElement ?? after.part);
    const inside = probe.background(after.part);
    const pen = probe.colour(after.colour);
    const faint =
      !after.auto &&
      (pen[3] < 0.5 || Math.max(probe.contrast(pen, around), probe.contrast(pen, inside)) < 3);
    return faint && !other ? "faint" : "seen";
  });
  if (changed.includes("seen")) return [];
  return [
    changed.includes("faint")
      ? `viền của chỗ đang đứng quá nhạt: ${probe.name(element)}`
      : `không thấy đang đứng ở đâu: ${probe.name(element)}`,
  ];
};

/**
 * Goes through all stops from the last to the first, as Shift and Tab do: upwards the page scrolls
 * only as far as it must, so that a header which stays in place may lie over the focus. Tab must
 * have been pressed before, or the browser will not show what a script focuses.
 */
probe.focusAll = () => {
  probe.wear("* { scroll-behavior: auto !important; transition: none !important }");
  const faults = [];
  const buried = [];
  for (const stop of probe.stops().reverse()) {
    document.activeElement?.blur();
    const before = probe.looks(stop);
    stop.focus();
    if (document.activeElement !== stop) continue;
    faults.push(...probe.unfocused(stop, before));
    const by = probe.buriedBy(stop);
    if (by) buried.push({ by, name: probe.name(stop) });
  }
  document.activeElement?.blur();
  document.adoptedStyleSheets = [];
  scrollTo(0, 0);
  return [...faults, ...probe.toldBuried(buried)];
};

/** WCAG 2.1.1: what looks as if it could be clicked can also be reached without a mouse. */
probe.mouseOnly = () => {
  const stops = new Set(probe.stops());
  const reached = (element) => {
    if ([...probe.upwards(element)].some((at) => stops.has(at))) return true;
    if ([...element.querySelectorAll("*")].some((inner) => stops.has(inner))) return true;
    const control = element.closest("label")?.control;
    return control ? stops.has(control) || control.type === "radio" : false;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => getComputedStyle(element).cursor === "pointer" || element.onclick)
    .filter((element) => element.onclick || getComputedStyle(element.parentElement).cursor !== "pointer")
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((element) => element.getClientRects().length && !element.disabled && !reached(element))
    .filter((element) => element.getBoundingClientRect().width > 1)
    .map((element) => `chỉ bấm được bằng chuột: ${probe.name(element)}`);
};

/** WCAG 2.4.1: where the first stop leads; null when it is no link into this page. */
probe.skipTarget = () => {
  const first = probe.expected[0];
  if (!first?.hash || first.pathname !== location.pathname) return null;
  return document.getElementById(decodeURIComponent(first.hash.slice(1)));
};

/** How many stops stand before the main part: none, and there is nothing to skip. */
probe.stopsBeforeMain = () => {
  const main = document.querySelector("main");
  const before = Node.DOCUMENT_POSITION_PRECEDING;
  return probe.expected.filter((stop) => main && main.compareDocumentPosition(stop) & before).length;
};

probe.beginsMain = (target) => {
  const main = document.querySelector("main");
  return main.contains(target) || target.contains(main.querySelector("h1"));
};

/** The first stop that stands in or after an element, if any is left there. */
probe.firstStopIn = (target) =>
  probe
    .stops()
    .find((stop) => target.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
