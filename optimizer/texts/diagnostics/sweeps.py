"""Sweep files, their folders, and the machines that plan their cases."""

from __future__ import annotations

from optimizer.texts.messages import Template

# The file.
GRID_AND_CASES = Template("ghi cả grid lẫn cases", "grid and cases are both given")
KEEP_ONE = Template("chỉ giữ một", "keep one of them")
NO_VALUES = Template("{name!r} chưa có giá trị", "{name!r} has no values")
LIST_VALUES = Template("liệt kê ở grid hoặc cases, hoặc bỏ đi", "list them in grid or cases, or remove it")
RESULT_COLUMN = Template("{name!r} là tên một cột kết quả", "{name!r} is a column of the results")
OTHER_NAME = Template("chọn tên khác, ví dụ {name}_varied", "choose another name, e.g. {name}_varied")
HIGH_NOT_ABOVE_LOW = Template("high là {high}, không lớn hơn low, {low}", "high is {high}, not above low, {low}")
SWAP_OR_WIDEN = Template("đổi chỗ, hoặc mở rộng khoảng", "swap them, or widen them")
LEAST_IN_GRID = Template("{name!r} cũng có giá trị ở grid", "{name!r} has values in the grid too")
REMOVE_THERE = Template("bỏ ở đó: việc tìm kiếm tự chọn giá trị", "remove them there: the search chooses the values")
STEP_OF_OFFICERS = Template("bước là {step:g} cán bộ", "the step is {step:g} officers")
WRITE_WHOLE = Template("ghi số nguyên", "write a whole number")
NO_ACCEPTANCE = Template(
    "không có tiêu chí chấp nhận nào để biết giá trị có đủ không",
    "there are no acceptance rules that a value could be enough for",
)
ADD_ACCEPTANCE = Template(
    "thêm ở đây hoặc trong kịch bản, ví dụ acceptance: [expected share >= 1.0]",
    "add them here or in the scenario, e.g. acceptance: [expected share >= 1.0]",
)

# Parameters and their values.
FACTOR = Template("hệ số là {value}", "the factor is {value}")
FACTOR_EXAMPLE = Template("ghi một số không nhỏ hơn 0, ví dụ 0.7", "write a number of at least 0, e.g. 0.7")
OFFICERS_IN_ALL = Template("số cán bộ là {value}", "the number of officers is {value}")
AT_LEAST_ONE = Template("ghi số nguyên không nhỏ hơn 1", "write a whole number of at least 1")
OFFICERS_MORE = Template("số cán bộ thêm hoặc bớt là {value}", "the number of officers more or fewer is {value}")
WHOLE_EXAMPLE = Template("ghi số nguyên, ví dụ -1", "write a whole number, e.g. -1")
NOT_IN_PATH = Template("không có {key!r} trong {path}", "there is no {key!r} in {path}")
UNKNOWN_IN_PATH = Template("không có mục {key!r} trong {path}", "unknown key {key!r} in {path}")
NO_NUMBER = Template("{value} ở {path} không phải số", "{value} at {path} is no number")
SCALE_NUMBERS = Template(
    "chỉ nhân hệ số với số; giá trị khác thì dùng kind: set", "scale numbers only; use kind: set for other values"
)
NO_NUMBER_THERE = Template("kịch bản không có số nào ở {path}", "the scenario has no number at {path}")
NAME_NUMBER = Template("nêu đường dẫn có số, hoặc dùng kind: set", "name a path that has one, or use kind: set")
FEWER_THAN_UNITS = Template("{number} cán bộ cho {units} đơn vị", "{number} officers for {units} units")
ONE_IN_EACH = Template("để ít nhất một cán bộ ở mỗi đơn vị", "leave at least one officer in each unit")
CANNOT_HAVE = Template(
    "{unit} có {number} cán bộ, không thể có {count}", "{unit} has {number} officers and cannot have {count}"
)
POSSIBLE_NUMBER = Template(
    "chọn số mà đơn vị có thể có, hoặc bỏ đơn vị ra",
    "choose a number that the unit can have, or leave the unit out",
)

# The folder.
SWEEP_FILE = Template("tệp sweep", "a sweep file")
NOT_A_SWEEP = Template(
    "thư mục có tệp nhưng không có {marker}, nên không phải của một đợt thử",
    "the folder holds files but no {marker}, so it is not that of a sweep",
)
OTHER_FOLDER = Template("chọn thư mục khác bằng -o", "choose another folder with -o")
HOLDS_PLANS = Template("thư mục đã có {count} phương án", "the folder holds {count} finished plans")
RESUME_OR_OTHER = Template(
    "chạy tiếp với --resume, chỉ lập những phương án còn thiếu, hoặc chọn thư mục khác bằng -o",
    "continue with --resume, which plans only what is missing, or choose another folder with -o",
)
MAKE_ROOM_AND_RESUME = Template(
    "dọn chỗ, hoặc xin quyền ghi; phương án đã xong được giữ lại: chạy tiếp với --resume",
    "make room, or ask for write permission; what is finished is kept: continue with --resume",
)
MANY_PLANS = Template(
    "{plans:,} phương án, mỗi phương án đến {seconds:g} giây: {days:,.0f} ngày nếu lập lần lượt",
    "{plans:,} plans of up to {seconds:g} s each: {days:,.0f} days, one after another",
)
SAY_YES = Template(
    "thêm --yes nếu đúng ý, hoặc rút ngắn danh sách giá trị",
    "say --yes if that is meant, or shorten the lists of values",
)
STOPPED = Template("đã dừng trước khi xong phương án nào", "stopped before any plan was finished")
CASE = Template("phương án {case}", "case {case}")
CORRECT_IT = Template("sửa lại", "correct it")

# The machines.
NO_SCHEDULER = Template(
    "không có bộ điều phối nào trả lời trong {seconds} giây: {reason}",
    "no scheduler answers there within {seconds} s: {reason}",
)
START_SCHEDULER = Template(
    "khởi động bằng 'dask scheduler', kiểm tra địa chỉ và tường lửa, hoặc bỏ --cluster",
    "start one with 'dask scheduler', check the address and the firewall, or leave --cluster out",
)
CANNOT_CONNECT = Template("không kết nối được: {reason}", "cannot connect: {reason}")
WRITE_ADDRESS = Template(
    "ghi tcp://host:8786; với tls:// thì đặt chứng thư của Dask (DASK_DISTRIBUTED__COMM__TLS__…)",
    "write tcp://host:8786; for tls:// set Dask's certificates (DASK_DISTRIBUTED__COMM__TLS__…)",
)
NO_WORKER = Template(
    "bộ điều phối không có máy xử lý nào trong {seconds} giây", "the scheduler has had no worker for {seconds} s"
)
START_WORKERS = Template(
    "khởi động bằng 'dask worker {address} --nthreads 1' rồi chạy lại",
    "start some with 'dask worker {address} --nthreads 1' and run it again",
)
OTHER_VERSION = Template(
    "máy xử lý {worker} có {name} {other}, máy này có {own}",
    "worker {worker} has {name} {other}, this machine {own}",
)
NO_VERSION = Template("(không có)", "(none)")
SAME_VERSION = Template(
    "cài cùng phiên bản trên mọi máy, rồi khởi động lại các máy xử lý",
    "install the same version on all machines, and start the workers again",
)
WORKER = Template("máy xử lý", "worker")
JOB_OF_OTHER_VERSION = Template(
    "công việc dành cho {job}, còn máy xử lý có {worker}", "the job is for {job}, and the worker has {worker}"
)
SAME_VERSION_AND_AGAIN = Template(
    "cài cùng phiên bản trên mọi máy xử lý, rồi chạy lại", "install the same version on all workers, and run it again"
)
CLUSTER_LOST = Template("cụm máy không còn kết nối", "the cluster went away")
KEPT_AND_RESUME = Template(
    "phương án đã xong được giữ lại: chạy lại với --resume", "what is finished is kept: run it again with --resume"
)
RESUME = Template(
    "chạy lại với --resume; phương án đã xong được giữ lại", "run it again with --resume; what is finished is kept"
)
