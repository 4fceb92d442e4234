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
  const words = text.includes("@") ? [] : (plain.match(WORD) || []).map(spelling);
  const tokens = [...new Set(words.map(({ word }) => word).filter((word) => keys.has(word)))].map((word) => `${word}!`);
  await fetchTokens(tokens);
  const accented = words.some(({ word, form }) => word !== form);
  const sayings = sayingsIn(words, tokens.flatMap(listsOf), accented);
  // What was typed all the same is not told.
  const isNew = ({ meaning }) => spell(meaning).some(({ form }) => !words.some((word) => word.form === form));
  const known = sayings.filter(isNew);
  // What nothing of the site has, unless it is part of what something is called otherwise.
  const isPart = ({ places }) => sayings.some(({ meaning, places: all }) => meaning && places.every((at) => all.includes(at)));
  const isAbsent = sayings.some((saying) => !saying.meaning && !isPart(saying));
  // The longest first, then those whose words stand together.
  known.sort(({ places: one }, { places: other }) => other.length - one.length || strayed(one) - strayed(other));
  const ways = [{ said: text, also: [], meant: [], isAbsent }];
  let rest = known;
  while (rest[0] && ways.length <= MOST_WAYS) {
    const taken = [];
    // What was not yet looked for, with all that can stand beside it.
    const put = new Set([...rest, ...known].filter(({ places, meaning }) => {
      if (places.some((at) => at in taken)) return false;
      for (const at of places) taken[at] = at === places[0] ? meaning : "";
      return true;
    }));
    rest = rest.filter((saying) => !put.has(saying));
    if (!ways[1]) ways[0].meant = [...put].map(({ places }) => places.map((at) => words[at].word));
    const also = [...new Set([...put].map(({ meaning }) => meaning))];
    let at = 0;
    const said = plain.replace(WORD, (word) => {
      const meaning = taken[at++];
      return meaning === undefined ? word : ` ${accented ? meaning : spell(meaning).map((bared) => bared.word).join(" ")} `;
    });
    ways.push({ said, also, meant: also.map((meaning) => spell(meaning).map(({ word }) => word)), isAbsent });
  }
  return ways;
}

/** How many other words stand between some. */
const strayed = (places) => places.at(-1) - places[0] - places.length;

/** What is known by another name in a text, with the places of its words. */
function sayingsIn(words, phrases, accented) {
  const sayings = [];
  const parted = {};
  for (const { form: phrase, further } of phrases) {
    const found = placesIn(words, phrase, accented);
    if (!found[0]) continue;
    for (const part of further.split("|")) {
      const [number, place, count, meaning] = part.split("…");
      // A single syllable without its accents may be any.
      if (!place) sayings.push(...found.filter(([at, more]) => accented || more || words[at].form === spelling(phrase).form).map((places) => ({ places, meaning: number })));
      else {
        const about = (parted[number] ||= { parts: [] });
        if (count) Object.assign(about, { count, meaning });
        (about.parts[place] ||= []).push(...found);
      }
    }
  }
  for (const { parts, count, meaning } of Object.values(parted)) {
    if (!count || Object.keys(parts).length < count) continue;
    let all = parts[0];
    for (const others of parts.slice(1)) {
      const both = (one) => others.map((other) => [...one, ...other].sort((at, next) => at - next));
      all = all.flatMap((one) => both(one).filter((places) => new Set(places).size === places.length && strayed(places) < APART).slice(0, 1));
    }
    sayings.push(...all.map((places) => ({ places, meaning })));
  }
  return sayings;
}

/** Where the words of a phrase stand. */
function placesIn(words, phrase, accented) {
  const parts = phrase.split(" ").map(spelling);
  const face = accented ? "form" : "word";
  return words.flatMap((_, start) => (parts.every((part, at) => words[start + at]?.[face] === part[face]) ? [parts.map((part, at) => start + at)] : []));
}
