// What the reader's own system asks for: its colours, no movement.

/** In forced colours backgrounds and shadows go: only edges, text and pictures remain. */
probe.indistinct = () => {
  const faults = [];
  const controls = "button, input, select, textarea, summary, [role=button], [role=checkbox]";
  for (const control of document.querySelectorAll(controls)) {
    if (!probe.shown(control) || probe.onlyHeard(control)) continue;
    const style = getComputedStyle(control);
    // Drawn as nothing, and shown by a label: the label is what must be seen.
    if (style.opacity === "0" || control.type === "hidden") continue;
    const field = /^(input|select|textarea)$/.test(control.localName);
    const bare = style.appearance === "none";
    const picture = control.querySelector("svg, img") !== null;
    const native = /^(checkbox|radio|range|color|file)$/.test(control.type) && !bare;
    const underlined = style.textDecorationLine !== "none" || control.localName === "summary";
    if (native || probe.edged(control, style) || (!field && (picture || underlined))) continue;
    faults.push(`không có viền khi ép màu: ${probe.name(control)}`);
  }
  for (const control of document.querySelectorAll("a, button, label, summary, [role=button]")) {
    if (!probe.shown(control) || control.textContent.trim() || control.querySelector("svg, img")) {
      continue;
    }
    const masked = [control, "::before", "::after"].some((part) => {
      const style = typeof part === "string" ? getComputedStyle(control, part) : getComputedStyle(part);
      return style.maskImage !== "none" && style.forcedColorAdjust !== "none";
    });
    if (masked) faults.push(`hình vẽ bằng nền mất khi ép màu: ${probe.name(control)}`);
  }
  for (const current of document.querySelectorAll("[aria-current]:not([aria-current=false])")) {
    const others = [...(current.closest("ul, ol, nav")?.querySelectorAll(current.localName) ?? [])];
    const other = others.find((link) => !link.hasAttribute("aria-current") && probe.shown(link));
    if (other && probe.shown(current) && probe.ink(current) === probe.ink(other)) {
      faults.push(`trang đang xem không còn nổi bật khi ép màu: ${probe.name(current)}`);
    }
  }
  return faults;
};

probe.edged = (element, style) => {
  const around = probe.background(element.parentElement);
  const seen = (width, line, colour) =>
    parseFloat(width) > 0 && line !== "none" && probe.contrast(probe.colour(colour), around) >= 3;
  return (
    ["Top", "Right", "Bottom", "Left"].some((side) =>
      seen(style[`border${side}Width`], style[`border${side}Style`], style[`border${side}Color`]),
    ) || seen(style.outlineWidth, style.outlineStyle, style.outlineColor)
  );
};

/** What of an element's looks is left in forced colours, but for the text itself. */
probe.ink = (element) => {
  const style = getComputedStyle(element);
  const lines = [style.borderLeft, style.borderBottom, style.borderRight, style.borderTop];
  return [
    ...lines.map((line) => (line.startsWith("0px") ? "" : line)),
    style.outlineStyle === "none" ? "" : style.outline,
    ...[style.fontWeight, style.textDecorationLine, style.color, style.fontStyle],
  ].join("|");
};

/** Who asks for less movement gets none: nothing that runs, fades or slides. */
probe.moving = () => {
  const faults = new Set();
  const running = document.getAnimations().filter(({ playState }) => playState === "running");
  for (const { effect } of running) {
    if (effect?.target) faults.add(`chuyển động đang chạy: ${probe.name(effect.target)}`);
  }
  const longest = (list) => Math.max(...list.split(",").map((time) => parseFloat(time) || 0));
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none") continue;
      const fades = style.transitionProperty !== "none" && longest(style.transitionDuration) > 0.01;
      const runs = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
      if (fades || runs) faults.add(`còn chuyển động${part ?? ""}: ${probe.name(element)}`);
      if (!part && style.scrollBehavior === "smooth") faults.add(`còn cuộn trượt: ${probe.name(element)}`);
    }
  }
  return [...faults];
};
