"""Words of the timeline, map, coverage, spread and the sites."""

CHARTS: dict[str, tuple[str, str]] = {
    "measure": ("Cách đo", "Measure"),
    "measure.share": ("Tỷ lệ", "Share"),
    "measure.count": ("Số bài", "Count"),
    "by": ("Chia theo", "Divide by"),
    "by.province": ("Tỉnh", "Province"),
    "by.document": ("Văn bản", "Document"),
    "by.site": ("Trang", "Site"),
    "numbers": ("Các con số", "The numbers"),
    "col.articles": ("Bài", "Articles"),
    "col.seen": ("Bài đã thấy", "Pages seen"),
    "col.share": ("Tỷ lệ", "Share"),
    "col.sites": ("Trang", "Sites"),
    "time.lede": (
        "Bài thuộc chủ đề theo tháng đăng, bên cạnh lịch chính trị và những lúc chính kho lưu trữ "
        "thay đổi.",
        "Articles on the campaign by month of publication, beside the political calendar and "
        "the moments when the archive itself changed.",
    ),
    "time.all": ("Xem tất cả", "Show all"),
    "time.chart.share": (
        "Tỷ lệ bài thuộc chủ đề trong mọi bài đã thấy, theo tháng",
        "Share of articles on the campaign among all pages seen, by month",
    ),
    "time.chart.count": ("Số bài thuộc chủ đề theo tháng", "Articles on the campaign by month"),
    "time.desc": (
        "Các con số của biểu đồ ở trong bảng bên dưới và trong tệp CSV, JSON.",
        "The chart's numbers are in the table below and in the CSV and JSON files.",
    ),
    "time.point": (
        "{n} bài trong {seen} bài đã thấy ({share})",
        "{n} articles of {seen} pages seen ({share})",
    ),
    "time.sites": ("{n} trang có dữ liệu", "{n} sites with data"),
    "time.read_by_one": (
        "Mọi bài của những trang này trong kho hiện do cùng một bộ đọc đọc ra: {version}.",
        "Every article of these sites as it stands here was read by one reader: {version}.",
    ),
    "time.read_by": (
        "Các bài của những trang này trong kho hiện do {n} bộ đọc đọc ra:",
        "The articles of these sites as they stand here were read by {n} readers:",
    ),
    "time.parts.changed": (
        "Vạch đứng trong biểu đồ nhỏ: quý mà kho thêm trang hoặc cách đọc thay đổi.",
        "An upright line in a small chart: a quarter in which sites were added or read anew.",
    ),
    "time.parts.pale": (
        "Còn ít dữ liệu, chưa quý nào đủ {few} bài đã thấy để tính tỷ lệ: biểu đồ vẽ số bài.",
        "Little data yet, no quarter has {few} pages seen to take a share of: counts are drawn.",
    ),
    "change.title": ("Kho lưu trữ thay đổi khi nào", "When the archive itself changed"),
    "change.row": ("Kho thay đổi", "Archive changed"),
    "change.unknown": ("không rõ", "unknown"),
    "change.added": ("thêm {n} trang vào kho", "sites added to the archive: {n}"),
    "change.reader": (
        "bộ đọc đổi sang {version} ({n} trang đã thu thập trước đó)",
        "reader changed to {version} (sites visited before: {n})",
    ),
    "change.software": ("phần mềm đổi sang {version}", "software changed to {version}"),
    "change.layout": (
        "cách đọc bố cục của {n} trang thay đổi ({version})",
        "how the layout of a site is read changed (sites: {n}; {version})",
    ),
    "change.key.added": ("trang được thêm vào kho:", "sites added to the archive:"),
    "change.key.reader": ("bộ đọc thay đổi:", "reader changed:"),
    "change.key.software": ("phần mềm thay đổi:", "software changed:"),
    "change.key.layout": ("cách đọc bố cục trang thay đổi:", "reading of a site's layout changed:"),
    "time.may": ("tháng 5, ngày sinh Bác 19/5", "May: Hồ Chí Minh's birthday on the 19th"),
    "time.strip": (
        "số trang có dữ liệu trong tháng (đậm là nhiều)",
        "how many sites have data in the month (dark is many)",
    ),
    "time.thin": (
        "dưới {few} bài đã thấy: tỷ lệ chưa nói lên điều gì",
        "fewer than {few} pages seen: the share says little",
    ),
    "time.share_note": (
        "Tỷ lệ: trong mọi bài của cùng những trang ấy mà kho biết tháng đăng, bao nhiêu phần là "
        "bài thuộc chủ đề.",
        "Share: of all pages of the same sites whose month the archive knows, how many are on the "
        "campaign.",
    ),
    "time.nothing": (
        "Chưa có bài thuộc chủ đề nào rõ ngày đăng để vẽ biểu đồ.",
        "No dated article on the campaign to draw a chart of yet.",
    ),
    "time.cut": (
        "đầu cột bị cắt, tỷ lệ thật cao hơn khung hình:",
        "the top of the bar is cut off, the share is above the frame:",
    ),
    "time.of": ("{n} trong {seen} bài", "{n} of {seen} pages"),
    "time.beyond": (
        "Biểu đồ vẽ từ {first} đến {last}. {seen} bài đã thấy của những tháng khác, trong đó {n} "
        "bài thuộc chủ đề, chỉ có trong bảng và trong tệp CSV, JSON.",
        "Drawn from {first} to {last}. Pages seen of other months ({seen}, of them {n} on the "
        "campaign) are in the table and the CSV and JSON files alone.",
    ),
    "time.beyond.none": (
        "Biểu đồ vẽ từ {first} đến {last}. {seen} bài đã thấy của những tháng khác, không bài nào "
        "thuộc chủ đề, chỉ có trong bảng và trong tệp CSV, JSON.",
        "Drawn from {first} to {last}. Pages seen of other months ({seen}, none on the campaign) "
        "are in the table and the CSV and JSON files alone.",
    ),
    "time.top": ("cao nhất {top}, quý {q}/{year}", "highest {top}, Q{q} {year}"),
    "time.undated": ("{n} bài không rõ ngày", "{n} undated"),
    "time.silent.province": (
        "{n} tỉnh, thành có trang trong kho mà chưa có bài nào",
        "{n} provinces and cities with a site here and no article",
    ),
    "time.silent.document": (
        "{n} văn bản chưa bài nào nêu tên",
        "{n} documents no article names",
    ),
    "time.silent.site": ("{n} trang chưa có bài nào", "{n} sites without an article"),
    "time.parts.scale": (
        "Mỗi biểu đồ nhỏ có thang đo riêng, mức cao nhất ghi ngay bên dưới: so hình dáng, đừng so "
        "chiều cao.",
        "Each small chart has a scale of its own, its highest value written below it: compare "
        "shapes, not heights.",
    ),
    "time.parts.thin": (
        "Quý có dưới {few} bài đã thấy để trống.",
        "A quarter with fewer than {few} pages seen is left empty.",
    ),
    "chart.undated": (
        "thuộc chủ đề không rõ ngày đăng nên không có trong biểu đồ.",
        "on the campaign, undated and so not in the chart.",
    ),
    "chart.sideways": (
        "← Kéo ngang để xem những năm trước",
        "← Move sideways for the years before",
    ),
    "time.by_year": ("Theo năm", "By year"),
    "time.parts.province": ("Theo tỉnh", "By province"),
    "time.parts.document": ("Theo văn bản", "By document"),
    "time.parts.site": ("Theo trang", "By site"),
    "map.title.publisher": ("Nơi đăng bài", "Where it is reported"),
    "map.title.subject": ("Nơi được nói tới", "The places written about"),
    "map.by": ("Đếm theo", "Count by"),
    "map.by.publisher": ("Nơi đăng", "Place of publication"),
    "map.by.subject": ("Nơi được nói tới", "Place written about"),
    "map.lede.subject": (
        "{n} bài thuộc chủ đề; {p} trong {all} tỉnh, thành phố có bài nêu tên một nơi của mình.",
        "{n} articles on the campaign. They name places in {p} of the {all} provinces and cities.",
    ),
    "map.once": (
        "Bài nêu tên nơi của nhiều tỉnh được đếm một lần ở mỗi tỉnh.",
        "An article that names places of several provinces counts once in each.",
    ),
    "map.sums": (
        "Vì thế {n} bài thành {a} lượt trên bản đồ 34 tỉnh và {b} lượt trên bản đồ 63 tỉnh, kể cả "
        "bài không nêu nơi nào.",
        "So {n} articles add up to {a} on the map of 34 provinces and to {b} on the map of 63, "
        "including those that name no place.",
    ),
    "map.same": (
        "Ở đây không có bài nào như thế: cả hai bản đồ đều cộng thành {n}.",
        "None does here: both maps add up to {n}.",
    ),
    "map.sum": ("Tổng số lượt", "Sum of counts"),
    "map.articles": ("Số bài", "Articles"),
    "map.point": (
        "{n} bài trong {seen} bài thuộc chủ đề ({share})",
        "{n} articles of {seen} on the campaign ({share})",
    ),
    "map.point.dated": (
        "{n} bài; {dated} bài biết tháng đăng trong {seen} bài đã thấy ({share})",
        "Articles: {n}; {dated} of known month among {seen} pages seen ({share})",
    ),
    "map.lede.publisher": (
        "{n} bài thuộc chủ đề; {p} trong {all} tỉnh, thành phố có trang đã được lưu và có bài.",
        "{n} articles on the campaign. Sites in {p} of the {all} provinces and cities published "
        "some of them.",
    ),
    "map.share.publisher": (
        "Tỷ lệ: trong mọi bài, thuộc mọi chủ đề, của các trang trong tỉnh mà kho biết tháng đăng, "
        "bao nhiêu phần là bài được đếm ở đây.",
        "Share: of all pages on any subject from a province's sites whose month of publication "
        "the archive knows, the part counted here.",
    ),
    "map.share.subject": (
        "Tỷ lệ: trong {n} bài thuộc chủ đề được đếm ở đây, bao nhiêu phần nêu tên một nơi của "
        "tỉnh ấy. Một bài nêu nhiều tỉnh thì tính cho từng tỉnh, nên cộng lại có thể quá 100 %.",
        "Share: of the {n} articles on the campaign counted here, the part that names a place in "
        "the province. One that names several provinces counts for each, so shares may add up to "
        "more than 100%.",
    ),
    "map.key.count": ("Diện tích vòng tròn theo số bài", "Areas of circles by number of articles"),
    "map.key.share": ("Diện tích vòng tròn theo tỷ lệ", "Areas of circles by share"),
    "map.which": ("Bản đồ nào", "Which map"),
    "map.34": ("34 tỉnh, thành (hiện nay)", "34 provinces (now)"),
    "map.63": ("63 tỉnh, thành (trước 1/7/2025)", "63 provinces (before 1/7/2025)"),
    "map.any": ("Mọi văn bản", "Any document"),
    "map.desc": (
        "Mỗi vòng tròn là một tỉnh, diện tích theo con số. Bảng bên cạnh liệt kê mọi tỉnh.",
        "Each circle is a province; its area is in proportion to its number. The table lists them "
        "all.",
    ),
    "map.caption": (
        "Diện tích vòng tròn theo con số; bấm vào để xem bài.",
        "The area of a circle is in proportion to its number; choose a circle for its articles.",
    ),
    "map.source": (
        "Đường bờ biển và biên giới: Natural Earth (phạm vi công cộng), đã giản lược.",
        "Coast and borders: Natural Earth (public domain), simplified.",
    ),
    "map.no_site": ("chưa có trang nào trong kho", "no site in the archive yet"),
    "map.silent.publisher": ("{n} tỉnh chưa có trang nào:", "{n} provinces without a site:"),
    "map.silent.subject": (
        "{n} tỉnh chưa được bài nào nói tới:",
        "{n} provinces no article speaks of:",
    ),
    "map.nowhere": ("Trung ương, không thuộc tỉnh nào", "Central, of no province"),
    "map.nowhere.publisher": ("Trung ương, không thuộc tỉnh nào", "Central, of no province"),
    "map.nowhere.unknown": (
        "Trung ương, hoặc chưa rõ tỉnh cũ",
        "Central, or of an old province not known",
    ),
    "map.nowhere.subject": (
        "Không nêu nơi nào, hoặc không rõ tỉnh",
        "Name no place, or of no known province",
    ),
    "map.islands": ("Quần đảo {name} ({province})", "{name} archipelago ({province})"),
    "map.islands_name": ("Quần đảo {name}", "Quần đảo {name}"),
    "map.sea": ("Biển Đông", "East Sea"),
    "cover.title": ("Độ phủ của kho lưu trữ", "What the archive covers"),
    "cover.lede": (
        "Một kho lưu trữ chỉ đáng tin khi nói rõ mình thiếu gì. Đây là những gì kho có và những "
        "gì kho biết là không có.",
        "An archive can be trusted when it says what it lacks. Here is what it has, and what it "
        "knows it has not.",
    ),
    "cover.years": ("Năm nào có dữ liệu", "Which years have data"),
    "cover.years_note": (
        "Mỗi ô: số bài (mọi chủ đề) mà kho biết ngày đăng trong năm ấy.",
        "Each cell: pages on any subject whose day the archive knows to be of that year.",
    ),
    "cover.shades": ("Chú giải màu", "Key to the shades"),
    "cover.before": ("trước {year}", "before {year}"),
    "cover.undated": ("không rõ", "unknown"),
    "cover.before_note": (
        "Cột “trước {year}” gộp mọi năm trước đó; tệp CSV, JSON kể từng năm.",
        "The column “before {year}” is all the years before; the CSV and JSON files have each.",
    ),
    "cover.undated_note": (
        "Cột “không rõ” là những bài kho biết địa chỉ mà chưa biết ngày đăng. Tổng gồm tất cả.",
        "The column “unknown” has pages whose address is known and whose day is not. The total "
        "is of all.",
    ),
    "cover.empty.province": ("{n} tỉnh chưa có gì:", "{n} provinces have nothing yet:"),
    "cover.empty.site": ("{n} trang chưa có gì", "{n} sites have nothing yet"),
    "cover.open": ("Khoảng trống đang mở", "Open gaps"),
    "cover.closed": ("{n} khoảng trống đã đóng", "{n} gaps closed"),
    "cover.window": ("Trong khoảng", "Window"),
    "cover.since": ("mở", "opened"),
    "cover.seen": ("thấy lần cuối", "last seen"),
    "cover.never": ("Trang chưa từng kiểm chứng", "Sites never verified"),
    "cover.never_note": (
        "Chưa có lượt thử nào trên trang thật đạt yêu cầu; điều kho biết về chúng có thể sai.",
        "No trial on the live site has passed yet; what is known of them may be wrong.",
    ),
    "cover.visited": ("đã thu thập", "visited"),
    "cover.reach": ("Mỗi chuyên mục có bài từ khi nào", "How far back each section reaches"),
    "cover.reach_note": (
        "Theo ngày của những bài mà chuyên mục đã giới thiệu.",
        "By the days of the articles a section announced.",
    ),
    "cover.sections": ("{n} chuyên mục", "{n} sections"),
    "cover.urls": ("Địa chỉ", "Addresses"),
    "cover.oldest": ("Cũ nhất", "Oldest"),
    "cover.newest": ("Mới nhất", "Newest"),
    "spread.title": ("Bài lan từ trang nào sang trang nào", "From site to site"),
    "spread.lede": (
        "{n} bài thuộc chủ đề được nhiều trang cùng đăng. Đường nối đi từ trang đăng trước đến "
        "trang đăng sau.",
        "Texts on the campaign that several sites carry: {n}. Lines run from the site that had "
        "one first to those that came later.",
    ),
    "spread.desc": (
        "Độ dày của đường theo số bài. Các con số ở trong bảng bên dưới và trong tệp CSV, JSON.",
        "A line is as thick as its number of articles. The numbers are in the table below and in "
        "the CSV and JSON files.",
    ),
    "spread.caption": (
        "Chỉ tính bài thuộc chủ đề, khi cả hai bài đều ghi lúc đăng và hai thời điểm khác nhau; "
        "chỗ nào chưa chắc bài nào trước thì không tính. Cùng đăng không có nghĩa là chép.",
        "Only articles on the campaign are counted, where both are dated and one is earlier "
        "beyond doubt. Carrying the same text does not mean copying it.",
    ),
    "spread.drawn": (
        "Hình vẽ {sites} trong {all} trang, những trang có nhiều bài chung nhất, và {arcs} trong "
        "{pairs} cặp trang; tệp CSV, JSON có đủ.",
        "Drawn are {sites} of {all} sites, those that share most, and {arcs} of {pairs} pairs; "
        "the CSV and JSON files have them all.",
    ),
    "spread.table": (
        "Cùng đăng: ai trước, ai sau",
        "The same text: who was first, who came later",
    ),
    "spread.rest": ("{n} cặp nữa", "{n} more pairs"),
    "spread.unlisted": (
        "{n} cặp khác có trong tệp CSV, JSON.",
        "{n} others are in the CSV and JSON files.",
    ),
    "spread.from": ("Đăng trước", "First"),
    "spread.to": ("Đăng sau", "Later"),
    "spread.none": (
        "Chưa có bài nào thuộc chủ đề được hai trang đăng mà biết chắc trang nào trước.",
        "No text on the campaign is known yet to have gone from one site to another.",
    ),
    "spread.widest": ("Những bài lan xa nhất", "The texts that went furthest"),
    "spread.widest_note": (
        "Đếm các bản thuộc chủ đề; trang của mỗi nhóm liệt kê cả những bản chỉ nhắc qua.",
        "Copies on the campaign are counted; a cluster's page lists those that only mention it "
        "too.",
    ),
    "sites.title": ("Các trang nguồn và tình trạng hiện nay", "The sites and their fate"),
    "sites.lede": (
        "{n} trang trong danh mục; {v} trang đã được kiểm chứng trên trang thật.",
        "{n} sites in the list; {v} verified on the live site.",
    ),
    "sites.jump": ("Đến từng tỉnh", "Jump to a province"),
    "sites.before": ("trước 1/7/2025: {name}", "before 1/7/2025: {name}"),
    "sites.never": ("chưa kiểm chứng", "never verified"),
    "sites.verified": ("kiểm chứng {day}", "verified {day}"),
    "site.search": ("Tìm trong trang này →", "Search this site →"),
    "site.years": ("Bài thuộc chủ đề theo năm", "Articles on the campaign by year"),
    "site.nothing": ("Chưa có bài nào của trang này.", "No article of this site yet."),
    "site.facts": ("Về trang này", "About the site"),
    "site.host": ("Tên miền", "Host"),
    "site.unconfirmed": ("chưa xác nhận", "unconfirmed"),
    "site.level": ("Cấp", "Level"),
    "site.decided": ("Quyết định", "Decided"),
    "site.successor": ("Trang kế tục", "Successor"),
    "site.family": ("Hệ quản trị nội dung", "Content system"),
    "site.evidence": ("Trang minh chứng", "Page that shows it"),
    "site.outcomes": ("Các địa chỉ đã biết", "Addresses known"),
    "site.nights": ("Các lượt gần đây", "Recent runs"),
    "about.readers": ("Phần mềm qua các thời kỳ", "Software over time"),
    "about.reader": ("bộ đọc", "reader"),
    "about.since": ("từ {day}", "since {day}"),
}
