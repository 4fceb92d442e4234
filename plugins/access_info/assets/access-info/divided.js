/* A divided list leads on to the page that holds the row of the address. */
(() => {
  "use strict";

  /** The names of the blocks of a divided list that may hold a row, the widest first, as the build
   * divides them: by year and hundred, else by the CRC-32 of the id; then by one digit more each. */
  function blockNames(id) {
    let [, widest, number] = id.match(/^([0-9]{4})-([0-9]{1,5})$/) || [];
    let digits = "";
    if (number) {
      widest += `-${Math.floor(number / 100)}`;
      digits = number.slice(-2).padStart(2, "0");
    } else {
      widest = "khac";
      let rest = -1;
      for (const byte of new TextEncoder().encode(id)) {
        rest ^= byte;
        for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 && 0xedb88320);
      }
      digits = (~rest >>> 0).toString(16).padStart(8, "0");
    }
    return [widest, ...[...digits].map((_, end) => `${widest}-${digits.slice(0, end + 1)}`)];
  }

  /** A divided list leads on to the page that holds the row behind “#”, as printed and linked for ever. */
  function leadOn() {
    const id = new URLSearchParams(`id=${location.hash.slice(1).replaceAll("+", "%2B")}`).get("id");
    if (!id || document.getElementById(id)) return;
    const names = blockNames(id);
    const link = [...document.querySelectorAll("[data-block]")].find(({ dataset }) => names.includes(dataset.block));
    if (link) location.replace(link.href.split("#")[0] + location.hash);
  }
  leadOn();
  addEventListener("hashchange", leadOn);
})();
