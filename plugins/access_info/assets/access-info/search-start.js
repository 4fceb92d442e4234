/* The search is fetched for those who search: at once where the address asks for something, else when
   somebody turns to it. What it reads first comes with it. */
(() => {
  "use strict";
  const { src } = document.currentScript;
  const search = document.querySelector("[data-search]");
  const { failed, index, offline } = search.dataset;
  search.querySelector("details").hidden = false;

  function begin() {
    for (const name of ["muc-luc", "w0"]) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "script", href: `${index}${name}.js` });
      document.head.append(link);
    }
    const script = document.createElement("script");
    script.src = new URL("search.js", src).href;
    script.onerror = () => {
      search.querySelector("[role=status]").textContent = navigator.onLine ? failed : offline;
      wait();
    };
    document.head.append(script);
  }

  const wait = () => search.addEventListener("focusin", begin, { once: true });
  if (location.hash || location.search || search.querySelector("input").value) begin();
  else wait();
})();
