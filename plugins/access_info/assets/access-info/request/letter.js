/* The letter: a request on paper, as a page, in a mail. */

/** The look of a saved letter, which has no style sheet beside it. */
const LOOK = `
  body{font:13pt/1.5 Times New Roman,serif;margin:0 auto;max-width:165mm}
  p{margin:0 0 6pt;white-space:pre-wrap;overflow-wrap:anywhere}
  .ai-paper-form{font-size:10pt;text-align:right}
  .ai-paper-state,.ai-paper-title,.ai-paper-to,.ai-paper-sign{text-align:center}
  .ai-paper-title{margin:14pt 0;text-transform:uppercase}
  .ai-paper-sign{margin:18pt 0 0 40%}
  [data-name]{margin-top:50pt}
  .ai-dots{border-bottom:1px dotted;display:block;height:1.6em}
  @page{size:A4;margin:20mm 15mm 20mm 30mm}`;

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
  const template = templateOf(form);
  const paper = template.content.firstElementChild.cloneNode(true);
  const put = (selector, text) => {
    paper.querySelector(selector).textContent = text;
  };
  put(".ai-paper-form", [form.dataset.name, law.note].filter(Boolean).join(". "));
  put(".ai-paper-title strong", form.dataset.title);
  put("[data-to]", placeOf(form).dataset.agency);
  put("[data-law-line]", law.line);
  const rows = fieldsOf(form).filter((field) => !field.hidden).map((field) => {
    const [label, input] = field.children;
    return [label.dataset.letter || label.textContent, input.value.trim()];
  });
  paper.querySelector("[data-fields]").replaceChildren(...rows.map(fieldLine));
  const day = dayOf(form).value;
  if (day) {
    const [year, month, date] = day.split("-");
    put("[data-date]", fill(template.dataset.date, { day: date, month: monthOf(Number(month)), year }));
  }
  put("[data-name]", rows[0][1]);
  return paper;
}

/** The letter's words for a mail, which has little room: what was filled in, who asks whom. */
function plain(form) {
  const paper = writeLetter(form);
  const parts = [...paper.querySelectorAll(".ai-paper-title, .ai-paper-to, p[data-law-line]")];
  parts.push(...[...paper.querySelectorAll("[data-fields] p")].filter((row) => !row.querySelector(".ai-dots")));
  parts.push(paper.querySelector("[data-date]"), paper.querySelector("[data-name]"));
  return parts.map((part) => part.textContent.trim()).filter(Boolean).join("\n");
}

/** The letter as a page of its own. */
function letterPage(form) {
  const title = document.createElement("title");
  title.textContent = form.dataset.title;
  return (
    `<!doctype html><html lang="vi"><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width">${title.outerHTML}` +
    `<style>${LOOK}</style>${writeLetter(form).outerHTML}`
  );
}
