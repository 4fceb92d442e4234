/* The order of the records that match a query. */

const add = (sum, value) => sum + value;

/** What each term says, in bits; that of a frequent one is judged by the records that were read. */
function weigh({ terms, frequent, scope }, asks) {
  const bits = terms.map((term) => {
    const read = frequent.includes(term) && scope;
    const level = term.match.level.filter((_, number) => !read || read[number]);
    const records = level.filter(isLiteral).length || level.filter(Boolean).length;
    const count = read ? read.filter(Boolean).length : head.count;
    return records && Math.log2(1 + count / records);
  });
  const known = bits.filter(Boolean);
  const mean = known.reduce(add, 0) / known.length || 1;
  // What is asked of an agency says more than its name.
  return bits.map((value, at) => (value || mean) / (terms[at].isName && asks ? 2 : 1));
}

/** Of two words, a single one or two far apart say nothing of what was meant. */
const needsPair = (terms) =>
  terms.some(({ isLoose }) => isLoose) ||
  (terms.length === 2 && terms.every(({ word, match }) => !isNumber(word) && match.level.some(Boolean)));

/** Titles that begin with the query first, then those that soon come to it. */
function worthOf(places) {
  const place = places ? 31 - Math.clz32(places & -places) : 32;
  return place ? Math.max(0, 4 - place / 2) : 5;
}

/** Numbers of the records with all terms or, with `most`, with most of what they say; best first. */
function rank(query, most) {
  const { terms, names, scope } = query;
  matchTerms(query);
  const asks = most && terms.some(({ isName, match }) => !isName && match.level.some(isLiteral));
  const weights = most ? weigh(query, asks) : terms.map(() => 1);
  const whole = weights.reduce(add, 0);
  const isPair = most && needsPair(terms);
  const { scores, members } = scoreNames(names);
  const records = [];
  let best = 0;
  for (let number = 0; number < head.count; number += 1) {
    if (!isWanted(query, number) || (scope && !most && !scope[number])) continue;
    let { covered, sum, says, isAnswer, isNamed, isWhole, isLinked, isTorn } = tally(number, terms, weights, most);
    if (isWhole) covered += whole;
    // An agency's own comes before what is near elsewhere, but not before an answer.
    const isMember = most && members.has(number) && (says || isNamed);
    // What is only near has 40 % of what the query says, and 65 % of what the best record has.
    if ((covered < whole * (most ? 0.4 : 1) && !isMember) || (isPair && !isLinked) || isTorn) continue;
    best = Math.max(best, covered);
    // An agency is not an answer to what is asked of it.
    if (asks && !says) scores[number] = 0;
    scores[number] += sum + (isWhole ? 40 : 0) + (most ? covered * 10 : 0);
    scores[number] -= over[number];
    isAnswer &&= asks;
    if (isMember || (members.size && isAnswer)) scores[number] += isAnswer ? 4000 : 2000;
    records.push({ number, covered, isMember });
  }
  return records
    .filter(({ covered, isMember }) => !most || isMember || covered >= best * 0.65)
    .map(({ number }) => number)
    .sort((number, other) => scores[other] - scores[number] || number - other);
}

/** What the agencies and days that a query names are worth, and whose records are meant. */
function scoreNames(names) {
  const scores = new Float64Array(head.count);
  const members = new Set();
  for (const { token, bonus, isWhole } of names) {
    for (const { numbers } of listsOf(token)) {
      for (const number of numbers) {
        scores[number] += bonus;
        if (isWhole) members.add(number);
      }
    }
  }
  return { scores, members };
}

/** What a record has of the terms. */
function tally(number, terms, weights, most) {
  let [covered, sum, typed, parts] = [0, 0, 0, Infinity];
  let says, isLinked, isTorn;
  // Whether it has all that is asked, and whether it bears the whole name.
  let [isAnswer, isNamed] = [true, true];
  terms.forEach(({ isName, joined, span, match }, at) => {
    const level = match.level[number];
    const places = match.places[number];
    if (isName) isNamed &&= places;
    else isAnswer &&= isLiteral(level);
    if (!level) return;
    covered += weights[at] * (!most || level >= EXACT ? 1 : isLiteral(level) ? 0.7 : 0.4);
    says ||= isLiteral(level) && !isName;
    if (match.parts[number]) {
      typed += 1;
      parts = Math.min(parts, match.parts[number]);
    }
    const next = terms[at + 1]?.match;
    // Where the next term follows, a bit for each place.
    const pair = (places << span) & next?.places[number];
    isLinked ||= pair;
    isTorn ||= joined && !pair;
    // Together they say more than apart, unless they are guessed.
    const isSure = most && pair && isLiteral(level) && isLiteral(next.level[number]);
    if (isSure) covered += Math.max(weights[at], weights[at + 1]);
    // Words that stand together in a title are worth more than a word of its number.
    sum += (most ? level % LITERAL : level) + (pair ? 12 : 0);
    if (!at) sum += worthOf(pair ? pair >>> span : places);
  });
  // Whoever types all of a number means what bears it, whatever else is typed.
  return { covered, sum, says, isAnswer, isNamed, isWhole: typed >= parts, isLinked, isTorn };
}
