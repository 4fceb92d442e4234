/* What the buttons of a form do: print its letter, save it, copy it, hand it to the mail program. */

/** Whether another page shows this one, and may keep it from saving files. */
const isFramed = window.self !== window.top;

function print(form) {
  if (!isIncomplete(form, { onPaper: true })) window.print();
}

/** Prints the form as it is to be written on by hand. */
function printBlank() {
  showLetter(blankPaper.cloneNode(true));
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
  if (isIncomplete(form, { onPaper: true })) return;
  const bytes = docx(form.dataset.title, paragraphsOf(writeLetter(form)));
  const address = URL.createObjectURL(new Blob([bytes], { type: `${OFFICE}.document` }));
  const file = fileOf(form);
  follow(address, file);
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  if (isFramed) copy(form);
  else say(form, "saved", { file });
}

/** Copies the letter's words, and shows them to those who must do so themselves. */
async function copy(form) {
  if (isIncomplete(form, { onPaper: true })) return;
  const box = boxOf(form);
  const area = box.querySelector("textarea");
  area.value = plain(form);
  box.hidden = false;
  area.focus();
  area.select();
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    isCopied = document.execCommand("copy");
  }
  say(form, isCopied ? "copied" : "copy");
  if (isFramed) form.querySelector("[data-form-status]").prepend(`${form.dataset.framed} `);
}

function mail(form) {
  if (isIncomplete(form, { onPaper: false })) return;
  const address = placeOf(form).dataset.mail;
  const { subject, short } = form.dataset;
  const compose = (body) =>
    `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  const whole = compose(plain(form).replace(/\n/g, "\r\n"));
  // Chrome on Windows drops addresses of other programs that are longer than 2,048 characters.
  const fits = whole.length <= 2000;
  if (!fits) save(form);
  follow(fits ? whole : compose(short));
  say(form, fits ? "opened" : "long", { address, file: fileOf(form) });
}

const actions = { print, save, copy, mail };
