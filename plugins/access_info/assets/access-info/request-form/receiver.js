/* Whom a form goes to: looked up by the agency's id in a file of the site, not taken from the address. */

function startReceiver(place) {
  const { receivers, receiverFiles } = place.dataset;
  window.accessInfoReceivers = ({ office, agencies }) => {
    // A lone agency need not be chosen.
    const [only, ...others] = Object.keys(agencies);
    const id = chosen || (others.length ? "" : only);
    if (Object.hasOwn(agencies, id)) showReceiver(place, id, agencies[id], office);
  };
  const number = [...chosen].reduce((sum, sign) => sum + sign.codePointAt(), 0) % receiverFiles;
  const script = document.createElement("script");
  script.src = new URL(`${receivers}${number}.js`, document.baseURI).href;
  document.head.append(script);
}

function showReceiver(place, id, agency, office) {
  const find = (selector) => place.querySelector(selector);
  const isKnown = agency.phone || agency.email || agency.address;
  const ways = isKnown ? agency : office;
  Object.assign(place.dataset, { agency: agency.name, file: id, mail: agency.mail ?? "" });
  if (agency.national) place.dataset.national = "";
  find("[data-receiver-name]").textContent = agency.name;
  for (const cell of place.querySelectorAll("[data-way]")) {
    const { way } = cell.dataset;
    const value = ways[way];
    cell.parentElement.hidden = !value;
    if (!value) continue;
    const link = document.createElement(way === "phone" || way === "email" ? "a" : "span");
    if (way === "phone") link.href = `tel:${value.replace(/[^\d+]/g, "")}`;
    if (way === "email") link.href = `mailto:${value}`;
    link.textContent = value;
    cell.replaceChildren(link);
  }
  find("[data-office]").hidden = Boolean(isKnown) || !Object.keys(office).length;
  const page = find("[data-receiver-page]");
  page.href = page.dataset.receiverPage.replace("ma-co-quan", id);
  page.hidden = !isKnown;
  find("[data-receiver-none]").hidden = true;
  find("[data-receiver]").hidden = false;
  for (const form of place.querySelectorAll("form[data-form]")) showForm(form);
  showUntil();
}
