/* The search is fetched for those who are about to search. */

function awaitSearch(search, src) {
  const fetchSearch = () => {
    const script = document.createElement("script");
    script.src = new URL("search.js", src).href;
    script.onerror = () => {
      const { failed, offline } = search.dataset;
      search.querySelector("[role=status]").textContent = navigator.onLine ? failed : offline;
      awaitSearch(search, src);
    };
    document.head.append(script);
  };
  search.addEventListener("focusin", fetchSearch, { once: true });
}

const { src } = document.currentScript;
for (const search of document.querySelectorAll("[data-search-mini]")) awaitSearch(search, src);
