/* How well a record answers a query, in one place: what is found, what is only near, and their order. */

const add = (sum, value) => sum + value;

/** How sure it is that a record answers, in logits: by the part of what a query says that it has, how much that
 * is, what it has of what is meant by other names, how many words it lacks, whether nothing of the site has a
 * thing that is named, whether it is out of force, how many words there are (of a story, few are in a title),
 * whether it has all of them.
 * Fitted to strangers' queries (tests/search/strangers), each set judged by weights of the others. */
const SURE = [4.5, 1, 0.53, -0.54, -3.8, -0.15, 0.25, 1];
const UNSURE = -5.3;
/** What the whole title adds; the part of it where it was not looked at; where a time or a sum that is asked is no
 * matter of it. */
const TITLED = 2.2;
const TITLE = 0.4;
const UNASKED = -1.7;
/** Of what a query says, the part that an answer has where only names were typed; where others are named. */
const ANSWER = 0.59;
const ANSWER_ELSEWHERE = 0.75;
/** Of what a query says, what is shown as near has this, and this part of what the best record has. */
const NEAR = 0.27;
const NEAR_LINKED = 0.2;
const NEAR_BEST = 0.65;
/** What a word is worth in a title, a number, the agency's name, elsewhere. */
const ELSEWHERE = 0.55;
const FIELDS = { 14: 1, 6: 1, 4: 0.8, 2: ELSEWHERE };
/** With other accents than those typed; a word that is near; a syllable by itself, typed with accents or bare. */
const OTHER_ACCENTS = 0.3;
const ALIKE = 0.6;
const ALONE = 0.55;
const ALONE_BARE = 0.4;
/** What a word of a story says, of what it would; a word that is nowhere; by how much rarer ones say more. */
const SOFT = 0.2;
const NOWHERE = 0.7;
const RARE = 1.3;
/** What the words of one thing say, its name or what stands for it; whoever is named, of the rest. */
const LEAST_THING = 0.8;
const THING = 1.4;
const NAMED = 0.5;

/** What a match is worth, of 1, by its field and its accents. */
function qualityOf(level, { word, isName }, { accented, isAddress }, isOwn) {
  const accents = (isName && isOwn) || level >= EXACT ? 1 : isLiteral(level) || accented ? OTHER_ACCENTS : ALIKE;
  const field = isName || isAddress ? 1 : FIELDS[level % 64];
  return (isNumber(word) ? Math.max(0.9, field) : field) * accents;
}

/** What each term says; that of a frequent one is judged by the records that were read. */
function weigh(query) {
  const { terms, frequent, scope, accented, meant = [] } = query;
  const unknown = Math.log(1 + head.count);
  const says = terms.map((term) => {
    const read = frequent.includes(term) && scope;
    const { level, hits } = term.match;
    const records = hits.filter((number) => level[number] >= (accented ? EXACT : BARE) && (!read || read[number])).length;
    const count = read ? countOf(read) : head.count;
    const value = records ? (Math.log(1 + count / records) / unknown) ** RARE : NOWHERE;
    return value * (term.soft && !term.isMeant && !term.isName ? SOFT : 1);
  });
  query.things = [];
  const named = ({ isName }) => isName;
  for (const is of [named, ...meant.map((words) => ({ word }) => words.includes(word))]) {
    const sum = (counts) => terms.reduce((all, term, at) => all + (counts(term) ? says[at] : 0), 0);
    const whole = sum(is);
    // Whoever is named is a third of what is asked.
    const least = is === named ? Math.max(LEAST_THING, NAMED * sum((term) => !is(term))) : LEAST_THING;
    const thing = Math.max(Math.min(whole, THING), least);
    query.things.push(whole);
    terms.forEach((term, at) => (says[at] *= is(term) ? thing / whole : 1));
  }
  return says;
}

/** Words of a story that stand beside another one somewhere as they do here are none: `bảo hiểm`. */
function harden({ terms }) {
  const stand = (term, next) =>
    term && next && !term.soft !== !next.soft &&
    term.match.hits.some(
      (number) =>
        (term.match.places[number] << term.span) & next.match.places[number] && isExact(term.match.level[number]) && isExact(next.match.level[number]),
    );
  const hard = terms.filter((term, at) => term.soft && (stand(term, terms[at + 1]) || stand(terms[at - 1], term)));
  for (const term of hard) term.soft = false;
}

/** The terms that all words are: not those of a story, unless there are no others, or accents to know them. */
const needed = ({ terms, accented }) => {
  const words = terms.filter(({ soft }) => !soft);
  return words.length && accented ? words : terms;
};

/** Numbers of the records with all terms or, with `most`, with most of what they say; best first. */
function rank(query, most) {
  const { terms, names, scope } = query;
  matchTerms(query);
  harden(query);
  const asks = terms.some(({ isName, match }) => !isName && match.hits.some((number) => isLiteral(match.level[number])));
  const weights = weigh(query);
  const whole = weights.reduce(add, 0) || 1;
  const all = needed(query);
  terms.forEach((term, at) => {
    const { span, word } = term;
    term.after = terms.slice(at + 1).findIndex(({ soft }) => !soft) + at + 1;
    term.isSyllable = span === 1 && word.length < 8 && !isNumber(word) && !full.has(word) && /[aeiouy]/.test(word);
  });
  const { scores, members } = scoreNames(names);
  const records = [];
  query.covered = new Float32Array(head.count);
  query.sure = new Float32Array(head.count);
  query.scores = scores;
  let best = 0;
  for (const number of terms[0] ? new Set([...members, ...terms.flatMap(({ match }) => match.hits)]) : over.keys()) {
    if (!isWanted(query, number) || (scope && !most && !scope[number])) continue;
    const hasAllWords = all.every(({ match }) => match.level[number]);
    // What most records lack is seen at once: how well they say what is asked is dear to tell.
    const isNearer = () => terms.reduce((sum, { match }, at) => sum + (match.level[number] && weights[at]), 0) >= NEAR_LINKED * whole;
    const isHit = most ? members.has(number) || isNearer() : hasAllWords;
    if (terms[0] && !isHit && !terms.some(({ match }) => match.parts[number])) continue;
    const { has, says, isMeant, isAnswer, isNamed, isWhole, isTorn, isLinked, start, misses } = tally(number, query, weights, members);
    const covered = isWhole || !terms.length ? 1 : has / whole;
    const isOwn = members.has(number) && (says || isNamed);
    if (isTorn || (most ? covered < (isLinked ? NEAR_LINKED : NEAR) && !isOwn : !isWhole && !hasAllWords)) continue;
    if (terms.some(({ isLoose }) => isLoose) && !isLinked) continue;
    query.covered[number] = covered;
    const isElsewhere = members.size && !members.has(number);
    const isSaid = isWhole || !asks;
    const facts = [covered, Math.min(has, 3), isMeant, Math.min(misses, 4), query.isAbsent && !isAnswer, over[number], terms.length, isAnswer && covered >= ANSWER];
    const sure = facts.reduce((sum, fact, at) => sum + SURE[at] * fact, UNSURE);
    const least = isElsewhere ? ANSWER_ELSEWHERE : isSaid ? ANSWER : 0;
    query.sure[number] = covered < least ? -9 : isSaid ? 9 : sure;
    best = Math.max(best, covered);
    // An agency is not an answer to what is asked of it.
    const named = asks && !says ? 0 : scores[number];
    scores[number] = 100 * covered + Math.min(named, 60) / 10 + start - over[number] + (isOwn ? 10 : 0) + (members.has(number) && isNamed ? 6 : 0) + (isAnswer ? 2 : 0) + (isWhole ? 10 : 0);
    records.push(number);
  }
  return records
    .filter((number) => !most || members.has(number) || query.covered[number] >= best * NEAR_BEST)
    .sort((number, other) => scores[other] - scores[number] || number - other);
}

/** Whether a record answers a query, of which a part of its title was said. */
const answers = ({ sure }, number, title = TITLE) => sure[number] + TITLED * title > 0;

/** Whether a title is no matter of what is asked, a time or a sum. */
const isUnasked = (words, title, accented) =>
  lexical.asks.some(([asked, told]) => hasOne(asked, words, accented) && !hasOne(told, title, true));

/** Whether words have one of some phrases; without its accents, a syllable may be any. */
const hasOne = (phrases, words, accented) =>
  unpacked(phrases).some((phrase) => (accented || / /.test(phrase)) && placesIn(words, phrase, accented)[0]);

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

/** Titles that begin with the query first, then those that soon come to it. */
function worthOf(places) {
  const place = places ? 31 - Math.clz32(places & -places) : 32;
  return place ? Math.max(0, 4 - place / 2) : 5;
}

/** What a record has of the terms. */
function tally(number, query, weights, members) {
  const { terms, meant = [], also, things } = query;
  const isOwn = members.has(number);
  // Whether it bears the whole name.
  const isNamed = terms.every(({ isName, match }) => !isName || match.places[number]);
  const isOther = members.size && !isOwn && !isNamed;
  let [has, typed, parts, start, misses] = [0, 0, Infinity, 0, 0];
  let says, isLinked, isTorn;
  // Whether it has all that is asked.
  let isAnswer = true;
  const paired = new Set();
  terms.forEach((term, at) => {
    const { isName, joined, span, match, after, isSyllable } = term;
    const level = match.level[number];
    const places = match.places[number];
    if (!isName) isAnswer &&= isLiteral(level);
    // Where the next term follows, a bit for each place.
    const follows = (next) => next && level && (places << span) & next.match.places[number];
    const pair = follows(terms[at + 1]) || follows(after > at && terms[after]);
    // Two words the other way round are together all the same.
    const turned = level && terms[at + 1] && (terms[at + 1].match.places[number] << terms[at + 1].span) & places;
    const isPaired = pair || turned || paired.has(at);
    if (pair || turned) paired.add(turned || follows(terms[at + 1]) ? at + 1 : after);
    misses += !term.soft && !isName && !isLiteral(level);
    if (!level) return;
    says ||= isLiteral(level) && !isName;
    if (match.parts[number]) {
      typed += 1;
      parts = Math.min(parts, match.parts[number]);
    }
    isLinked ||= pair;
    isTorn ||= joined && !pair;
    // A syllable by itself says little of what was meant.
    const isAlone = terms[1] && places && !isPaired && isSyllable && !isName;
    if (!isName || !isOther) has += weights[at] * qualityOf(level, term, query, isOwn) * (isAlone ? (query.accented ? ALONE : ALONE_BARE) : 1);
    if (!at) start = worthOf(pair ? pair >>> span : places) / 10;
  });
  const hasAll = (words) => terms.every(({ word, match }) => !words.includes(word) || match.places[number]);
  const isMeant = Math.max(0, ...meant.map((words, at) => (also?.[0] && hasAll(words) ? Math.min(2, things[at + 1]) : 0)));
  // Whoever types all of a number means what bears it, whatever else is typed.
  return { has, says, isMeant, isAnswer, isNamed, isWhole: typed >= parts, isLinked, isTorn, start, misses };
}
