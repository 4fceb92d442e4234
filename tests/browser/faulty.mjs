// Pages for the test of the checks: one that is sound, and one for each fault that must be noticed.

const STYLE = `:root { color-scheme: light dark; scroll-padding: 5rem 0 1rem }
body { background: Canvas; color: CanvasText; margin: 0; line-height: 1.5 } li a, nav a { display: inline-block; padding: 0.2rem }
header { position: sticky; top: 0; background: Canvas; z-index: 1 }
:focus-visible { outline: 3px solid LinkText }
.qua { position: absolute; top: -10rem } .qua:focus { top: 0 }
thead, tbody, tr, th, td { display: block } thead { position: absolute; clip-path: inset(50%) }`;

function page(kind, { head = "", body = "", lang = "vi", start, end = "", skip, policy = "" } = {}) {
  const first = skip ?? '<a class="qua" href="#chinh">Tới nội dung</a>';
  const top = start ?? `<header>${first}<nav aria-label="Trang"><a href="?">Trang đầu</a></nav></header>
<main id="chinh" data-page-kind="${kind}"><h1>Thử</h1><p>Một đoạn văn để đọc.</p>`;
  return `<!doctype html><html${lang ? ` lang="${lang}"` : ""}><head><meta charset="utf-8">${policy}
<title>Thử</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="../thu.css">${head}</head>
<body>${top}${body}${start ? "" : "</main>"}${end}</body></html>`;
}

const style = (css) => ({ head: `<style>${css}</style>` });

const table = (role, name = role) => `<table data-list${role("table")}><caption>Mục</caption>
<thead${role("rowgroup")}><tr${role("row")}><th scope="col"${role("columnheader")}>Số</th>
<th scope="col"${role("columnheader")}>Ngày</th></tr></thead>
<tbody${role("rowgroup")}><tr${name("row")}><th scope="row"${name("rowheader")}>01/QĐ</th>
<td${role("cell")}>01/9/2026</td></tr></tbody></table>`;
const said = (role) => ` role="${role}"`;
const silenced = (role) => (role === "table" ? "" : ' role="none"');

const links = (count) =>
  `<ul>${Array.from({ length: count }, (_, n) => `<li><a href="?${n}">Mục ${n}</a></li>`).join("")}</ul>`;

/** Name → its HTML, and for a faulty page what must be said about it. */
export const PAGES = {
  sound: {
    html: page("sound", {
      policy: `<meta http-equiv="Content-Security-Policy" content="default-src 'none';
        style-src 'self'; img-src data:">`,
      body: `${table(said)}${links(60)}<form role="search"><label for="o">Tìm</label>
        <input id="o" type="search"><input type="date" aria-label="Ngày"><button>Tìm</button></form>
        <p lang="en">The list of what is open.</p><p lang="km">ព័ត៌មាន</p>
        <details><summary>Thêm</summary><p><a href="?sau">Sau</a></p></details>`,
    }),
  },
  bare: { html: page("bare", { start: '<main><h1>Thử</h1><p data-embed>Đoạn văn.</p></main>' }) },
  axe: {
    html: page("axe", { body: '<p style="color: #999; background: #fff">Nhạt quá.</p>' }),
    notices: [/320px sáng axe:color-contrast p/],
  },
  targets: {
    html: page("targets", {
      head: "<style>.nho { font-size: 8px; padding: 0; height: 10px; width: 10px }</style>",
      body: '<button class="nho">a</button><button class="nho">b</button>',
    }),
    notices: [/1280px tối axe:target-size/],
  },
  wide: {
    html: page("wide", { body: '<div style="width: 500px">Rộng quá.</div>' }),
    notices: [/320px tối cuộn ngang: rộng 5\d\d trên 320/],
  },
  enlarged: {
    html: page("enlarged", style("@media (width: 640px) { p { width: 900px } }")),
    notices: [/phóng to 200 % cuộn ngang: rộng 9\d\d trên 640/],
  },
  crowded: {
    html: page("crowded", style("header { height: 300px } :root { scroll-padding-top: 310px }")),
    notices: [/phóng to 200 % phần đứng yên che 6\d % màn hình/],
  },
  letters: {
    html: page("letters", { body: '<p style="font-size: 15px">Cỡ cố định.</p>' }),
    notices: [/cỡ chữ gấp đôi cỡ chữ không lớn theo: p “Cỡ cố định\.”/],
  },
  spaced: {
    html: page("spaced", {
      body: `<p style="width: 11em; overflow: hidden; white-space: nowrap">Vừa khít trong một dòng</p>
        <div style="line-height: 1.2; height: 2.4em; width: 12em">Hai dòng vừa khít trong chiều cao
        đã đặt sẵn</div><div>Chữ bên dưới cứ nằm ngay đó</div>`,
    }),
    notices: [/320px sáng, giãn chữ chữ bị cắt: p “Vừa khít/, /1280px sáng, giãn chữ chữ đè lên nhau: div/],
  },
  unseen: {
    html: page("unseen", style("nav a:focus-visible { outline: none }")),
    notices: [/1280px tối không thấy đang đứng ở đâu: a “Trang đầu”/, /ép màu không thấy đang đứng/],
  },
  faint: {
    html: page("faint", style("nav a:focus-visible { outline: 2px solid rgb(128 128 128 / 10%) }")),
    notices: [/320px sáng viền của chỗ đang đứng quá nhạt: a “Trang đầu”/],
  },
  buried: {
    html: page("buried", {
      ...style(":root { scroll-padding: 0 } header { height: 120px }"),
      body: links(60),
    }),
    notices: [/320px sáng không thấy \d+ chỗ đang đứng vì header .* che, như a “Mục/],
  },
  trap: {
    html: page("trap", {
      body: `<button id="bay">Bẫy</button><button>Sau</button><script>
        bay.onkeydown = (event) => event.key === "Tab" && event.preventDefault()</script>`,
    }),
    notices: [/bẫy bàn phím: Tab không rời được button#bay/, /Tab không tới được: button “Sau”/],
  },
  backwards: {
    html: page("backwards", { body: '<button>Một</button><button tabindex="1">Hai</button>' }),
    notices: [/Tab nhảy ngược tới a\.qua/],
  },
  mouse: {
    html: page("mouse", {
      head: "<style>label { cursor: pointer }</style>",
      body: `<input id="mo" type="checkbox" hidden><label for="mo">Mở trình đơn</label>
        <div onclick="location.reload()">Tải lại</div>`,
    }),
    notices: [/chỉ bấm được bằng chuột: label “Mở/, /phóng to 200 % chỉ bấm được bằng chuột: div “Tải/],
  },
  noskip: {
    html: page("noskip", { skip: "" }),
    notices: [/chỗ dừng đầu tiên không phải liên kết tới nội dung chính/],
  },
  lostskip: {
    html: page("lostskip", { skip: '<a style="position: absolute; left: -99em" href="#chinh">Tới</a>' }),
    notices: [/không thấy liên kết tới nội dung chính khi đứng ở đó/, /phím Tab không thấy 1 chỗ/],
  },
  deadskip: {
    html: page("deadskip", {
      skip: '<a class="qua" href="#chinh" onclick="event.preventDefault()">Tới nội dung</a>',
      body: links(1),
    }),
    notices: [/liên kết tới nội dung chính không đưa tới đó/],
  },
  forced: {
    html: page("forced", {
      head: `<style>button { border: 0; background: #036; color: #fff; min-height: 24px }
        a[aria-current] { background: #fe0; color: inherit } li a { color: inherit }
        .hinh { background: currentColor; mask-image: linear-gradient(#000, #000); width: 24px }</style>`,
      body: `<button>Gửi</button><button class="hinh" aria-label="Mở"></button>
        <ul><li><a href="?1">Một</a></li><li><a href="?2" aria-current="page">Hai</a></li></ul>`,
    }),
    notices: [
      /ép màu không có viền khi ép màu: button “Gửi”/,
      /ép màu hình vẽ bằng nền mất khi ép màu: button\.hinh “Mở”/,
      /ép màu trang đang xem không còn nổi bật khi ép màu: a “Hai”/,
    ],
  },
  moving: {
    html: page("moving", {
      head: `<style>@keyframes mo { to { opacity: 0.9 } } .chay { animation: mo 2s infinite }
        .mo { transition: color 0.3s } html { scroll-behavior: smooth }</style>`,
      body: '<p class="chay">Chạy.</p><p class="mo">Mờ.</p>',
    }),
    notices: [
      /bớt chuyển động chuyển động đang chạy: p\.chay/,
      /bớt chuyển động còn chuyển động: p\.mo/,
      /bớt chuyển động còn cuộn trượt: html/,
    ],
  },
  tongues: {
    html: page("tongues", {
      body: `<p>ព័ត៌មានសាធារណៈ</p><p lang="en">Sở Tư pháp tỉnh Mẫu</p>
        <p>The list of agencies and their duties</p>`,
    }),
    notices: [
      /chữ Khmer không có lang="km"/,
      /tiếng Việt không có lang="vi": “Sở Tư pháp/,
      /tiếng Anh không có lang="en": “The list/,
    ],
  },
  mute: { html: page("mute", { lang: "" }), notices: [/cấu trúc trang không ghi ngôn ngữ: “”/] },
  headings: {
    html: page("headings", { body: "<h1>Lại</h1><h3>Nhảy</h3><h2></h2>" }),
    notices: [/có 2 tiêu đề h1/, /nhảy từ h1 sang h3 “Nhảy”/, /tiêu đề trống: h2/],
  },
  landmarks: {
    html: page("landmarks", {
      body: '<nav><a href="?1">Một</a></nav><nav><a href="?2">Hai</a></nav>',
      end: '<div role="main">Lại</div>',
    }),
    notices: [/các vùng navigation không có tên riêng: “Trang”, “”, “”/, /có 2 vùng main/],
  },
  frameless: {
    html: page("frameless", { start: '<main><h1>Thử</h1><p>Đoạn văn.</p></main>' }),
    notices: [/không có vùng banner/, /không có vùng navigation/],
  },
  // What a style sheet may take from a table; browsers differ, so the roles are taken by hand here.
  roles: {
    html: page("roles", { body: table(silenced) }),
    notices: ["columnheader", "rowheader", "cell"].map((role) => new RegExp(`bảng mất vai trò ${role}`)),
  },
  rows: {
    html: page("rows", { body: table(said, silenced) }),
    notices: [/bảng có 2 row nhưng chỉ còn 1/, /bảng mất vai trò rowheader/],
  },
  foreign: {
    html: page("foreign", { head: '<link rel="preconnect" href="https://fonts.example/">' }),
    notices: [/mạng nhắc tới máy chủ khác: https:\/\/fonts\.example\//],
  },
  request: {
    html: page("request", { body: '<img src="https://cdn.example/a.png" alt="Ảnh">' }),
    notices: [/mạng gọi sang máy chủ khác: https:\/\/cdn\.example\/a\.png/],
  },
  missing: {
    html: page("missing", { body: '<img src="khong-co.png" alt="Ảnh">' }),
    notices: [/mạng trả về 404: .*khong-co\.png/],
  },
  script: {
    html: page("script", { body: "<script>khongCo()</script>" }),
    notices: [/mạng lỗi kịch bản: khongCo is not defined/],
  },
  scripted: {
    html: page("scripted", {
      body: `<p id="cho"></p><script>document.getElementById("cho").textContent =
        "Đoạn này chỉ có khi chạy được kịch bản. ".repeat(5);</script>`,
    }),
    notices: [/không JavaScript chỉ còn \d+ trên \d+ ký tự/],
  },
  // Opens, then never comes to rest. The longest page, and so the first: the others are met meanwhile.
  stuck: {
    html: page("stuck", {
      body: `${links(90)}<script>addEventListener('resize', () => { for (;;); })</script>`,
    }),
    notices: [/sau .* quá \d+ giây/],
  },
  markup: {
    html: page("markup", { body: "<p><div>Đoạn văn chứa khối.</div></p>" }),
    notices: [/W3C vnu:\d+:\d+ No “p” element in scope/],
  },
  // Leads on to another page: not a page of its own.
  redirect: { html: '<!doctype html><meta http-equiv="refresh" content="0; url=../sound/">' },
};

export const SHEET = STYLE;
