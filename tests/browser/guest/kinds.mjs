// The kinds of pages that are looked at in other people's sites: for each the page that shows most.

export const PREFIX = "tiep-can-thong-tin/";

const AGENCY = "co-quan/so-tu-phap/";

export const KINDS = {
  "trang-dau": "",
  "danh-sach": "co-quan/",
  "tong-quan": AGENCY,
  "cong-khai": `${AGENCY}cong-khai/`,
  "co-dieu-kien": `${AGENCY}co-dieu-kien/`,
  "cach-yeu-cau": `${AGENCY}cach-yeu-cau/`,
  "dau-moi": `${AGENCY}dau-moi/`,
  "quy-che": `${AGENCY}quy-che/`,
  "thong-ke": `${AGENCY}thong-ke/`,
  "dinh-chinh": `${AGENCY}dinh-chinh/`,
  "hoi-thong-tin": "yeu-cau/",
  phieu: "yeu-cau/phieu-01a/",
  "tim-kiem": "tim-kiem/#q=quy+che",
  "giam-sat": "giam-sat/",
  "giam-sat-nghia-vu": "giam-sat/nghia-vu/ob-01/",
  "giam-sat-bang": "giam-sat/bang/",
  luat: "phap-luat/luat-01-2026/",
  "diem-luat": "phap-luat/luat-01-2026/diem-b/",
  "du-lieu-mo": "du-lieu-mo/",
  "mau-giao-dien": "bien-tap/mau-giao-dien/",
};

/** A page of the host's own, in no menu as ours are: what is around ours is compared with what is around it. */
export const HAND_WRITTEN = "lich-cat-dien/";

/** The host's parts that must stand with us as they stand without, and what of them lies above or beside a page.
 *
 * `~` before a selector: only how it lies from side to side; `^`: only from top to bottom.
 */
const MATERIAL = {
  parts: {
    "đầu trang": ".md-header",
    "dải trong đầu trang": ".md-header__inner",
    "biểu trưng": ".md-header .md-logo",
    "nút mở ngăn bên": "label.md-header__button[for=__drawer]",
    "tên trang": ".md-header__title",
    "nút sáng tối": "[data-md-component=palette] label:not([hidden])",
    "nút tìm": "label.md-header__button[for=__search]",
    "ô tìm": ".md-search__form",
    "kho nguồn": ".md-header__source",
    "dải mục": ".md-tabs",
    "cột mục": ".md-sidebar--primary .md-nav--primary > .md-nav__list > .md-nav__item:first-child",
    "cột mục lục": "~.md-sidebar--secondary .md-sidebar__inner",
    "chỗ nội dung": "~.md-content",
    "chân trang": "~.md-footer-meta",
  },
  heads: [".md-header", ".md-tabs"],
};

export const HOSTS = {
  material: MATERIAL,
  tabs: MATERIAL,
  readthedocs: {
    parts: {
      "cột bên": ".wy-nav-side",
      "đầu cột bên": ".wy-side-nav-search",
      "biểu trưng": ".wy-side-nav-search img.logo",
      "ô tìm": "#rtd-search-form input[type=text]",
      "đầu trang nhỏ": ".wy-nav-top",
      "nút mở ngăn bên": ".wy-nav-top [data-toggle=wy-nav-top]",
      "chỗ nội dung": "~.wy-nav-content",
      "lối dẫn của chủ nhà": ".wy-breadcrumbs li:first-child",
    },
    heads: [".wy-nav-side", ".wy-nav-top"],
  },
  mkdocs: {
    parts: {
      "đầu trang": ".navbar",
      "tên trang": ".navbar-brand",
      "nút mở ngăn": ".navbar-toggler",
      "mục đầu": ".navbar-nav > .nav-item:first-child",
      "nút tìm": "^[data-bs-target='#mkdocs_search_modal']",
      "nút sáng tối": "^#theme-menu",
      "mục lục": "~.bs-sidebar",
      "chỗ nội dung": "~[role=main]",
      "chân trang": "~footer.col-md-12",
    },
    heads: [".navbar"],
  },
  own: { parts: {}, heads: [] },
};

/** Where axe, the W3C's checker and all else of `check.mjs` look: what is made of the most parts. */
const CHECKED = {
  material: ["trang-dau", "tong-quan", "co-dieu-kien", "cach-yeu-cau", "phieu", "giam-sat", "giam-sat-bang", "du-lieu-mo"],
  readthedocs: ["trang-dau", "co-dieu-kien", "phieu"],
  mkdocs: ["trang-dau", "co-dieu-kien", "phieu"],
};

/** The files of those pages, and of one of the host's own, whose faults are the theme's. */
export function checkedIn(host) {
  const file = (address) => `${address}index.html`;
  return { ours: CHECKED[host].map((kind) => file(PREFIX + KINDS[kind])), theirs: [file(HAND_WRITTEN)] };
}
