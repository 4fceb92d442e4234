/* Looks last days up in the table of `pages/request/due_data.py`; a test compares every day with the
   law's. */

let texts;
/** The last days of a period by the day on which it begins, and what explains them. */
let columns;

/** Reads the table of the data script. */
function dueTable(content) {
  data = content;
  ({ texts } = data);
  first = number(data.first);
  marks = [...data.days];
  const worked = marks.flatMap((mark, place) => ("12".includes(mark) ? first + place : []));
  columns = data.columns.map(([start, steps, count, ...words]) => {
    let place = start;
    const days = Array.from(data.steps[steps].slice(0, count), (step) => {
      place += Number(step);
      return worked[place];
    });
    return [days, ...words];
  });
  return { lastDay, lookUp };
}

function sentence(parts) {
  const text = parts.join("; ");
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** How a last day came about, by the span of days that ends with it. */
function steps(begin, last, text, count) {
  const lines = [fill(texts[text], { count: two(count), date: written(begin) })];
  const say = (key, days) => days.length && lines.push(fill(texts[key], { days }));
  if (text === "full") {
    say("shifted", named(span(begin, last - 1)));
  } else {
    const days = span(begin, last);
    say("skipped", named(days.filter(occasion)));
    const inLieu = days.filter((day) => markOf(day) === "2");
    say("worked", inLieu.map((day) => `${weekday(day)} ${written(day)}`).join(", "));
  }
  return [...lines, fill(texts.last, { date: written(last), weekday: weekday(last) })];
}

/** The last day of an answer (null beyond the calendar), and how it came about. */
function due(received, chain) {
  const parts = [];
  const unsure = new Set();
  let day = received;
  for (const column of chain) {
    const start = fill(parts.length ? texts.first_over : texts.received, { date: written(day) });
    if (column < 0) {
      parts.push(sentence([start, texts.at_once]));
      continue;
    }
    const [days, text, count, after] = columns[column];
    const begin = day + after;
    const not_counted = parts.length ? texts.first_not_counted : texts.not_counted;
    day = days[day - first];
    if (!day) return { day: null, how: "" };
    parts.push(sentence([start, not_counted, ...steps(begin, day, text, count)]));
    for (const [since, until, reason] of data.doubts) {
      if (first + since <= day && first + until >= begin) unsure.add(reason);
    }
  }
  if (unsure.size) {
    parts.push(sentence([fill(texts.doubt, { reasons: [...unsure].join("; ") })]));
  }
  return { day, how: parts.join(" ") };
}

/** What is due after a request received on a day, perhaps sent earlier (ISO), and what to say of it.
    The law is that of the day on which it was sent. */
function lookUp(on, sent = "", isNational = false) {
  const { laws } = data;
  const received = number(on);
  const day = number(sent && sent < on ? sent : on);
  const law = laws.find((each) => number(each.from) <= day) ?? laws[laws.length - 1];
  const result = (key, values, answers = []) => ({
    status: fill(texts[key], { date: written(received), law: law.name, ...values }),
    answers,
  });
  const from = number(law.from);
  if (day < from) return result("no_law", { date: written(day), from: written(from) });
  if (!(received >= first && received <= number(data.last))) return result("outside");
  const answers = law.answers
    // A province sets no limits for a ministry.
    .filter(({ local, since }) => !(local && isNational) && !(since > on))
    .map((answer) => ({ ...answer, ...due(received, answer.columns) }));
  if (answers.every((answer) => answer.day === null)) return result("no_days", { year: data.unknown });
  return result("status", { weekday: weekday(received) }, answers);
}

const lastDay = (day) =>
  day === null
    ? fill(texts.no_calendar, { year: data.unknown })
    : fill(texts.by, { weekday: weekday(day), date: written(day) });
