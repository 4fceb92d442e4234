/* Tells a host page that listens how tall this page is, and where in it the reader has just gone. Nothing else is
   said, nothing is kept. The message: { type: "access-info-height", version: 1, height, place, top }: height in px;
   place changes when the reader follows a link to another page or place; top is then what is to be seen, in px from
   the page's own top. A host that began to listen late asks with { type: "access-info-ask" }. */
(() => {
  "use strict";
  if (parent === window) return;
  const page = document.documentElement;
  let jumps = 0;
  // What the address names; a browser that is busy marks it as :target only after the first message.
  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };
  const tell = () => {
    const { top: start, height } = page.getBoundingClientRect();
    const target = named()?.getBoundingClientRect();
    parent.postMessage({
      type: "access-info-height",
      version: 1,
      height: Math.ceil(height),
      place: `${performance.timeOrigin}-${jumps}`,
      top: target ? Math.floor(target.top - start) : 0,
    }, "*");
  };
  new ResizeObserver(tell).observe(page);
  addEventListener("load", tell);
  const jump = () => {
    jumps += 1;
    tell();
  };
  // The same link again is another jump, of which hashchange would say nothing; the address is new a moment later.
  addEventListener("popstate", () => setTimeout(jump));
  addEventListener("message", ({ data, source }) => source === parent && data?.type === "access-info-ask" && tell());
})();
