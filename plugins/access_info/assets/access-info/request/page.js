/* Starts what a page has: the choice of an agency, the calculator once its data are there. */

for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
hideNotes("form");
for (const part of document.querySelectorAll("[data-fold]")) {
  part.open = part.contains(document.getElementById(location.hash.slice(1)));
  addEventListener("beforeprint", () => (part.open = true));
}
carry(carried);
for (const typed of document.querySelectorAll("[data-ask-text]")) {
  typed.value = carried;
  typed.closest("[hidden]").hidden = false;
  typed.addEventListener("input", () => carry(typed.value.trim()));
}
for (const place of document.querySelectorAll("[data-ask-links]")) startChoice(place);

window.accessInfoRequest = (content) => {
  dueTable(content);
  for (const box of document.querySelectorAll("[data-due]")) showDeadlines(box);
  showUntil();
};
// What the script of the form uses.
const lent = { dueTable, today, monthOf, fill, carried, chosen, carry, showUntil };
Object.assign(window.accessInfoRequest, lent);
