/* Words and agency that an address names behind its `#`, which no browser sends:
   `#co-quan=so-mau&q=giá đất`. */

const given = new Map(location.hash.includes("=") ? new URLSearchParams(location.hash.slice(1)) : []);
const carried = (given.get("q") ?? "").slice(0, 2000).trim();
const chosen = given.get("co-quan") ?? "";

const hashOf = (agency, words) => {
  const parts = [["co-quan", agency], ["q", words]].filter(([, value]) => value);
  return parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
};

// Words that stay in the address would stay in the browser's history.
if (carried) {
  try {
    const rest = chosen && `#${hashOf(chosen)}`;
    history.replaceState(history.state, "", `${location.pathname}${location.search}${rest}`);
  } catch {
    // A frame that may do nothing keeps no history either.
  }
}

/** Lets links carry words on: to the form, or back to the choice of an agency. */
function carry(words) {
  for (const link of document.querySelectorAll("a[data-ask-form]")) {
    link.hash = hashOf(chosen || new Map(new URLSearchParams(link.hash.slice(1))).get("co-quan"), words);
  }
  for (const link of document.querySelectorAll("a[data-ask-back]")) {
    link.hash = words ? hashOf("", words) : "buoc-2";
  }
}
