/* The calculator of deadlines: a form with two days, and a list of what is due. */

function showDeadlines(box) {
  const [input, sent] = box.querySelectorAll("input");
  const show = () => showDue(box, input.value, sent);
  [input.min, input.max] = [data.first, data.last];
  input.value = input.value || today();
  for (const day of [input, sent]) day.addEventListener("input", show);
  box.hidden = false;
  hideNotes("due");
  show();
}

function showDue(box, received, sent) {
  const list = box.querySelector("ol");
  list.replaceChildren();
  const isSentLate = Boolean(received) && sent.value > received;
  sent.setAttribute("aria-invalid", isSentLate);
  if (!received || isSentLate) {
    box.querySelector("[role=status]").textContent = received ? texts.sent_late : texts.none;
    return;
  }
  const result = lookUp(received, sent.value, box.closest("[data-national]"));
  box.querySelector("[role=status]").textContent = result.status;
  const row = box.querySelector("template").content;
  list.append(...result.answers.map((answer) => dueItem(row.cloneNode(true), answer)));
}

/** An answer in a row; the jurisdiction's own words for it are Vietnamese on any page. */
function dueItem(item, answer) {
  const [before, after] = answer.local ? texts.local.split("{what}") : [];
  const what = answer.local ? [before, vietnamese(answer.what), after] : [answer.what];
  item.querySelector("[data-what]").append(...what);
  item.querySelector("[data-last]").textContent = lastDay(answer.day);
  const basis = answer.citation && fill(texts.citation, answer);
  item.querySelector("[data-how]").append(...marked(`${answer.how} ${basis}`.trim()));
  return item;
}

/** Says by which day a request must be answered that is received today. */
function showUntil() {
  if (!texts) return;
  for (const place of document.querySelectorAll("[data-until]")) {
    const [answer] = lookUp(today(), "", Boolean(place.closest("[data-national]"))).answers;
    const day = answer?.day;
    place.hidden = !day;
    if (day) place.textContent = fill(place.dataset.text, { date: `${weekday(day)}, ${written(day)}` });
  }
}
