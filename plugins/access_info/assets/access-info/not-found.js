/* Offers the pages whose addresses share most words with the one that was asked for. */
(() => {
  "use strict";
  const box = document.querySelector("[data-likely]");
  const list = document.querySelector("[data-known]");
  if (!box || !list) return;
  // Words that stand in most addresses tell nothing apart.
  const COMMON = new Set(["", "co", "quan", "html", "index", "trang", "tep"]);
  const wordsOf = (address) => {
    const plain = address.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    return new Set(plain.replace(/đ/g, "d").split(/[^a-z0-9]+/).filter((word) => !COMMON.has(word)));
  };
  let asked = location.pathname;
  try {
    asked = decodeURIComponent(asked);
  } catch {
    /* An address that is no text is compared as it stands. */
  }
  const sought = wordsOf(asked);
  const likely = JSON.parse(list.textContent)
    .map(([address, name]) => {
      const words = wordsOf(address);
      const shared = [...words].filter((word) => sought.has(word)).length;
      return { address, name, score: words.size ? shared / (words.size + sought.size - shared) : 0 };
    })
    .filter(({ score }) => score >= 0.25)
    .sort((one, other) => other.score - one.score)
    .slice(0, 5);
  for (const { address, name } of likely) {
    const link = document.createElement("a");
    link.href = box.dataset.likely + address;
    link.textContent = name;
    const item = document.createElement("li");
    item.append(link);
    box.querySelector("ul").append(item);
  }
  box.hidden = !likely.length;
})();
