// The page: without an agency it is a list to choose from, with one (`?co-quan=`) it is that agency's form.

import "./vietnamese.js";

import CMS from "@sveltia/cms";

import { withoutHeadings } from "./headings.js";
import { addIdField } from "./id-field.js";
import { addPeopleField } from "./people.js";
import { hashOf, watchFiles, withHashes } from "./reviewed-files.js";
import { dataFormat } from "./yaml.js";

const FORMAT = "tctt";
const ID_FIELD = "ma-muc";
const PEOPLE_FIELD = "ten-nguoi";

const wanted = named(window) ?? (window.name === "auth" ? named(window.opener) : null);
const chooser = document.querySelector("[data-chon]");
const said = document.querySelector("[data-noi]");

if (wanted) await open(wanted);
else filterList();

/** The agency that a window's address names; one opened for a sign-in goes by the window that did it. */
function named(opened) {
  try {
    return new URLSearchParams(opened.location.search).get("co-quan");
  } catch {
    return null; // there is no such window, or it shows another site by now
  }
}

async function open(id) {
  try {
    const [common, agency] = await Promise.all([
      fetched("cau-hinh.json"),
      fetched(`co-quan/${encodeURIComponent(id)}.json`),
    ]);
    if (common.trial) await seed(agency.texts ?? {});
    const config = configuration(common, agency);
    const { fromFile, toFile } = dataFormat(config.public_folder);
    const hash = hashOf(watchFiles(window), new URL(agency.attachments ?? "./", location.href));
    const saved = async (value) => toFile(await withHashes(value, hash));
    CMS.registerCustomFormat(FORMAT, "yml", { fromFile, toFile: saved });
    addIdField(CMS, ID_FIELD, agency);
    addPeopleField(CMS, PEOPLE_FIELD);
    chooser.hidden = true;
    await CMS.init({ config });
  } catch (error) {
    console.error(error);
    said.textContent = "Không mở được biểu mẫu của cơ quan này. Hãy chọn lại trong danh sách dưới đây.";
    filterList();
  }
}

async function fetched(name) {
  const answer = await fetch(name, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** One agency's configuration, from what all share. */
function configuration(common, agency) {
  const config = JSON.parse(JSON.stringify(common.config).replaceAll("{agency}", agency.id));
  const icon = document.querySelector('link[rel="icon"]').href;
  if (common.trial) Object.assign(config, { backend: { name: "test-repo" }, publish_mode: "simple" });
  return {
    ...config,
    logo: { src: icon, show_in_header: false },
    display_url: new URL("../", location.href).href,
    collections: [
      {
        name: agency.id,
        label: agency.name,
        files: withoutHeadings(agency.files).map(({ kind, ...file }) => ({
          ...file,
          format: FORMAT,
          fields: kind === "thong-ke" ? ofYear(common.fields[kind], file) : common.fields[kind],
        })),
      },
    ],
  };
}

/** A year's file bears its year from the start. */
function ofYear(fields, { name }) {
  const year = name.split("-").pop();
  return fields.map((field) => (field.name === "nam" ? { ...field, default: year } : field));
}

/** The trial's own copy of the files, in the browser alone. */
async function seed(texts) {
  const root = await navigator.storage.getDirectory();
  for (const [path, text] of Object.entries(texts)) {
    let folder = await root.getDirectoryHandle("sveltia-cms-test", { create: true });
    const parts = path.split("/");
    const name = parts.pop();
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const there = await folder.getFileHandle(name).catch(() => undefined);
    if (there) continue;
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}

/** Words without accents, as people type them in haste. */
const folded = (text) =>
  text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

function filterList() {
  const box = document.querySelector("[data-loc]");
  if (!box) return;
  box.hidden = false;
  const rows = [...document.querySelectorAll("[data-ten]")];
  box.addEventListener("input", () => {
    const words = folded(box.querySelector("input").value).split(/\s+/);
    for (const row of rows) {
      const name = folded(row.dataset.ten);
      row.hidden = !words.every((word) => name.includes(word));
    }
  });
}
