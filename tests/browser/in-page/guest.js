// How our part stands in a page that is somebody else's: by the boxes that are drawn, not by any style's name.

/** The part that is ours; around it all is the host's. In a frame of our own it is the main part. */
probe.ours = () =>
  document.querySelector(".ai-guest") ?? document.getElementById("noi-dung-chinh") ?? document.body;

/** Every element of ours that is drawn, but for what is only heard and the insides of pictures. */
probe.drawn = (root = probe.ours()) =>
  [...root.querySelectorAll("*")].filter(
    (element) =>
      !(element.ownerSVGElement || /^(script|style|br|wbr|option|source|caption)$/.test(element.localName)) &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.getClientRects().length > 0 &&
      !probe.onlyHeard(element),
  );

const em = (element) => parseFloat(getComputedStyle(element).fontSize);

/** A scrolling box that holds an element, if its content is wider than it. */
const scroller = (element) => {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth + 1) return at;
  }
  return null;
};

/** Same faults of many elements of a kind are one: the first, and how many. */
const gathered = (faults) => {
  const groups = Map.groupBy(faults, ({ fault, element }) => `${fault} ${element.localName}.${element.classList[0] ?? ""}`);
  return [...groups.values()].map(
    ([{ fault, element, told = "" }, ...others]) =>
      `${fault}: ${probe.name(element)}${told && ` (${told})`}${others.length ? ` và ${others.length} chỗ nữa` : ""}`,
  );
};

/** An icon stands in a line of text: it is no larger than three of its letters. */
probe.largeIcons = () =>
  gathered(
    probe
      .drawn()
      .filter((element) => element.matches("svg.ai-icon, svg[viewBox='0 0 24 24']"))
      .map((element) => ({ element, box: element.getBoundingClientRect(), letter: em(element.parentElement) }))
      .filter(({ box, letter }) => Math.max(box.width, box.height) > 3 * letter)
      .map(({ element, box, letter }) => ({
        element: element.parentElement,
        fault: "hình nhỏ quá lớn",
        told: `${Math.round(box.width)} × ${Math.round(box.height)} điểm, chữ ${letter}`,
      })),
  );

/** Nothing of ours is wider than the page, or than the place that the host gave it, but in a box of its own that scrolls. */
probe.sticksOut = () => {
  const root = probe.ours();
  const place = root.getBoundingClientRect();
  const faults = [];
  for (const element of probe.drawn(root)) {
    const box = element.getBoundingClientRect();
    if (box.right <= place.right + 2 && box.left >= place.left - 2) continue;
    const around = scroller(element.parentElement);
    if (around && root.contains(around)) {
      const reached = around.tabIndex >= 0 || around.querySelector("a[href], button, input, select, summary, [tabindex]");
      if (!reached) faults.push({ element: around, fault: "hộp cuộn ngang không tới được bằng bàn phím" });
      continue;
    }
    faults.push({ element, fault: "thò ra ngoài chỗ của ta", told: `${Math.round(box.left)}–${Math.round(box.right)} ngoài ${Math.round(place.left)}–${Math.round(place.right)}` });
  }
  return [...probe.sideways(), ...gathered(faults)];
};

/** Names of a list are read in a column of `least` em, or on a card as wide as it; no text stands letter below letter. */
probe.narrow = (least) => {
  const faults = [];
  for (const name of probe.ours().querySelectorAll("table.ai-items tbody th[scope=row]")) {
    if (!probe.shown(name)) continue;
    const box = name.getBoundingClientRect();
    const beside = [...name.parentElement.cells].some((cell) => {
      const other = cell.getBoundingClientRect();
      return cell !== name && other.width > 0 && other.left >= box.right - 1 && other.top < box.bottom && other.bottom > box.top;
    });
    const told = `${Math.round(box.width)} điểm`;
    if (beside && box.width < least * em(name) - 1) faults.push({ element: name, fault: `cột tên hẹp hơn ${least} em`, told });
    const whole = name.closest("table").getBoundingClientRect().width;
    if (!beside && box.width < 0.85 * whole) faults.push({ element: name, fault: "thẻ không rộng hết chỗ", told });
  }
  for (const [node, lines] of Map.groupBy(probe.lines(), ({ node: text }) => text)) {
    const { parent } = lines[0];
    if (!probe.ours().contains(parent) || parent.ownerSVGElement) continue;
    if (getComputedStyle(parent).writingMode !== "horizontal-tb") continue;
    const letters = node.data.trim().length;
    if (lines.length > 3 && letters / lines.length < 4) faults.push({ element: parent, fault: "chữ dồn thành cột, mỗi dòng vài chữ cái" });
  }
  return gathered(faults);
};

/** An edge, a shadow, or a ground that is not the one around. */
probe.framed = (element) => {
  const style = getComputedStyle(element);
  const edges = ["Top", "Right", "Bottom", "Left"].filter(
    (side) =>
      parseFloat(style[`border${side}Width`]) > 0 &&
      style[`border${side}Style`] !== "none" &&
      probe.colour(style[`border${side}Color`])[3] > 0.05,
  );
  if (edges.length === 4 || style.boxShadow !== "none") return true;
  const own = probe.colour(style.backgroundColor);
  if (own[3] < 0.04) return false;
  const around = probe.background(element.parentElement);
  return own.slice(0, 3).some((part, at) => Math.abs(part - around[at]) > 2) || own[3] < 0.5;
};

/** What can be pressed as a whole, or typed into, shows where it ends; a form may do so for its field. */
probe.unframed = () =>
  gathered(
    probe
      .drawn()
      .filter((element) => element.matches(".ai-tile, .ai-stat, .ai-cell, .ai-button, button, input, select, textarea"))
      .filter((element) => !/^(checkbox|radio|file)$/.test(element.type))
      .filter((element) => ![element, element.closest("form")].some((part) => part && probe.framed(part)))
      .filter((element) => element.localName !== "button" || getComputedStyle(element).textDecorationLine === "none")
      .map((element) => ({ element, fault: "không có khung" })),
  );

/** The way back is a line of words, one after the other, without marks before them. */
probe.brokenTrail = () => {
  const faults = [];
  for (const trail of document.querySelectorAll(".ai-crumbs")) {
    const steps = [...trail.querySelectorAll("li")].filter(probe.shown);
    const lines = steps.flatMap((step) => {
      const words = document.createRange();
      words.selectNodeContents(step);
      return [...words.getClientRects()];
    });
    for (const step of steps) {
      if (probe.bulleted(step)) faults.push({ element: step, fault: "lối dẫn có dấu đầu dòng" });
    }
    // Between two words stands a mark of less than two letters.
    const needed = lines.reduce((sum, { width }) => sum + width, 2 * em(trail) * steps.length);
    const rows = Math.max(...lines.map(({ bottom }) => bottom)) - Math.min(...lines.map(({ top }) => top));
    const fits = needed < trail.getBoundingClientRect().width;
    if (fits && rows > 1.5 * lines[0].height) faults.push({ element: trail, fault: "lối dẫn xuống dòng khi còn chỗ" });
  }
  return gathered(faults);
};

probe.bulleted = (item) => {
  const style = getComputedStyle(item);
  if (style.display !== "list-item") return false;
  return style.listStyleType !== "none" || style.listStyleImage !== "none";
};

/** What of ours lies over or under the head of the host, while the page stands at its top. */
probe.collides = (selectors) => {
  scrollTo(0, 0);
  const heads = selectors.flatMap((selector) => [...document.querySelectorAll(selector)]).filter(probe.shown);
  const faults = [];
  for (const head of heads) {
    const bar = head.getBoundingClientRect();
    if (bar.width < 1 || bar.height < 1 || bar.right <= 1) continue;
    for (const element of probe.drawn()) {
      if (head.contains(element)) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      const across = Math.min(box.right, bar.right) - Math.max(box.left, bar.left);
      const down = Math.min(box.bottom, bar.bottom) - Math.max(box.top, bar.top);
      if (across > 1 && down > 1) faults.push({ element, fault: `đè lên ${probe.name(head).split(" ")[0]} của trang chủ nhà` });
    }
  }
  return gathered(faults);
};

/** Lines of ours that are cut or lie over one another. */
probe.unreadable = () => {
  const root = probe.ours();
  const lines = probe.lines().filter(({ parent }) => root.contains(parent));
  return [...probe.cut(lines), ...probe.overlapping(lines)];
};

/** No empty band lies across our part, as a head of a table leaves that is hidden but keeps its room. */
probe.blanks = (most) => {
  const root = probe.ours();
  const inked = probe.drawn(root).filter((element) => element.matches("svg, img, input, select, textarea, button, iframe"));
  const boxes = [
    ...probe.lines().filter(({ parent }) => root.contains(parent)).map(({ parent, box }) => ({ element: parent, box })),
    ...inked.map((element) => ({ element, box: element.getBoundingClientRect() })),
  ].toSorted((one, other) => one.box.top - other.box.top);
  const letter = em(root);
  const faults = [];
  let end = boxes[0]?.box.bottom ?? 0;
  for (const { element, box } of boxes) {
    const gap = (box.top - end) / letter;
    if (gap > most) faults.push({ element, fault: "dải trống phía trên", told: `${gap.toFixed(1)} em, ${Math.round(gap * letter)} điểm` });
    end = Math.max(end, box.bottom);
  }
  return gathered(faults);
};

/** Boxes of the host's own parts, to the pixel; null for what is not seen.
 *
 * `~` before a selector: only how it lies from side to side; `^`: only from top to bottom.
 */
probe.boxes = (parts) =>
  Object.fromEntries(
    Object.entries(parts).map(([name, selector]) => {
      const [, which, plain] = /^([~^]?)(.*)$/.exec(selector);
      const element = document.querySelector(plain);
      if (!element || !probe.shown(element)) return [name, null];
      const { left, top, width, height } = element.getBoundingClientRect();
      const box = { "~": [left, width], "^": [top, height], "": [left, top, width, height] }[which];
      return [name, box.map(Math.round)];
    }),
  );

/** How every element of ours looks whatever frame is around: marks, size, edges, the gap above. */
probe.looksOfOurs = () => {
  const fragment = document.querySelector(".ai-fragment");
  const letter = em(fragment);
  const drawn = new Set(probe.drawn(fragment));
  return [...fragment.querySelectorAll("*")]
    // Read the Docs's script puts a box around each table.
    .filter((element) => !element.ownerSVGElement && !element.matches("script, style, .wy-table-responsive"))
    .map((element) => {
      const look = { name: `${element.localName}${element.classList[0] ? `.${element.classList[0]}` : ""}` };
      if (!drawn.has(element)) return look;
      const box = element.getBoundingClientRect();
      let before = element.previousElementSibling;
      while (before && !drawn.has(before)) before = before.previousElementSibling;
      const above = before?.getBoundingClientRect();
      const gap = above && above.bottom <= box.top + 1 ? (box.top - above.bottom) / letter : null;
      return {
        ...look,
        words: probe.name(element),
        bulleted: probe.bulleted(element),
        framed: element.matches("a, button, input, select, textarea, div, section, li, dl, details, td, th") && probe.framed(element),
        size: em(element) / letter,
        gap,
      };
    });
};
