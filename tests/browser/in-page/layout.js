// Whether text can be read where it stands: not off the side, not cut, not over other text.

/** WCAG 1.4.10: nothing may need scrolling in two directions. */
probe.sideways = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const widest = [...document.body.querySelectorAll("*")].find(
    (element) => element.getBoundingClientRect().right > clientWidth + 1,
  );
  const from = widest ? probe.name(widest) : "?";
  return [`cuộn ngang: rộng ${scrollWidth} trên ${clientWidth}, từ ${from}`];
};

/** Every line of text that is seen, with its box and whether it stays while the page scrolls. */
probe.lines = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Map();
  const lines = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const parent = node.parentElement;
    if (!seen.has(parent)) {
      // The words of a closed `<details>` itself are hidden, it is not; its summary is an element.
      const folded = parent.localName === "details" && !parent.open;
      const visible = !folded && parent.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const { right, bottom } = parent.getBoundingClientRect();
      const aside = right <= 0 || bottom + scrollY <= 0; // a closed drawer, a skip link
      const met = visible && !aside && !probe.onlyHeard(parent);
      seen.set(parent, met ? { sticks: probe.sticks(parent) } : null);
    }
    if (!seen.get(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) lines.push({ node, parent, box, ...seen.get(parent) });
    }
  }
  return lines;
};

probe.sticks = (element) => {
  for (let at = element; at; at = at.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
  }
  return false;
};

/** WCAG 1.4.4 and 1.4.12: text that does not fit its box must not be cut off there. */
probe.cut = (lines) => {
  const style = new Map();
  const of = (element) => {
    if (!style.has(element)) style.set(element, getComputedStyle(element));
    return style.get(element);
  };
  const faults = new Set();
  for (const { parent, box } of lines) {
    const open = { x: true, y: true };
    for (let at = parent; at !== document.body && at && (open.x || open.y); at = at.parentElement) {
      const around = of(at);
      if (around.display === "inline" || around.display === "contents") continue;
      const edge = at.getBoundingClientRect();
      // A box of glyphs is taller than the line it stands in, more so in some fonts.
      const spare = box.height / 4;
      const over = {
        x: box.right > edge.right + 2 || box.left < edge.left - 2,
        y: box.bottom > edge.bottom + spare || box.top < edge.top - spare,
      };
      for (const [axis, overflow] of [["x", around.overflowX], ["y", around.overflowY]]) {
        if (!open[axis] || overflow === "visible") continue;
        if (overflow === "auto" || overflow === "scroll") open[axis] = false;
        else if (over[axis]) faults.add(`chữ bị cắt: ${probe.name(parent)} trong ${probe.name(at)}`);
      }
    }
  }
  return [...faults];
};

/** No line may lie over another; what stays in place while the page scrolls is a layer of its own. */
probe.overlapping = (lines) => {
  const faults = new Set();
  for (const layer of [lines.filter((line) => !line.sticks), lines.filter((line) => line.sticks)]) {
    layer.sort((a, b) => a.box.top - b.box.top);
    for (const [number, { node, parent, box }] of layer.entries()) {
      for (let next = number + 1; next < layer.length; next += 1) {
        const other = layer[next];
        if (other.box.top >= box.bottom) break;
        if (other.node === node) continue;
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const height = Math.min(box.bottom, other.box.bottom) - other.box.top;
        if (width > 2 && height > Math.min(box.height, other.box.height) / 3) {
          faults.add(`chữ đè lên nhau: ${probe.name(parent)} và ${probe.name(other.parent)}`);
        }
      }
    }
  }
  return [...faults];
};

/** What stays in place must leave room to read in: enlarged, a header may fill the screen. */
probe.crowded = () => {
  const covered = new Set();
  for (let y = 5; y < innerHeight; y += 10) {
    const top = document.elementFromPoint(innerWidth / 2, y);
    if (top && probe.sticks(top) && !top.closest("main")) covered.add(y);
  }
  const share = Math.round((1000 * covered.size) / innerHeight);
  return share > 50 ? [`phần đứng yên che ${share} % màn hình`] : [];
};

probe.readable = () => {
  const lines = probe.lines();
  return [...probe.sideways(), ...probe.cut(lines), ...probe.overlapping(lines)];
};

/** Remembers how large each text is, for `stayedSmall`. */
probe.measure = () => {
  probe.sizes = new Map();
  for (const { parent } of probe.lines()) {
    probe.sizes.set(parent, parseFloat(getComputedStyle(parent).fontSize));
  }
};

/** WCAG 1.4.4: a reader who sets letters twice as large must get them so. */
probe.stayedSmall = () =>
  [...probe.sizes]
    .filter(([element]) => element.isConnected && probe.shown(element))
    .filter(([element, before]) => parseFloat(getComputedStyle(element).fontSize) < 1.9 * before)
    .map(([element]) => `cỡ chữ không lớn theo: ${probe.name(element)}`);
