/* Starts the form of a page. */

for (const form of document.querySelectorAll("[data-request] form[data-form]")) {
  startForm(form);
  addEventListener("afterprint", () => showForm(form));
}
for (const place of document.querySelectorAll("[data-receivers]")) startReceiver(place);
document.querySelector("[data-blank]")?.addEventListener("click", printBlank);
window.accessInfoRequest.docx = docx;
