// What the checks share inside the page. These files are classic scripts, run one after another
// before the page's own; `probe` is all they leave there.

globalThis.probe = {
  /** An element as a person would look for it: `nav#muc-luc.ai-nav “Tổng quan”`.
   *
   * Where our pages stand in another's, what is not ours says so: `(của chủ nhà)`.
   */
  name(element) {
    return probe.plainName(element) + probe.whose(element);
  },

  whose(element) {
    const ours = document.querySelector(".ai-guest");
    return !ours || ours.contains(element) || element.contains(ours) ? "" : probe.HOSTS;
  },
  HOSTS: " (của chủ nhà)",

  plainName(element) {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList]
      .filter((name) => name !== "focus-visible")
      .slice(0, 2)
      .map((name) => `.${name}`);
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "")
      .replace(/\s+/g, " ")
      .trim();
    const told = words ? ` “${words.slice(0, 40)}${words.length > 40 ? "…" : ""}”` : "";
    return `${element.localName}${id}${classes.join("")}${told}`;
  },

  shown(element) {
    return element.checkVisibility({ visibilityProperty: true });
  },

  /** Text kept for screen readers alone has a box of a pixel, or is cut away to nothing. */
  onlyHeard(element) {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const cut = style.overflowX === "hidden" || style.overflowX === "clip";
      const box = at.getBoundingClientRect();
      if (cut && (box.width <= 1 || box.height <= 1)) return true;
      if (/inset\((50|100)%/.test(style.clipPath) || /rect\(0/.test(style.clip)) return true;
    }
    return false;
  },

  /** Lets a change of size or colours take effect, and what moves come to its end. */
  async settle() {
    // A tab that the browser takes for unseen is drawn no more: a second later, it has no frame to wait for.
    await Promise.race([new Promise(requestAnimationFrame), new Promise((done) => setTimeout(done, 1000))]);
    probe.finish();
  },

  finish() {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime < Infinity) animation.finish();
    }
  },

  /** Styles laid over the page's own; made so, they are not bound by its security policy. */
  wear(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  },

  background(element) {
    for (let at = element; at; at = at.parentElement) {
      const colour = probe.colour(getComputedStyle(at).backgroundColor);
      if (colour[3] >= 0.5) return colour;
    }
    return probe.colour(matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff");
  },

  /** Any CSS colour as red, green, blue (0 to 255) and opacity (0 to 1). */
  colour(css) {
    const known = probe.colours.get(css);
    if (known) return known;
    probe.canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    probe.canvas.clearRect(0, 0, 1, 1);
    probe.canvas.fillStyle = css;
    probe.canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, opacity] = probe.canvas.getImageData(0, 0, 1, 1).data;
    const found = [red, green, blue, opacity / 255];
    probe.colours.set(css, found);
    return found;
  },
  colours: new Map(),

  /** Contrast of two colours as WCAG 2 reckons it, 1 to 21. */
  contrast(one, other) {
    const [light, dark] = [one, other]
      .map((colour) => {
        const [red, green, blue] = colour.slice(0, 3).map((part) => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      })
      .sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  },
};
