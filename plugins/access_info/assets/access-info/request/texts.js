/* Texts: filled in, marked by language, hidden. */

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Words in the language of the data, on a page of any language. */
function vietnamese(words) {
  const element = document.createElement("span");
  element.lang = "vi";
  element.textContent = words;
  return element;
}

/** Text whose Vietnamese parts, between two marks of the data script, say so. */
function marked(text) {
  return text.split("\u0002").flatMap((part) => {
    const [words, rest] = part.split("\u0003");
    return rest === undefined ? part : [vietnamese(words), rest];
  });
}

/** Hides what readers are told whose browser runs no scripts. */
function hideNotes(part) {
  for (const note of document.querySelectorAll(`[data-no-script=${part}]`)) note.hidden = true;
}
