/* Begins the searches of a page. */

window.accessInfoSearch = { open, spell };
for (const element of document.querySelectorAll("[data-search], [data-search-mini]")) new SearchBox(element);
