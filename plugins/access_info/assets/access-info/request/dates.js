/* Days as numbers since 1970: no time zone can shift them. */

const DAY = 864e5;

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
