/* The index's files, fetched as they are needed: over http, from a folder on a USB stick, under a
   strict Content-Security-Policy. A page has one index. */

const files = {};
const arrived = {};
let version = "";
let base;

window.accessInfoIndex = (name, edition, data) => {
  // Files of two publications must not be mixed.
  if (edition === (version ||= edition)) arrived[name] = data;
};

/** A file of the index, as a classic script. */
function load(name) {
  files[name] ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onerror = reject;
    script.onload = () => resolve(arrived[name] ?? Promise.reject());
    script.src = `${base}${name}.js${version && `?v=${version}`}`;
    setTimeout(reject, 15000);
    document.head.append(script);
  });
  files[name].catch(() => {
    files[name] = null;
  });
  return files[name];
}
