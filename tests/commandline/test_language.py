"""In which language a command speaks: as asked, else as the campaign does, else as the machine does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
import pytest
from click.testing import Result

from optimizer.commandline import main
from optimizer.commandline.language import language_of_words
from optimizer.commandline.usage import RefusedUsageError, told_of
from optimizer.texts.commandline import REFUSALS
from optimizer.texts.messages import AS_IT_IS, Language, Message
from tests.cli.running import catruc, parsed

ENGLISH_MACHINE = {"LANG": "en_GB.UTF-8"}


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ("plan x", {}, "vi"),
        ("plan x", {"LANG": "C.UTF-8"}, "vi"),
        ("plan x", {"LANG": "vi_VN.UTF-8"}, "vi"),
        ("plan x", ENGLISH_MACHINE, "en"),
        ("plan x", {**ENGLISH_MACHINE, "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ("plan x", {**ENGLISH_MACHINE, "LC_ALL": ""}, "en"),
        ("plan x", {**ENGLISH_MACHINE, "CATRUC_LANG": "vi"}, "vi"),
        ("plan x", {"CATRUC_LANG": "en"}, "en"),
        ("plan x", {**ENGLISH_MACHINE, "CATRUC_LANG": "fr"}, "en"),
        ("plan --lang en x", {"CATRUC_LANG": "vi"}, "en"),
        ("--lang=vi plan x", ENGLISH_MACHINE, "vi"),
        ("plan x --lang", ENGLISH_MACHINE, "en"),
        ("plan x --lang fr", {}, "vi"),
    ],
)
def test_what_is_asked_goes_before_the_machine(words: str, environment: Mapping[str, str], language: str) -> None:
    assert language_of_words(words.split(), environment) == language


def bad_campaign(folder: Path, text: str) -> Path:
    path = folder / "campaign.yaml"
    path.write_text(text, encoding="utf-8")
    return path


UNKNOWN = {"vi": "không có mục tên 'x'", "en": "unknown key 'x'"}
BROKEN = {"vi": "YAML không hợp lệ", "en": "not valid YAML"}


@pytest.mark.parametrize(
    ("text", "options", "machine", "language", "told"),
    [
        ("campaign: {language: en}\nx: 1\n", "", "vi", "en", UNKNOWN),
        ("campaign: {language: vi}\nx: 1\n", "", "en", "vi", UNKNOWN),
        ("campaign: {}\nx: 1\n", "", "en", "vi", UNKNOWN),
        ("campaign: {language: en}\nx: 1\n", "--lang vi", "en", "vi", UNKNOWN),
        ("campaign: {language: en}\nx: 1\n", "--set campaign.language=vi", "en", "vi", UNKNOWN),
        ("campaign: {language: fr}\nx: 1\n", "", "en", "en", UNKNOWN),
        # The line that says it comes before the mistake, or after it.
        ("campaign: {language: en}\nx: [1\n", "", "vi", "en", BROKEN),
        ("x: [1\ncampaign: {language: vi}\n", "", "en", "en", BROKEN),
    ],
)
def test_a_mistake_is_told_in_the_language_of_its_campaign(
    text: str,
    options: str,
    machine: Language,
    language: Language,
    told: Mapping[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CATRUC_LANG", machine)
    path = bad_campaign(tmp_path, text)
    result = catruc(f"check {{path}} --json {options}", path=path)
    assert result.exit_code == 3
    assert told[language] in result.stderr
    assert any(told[language] in problem["what"] for problem in parsed(result)["problems"])


@pytest.mark.parametrize(
    ("line", "vietnamese", "english"),
    [
        (
            "plan x --tme 3",
            "Không có tùy chọn '--tme'. (Có phải là một trong '--set', '--time' không?)",
            "No such option '--tme'. (Did you mean one of: '--set', '--time'?)",
        ),
        (
            "verfy x",
            "Không có lệnh 'verfy'. Có phải là 'verify' không?",
            "No such command 'verfy'. Did you mean 'verify'?",
        ),
        ("--tme", "Không có tùy chọn '--tme'.", "No such option '--tme'."),
        ("plan", "Thiếu tham số 'SCENARIO'.", "Missing argument 'SCENARIO'."),
        ("plan x y", "Thừa tham số (y)", "Got unexpected extra argument (y)"),
        ("plan x --seed", "Tùy chọn '--seed' cần một giá trị.", "Option '--seed' requires an argument."),
        (
            "plan x --seed a",
            "Giá trị không hợp lệ của '--seed': 'a' không phải số nguyên.",
            "Invalid value for '--seed': 'a' is not a valid integer range.",
        ),
        (
            "plan x --workers 99",
            "Giá trị không hợp lệ của '--workers': 99 không nằm trong khoảng 1<=x<=64.",
            "Invalid value for '--workers': 99 is not in the range 1<=x<=64.",
        ),
        (
            "plan x --time 0",
            "Giá trị không hợp lệ của '--time': 0 không nằm giữa 0 và 604.800 giây",
            "Invalid value for '--time': 0 is not between 0 and 604,800 seconds",
        ),
        (
            "compare x",
            "đã nêu 1; compare nhận từ 2 đến 26 kết quả hoặc kịch bản",
            "1 given; compare takes 2 to 26 runs or scenarios",
        ),
    ],
)
def test_refused_usage_is_told_in_either_language(line: str, vietnamese: str, english: str) -> None:
    for language, usage, told in (("vi", "Cách dùng: ", f"Lỗi: {vietnamese}"), ("en", "Usage: ", f"Error: {english}")):
        result = catruc(f"--lang {language} {line}")
        assert result.exit_code == 2
        assert result.stderr.startswith(usage) or line.endswith("--seed")
        assert result.stderr.splitlines()[-1] == told
        record = parsed(catruc(f"--lang {language} {line} --json") if line != "plan x --seed" else result_of(language))
        assert record["problems"][0]["what"] == told.partition(": ")[2]


def result_of(language: str) -> Result:
    """The option without a value must come last, so that the object is asked for before it."""
    return catruc(f"--lang {language} plan x --json --seed")


def test_english_is_what_the_library_says() -> None:
    for template in REFUSALS:
        places = {name: f"'{name}'" for name in ("name", "near", "value", "choices", "range", "file", "words")}
        said = Message(template, tuple({**places, "parameter": "'--x'", "message": "no"}.items())).in_language("en")
        told = told_of(click.UsageError(said))
        assert told.in_language("en") == said
        assert told.in_language("vi") != said


def test_what_the_library_has_not_said_before_is_passed_on() -> None:
    error = RefusedUsageError(click.UsageError("something new"), "vi")
    assert error.format_message() == "something new"
    assert isinstance(error.told, Message)
    assert error.told.template is AS_IT_IS


@pytest.mark.parametrize("verb", main.commands)
def test_every_verb_may_be_asked_in_a_language(verb: str) -> None:
    assert "--lang" in {option for parameter in main.commands[verb].params for option in parameter.opts}
