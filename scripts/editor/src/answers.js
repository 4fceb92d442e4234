// What a forge answers, in words that a clerk can act on. The CMS asks here (see `MENDED` in build.mjs).

const KEPT = "Phần bạn đang sửa vẫn được giữ trong trình duyệt này.";
const TAKEN =
  "Người khác vừa gửi bản sửa của chính tệp này, sau khi bạn mở biểu mẫu; chưa lưu gì để không đè lên phần của họ. " +
  "Hãy chép ra chỗ khác những gì bạn vừa nhập, tải lại trang, mở lại tệp và chọn “Bỏ đi” để thấy bản của họ, rồi nhập tiếp. " +
  "Vẫn báo như vậy thì nhờ người duyệt chấp nhận hoặc đóng bản đề nghị đang chờ.";
const BY_STATUS = {
  0: `Không kết nối được với nơi giữ kho dữ liệu. ${KEPT} Kiểm tra mạng rồi lưu lại.`,
  401: `Phiên đăng nhập đã hết, hoặc mã truy cập không còn dùng được. ${KEPT} Hãy tải lại trang và đăng nhập lại.`,
  403: `Tài khoản này không có quyền làm việc ấy trong kho dữ liệu, hoặc đã gửi quá nhiều yêu cầu. ${KEPT} Chờ ít phút rồi thử lại, hoặc hỏi người quản trị kho.`,
  404: "Không thấy kho dữ liệu, hoặc tài khoản này không được xem. Hãy hỏi người quản trị kho.",
  409: TAKEN,
  413: "Tệp đính kèm quá lớn, nơi giữ kho dữ liệu không nhận.",
  429: `Đã gửi quá nhiều yêu cầu. ${KEPT} Chờ ít phút rồi thử lại.`,
};
const OUT_OF_ORDER = `Nơi giữ kho dữ liệu đang gặp sự cố. ${KEPT} Chờ ít phút rồi thử lại.`;

/** The words for an answer that is none.
 *
 * `status` is that of HTTP, 0 where nothing came back; `text` is what the forge itself says, if anything.
 */
export function told(status, text = "") {
  if (/expected branch to point to/i.test(text)) return TAKEN;
  if (status >= 500) return OUT_OF_ORDER;
  const words = BY_STATUS[status] ?? "Nơi giữ kho dữ liệu không nhận yêu cầu này.";
  // Some of what it says the CMS goes by, and who helps the clerk can use the rest.
  return text && !(status in BY_STATUS) ? `${words} Trả lời của máy chủ: “${text}”.` : words;
}

/** Refuses to write over a proposal that somebody else made since the form was opened. */
export function refuse() {
  throw new Error("somebody else's proposal is open", { cause: new Error(TAKEN) });
}

/** Refuses if a proposal's branch is no longer where the form saw it. */
export function unmoved(proposal, branch) {
  return !proposal.headSHA || branch.commit.id === proposal.headSHA || refuse();
}
