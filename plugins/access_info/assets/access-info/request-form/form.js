/* The request form: its fields, by the law that governs it, and what is missing in it. */

const placeOf = (form) => form.closest("[data-request]");
const dayOf = (form) => form.querySelector("[data-day]");
const inputOf = (field) => field.querySelector("input, textarea");
const fileOf = (form) => [form.dataset.form, placeOf(form).dataset.file].filter(Boolean).join("-") + ".docx";
const boxOf = (form) => form.querySelector("[data-copy-box]");

/** A form's fields, less the day and the box of text to be copied. */
const fieldsOf = (form) => [...form.querySelectorAll("[data-letter]")].map((label) => label.parentElement);

/** Says a text of the form's in its status. */
function say(form, text, values) {
  form.querySelector("[data-form-status]").textContent = fill(form.dataset[text] ?? "", values);
}

/** The law that governs a request of the day written, by which there are notes and fields; what the
    letter says of it. */
function applyLaw(form) {
  const on = dayOf(form).value || today();
  const notes = [...form.querySelectorAll("[data-law]")];
  const current = notes.find((note) => note.dataset.from <= on) ?? notes[notes.length - 1];
  for (const note of notes) note.hidden = note !== current;
  for (const field of fieldsOf(form)) {
    const laws = field.dataset.laws;
    field.hidden = Boolean(laws) && !laws.split(" ").includes(current.dataset.law);
  }
  return current.dataset;
}

/** The fields that the law asks of everybody. */
const neededOf = (form) =>
  fieldsOf(form).filter((field) => !field.hidden && inputOf(field).hasAttribute("aria-required"));

/** Takes the mark of an empty field away, and what is said beside it. */
function unmark(input) {
  input.removeAttribute("aria-invalid");
  const said = document.getElementById(`${input.id}-loi`);
  if (!said) return;
  said.remove();
  const others = input.getAttribute("aria-describedby").split(" ").filter((id) => id !== said.id);
  if (others.length) input.setAttribute("aria-describedby", others.join(" "));
  else input.removeAttribute("aria-describedby");
}

/** Marks an empty field, and says so beside it. */
function mark(input, words) {
  unmark(input);
  const said = document.createElement("span");
  said.className = "ai-error";
  said.id = `${input.id}-loi`;
  said.textContent = words;
  input.before(said);
  input.setAttribute("aria-invalid", "true");
  const others = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", [said.id, others].filter(Boolean).join(" "));
}

/** Marks needed fields that are empty and asks for them; paper takes what is written by hand, and so
    who asks for it a second time gets it. */
function isIncomplete(form, { onPaper }) {
  for (const field of fieldsOf(form)) unmark(inputOf(field));
  const missing = neededOf(form).filter((field) => !inputOf(field).value.trim());
  const names = missing.map((field) => field.querySelector("label").firstChild.textContent.trim());
  const asked = names.join("”, “");
  if (!missing.length || (onPaper && form.asked === asked)) return false;
  form.asked = asked;
  for (const field of missing) mark(inputOf(field), form.dataset.missing);
  say(form, onPaper ? "once" : "empty", { fields: asked });
  inputOf(missing[0]).focus();
  return true;
}

/** Shows what follows from the fields: the letter, what can be done with it, where links lead. */
function showForm(form) {
  showLetter(writeLetter(form));
  form.querySelector("[data-do=mail]").hidden = !placeOf(form).dataset.mail;
  carry(form.querySelector("[data-wanted]").value.trim());
}

function startForm(form) {
  const day = dayOf(form);
  for (const button of form.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => actions[button.dataset.do](form));
  }
  form.addEventListener("reset", () => {
    for (const field of fieldsOf(form)) unmark(inputOf(field));
    boxOf(form).hidden = true;
    form.asked = "";
    setTimeout(() => {
      day.value = today();
      showForm(form);
      say(form, "cleared");
    });
  });
  form.addEventListener("input", ({ target }) => {
    unmark(target);
    showForm(form);
  });
  day.value = day.value || today();
  const wanted = form.querySelector("[data-wanted]");
  wanted.value = wanted.value || carried;
  showForm(form);
}
