/* Begins the search of the nation: agencies are offered once a province is chosen. */

class NationSearch extends SearchBox {
  listen() {
    super.listen();
    this.province = this.selects.find(({ name }) => name === "tinh");
    this.province.addEventListener("change", () => {
      const agency = this.selects.find(({ name }) => name === "co-quan");
      agency.length = 1;
      this.guarded(() => this.offerAgencies(agency));
    });
  }

  /** Offers the agencies of the province that is chosen. */
  async offerAgencies(select) {
    // An agency's id begins with its province's.
    this.province.value ||= (this.address.get("co-quan") || "").split("/")[0];
    const code = this.province.value;
    const at = head.choices.tinh.findIndex(([known]) => known === code);
    const first = head.members[at]?.[2];
    const end = head.members[at + 1]?.[2] ?? head.agencies;
    const choices = at < 0 ? [] : await agenciesBetween(first, end);
    if (code !== this.province.value) return;
    select.length = 1;
    this.offer(select, choices.sort(([, , order], [, , other]) => order - other).map(([id, name]) => [`${code}/${id}`, name]));
  }
}

/** Agencies from one on, before another one. */
async function agenciesBetween(first, end) {
  const size = head.folders;
  const from = Math.floor(first / size);
  const pieces = Array.from({ length: Math.ceil(end / size) - from }, (_, at) => piece("a", from + at));
  return (await Promise.all(pieces)).flat().slice(first - from * size, end - from * size);
}

window.accessInfoSearch = { open, spell };
for (const element of document.querySelectorAll("[data-search]")) new NationSearch(element);
