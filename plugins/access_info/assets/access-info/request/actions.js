/* What the buttons of a form do: print its letter, save it, hand it to the mail program. */

function dropPaper() {
  document.documentElement.classList.remove("ai-letter-only");
  document.querySelector("body > .ai-paper")?.remove();
}

function print(form) {
  dropPaper();
  document.body.append(writeLetter(form));
  document.documentElement.classList.add("ai-letter-only");
  window.print();
}

function follow(address, file) {
  const link = document.createElement("a");
  link.href = address;
  if (file) link.download = file;
  document.body.append(link);
  link.click();
  link.remove();
}

function save(form) {
  const address = URL.createObjectURL(new Blob([letterPage(form)], { type: "text/html" }));
  const file = fileOf(form);
  follow(address, file);
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  say(form, "saved", { file });
}

function mail(form) {
  if (isIncomplete(form)) return;
  const address = placeOf(form).dataset.mail;
  const words = templateOf(form).dataset;
  const compose = (body) =>
    `mailto:${address}?subject=${encodeURIComponent(words.subject)}&body=${encodeURIComponent(body)}`;
  const whole = compose(plain(form).replace(/\n/g, "\r\n"));
  // Chrome on Windows drops addresses of other programs that are longer than 2,048 characters.
  const fits = whole.length <= 2000;
  if (!fits) save(form);
  follow(fits ? whole : compose(words.short));
  say(form, fits ? "opened" : "long", { address, file: fileOf(form) });
}

/** What was looked for stands in every form; clearing one clears all. */
function clear(form) {
  for (const other of placeOf(form).querySelectorAll("form[data-form]")) {
    if (other !== form) other.reset();
  }
  setTimeout(() => say(form, "cleared"));
}

const actions = { print, save, mail };
