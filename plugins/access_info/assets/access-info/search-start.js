/* The search is fetched for those who search: at once where the address asks for something, else when
   somebody turns to it. What it reads first comes with it. */
(() => {
  "use strict";
  const { src } = document.currentScript;
  const search = document.querySelector("[data-search]");
  const { failed, index, offline } = search.dataset;
  search.querySelector("details").hidden = false;

  let begun = false;

  function begin() {
    if (begun) return;
    begun = true;
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "script", href: `${index}muc-luc.js` });
    document.head.append(link);
    const script = document.createElement("script");
    script.src = new URL("search.js", src).href;
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
  if (location.hash || location.search || search.querySelector("input").value) begin();
})();
