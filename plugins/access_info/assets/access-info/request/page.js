/* Starts the forms of a page, and the calculator once its data are there. */

addEventListener("afterprint", dropPaper);
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
hideNotes("form");
for (const form of document.querySelectorAll("[data-request] form[data-form]")) startForm(form);

window.accessInfoRequest = (content) => {
  dueTable(content);
  for (const box of document.querySelectorAll("[data-due]")) showDeadlines(box);
};
window.accessInfoRequest.dueTable = dueTable;
