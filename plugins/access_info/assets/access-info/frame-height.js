/* For the page of another portal: makes frames of this site as tall as what they show, and shows the place that a
   link in a frame leads to. Served by this site or copied to the portal's own server; it loads and keeps nothing.
   Without it a frame has its fixed height and scrolls. What embed.js says is in that file. */
(() => {
  "use strict";
  const LEAST = 200; // px
  const MOST = 50000; // px
  const places = new WeakMap();
  const frames = () => [...document.querySelectorAll('iframe[src*="/nhung/"]')];
  addEventListener("message", ({ data, origin, source }) => {
    if (data?.type !== "access-info-height" || !Number.isFinite(data.height)) return;
    const frame = frames().find((one) => one.contentWindow === source);
    if (!frame || new URL(frame.src).origin !== origin) return;
    frame.style.border = "0";
    // Where the portal's own styles keep a border, it is added.
    const around = frame.offsetHeight - frame.clientHeight;
    frame.style.height = `${Math.min(Math.max(data.height, LEAST), MOST) + around}px`;
    const moved = places.has(frame) && places.get(frame) !== data.place;
    places.set(frame, data.place);
    if (!moved) return;
    const top = frame.getBoundingClientRect().top + (Number.isFinite(data.top) ? data.top : 0);
    if (top < 0 || top > innerHeight / 2) scrollBy(0, top);
  });
  for (const frame of frames()) frame.contentWindow.postMessage({ type: "access-info-ask" }, "*");
})();
