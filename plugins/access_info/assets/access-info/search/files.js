/* The index's files, fetched as they are needed: over http, from a folder on a USB stick, under a
   strict Content-Security-Policy. A page has one index. All files but the manifest are named by what they
   hold, and named by the one that leads to them. */

const NAME_LENGTH = 12;
/** What is asked for and what has arrived, of both perhaps something before this script. */
const { files, arrived } = window.accessInfoEarly ?? { files: {}, arrived: {} };
let base;
/** Whether the manifest was read anew: once, since a publication may have taken away what an old one names. */
let isAnew = false;

window.accessInfoIndex = (name, data) => {
  arrived[name] = data;
};

/** A file of the index, as a classic script. */
function load(name) {
  files[name] ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onerror = reject;
    script.onload = () => resolve(arrived[name] ?? Promise.reject());
    script.src = `${base}${name}.js${isAnew && name === "muc-luc" ? `?${Date.now()}` : ""}`;
    setTimeout(reject, 15000);
    document.head.append(script);
  });
  files[name].catch(() => {
    files[name] = null;
  });
  return files[name];
}

/** One of some names that follow each other. */
const nameAt = (names, at) => names.slice(NAME_LENGTH * at, NAME_LENGTH * (at + 1));

/** A piece of a list that grows with the site; a short one stands in the manifest. */
const piece = async (letter, at = 0) => head.within[letter] ?? load(nameAt(head.pieces[letter], at));

/** A list that grows with the site, whole. */
async function wholeList(letter) {
  const count = letter in head.within ? 1 : head.pieces[letter].length / NAME_LENGTH;
  return (await Promise.all(Array.from({ length: count }, (_, at) => piece(letter, at)))).flat();
}
