/* What is offered while somebody types: a combobox with a list, as the ARIA Authoring Practices have it.
   Only what the site's records hold is offered, and nothing typed leaves the page. */

const MOST_OFFERED = 5;

/** What can be offered for some words: their last one may be unfinished. */
function offersFor(text, known) {
  const words = spell(text).map(({ word }) => word);
  const last = words.pop();
  if (!last || (!words[0] && last.length < 2)) return [];
  const fitting = [];
  for (const offer of known) {
    const parts = spell(offer).map(({ word }) => word);
    if (!words.every((word) => parts.includes(word))) continue;
    const at = parts.findIndex((part) => part.startsWith(last) && !words.includes(part));
    if (at >= 0) fitting.push({ offer, worth: (words[0] ? parts.indexOf(words[0]) : at) + parts.length / 50 });
  }
  return fitting.sort((one, other) => one.worth - other.worth).slice(0, MOST_OFFERED).map(({ offer }) => offer);
}

/** The offers below an input. */
class Suggestions {
  constructor(input, list, choose) {
    Object.assign(this, { input, list, choose, at: -1 });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.offer([]));
    // Before the input loses the focus.
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) this.take(option);
    });
    this.offer([]);
  }

  offer(texts) {
    this.list.replaceChildren(
      ...texts.map((text, at) => {
        const option = createElement("li", text, "vi");
        option.role = "option";
        option.id = `${this.list.id}-${at}`;
        return option;
      }),
    );
    this.list.hidden = !texts[0];
    this.input.setAttribute("aria-expanded", !this.list.hidden);
    this.point(-1);
  }

  point(at) {
    this.at = at;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", place === at));
    this.input.setAttribute("aria-activedescendant", this.list.children[at]?.id || "");
  }

  press(event) {
    const { length } = this.list.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && length) this.point((this.at + step + length + (this.at < 0 && step < 0)) % length);
    else if (event.key === "Enter" && this.at >= 0) this.take(this.list.children[this.at]);
    else if (event.key === "Escape" && length) this.offer([]);
    else return;
    event.preventDefault();
  }

  take(option) {
    this.input.value = option.textContent;
    this.offer([]);
    this.choose();
  }
}
