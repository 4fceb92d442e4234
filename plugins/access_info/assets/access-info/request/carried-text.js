/* What was looked for comes along: into the fields of this page, and to the form of an agency. */

/** What comes along to an agency's form stands in the tab's name: unlike an address, no browser
    writes that down. */
const CARRIED = "access-info-yeu-cau: ";

const wanted = [...document.querySelectorAll("[data-wanted]")];
const takeOver = (text) => {
  for (const field of wanted) field.value = field.value || text;
};

if (window.name?.startsWith(CARRIED)) {
  takeOver(window.name.slice(CARRIED.length));
  window.name = "";
}
const typed = document.querySelector("[data-ask-text]");
if (typed) {
  typed.closest("[hidden]").hidden = false;
  typed.addEventListener("change", () => takeOver(typed.value.trim()));
}
for (const links of document.querySelectorAll("[data-ask-links]")) {
  links.addEventListener("click", (event) => {
    const text = typed?.value.trim();
    const isHere = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (text && isHere && event.target.closest?.("a[href*='#buoc-3']")) window.name = CARRIED + text;
  });
}
