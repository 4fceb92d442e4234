// The id of an item: given by the form, never changed afterwards, for it is part of an address.

import { ORIGIN } from "./yaml.js";

/** Where the numbers of the conditional list begin, by custom. */
const CONDITIONAL = 901;

/** Adds the field to the CMS.
 *
 * `ids` are those that the agency's lists held when the site was made, `year` the year then.
 */
export function addIdField(CMS, name, { ids, year }) {
  const known = new Set(ids);
  const given = new Set();
  const { h } = window;
  const control = window.createClass({
    componentDidMount() {
      if (this.props.value) return;
      const { entry, field } = this.props;
      const ids = [...known, ...given, ...idsIn(entry)];
      const id = nextId(ids, year, { mark: field.get("mark"), first: field.get("first") });
      given.add(id);
      this.props.onChange(id);
    },
    render() {
      const { field, forID, classNameWrapper, value } = this.props;
      return h("input", {
        id: forID,
        className: `${classNameWrapper} ma-muc`,
        type: "text",
        "aria-label": field.get("label"),
        readOnly: true,
        value: value ?? "",
      });
    },
  });
  CMS.registerFieldType(name, control);
}

/** The number after the greatest of a year.
 *
 * `mark` stands between year and number; numbers of the list begin at `first`, and the others' end below.
 */
export function nextId(ids, year, { mark = "", first = 1 } = {}) {
  const start = `${year}-${mark}`;
  const end = first < CONDITIONAL ? CONDITIONAL : Infinity;
  const numbers = ids
    .filter((id) => id.startsWith(start) && /^\d+$/.test(id.slice(start.length)))
    .map((id) => Number(id.slice(start.length)))
    .filter((number) => number >= first && number < end);
  const number = String(Math.max(first - 1, ...numbers) + 1);
  return start + number.padStart(mark ? 2 : 3, "0");
}

/** Every id in the entry that is being edited. */
function idsIn(entry) {
  const data = entry?.get?.("data")?.toJS?.() ?? {};
  const found = [];
  const walk = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === "object") {
      if (typeof value.ma === "string") found.push(value.ma);
      Object.values(value).forEach(walk);
    }
  };
  delete data[ORIGIN];
  walk(data);
  return found;
}
