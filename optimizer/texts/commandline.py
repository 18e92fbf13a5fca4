"""What the command line says of itself: help, and usage that it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# Around the help.
USAGE = Template("Cách dùng:", "Usage:")
OPTIONS_METAVAR = Template("[TÙY CHỌN]", "[OPTIONS]")
VERBS_METAVAR = Template("LỆNH [THAM SỐ]...", "COMMAND [ARGS]...")
OPTIONS = Template("Tùy chọn", "Options")
VERBS = Template("Lệnh", "Commands")
EXAMPLE = Template("Ví dụ", "Example")
DEFAULT = Template("mặc định: {value}", "default: {value}")
SHOW_HELP = Template("Hiện trợ giúp này rồi thoát.", "Show this message and exit.")
SHOW_VERSION = Template("Hiện phiên bản rồi thoát.", "Show the version and exit.")
TRY_HELP = Template("Gõ '{command} --help' để xem trợ giúp.", "Try '{command} --help' for help.")
ERROR = Template("Lỗi: {message}", "Error: {message}")
SEE_HELP = Template("xem {command} --help", "see {command} --help")
STANDARD_OUTPUT = Template("đầu ra chuẩn", "standard output")
HEAR_IT_ELSEWHERE = Template(
    "việc đã làm xong và kết quả đã ghi vẫn còn nguyên; chạy lại với đầu ra ghi được để xem kết luận",
    "the work is done, and what it wrote is there; to see the verdict, run it again with an output that can be written",
)

# The verbs.
CATRUC = Template(
    "Lịch trực đạt chỉ tiêu phục vụ người dân đúng hạn, được kiểm chứng trước khi công bố.",
    "Duty plans that reach a public-service target on time, verified before they are published.",
)
NEW = Template(
    "Tạo một đợt cao điểm để bắt đầu.\n\n"
    "Ghi một kịch bản nhỏ dùng được ngay, và một tệp Excel để điền. Với --districts thì ghi các tỉnh giả định, rút từ "
    "số liệu của kịch bản chuẩn: để thử xem kế hoạch lớn đến đâu.",
    "Create a campaign to start from.\n\n"
    "Writes a small scenario that works as it is, and a workbook to fill in. With --districts, writes provinces that "
    "do not exist, drawn from the figures of the reference case: to try how plans scale.",
)
CHECK = Template(
    "Kiểm tra kịch bản và cho biết kịch bản có gì.\n\n"
    "Không lập kế hoạch; lỗi nêu rõ tệp, dòng và cách sửa. Với --diff thì cho biết các lớp phủ, --set và những tệp kế "
    "thừa đã đổi gì so với gốc, tức tệp ở cuối chuỗi 'extends'.",
    "Check a scenario and tell what it holds.\n\n"
    "Nothing is planned; errors name file, line and remedy. With --diff it tells what overlays, --set and the files "
    "that extend another change of the base, the file at the end of 'extends'.",
)
PLAN = Template(
    "Lập kế hoạch, kiểm chứng, ghi thư mục kết quả.\n\n"
    "Kế hoạch đến từng cán bộ. Ctrl-C giữ lại phương án tốt nhất đến lúc đó; bấm lần nữa thì bỏ hẳn.",
    "Plan a campaign, verify, write the run folder.\n\n"
    "The plan goes down to names. Ctrl-C keeps the best plan found so far; a second one gives up.",
)
VERIFY = Template(
    "Kiểm chứng một thư mục kết quả, kể cả khi đã sửa tay.\n\n"
    "Mọi số liệu được tính lại từ các tệp; mã kết thúc là 6 nếu không đúng hoặc nếu có tệp không "
    "còn như khi công bố.",
    "Verify a run folder, also one edited by hand.\n\n"
    "Everything is recomputed from the files; exit code 6 if it does not hold, or if a file is not as it was "
    "published.",
)
SIMULATE = Template(
    "Mô phỏng một phương án, cho biết khả năng đạt chỉ tiêu.\n\n"
    "Phương án được kiểm chứng rồi thử nhiều lần: người dân, hàng đợi, cán bộ ốm, hệ thống ngừng đều ngẫu nhiên theo "
    "mục uncertainty của kịch bản. Kết quả ghi vào thư mục của phương án. Ctrl-C thì dừng, lần nào đã xong vẫn được "
    "tính.",
    "Simulate a plan, and tell the chances of its targets.\n\n"
    "The plan is verified and then tried many times, with people, queues, illness and outages at random as the section "
    "uncertainty of its scenario says. Results go into its run folder. Ctrl-C stops; what is finished by then counts.",
)
RECORD = Template(
    "Ghi kết quả các nơi báo cáo vào nhật ký của đợt.\n\n"
    "Nhận CSV hoặc Excel có tên cột tiếng Việt hoặc tiếng Anh: ngày, địa điểm, nội dung, ca, đã làm, số người đến, "
    "chưa làm được, phải về, cán bộ vắng; biểu mẫu results_form.xlsx nằm trong thư mục kết quả. Số cả ngày là đủ. Dòng "
    "đã ghi chỉ tính một lần, dòng đính chính thì số mới được tính; có dòng sai thì không ghi gì.",
    "Record what desks report in the campaign's journal.\n\n"
    "Takes CSV or Excel with Vietnamese or English headings: date, place, stream, shift, done, came, failed, turned "
    "away, officers absent; the form results_form.xlsx lies in the run folder. A day's figures are enough. A row "
    "recorded before counts once, of corrected rows the newest; with a wrong row in it, nothing is recorded.",
)
STATUS = Template(
    "Tình hình đợt: đã làm, có đúng tiến độ không, ai trực.\n\n"
    "So kết quả đã ghi với dự kiến theo mô phỏng, cho biết khả năng đạt chỉ tiêu từ đây, xếp hạng các nơi theo tỷ lệ "
    "hoàn thành, lịch trực hôm nay và ngày mai, báo cáo còn thiếu, nhật ký nằm ở đâu. Trang để in nằm trong thư mục "
    "nhật ký.",
    "Tell where a campaign stands: done, on track, who is on duty.\n\n"
    "Holds what was recorded against what was simulated, tells the chance of the targets from here, places by the "
    "share they have done, who is on duty today and tomorrow, reports that are missing, and where the journal lies. A "
    "page to print lies in the folder of the journal.",
)
EXPLAIN = Template(
    "Giải thích vì sao thiếu chỉ tiêu, và làm gì thì đủ.\n\n"
    "Với thư mục phương án: điều gì vướng, theo thứ tự; thêm một cán bộ, buổi tối, luồng, người hỗ trợ, lượt mời, ngày "
    "đi, ngày của đợt thì đáng bao nhiêu; ít nhất cần gì để đạt. Đợt được tính lại cho từng thay đổi, không xếp tên. "
    "Ctrl-C thì dừng, phần đã tính vẫn được in. Với --desk, --visit, --invitations: vì sao bàn mở hay đóng, tổ đến hay "
    "không, tổ chức mời ai. Với kịch bản: những gì thiếu khi đếm sơ bộ, những quy định bắt buộc mâu thuẫn nhau và "
    "cách gỡ.",
    "Explain why a target is missed, and what would be enough.\n\n"
    "Of a run folder: what binds, in order; what one more officer, evening, lane, helper, invitation, visiting day or "
    "campaign day is worth; the least that is enough. The campaign is planned anew for each change, without names. "
    "Ctrl-C stops; what is finished by then is told. With --desk, --visit or --invitations: why a desk is open, "
    "a team comes or does not, people are invited. Of a scenario: what is short by counting alone, which hard rules "
    "contradict each other, and what would mend that.",
)
EXPLAIN_DESK = Template("Hỏi vì sao bàn này mở hay đóng.", "Ask why this desk is open or shut.")
EXPLAIN_VISIT = Template("Hỏi vì sao tổ đến hay không đến nơi này.", "Ask why a team visits this place, or does not.")
EXPLAIN_INVITATIONS = Template("Hỏi vì sao tổ chức này mời như vậy.", "Ask why this organisation invites as it does.")
EXPLAIN_WEEK = Template(
    "Tuần ISO nào, như 2024-W19; bỏ trống là tuần của --date.",
    "In which ISO week, as 2024-W19; that of --date if left out.",
)
ONE_QUESTION = Template(
    "mỗi lần hỏi một điều: --desk, --visit, --invitations, --score, hoặc --officer, --post",
    "one question at a time: --desk, --visit, --invitations, --score, or --officer, --post",
)
ONLY_WITH = Template(
    "{option} không thuộc câu hỏi này, chỉ đi với {questions}",
    "{option} is no part of this question; it goes with {questions} only",
)
QUESTIONS: Final[Mapping[str, Template]] = {
    "scenario": Template("một tệp kịch bản", "a scenario file"),
    "target": Template("một thư mục phương án, không kèm câu hỏi nào khác", "a run folder and no other question"),
    "roster": Template("--officer hoặc --post", "--officer or --post"),
    "duties": Template("--officer, --post hoặc --desk", "--officer, --post or --desk"),
    "dated": Template(
        "--officer, --post, --desk, --visit hoặc --invitations", "--officer, --post, --desk, --visit or --invitations"
    ),
    "invitations": Template("--invitations", "--invitations"),
}
EXPLAIN_ALL = Template("Kể hết: mọi giá, từng nơi.", "Tell everything: every price, place by place.")
EXPLAIN_OFFICER = Template(
    "Vì sao cán bộ này trực, hoặc không trực; nhận được ca nào.",
    "Why this officer is on duty, or is not, and which duties the officer could take.",
)
EXPLAIN_DATE = Template("Ngày được hỏi.", "The day that is asked about.")
EXPLAIN_SHIFT = Template("Một ca trong ngày.", "One shift of the day.")
EXPLAIN_POST = Template(
    "Một bàn hoặc đội; với --officer: vì sao không phải người đó.",
    "A post or team; with --officer: why not that officer.",
)
EXPLAIN_SCORE = Template(
    "Điểm của bảng phân công theo từng quy định, cả bảng sửa tay; từng nguyện vọng bị từ chối và vì sao.",
    "The roster's score rule by rule, also of one made by hand; every wish refused, and why.",
)
EXPLAIN_REVISION = Template(
    "Hỏi về lần điều chỉnh thứ mấy trong nhật ký [lần mới nhất].",
    "Ask about the plan of this revision in the journal [the newest].",
)
EXPLAIN_PAGE = Template(
    "Ghi câu trả lời đầy đủ thành trang [explanation.html hoặc answer.html trong thư mục nhật ký].",
    "Write the whole answer as a page [explanation.html or answer.html in the folder of the journal].",
)
EXPLAIN_CONFIRM = Template(
    "Lập phương án đầy đủ và kiểm chứng cho mỗi cách đạt chỉ tiêu (mỗi cách mất thời gian như một phương án).",
    "Plan and verify in full each way that reaches the target (each takes the time of a plan).",
)
CALIBRATE = Template(
    "Hiệu chỉnh mức đến của người dân theo kết quả đã ghi.\n\n"
    "Ước tính lại theo nhóm dân, ca, loại ngày, nơi và tổ chức; nơi nào ít số liệu thì giữ gần như kịch bản. Cho biết "
    "giá trị cũ, mới với khoảng tin cậy, và ghi một lớp phủ để lập lại, so sánh.",
    "Estimate the turnout anew from what was recorded.\n\n"
    "By segment, shift, day type, place and organisation; where little is recorded, the scenario counts more. Tells "
    "old and new values with intervals, and writes an overlay to plan again or compare with.",
)
FORECAST = Template(
    "Dự báo từ số liệu lũy kế đã báo cáo, không cần kịch bản.\n\n"
    "Tệp CSV có các cột series, date, cumulative, base (tổng số người), có thể thêm place nếu một nơi có nhiều đợt. "
    "Các chuỗi đã kết thúc là kinh nghiệm; các chuỗi đang chạy được dự báo cho từng ngày báo cáo "
    "còn lại.",
    "Forecast reported totals, without a scenario.\n\n"
    "A CSV file has the columns series, date, cumulative, base (how many there are at all), and place if one has "
    "several campaigns. Series that ended teach; those that run are forecast for each reporting date to "
    "come.",
)
REPLAN = Template(
    "Chữa lịch đã công bố từ một ngày, với ít thay đổi nhất.\n\n"
    "Ngày đã qua và các ca trong những ngày --freeze giữ nguyên, trừ ca mà người vắng để trống. Đơn vị không liên quan "
    "không bị động đến. Kết quả đã ghi nhận của những ngày đã qua được lấy đúng như báo cáo; nếu vì thế mà thiếu thêm "
    "người thì phần còn lại được lập lại. Kết quả được kiểm chứng và ghi thành một lần điều chỉnh mới; không có gì mới "
    "thì không đổi gì. Số ca và số cán bộ bị ảnh hưởng đi kèm chứng minh có thể ít hơn hay không.",
    "Mend a published plan from a date on with the fewest changes.\n\n"
    "Days that are past, and duties of the days of --freeze, stay, but for those that somebody away leaves. Units that "
    "nothing happened to are not touched. Recorded results of past days are taken as they are; where more people would "
    "be missing, the rest is planned anew. What comes of it is verified and published as a new revision; without news "
    "nothing changes. How many duties and officers are concerned is told with the proof whether it could be fewer.",
)
STAND_IN = Template(
    "Ai trực thay được: quy định nào bị vi phạm, tốn bao nhiêu.\n\n"
    "Mỗi người được thử: nhận ca, dời ngày nghỉ nếu cần, rồi kiểm tra mọi quy định. Có --take thì giao ca cho người "
    "được chọn và công bố lần điều chỉnh mới.",
    "Who could stand in: rules each would break, and the cost.\n\n"
    "Each is tried: given the duties, with days off moved where needed, and checked against every rule. With --take "
    "the duties go to whoever is chosen, and a new revision is published.",
)
SWAP = Template(
    "Hai cán bộ đổi ca trực cho nhau.\n\n"
    "Nếu việc đổi vi phạm quy định bắt buộc thì nêu rõ và không ghi gì; nếu không thì mọi bảng, trang, lịch cá nhân "
    "được ghi lại thành một lần điều chỉnh mới.",
    "Let two officers exchange duties.\n\n"
    "If that breaks a hard rule, it is named and nothing is written; else all tables, the page and the calendars are "
    "written anew as a revision.",
)
AMEND = Template(
    "Công bố lịch trực đã sửa tay cùng mọi số liệu theo sau.\n\n"
    "Đọc roster.csv, absences.csv, helpers.csv như đã sửa, kể cả khi LibreOffice hoặc Excel đã lưu. Vi phạm quy định "
    "bắt buộc thì nêu rõ kèm cách sửa và không ghi gì; nếu không thì tải, tiến độ, sổ tính, trang và lịch cá nhân "
    "được ghi lại thành một lần điều chỉnh mới.",
    "Publish a roster edited by hand, and all that follows from it.\n\n"
    "Reads roster.csv, absences.csv and helpers.csv as they were edited, also as LibreOffice or Excel save them. "
    "Breaches of hard rules are named with a remedy and nothing is written; else loads, progress, workbook, page and "
    "calendars are written anew as a revision.",
)
COMPARE = Template(
    "So sánh các phương án đến tận ai trực ở đâu.\n\n"
    "Phương án đầu làm gốc, các phương án khác so với nó. Thư mục kết quả được đọc; tệp kịch bản được lập kế hoạch "
    "trước, mỗi tệp vào thư mục runs/<kịch bản>, với thời gian, hạt giống và số luồng đã cho.",
    "Compare plans down to who works where.\n\n"
    "The first is the base, the others are held against it. Run folders are read; scenario files are planned first, "
    "each into its run folder runs/<scenario>, with the time, seed and threads given.",
)
SWEEP = Template(
    "Lập nhiều phương án song song.\n\n"
    "Tệp sweep nêu những gì thay đổi. Phương án nào xong được giữ lại ngay; Ctrl-C thì dừng, --resume thì chạy tiếp.",
    "Plan many variants side by side.\n\n"
    "A sweep file says what varies. Each plan is kept as soon as it is finished; Ctrl-C stops, and --resume continues.",
)
BENCH = Template(
    "Xếp lịch cho các bài toán mẫu đã công bố.\n\n"
    "Mỗi bài được xếp trong thời gian đã cho bằng sinh cột và tìm kiếm cục bộ trên cả lịch từng người, và được chấm "
    "điểm độc lập; còn plan xếp cán bộ từng mục tiêu một bằng CP-SAT. Nếu bên cạnh tệp có bảng best_known.csv thì so "
    "sánh với bảng đó. Ctrl-C giữ lại những gì đã tìm được.",
    "Plan public rostering instances.\n\n"
    "Each is planned in the time given by column generation and local search on whole timelines, and scored "
    "independently; plan, by contrast, rosters officers tier by tier with CP-SAT. A table best_known.csv beside a file "
    "is compared with. Ctrl-C keeps what was found so far.",
)
RULES = Template("Liệt kê các loại quy định, hoặc giải thích một loại.", "List the kinds of rules, or explain one.")
SCHEMA = Template("In lược đồ JSON của tệp kịch bản.", "Print the JSON schema of scenario files.")

# Options of several verbs.
JSON = Template("In một đối tượng JSON thay cho văn bản.", "Print one JSON object instead of text.")
DEBUG = Template("Hiện chi tiết khi chương trình có lỗi.", "Show the traceback of a fault.")
LANG = Template(
    "Ngôn ngữ hiển thị; bỏ trống là ngôn ngữ của đợt, nếu không có thì của máy.",
    "Language of the output; the campaign's, else the environment's, if left out.",
)
SET = Template(
    "Đổi một giá trị của kịch bản, ví dụ campaign.finish_by=2024-06-20; có thể lặp lại.",
    "Change one value of the scenario, e.g. campaign.finish_by=2024-06-20; repeatable.",
)
OVERLAY = Template(
    "Đặt một lớp phủ lên kịch bản; tên trần được tìm trong thư mục what_if của kịch bản; có thể lặp lại.",
    "Lay a file over the scenario; a bare name is looked for in its folder what_if; repeatable.",
)
TIME = Template("Thời gian lập kế hoạch, tính bằng giây.", "Time to plan in.")
SEED = Template("Hạt giống của việc tìm kiếm.", "Seed of the search.")
WORKERS = Template("Số luồng tính toán.", "Threads to compute on.")
PROCESSORS = Template("(số bộ xử lý, từ 2 đến 8)", "(processors, 2 to 8)")
DETERMINISTIC = Template(
    "Giới hạn tính theo bước của bộ giải: mỗi lần chạy cho cùng các tệp CSV.",
    "Limits in solver steps: the same CSV files on every run.",
)
FROM_SCRATCH = Template(
    "Lập lại từ đầu; nếu không thì bắt đầu từ phương án cùng kịch bản đã kiểm chứng trong thư mục, giữ gì không kém.",
    "Begin from nothing; else from the verified plan of the same scenario in the folder, keeping what is as good.",
)
REASON = Template(
    "Lý do, ghi vào nhật ký và phiếu thay đổi.", "Why, as it stands in the journal and on slips of changes."
)
AUTHOR = Template(
    "Người thực hiện, ghi vào nhật ký [tài khoản máy].", "Who does it, as it stands in the journal [account]."
)
QUIET = Template("Không hiện tiến độ.", "No progress on standard error.")

# Options of one verb.
DIFF = Template(
    "Cho biết từng giá trị khác với gốc, cũ → mới, và dòng ghi giá trị đó.",
    "Tell each value that differs from the base, old → new, and its line.",
)
PLAN_OUTPUT = Template("Thư mục kết quả [runs/<kịch bản>].", "Run folder [runs/<scenario>].")
SWEEP_OUTPUT = Template("Thư mục [sweeps/<tệp>].", "Folder [sweeps/<file>].")
BENCH_OUTPUT = Template("Thư mục chứa thư mục của từng bài toán.", "Folder that gets a folder for each instance.")
COMPARE_ALL = Template(
    "Liệt kê cả những gì như nhau và mọi thay đổi, không chỉ những gì khác nhiều nhất.",
    "List what is alike and every change too, not only what differs most.",
)
COMPARE_OUTPUT = Template(
    "Thư mục cho trang, bảng và dữ liệu so sánh.", "Folder for the page, the tables and the record of the comparison."
)
UNVERIFIED = Template(
    "Nhận cả kết quả không đạt kiểm chứng hoặc của phiên bản khác.",
    "Take runs that do not verify, or are of another version, too.",
)
SEEDS = Template(
    "Xếp với bấy nhiêu hạt giống kể từ hạt đầu; lấy kết quả giữa, giữ lại tất cả.",
    "Plan with so many seeds from the first; the median counts, all are kept.",
)
DISTRICTS = Template(
    "Tạo một tỉnh giả định gồm bấy nhiêu huyện; trên 11 là cả nước gồm nhiều tỉnh.",
    "Make up a province of so many districts instead, above 11 a country of several provinces.",
)
NEW_SEED = Template(
    "Hạt giống của số liệu giả định; dùng với --districts [1].", "Seed of what is made up; with --districts [1]."
)
REPLAN_FROM = Template("Ngày đầu tiên được thay đổi.", "First day that may change.")
REPLAN_ABSENT = Template(
    "Cán bộ vắng, ví dụ TP-03:2024-05-12..2024-05-15; có thể lặp lại.",
    "Officer who is away, e.g. TP-03:2024-05-12..2024-05-15; repeatable.",
)
REPLAN_PIN = Template(
    "Ca mà một cán bộ phải giữ hoặc nhận; thêm :BÀN nếu có nhiều chỗ; có thể lặp lại.",
    "Duty that an officer is to keep or take; add :POST where there are several; repeatable.",
)
REPLAN_FREEZE = Template(
    "Số ngày kể từ --from mà ca trực giữ nguyên, trừ ca bị bỏ trống.",
    "Days from --from on in which duties stay, but for those that are left.",
)
REPLAN_MOST_CHANGES = Template("Nhiều nhất bấy nhiêu ca đổi người.", "At most so many duties change hands.")
REPLAN_FEWEST = Template(
    "Đếm ít thay đổi nhất theo số ca, số cán bộ, hay tải.", "What changes are counted by: duties, officers, or burden."
)
REPLAN_ALTERNATIVES = Template(
    "Nêu ba cách cạnh nhau, không ghi gì.", "Tell the three ways beside each other, and write nothing."
)
REPLAN_REVERT = Template(
    "Đưa bản thứ N trong nhật ký trở lại làm bản hiện hành.", "Make revision N of the journal the current one again."
)
REVERT_ALONE = Template(
    "--revert đi một mình; không cùng --from, --absent, --pin hay --alternatives",
    "--revert goes alone, without --from, --absent, --pin and --alternatives",
)
FROM_OR_REVERT = Template(
    "thiếu --from; nêu ngày đầu tiên được thay đổi, ví dụ --from 2024-05-12",
    "--from is missing; give the first day that may change, e.g. --from 2024-05-12",
)
STAND_IN_OFFICER = Template("Cán bộ cần người thay.", "Officer to stand in for.")
STAND_IN_DATE = Template("Ngày vắng.", "Day of the absence.")
STAND_IN_SHIFT = Template(
    "Chỉ một ca của ngày đó; bỏ trống là vắng cả ngày.", "One shift of the day alone; away all day if left out."
)
STAND_IN_TAKE = Template(
    "Người nhận ca; lặp lại để mỗi ca một người, theo giờ.",
    "Who takes the duties; repeat it to give each duty to one, in order of time.",
)
WRITE = Template(
    "Ghi lại scenarios/schema.json và scenarios/default.yaml.",
    "Write scenarios/schema.json and scenarios/default.yaml anew.",
)
CLUSTER = Template(
    "Lập trên cụm Dask tại tcp://… hoặc tls://… [các tiến trình của máy này].",
    "Plan on the Dask cluster at tcp://… or tls://… [processes of this machine].",
)
RESUME = Template(
    "Chạy tiếp trong một thư mục: chỉ lập những phương án chưa xong.",
    "Continue in a folder: plan only what is not finished.",
)
CAMPAIGNS = Template("Số lần mô phỏng.", "Campaigns to simulate.")
REPLAN_EVERY = Template(
    "Cho biết thêm khả năng đạt nếu cứ chừng ấy ngày lại ghi kết quả, ước tính lại và lập lại kế hoạch; không ghi gì "
    "[50 lần mô phỏng].",
    "Tell the chances where every so many days results are recorded, turnout is estimated and the rest planned anew, "
    "beside those of the plan left alone; nothing is written [50 campaigns].",
)
REPLAN_EVERY_HERE = Template(
    "--replan-every lập lại kế hoạch trên máy này: bỏ --cluster",
    "--replan-every plans on this machine: leave --cluster out",
)
SIMULATION_SEED = Template(
    "Hạt giống: cùng hạt giống thì cùng số liệu, với mọi số luồng, trên mọi máy.",
    "Seed; the same one gives the same figures for any number of threads, on any machines.",
)
SIMULATION_CLUSTER = Template(
    "Mô phỏng trên cụm Dask tại tcp://… hoặc tls://… [các luồng của máy này].",
    "Simulate on the Dask cluster at tcp://… or tls://… [threads of this machine].",
)
WORKERS_AND_CLUSTER = Template(
    "--workers là số luồng của máy này, còn --cluster dùng máy khác: bỏ một trong hai",
    "--workers are threads of this machine, and --cluster takes others: leave one of them out",
)
SIMULATION_YES = Template(
    "Không hỏi lại trước khi mô phỏng rất nhiều lần, hoặc rất lâu.",
    "Do not ask twice before very many campaigns, or what takes very long.",
)
TODAY = Template(
    "Ngày coi là hôm nay, ví dụ để tập dượt [theo đồng hồ].",
    "The day taken for today, e.g. to rehearse [by the clock].",
)
AS_OF = Template(
    "Ngày coi là hôm nay; những dòng sau ngày đó không được đọc.", "The day taken for today; later rows are not read."
)
BY = Template("Ngày cuối cần dự báo.", "The last date to forecast.")
CALIBRATE_OUTPUT = Template(
    "Tệp YAML cho lớp phủ, ví dụ trong thư mục what_if của kịch bản.",
    "YAML file for the overlay, e.g. in the folder what_if of the scenario.",
)
FORECAST_OUTPUT = Template("Tệp CSV cho dự báo.", "CSV file for the forecast.")
YES = Template("Không hỏi lại trước khi lập rất nhiều phương án.", "Do not ask twice before very many plans.")

# Usage that the verbs refuse.
SECONDS_RANGE = Template(
    "{value:g} không nằm giữa 0 và {longest:,} giây", "{value:g} is not between 0 and {longest:,} seconds"
)
SECONDS_FORM = Template(
    "{value!r} không phải số giây; ghi ví dụ 300 cho năm phút",
    "{value!r} is no number of seconds; write e.g. 300 for five minutes",
)
ADDRESS_FORM = Template(
    "{value!r} không có dạng tcp://host:8786 hoặc tls://host:8786",
    "{value!r} is not of the form tcp://host:8786 or tls://host:8786",
)
DATE_FORM = Template(
    "{value!r} không phải ngày; ghi 2024-04-05 hoặc 05/04/2024", "{value!r} is no date; write 2024-04-05 or 05/04/2024"
)
BY_AFTER_AS_OF = Template(
    "--by là {by}, --as-of là {as_of}; --by phải sau --as-of, nhiều nhất {most:,} ngày",
    "--by is {by}, --as-of {as_of}; give a --by after --as-of, by at most {most:,} days",
)
COMPARED_COUNT = Template(
    "đã nêu {count}; compare nhận từ 2 đến {most} kết quả hoặc kịch bản",
    "{count} given; compare takes 2 to {most} runs or scenarios",
)
SEED_WITHOUT_DISTRICTS = Template(
    "--seed đi cùng --districts; đợt để điền số liệu không có gì để rút ngẫu nhiên",
    "--seed goes with --districts; a campaign to fill in has nothing to draw",
)
WHAT_AND_REMEDY = Template("{what}; {remedy}", "{what}; {remedy}")
INVALID_VALUE = Template("Giá trị không hợp lệ của {parameter}: {message}", "Invalid value for {parameter}: {message}")
WRITTEN = Template("đã ghi: {file}", "written: {file}")

REFUSALS: Final = (
    Template("Không có tùy chọn {name}. Có phải là {near} không?", "No such option {name}. Did you mean {near}?"),
    Template(
        "Không có tùy chọn {name}. (Có phải là một trong {near} không?)",
        "No such option {name}. (Did you mean one of: {near}?)",
    ),
    Template("Không có tùy chọn {name}.", "No such option {name}."),
    Template("Không có tùy chọn {name}. Có phải là {near} không?", "No such option: {name} Did you mean {near}?"),
    Template("Không có tùy chọn {name}. (Có thể là: {near})", "No such option: {name} (Possible options: {near})"),
    Template("Không có tùy chọn {name}.", "No such option: {name}"),
    Template("Không có lệnh {name}. Có phải là {near} không?", "No such command {name}. Did you mean {near}?"),
    Template(
        "Không có lệnh {name}. (Có phải là một trong {near} không?)",
        "No such command {name}. (Did you mean one of: {near}?)",
    ),
    Template("Không có lệnh {name}.", "No such command {name}."),
    Template("Thiếu lệnh.", "Missing command."),
    Template("Thiếu tham số {name}.", "Missing argument {name}."),
    Template("Thiếu tùy chọn {name}.", "Missing option {name}."),
    INVALID_VALUE,
    Template("Giá trị không hợp lệ: {message}", "Invalid value: {message}"),
    Template("{value}; chỉ nhận một trong {choices}.", "{value} is not one of {choices}."),
    Template("{value} không phải số nguyên.", "{value} is not a valid integer."),
    Template("{value} không phải số nguyên.", "{value} is not a valid integer range."),
    Template("{value} không phải số.", "{value} is not a valid float."),
    Template("{value} không nằm trong khoảng {range}.", "{value} is not in the range {range}."),
    Template("{file} là một tệp, không phải thư mục.", "Directory {file} is a file."),
    Template("Tùy chọn {name} cần một giá trị.", "Option {name} requires an argument."),
    Template("Tùy chọn {name} không nhận giá trị.", "Option {name} does not take a value."),
    Template("Thừa tham số ({words})", "Got unexpected extra argument ({words})"),
    Template("Thừa các tham số ({words})", "Got unexpected extra arguments ({words})"),
)
"""What the library of the command line says of usage."""
