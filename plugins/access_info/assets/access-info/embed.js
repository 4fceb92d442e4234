/* Tells a host page that listens how tall this page is; nothing else is said, nothing is kept. */
(() => {
  "use strict";
  if (parent === window) return;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    parent.postMessage({ type: "access-info-height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
})();
