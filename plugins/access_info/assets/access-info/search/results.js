/* What is shown of a record. */

/** An element with a text, and its language where that is not its parent's. */
function createElement(name, text, lang) {
  const element = document.createElement(name);
  element.textContent = text;
  if (lang) element.lang = lang;
  return element;
}

/** A record as an item, in the language of the data; other texts are those of the search's element. */
function resultItem({ title, href, agency, kind, number, date, above, state, form, titles }, element) {
  const { lang } = document.documentElement;
  const list = element.querySelector(`[name=danh-muc] [value=${kind}]`);
  const local = titles.find(([tag, other]) => tag === lang || other === title) || [];
  const item = createElement("li", "", "vi");
  const link = createElement("a", local[1] || title, local[0]);
  link.href = href;
  const facts = createElement("span", "");
  facts.className = "ai-facts";
  const parts = [
    [title],
    [above],
    [kind !== "cong-khai" && list?.text, lang],
    [agency],
    [number],
    [date],
    [form],
    [state && element.dataset[`state${state}`], lang],
  ];
  for (const [text, tag] of parts) {
    if (!text || text === link.textContent) continue;
    facts.append(facts.firstChild ? " · " : "", createElement("span", text, tag));
  }
  item.append(link, facts);
  return item;
}
