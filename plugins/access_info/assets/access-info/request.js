/* The request form and the calculator of deadlines. Nothing typed here leaves the page: the letter
   is printed, saved by the browser or handed to the mail program. Texts come from the page and from
   the data script, which calls accessInfoRequest(data) once this file has run. */
(() => {
  "use strict";

  /** The look of a saved letter, which has no style sheet beside it. */
  const LOOK = `
    body{font:13pt/1.5 Times New Roman,serif;margin:0 auto;max-width:165mm}
    p{margin:0 0 6pt;white-space:pre-wrap;overflow-wrap:anywhere}
    .ai-paper-form{font-size:10pt;text-align:right}
    .ai-paper-state,.ai-paper-title,.ai-paper-to,.ai-paper-sign{text-align:center}
    .ai-paper-title{margin:14pt 0;text-transform:uppercase}
    .ai-paper-sign{margin:18pt 0 0 40%}
    [data-name]{margin-top:50pt}
    .ai-dots{border-bottom:1px dotted;display:block;height:1.6em}
    @page{size:A4;margin:20mm 15mm 20mm 30mm}`;
  // Chrome on Windows drops addresses of other programs that are longer than 2,048 characters.
  const LONGEST_MAIL = 2000;
  /** What comes along to an agency's form stands in the tab's name: unlike an address, no browser
      writes that down. */
  const CARRIED = "access-info-yeu-cau: ";
  /** Marks of worked days in the table; the second is of a day at the end of a week. */
  const WORKED = "12";
  const IN_LIEU = "2";
  const DAY = 864e5;

  /** Text whose Vietnamese parts, between two marks of the data script, say so. */
  function marked(text) {
    return text.split("\u0002").flatMap((part) => {
      const [words, rest] = part.split("\u0003");
      if (rest === undefined) return part;
      const own = document.createElement("span");
      own.lang = "vi";
      own.textContent = words;
      return [own, rest];
    });
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* Days are numbers since 1970: no time zone can shift them. */
  const number = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const weekdayOf = (day) => new Date(day * DAY).getUTCDay();
  const two = (value) => String(value).padStart(2, "0");

  /** Decree 30/2020: a zero before days below 10 and months 1 and 2. */
  const monthOf = (month) => (month < 3 ? two(month) : month);
  function written(day) {
    const [year, month, date] = iso(day).split("-");
    return `${date}/${monthOf(Number(month))}/${year}`;
  }

  function today() {
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** Looks last days up in the table of pages/request/due_data.py; a test compares every day with the law's. */
  function dueTable(data) {
    const { laws, texts, weekdays } = data;
    const first = number(data.first);
    const weekday = (day) => weekdays[weekdayOf(day)];
    const marks = [...data.days];
    const markOf = (day) => marks[day - first];
    const occasion = (day) => data.occasions[markOf(day)];
    const workedDays = marks.flatMap((mark, place) => (WORKED.includes(mark) ? first + place : []));
    /** The last days of a period by the day on which it begins, and what explains them. */
    const columns = data.columns.map(([start, steps, count, ...words]) => {
      let place = start;
      const days = Array.from(data.steps[steps].slice(0, count), (step) => {
        place += Number(step);
        return workedDays[place];
      });
      return [days, ...words];
    });
    const span = (from, to) => Array.from({ length: Math.max(to - from + 1, 0) }, (_, n) => from + n);
    const sentence = (parts) => {
      const text = parts.join("; ");
      return `${text[0].toUpperCase()}${text.slice(1)}.`;
    };

    /** Days with their occasions, those of one occasion together. */
    function named(days) {
      const groups = [];
      for (const day of days) {
        const name = occasion(day) ?? weekday(day);
        if (groups.length === 0 || groups[0].name !== name) groups.unshift({ name, days: [] });
        groups[0].days.push(written(day));
      }
      return groups.reverse().map((group) => `${group.days.join(", ")} (${group.name})`).join(", ");
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
        const inLieu = days.filter((day) => markOf(day) === IN_LIEU);
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

    /** What is due after a request received on a day, perhaps sent earlier (ISO), and what to say of
        it. The law is that of the day on which it was sent. */
    function lookUp(on, sent = "", isNational = false) {
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
    return { lastDay, lookUp };
  }

  function showDeadlines(box, data) {
    const { texts } = data;
    const [input, sent] = box.querySelectorAll("input");
    const status = box.querySelector("[role=status]");
    const list = box.querySelector("ol");
    const row = box.querySelector("template").content;
    const { lastDay, lookUp } = dueTable(data);
    /** What is due; the jurisdiction's own words for it are Vietnamese on any page. */
    const named = ({ what, local }) => {
      if (!local) return [what];
      const words = document.createElement("span");
      words.lang = "vi";
      words.textContent = what;
      const [before, after] = texts.local.split("{what}");
      return [before, words, after];
    };
    const show = () => {
      list.replaceChildren();
      const isSentLate = Boolean(input.value) && sent.value > input.value;
      sent.setAttribute("aria-invalid", isSentLate);
      if (!input.value || isSentLate) {
        status.textContent = input.value ? texts.sent_late : texts.none;
        return;
      }
      const result = lookUp(input.value, sent.value, Boolean(box.closest("[data-national]")));
      status.textContent = result.status;
      for (const answer of result.answers) {
        const item = row.cloneNode(true);
        item.querySelector("[data-what]").append(...named(answer));
        item.querySelector("[data-last]").textContent = lastDay(answer.day);
        const basis = answer.citation && fill(texts.citation, answer);
        item.querySelector("[data-how]").append(...marked(`${answer.how} ${basis}`.trim()));
        list.append(item);
      }
    };
    [input.min, input.max] = [data.first, data.last];
    input.value = input.value || today();
    for (const day of [input, sent]) day.addEventListener("input", show);
    box.hidden = false;
    sayNoMore("due");
    show();
  }

  /** What was said to readers whose browser runs no scripts. */
  function sayNoMore(part) {
    for (const note of document.querySelectorAll(`[data-no-script=${part}]`)) note.hidden = true;
  }

  /* The letter */

  const dropPaper = () => {
    document.documentElement.classList.remove("ai-letter-only");
    const paper = document.querySelector("body > .ai-paper");
    if (paper) paper.remove();
  };

  function makeForm(form, place, template) {
    const { agency, file, mail } = place.dataset;
    const status = form.querySelector("[data-form-status]");
    const words = template.dataset;
    const day = form.querySelector("[data-day]");
    const notes = [...form.querySelectorAll("[data-law]")];
    const fields = [...form.querySelectorAll(".ai-field")].filter((field) => !field.contains(day));
    const fileName = `${form.dataset.form}-${file}.html`;

    /** The law that governs a request of the day written decides which note and fields there are. */
    function applyLaw() {
      const on = day.value || today();
      const current = notes.find((note) => note.dataset.from <= on) ?? notes[notes.length - 1];
      for (const note of notes) note.hidden = note !== current;
      for (const field of fields) {
        const laws = field.dataset.laws;
        field.hidden = Boolean(laws) && !laws.split(" ").includes(current.dataset.law);
      }
      return current;
    }

    /** A field on paper; one left empty has a dotted line to write on. */
    function line([label, value]) {
      const dots = document.createElement("span");
      dots.className = "ai-dots";
      const found = document.createElement("p");
      found.append(`${label}: `, value || dots);
      return found;
    }

    function letter() {
      const law = applyLaw();
      const paper = template.content.firstElementChild.cloneNode(true);
      const put = (selector, text) => {
        paper.querySelector(selector).textContent = text;
      };
      put(".ai-paper-form", [form.dataset.name, law.dataset.note].filter(Boolean).join(". "));
      put(".ai-paper-title strong", form.dataset.title);
      put("[data-to]", agency);
      put("[data-law-line]", law.dataset.line);
      const rows = fields.filter((field) => !field.hidden).map((field) => {
        const [label, input] = field.children;
        return [label.dataset.letter || label.textContent, input.value.trim()];
      });
      paper.querySelector("[data-fields]").replaceChildren(...rows.map(line));
      if (day.value) {
        const [year, month, date] = day.value.split("-");
        put("[data-date]", fill(words.date, { day: date, month: monthOf(Number(month)), year }));
      }
      put("[data-name]", rows[0][1]);
      return paper;
    }

    /** The letter's words for a mail, which has little room: what was filled in, who asks whom. */
    function plain(paper) {
      const parts = [...paper.querySelectorAll(".ai-paper-title, .ai-paper-to, p[data-law-line]")];
      parts.push(...[...paper.querySelectorAll("[data-fields] p")].filter((row) => !row.querySelector(".ai-dots")));
      parts.push(paper.querySelector("[data-date]"), paper.querySelector("[data-name]"));
      return parts.map((part) => part.textContent.trim()).filter(Boolean).join("\n");
    }

    function print() {
      dropPaper();
      document.body.append(letter());
      document.documentElement.classList.add("ai-letter-only");
      window.print();
    }

    function save() {
      const title = document.createElement("title");
      title.textContent = form.dataset.title;
      const text =
        `<!doctype html><html lang="vi"><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width">${title.outerHTML}` +
        `<style>${LOOK}</style>${letter().outerHTML}`;
      const address = URL.createObjectURL(new Blob([text], { type: "text/html" }));
      follow(address, fileName);
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      status.textContent = fill(words.saved, { file: fileName });
    }

    function follow(address, name) {
      const link = document.createElement("a");
      link.href = address;
      if (name) link.download = name;
      document.body.append(link);
      link.click();
      link.remove();
    }

    const box = (field) => field.querySelector("input, textarea");
    // The fields that a request is nothing without.
    const needed = [fields[0], fields.find((field) => field.querySelector("[data-wanted]"))].filter(Boolean);

    /** Marks those that are empty. */
    function mark() {
      const missing = needed.filter((field) => !box(field).value.trim());
      for (const field of needed) {
        if (missing.includes(field)) box(field).setAttribute("aria-invalid", "true");
        else box(field).removeAttribute("aria-invalid");
      }
      return missing;
    }

    function write() {
      const missing = mark();
      if (missing.length) {
        const names = missing.map((field) => field.querySelector("label").textContent);
        status.textContent = fill(words.empty, { fields: names.join("”, “") });
        box(missing[0]).focus();
        return;
      }
      const address = (body) =>
        `mailto:${mail}?subject=${encodeURIComponent(words.subject)}&body=${encodeURIComponent(body)}`;
      const whole = address(plain(letter()).replace(/\n/g, "\r\n"));
      const fits = whole.length <= LONGEST_MAIL;
      if (!fits) save();
      follow(fits ? whole : address(words.short));
      status.textContent = fill(fits ? words.opened : words.long, { address: mail, file: fileName });
    }

    const deeds = { print, save, mail: write };
    for (const button of form.querySelectorAll("[data-do]")) {
      button.addEventListener("click", deeds[button.dataset.do]);
      button.hidden = button.dataset.do === "mail" && !mail;
    }
    day.value = day.value || today();
    day.addEventListener("input", applyLaw);
    const renew = () => {
      day.value = today();
      applyLaw();
    };
    form.addEventListener("reset", () => {
      setTimeout(renew);
      for (const field of needed) box(field).removeAttribute("aria-invalid");
      status.textContent = "";
    });
    // What was called empty is so no longer.
    form.addEventListener("input", ({ target }) => target.removeAttribute("aria-invalid"));
    for (const button of form.querySelectorAll("[type=reset]")) {
      // What was looked for stands in every form; clearing one clears all.
      button.addEventListener("click", () => {
        for (const other of place.querySelectorAll("form[data-form]")) {
          if (other !== form) other.reset();
        }
        setTimeout(() => {
          status.textContent = words.cleared;
        });
      });
    }
    applyLaw();
  }

  addEventListener("afterprint", dropPaper);

  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  sayNoMore("form");
  for (const place of document.querySelectorAll("[data-request]")) {
    const template = place.querySelector("template[data-letter]");
    for (const form of place.querySelectorAll("form[data-form]")) makeForm(form, place, template);
  }

  /* What was looked for comes along. */
  const wanted = [...document.querySelectorAll("[data-wanted]")];
  const takeOver = (text) => {
    for (const field of wanted) field.value = field.value || text;
  };
  if (globalThis.name?.startsWith(CARRIED)) {
    takeOver(globalThis.name.slice(CARRIED.length));
    globalThis.name = "";
  }
  const typed = document.querySelector("[data-ask-text]");
  if (typed) {
    typed.closest("[hidden]").hidden = false;
    typed.addEventListener("change", () => takeOver(typed.value.trim()));
  }
  /* The search is fetched for those who are about to search. */
  const { src } = document.currentScript;
  for (const search of document.querySelectorAll("[data-search-mini]")) {
    const fetchSearch = () => {
      const script = document.createElement("script");
      script.src = new URL("search.js", src).href;
      script.onerror = () => {
        const { failed, offline } = search.dataset;
        search.querySelector("[role=status]").textContent = navigator.onLine ? failed : offline;
        listen();
      };
      document.head.append(script);
    };
    const listen = () => search.addEventListener("focusin", fetchSearch, { once: true });
    listen();
  }
  for (const links of document.querySelectorAll("[data-ask-links]")) {
    links.addEventListener("click", (event) => {
      const text = typed?.value.trim();
      const isHere = !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (text && isHere && event.target.closest?.("a[href*='#buoc-3']")) globalThis.name = CARRIED + text;
    });
  }

  globalThis.accessInfoRequest = (data) => {
    for (const box of document.querySelectorAll("[data-due]")) showDeadlines(box, data);
  };
  globalThis.accessInfoRequest.dueTable = dueTable;
})();
