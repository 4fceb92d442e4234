/* What people call things otherwise than agencies do. */

/** Ways to say a text that are looked for, besides its own. */
const MOST_WAYS = 4;
/** Words that may stand between the parts of what is told in several. */
const APART = 6;
/** Words by which it is looked up. */
const keys = new Set();

/** Ways to say a text: as it is, then with what is known by another name put as agencies say it. */
async function waysToSay(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  const words = [...plain.matchAll(WORD)].map((match) => ({ ...spelling(match[0]), start: match.index, end: match.index + match[0].length }));
  const said = new Set((text.includes("@") ? [] : words).map(({ word }) => word).filter((word) => keys.has(word)));
  const tokens = [...said].map((word) => `~goi/${word}`);
  await fetchTokens(tokens);
  const accented = words.some(({ word, form }) => word !== form);
  // What was typed all the same is not told.
  const isNew = ({ meaning }) => meaning && spell(meaning).some(({ form }) => !words.some((word) => word.form === form));
  const sayings = sayingsIn(words, tokens.flatMap(listsOf), accented);
  const known = sayings.filter(isNew);
  const strayed = ({ places }) => places.at(-1) - places[0] - places.length;
  // The longest first, then those whose words stand together.
  known.sort((one, other) => other.places.length - one.places.length || strayed(one) - strayed(other));
  // What nothing of the site has, unless it is part of what something is called otherwise.
  const isPart = ({ places }) => sayings.some((one) => one.meaning && places.every((at) => one.places.includes(at)));
  const isAbsent = sayings.some((saying) => !saying.meaning && !isPart(saying));
  const ways = [{ said: text, also: [], meant: [], isAbsent }];
  const used = new Set();
  while (ways.length <= MOST_WAYS) {
    const taken = new Map();
    const also = new Map();
    // What was not yet looked for, with all that can stand beside it.
    for (const saying of [...known.filter((one) => !used.has(one)), ...known]) {
      const { places, meaning } = saying;
      if (places.some((at) => taken.has(at)) || also.has(meaning)) continue;
      for (const at of places) taken.set(at, at === places[0] ? meaning : "");
      also.set(meaning, places);
      used.add(saying);
    }
    const last = ways.at(-1);
    if (!also.size || [...also.keys()].join() === last.also.join()) break;
    if (!ways[0].meant[0]) ways[0].meant = [...also.values()].map((places) => places.map((at) => words[at].word));
    ways.push({ ...wayWith(plain, words, taken, [...also.keys()], accented), isAbsent });
    if (known.every((saying) => used.has(saying))) break;
  }
  return ways;
}

/** A text with what some of its words mean in their place. */
function wayWith(plain, words, taken, also, accented) {
  const bared = (meaning) => spell(meaning).map(({ word }) => word);
  let said = "";
  let end = 0;
  words.forEach((word, at) => {
    const meaning = taken.get(at);
    const put = meaning && !accented ? bared(meaning).join(" ") : meaning;
    said += plain.slice(end, word.start) + (taken.has(at) ? ` ${put} ` : plain.slice(word.start, word.end));
    ({ end } = word);
  });
  return { said: said + plain.slice(end), also, meant: also.map(bared) };
}

/** What is known by another name in a text, with the places of its words. */
function sayingsIn(words, phrases, accented) {
  const sayings = [];
  const parted = new Map();
  for (const { form: phrase, further } of phrases) {
    const found = placesIn(words, phrase, accented);
    if (!found[0]) continue;
    // A single syllable without its accents may be any.
    const isSure = accented || phrase.includes(" ") || words.some(({ form }) => form === spelling(phrase).form);
    for (const part of further.split("|")) {
      const [number, place, count, meaning] = part.split("…");
      if (place === undefined) {
        if (isSure) for (const places of found) sayings.push({ places, meaning: number });
      } else {
        const about = parted.get(number) || { parts: [] };
        parted.set(number, about);
        if (count) Object.assign(about, { count, meaning });
        (about.parts[place] ||= []).push(...found);
      }
    }
  }
  for (const { parts, count, meaning } of parted.values()) {
    if (!count || Object.keys(parts).length < count) continue;
    for (const first of parts[0]) {
      let places = first;
      for (const others of parts.slice(1)) {
        const next = others.find((other) => gapOf(places, other) > 0 && gapOf(places, other) <= APART + 1);
        places = places && next && [...places, ...next].sort((at, last) => at - last);
        if (!places) break;
      }
      if (places) sayings.push({ places, meaning });
    }
  }
  return sayings;
}

const gapOf = (one, other) => Math.max(other[0] - one.at(-1), one[0] - other.at(-1));

/** Where the words of a phrase stand. */
function placesIn(words, phrase, accented) {
  const parts = phrase.split(" ").map(spelling);
  const face = accented ? "form" : "word";
  return words.flatMap((_, start) => (parts.every((part, at) => words[start + at]?.[face] === part[face]) ? [parts.map((part, at) => start + at)] : []));
}
