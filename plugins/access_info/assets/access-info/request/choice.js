/* The page that asks what is wanted, then whom: one thing at a time. */

/** Words without case and accents, a blank before each. */
function folded(text) {
  const letters = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  return ` ${letters}`.replace(/[^\p{L}\p{N}]+/gu, " ");
}

function startChoice(place) {
  const typed = document.querySelector("[data-ask-text]");
  const [first, last] = [document.getElementById("buoc-1"), document.getElementById("buoc-3")];
  const asked = place.querySelector("[data-asked]");
  const links = [...place.querySelectorAll("[data-choice]")];
  const words = () => typed?.value.trim() ?? carried;
  const carryOn = () => {
    for (const link of links) link.href = `${place.dataset.form}#${hashOf(link.dataset.choice, words())}`;
    asked.hidden = !words();
    asked.querySelector("[data-asked-words]").textContent = words();
  };
  const show = (isSecond) => {
    first.parentElement.hidden = isSecond;
    place.hidden = !isSecond;
    carryOn();
    putNearFirst(place, words());
  };
  if (typed) {
    for (const type of ["input", "change"]) typed.addEventListener(type, carryOn);
    last.parentElement.hidden = location.hash !== "#buoc-3";
    const next = document.querySelector("[data-go-on]");
    next.hidden = false;
    next.querySelector("button").addEventListener("click", () => {
      show(true);
      place.querySelector("h2").focus();
    });
    asked.querySelector("button").addEventListener("click", () => {
      show(false);
      typed.focus();
    });
  }
  show(!typed || Boolean(carried) || location.hash === "#buoc-2");
  startFilter(place);
}

/** Puts subjects first that share two words in a row with what is asked. */
function putNearFirst(place, asked) {
  const subjects = place.querySelector("[data-subjects]");
  if (!subjects) return;
  const words = folded(asked).split(" ").filter(Boolean);
  const pairs = words.slice(1).map((word, before) => ` ${words[before]} ${word} `);
  const rows = [...subjects.children].map((row) => {
    const subject = `${folded(row.firstElementChild.textContent)} `;
    return [pairs.filter((pair) => subject.includes(pair)).length, row];
  });
  for (const [, row] of rows.sort(([hits], [others]) => others - hits)) subjects.append(row);
  place.querySelector("[data-near]").hidden = !rows[0][0];
}

/** Shows those agencies and subjects whose words hold all that is typed. */
function startFilter(place) {
  const box = place.querySelector("[data-pick]");
  const find = (selector) => box.querySelector(selector);
  const [input, status, none] = [find("input"), find("[role=status]"), find("[data-pick-none]")];
  const groups = [...place.querySelectorAll("[data-pick-group]")];
  const rows = [...place.querySelectorAll("[data-pick-row]")];
  const texts = rows.map((row) => folded(row.textContent));
  input.addEventListener("input", () => {
    const wanted = folded(input.value).split(" ").filter(Boolean);
    for (const [number, row] of rows.entries()) {
      row.hidden = !wanted.every((word) => texts[number].includes(` ${word}`));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    for (const group of groups) group.hidden = !group.querySelector("[data-pick-row]:not([hidden])");
    none.hidden = shown > 0;
    status.textContent = wanted.length ? fill(box.dataset.shown, { shown, all: rows.length }) : "";
  });
  box.hidden = rows.length < 2;
}
