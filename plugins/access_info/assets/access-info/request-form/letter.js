/* The letter: a request on paper, in a mail. What is printed is the paper that stands on the page. */

const paper = document.querySelector(".ai-paper");
const blankPaper = paper?.cloneNode(true);

/** A field on paper; one left empty has a dotted line to write on. */
function fieldLine([label, value]) {
  const dots = document.createElement("span");
  dots.className = "ai-dots";
  const row = document.createElement("p");
  row.append(`${label}: `, value || dots);
  return row;
}

/** A form's letter, by the law that governs it. */
function writeLetter(form) {
  const law = applyLaw(form);
  const letter = blankPaper.cloneNode(true);
  const put = (selector, text) => {
    letter.querySelector(selector).textContent = text;
  };
  put(".ai-paper-form", [form.dataset.name, law.note].filter(Boolean).join(". "));
  put("[data-law-line]", law.line);
  const { agency } = placeOf(form).dataset;
  if (agency) put("[data-to]", agency);
  const rows = fieldsOf(form).filter((field) => !field.hidden).map((field) => {
    return [field.querySelector("label").dataset.letter, inputOf(field).value.trim()];
  });
  // A form on which nothing is written has the room that handwriting needs.
  if (rows.every(([, value]) => !value)) return letter;
  letter.querySelector("[data-fields]").replaceChildren(...rows.map(fieldLine));
  const day = dayOf(form).value;
  if (day) {
    const [year, month, date] = day.split("-");
    put("[data-date]", fill(form.dataset.date, { day: date, month: monthOf(Number(month)), year }));
  }
  put("[data-name]", rows[0][1]);
  return letter;
}

const showLetter = (letter) => paper.replaceChildren(...letter.childNodes);

/** The letter's words where there is little room: what was filled in, who asks whom. */
function plain(form) {
  const letter = writeLetter(form);
  const parts = [...letter.querySelectorAll(".ai-paper-title, .ai-paper-to, p[data-law-line]")];
  parts.push(...[...letter.querySelectorAll("[data-fields] p")].filter((row) => !row.querySelector(".ai-dots")));
  parts.push(letter.querySelector("[data-date]"), letter.querySelector("[data-name]"));
  return parts.map((part) => part.textContent.trim()).filter(Boolean).join("\n");
}

/** The letter as paragraphs for a word processor. */
function paragraphsOf(letter) {
  const parts = (node, look) => {
    if (node.nodeType === 3) return [{ ...look, text: node.data }];
    if (node.nodeName === "BR") return [{ text: "\n" }];
    if (node.className === "ai-dots") {
      return [...(node.previousElementSibling ? [{ text: "\n" }] : []), { dots: true }];
    }
    const own = node.nodeName === "STRONG" ? { ...look, bold: true } : look;
    return [...node.childNodes].flatMap((child) => parts(child, own));
  };
  return [...letter.querySelectorAll("p")].map((row) => {
    const is = (name) => row.matches(`.ai-paper-${name}, .ai-paper-${name} *`);
    const isSign = is("sign");
    return {
      align: is("form") ? "right" : is("state") || is("title") || is("to") || isSign ? "center" : "left",
      isSign,
      before: is("title") ? 280 : row.matches("[data-name]") ? 1000 : row.matches("[data-date]") ? 360 : 0,
      parts: parts(row, is("form") ? { italic: true, size: 20 } : is("title") ? { capitals: true } : {}),
    };
  });
}
