/* The request form: its fields, by the law that governs it, and what is missing in it. */

const placeOf = (form) => form.closest("[data-request]");
const templateOf = (form) => placeOf(form).querySelector("template[data-letter]");
const dayOf = (form) => form.querySelector("[data-day]");
const inputOf = (field) => field.querySelector("input, textarea");
const fileOf = (form) => `${form.dataset.form}-${placeOf(form).dataset.file}.html`;

/** A form's fields, less the day. */
const fieldsOf = (form) =>
  [...form.querySelectorAll(".ai-field")].filter((field) => !field.querySelector("[data-day]"));

/** Shows a text of the template in the form's status. */
function say(form, text, values) {
  form.querySelector("[data-form-status]").textContent = fill(templateOf(form).dataset[text] ?? "", values);
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

/** The fields that a request is nothing without. */
const neededOf = (form) =>
  fieldsOf(form).filter((field, at) => !at || field.querySelector("[data-wanted]"));

/** Takes the marks of empty fields away. */
function unmark(form) {
  for (const field of neededOf(form)) inputOf(field).removeAttribute("aria-invalid");
}

/** Marks needed fields that are empty, and says which. */
function isIncomplete(form) {
  unmark(form);
  const missing = neededOf(form).filter((field) => !inputOf(field).value.trim());
  for (const field of missing) inputOf(field).setAttribute("aria-invalid", "true");
  if (!missing.length) return false;
  const names = missing.map((field) => field.querySelector("label").textContent);
  say(form, "empty", { fields: names.join("”, “") });
  inputOf(missing[0]).focus();
  return true;
}

function startForm(form) {
  const day = dayOf(form);
  for (const button of form.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => actions[button.dataset.do](form));
    button.hidden = button.dataset.do === "mail" && !placeOf(form).dataset.mail;
  }
  for (const button of form.querySelectorAll("[type=reset]")) {
    button.addEventListener("click", () => clear(form));
  }
  form.addEventListener("reset", () => {
    setTimeout(() => {
      day.value = today();
      applyLaw(form);
    });
    unmark(form);
    say(form);
  });
  // What was called empty is so no longer.
  form.addEventListener("input", ({ target }) => target.removeAttribute("aria-invalid"));
  day.addEventListener("input", () => applyLaw(form));
  day.value = day.value || today();
  applyLaw(form);
}
