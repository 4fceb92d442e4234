/* The search is fetched for those who search: at once where the address asks for something, else when
   somebody turns to it. What it reads first comes with it. */
(() => {
  "use strict";
  const { src } = document.currentScript;
  const url = new URL("search.js", src).href;
  const isAsked = location.hash || location.search;
  if (isAsked) {
    // Before anything is painted, so that nothing moves; and what the first answer needs is on its way.
    document.documentElement.classList.add("ai-asked");
    for (const manifest of document.querySelectorAll("link[href$='/muc-luc.js']")) {
      const fetchSoon = (href) => document.head.append(Object.assign(manifest.cloneNode(), { href }));
      fetchSoon(url);
      // Before the search is there, the manifest tells what it will read next; the search takes it over.
      const arrived = {};
      window.accessInfoIndex = (name, data) => {
        arrived[name] = data;
        const { w } = data.pieces;
        if (w) fetchSoon(new URL(`${w.slice(0, 12)}.js`, manifest.href).href);
      };
      const script = Object.assign(document.createElement("script"), { src: manifest.href });
      const first = new Promise((resolve, reject) => {
        script.onload = () => resolve(arrived["muc-luc"] ?? Promise.reject());
        script.onerror = reject;
        setTimeout(reject, 15000);
      });
      window.accessInfoEarly = { arrived, files: { "muc-luc": first } };
      document.head.append(script);
    }
  }

  function start() {
    const search = document.querySelector("[data-search]");
    const { failed, offline } = search.dataset;
    search.querySelector("details").hidden = false;
    let begun = false;

    function begin() {
      if (begun) return;
      begun = true;
      const script = document.createElement("script");
      script.src = url;
      script.onerror = () => {
        search.querySelector("[role=status]").textContent = navigator.onLine ? failed : offline;
        begun = false;
      };
      document.head.append(script);
    }

    search.addEventListener("focusin", begin);
    // Words that are sent meanwhile stay in the box, where the script finds them, and reach no server.
    search.addEventListener("submit", (event) => {
      event.preventDefault();
      begin();
    });
    if (isAsked || search.querySelector("input").value) begin();
  }

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
