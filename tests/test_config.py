"""Settings: where they come from, what they refuse, and how they say so."""

import tempfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import VIETNAM
from crawler.config import VERSION, Alerts, Config, ConfigError, Farm, load, to_toml
from crawler.config_words import KEYS, WORDS


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "lamtheo.toml") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(*facts: Path, **overrides: object) -> str:
    with pytest.raises(ConfigError) as caught:
        load(*facts, **overrides)
    message = str(caught.value)
    assert "\n" not in message
    assert "pydantic" not in message
    assert caught.value.exit_code == 2
    return message


def test_without_a_word_the_defaults_hold() -> None:
    config = load()
    assert config == Config()
    assert (config.delay, config.night_at, config.since) == (5.0, time(1, 30), date(2016, 5, 15))


def test_option_over_environment_over_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write("delay = 2\ntimeout = 20\nrevisit_budget = 9\n")
    monkeypatch.setenv("LAMTHEO_DELAY", "3")
    monkeypatch.setenv("LAMTHEO_TIMEOUT", "33")
    config = load(delay=4.0, timeout=None)
    assert (config.delay, config.timeout, config.revisit_budget) == (4.0, 33.0, 9)


def test_the_environment_reaches_into_the_farm(monkeypatch: pytest.MonkeyPatch) -> None:
    write('[farm]\nca = "goc.pem"\n', "noi/lamtheo.toml")
    monkeypatch.setenv("LAMTHEO_FARM__RESOLVE", '{"baoquangninh.vn:443": "127.0.0.1:4123"}')
    farm = load(Path("noi/lamtheo.toml")).farm
    assert farm.resolve == {"baoquangninh.vn:443": "127.0.0.1:4123"}
    assert farm.ca == Path("noi/goc.pem")


def test_paths_in_a_file_start_at_its_folder() -> None:
    assert load(write('data = "kho"', "noi/lamtheo.toml")).data == Path("noi/kho")
    assert load(write('data = "/kho"', "noi/lamtheo.toml")).data == Path("/kho")
    assert load(write('data = "kho"'), data=Path("khac")).data == Path("khac")


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ('delay = "abc"', "delay", '"abc"'),
        ("delay = 0.5", "delay", "từ 1"),
        ("delay = nan", "delay", "từ 1"),
        ("timeout = 0", "timeout", "lớn hơn 0"),
        ('contact = "ai đó"', "contact", "e-mail"),
        ('contact = "http://thuvien.vn"', "contact", "https://"),
        ('organisation = "hai\\ndòng"', "organisation", "một dòng"),
        ('lang = "fr"', "lang", '"vi" hoặc "en"'),
        ('night_at = "24:00"', "night_at", "01:30"),
        ("night_at = 90", "night_at", "01:30"),
        ('quiet_hours = ["7-11"]', "quiet_hours", "07:00-11:30"),
        ('quiet_hours = ["22:00-05:00"]', "night_at", "ngoài quiet_hours"),
        ("revisit_days = [7, 1]", "revisit_days", "tăng dần"),
        ("max_pages = 0", "max_pages", "từ 1"),
        ('since = "hôm qua"', "since", "năm-tháng-ngày"),
        ('[farm]\nresolve = {"a.vn:443" = "10.0.0.8:443"}', "farm.resolve", "127.0.0.1"),
        ('[farm]\nresolve = {"a.vn" = "127.0.0.1:443"}', "farm.resolve", "máy chủ:cổng"),
    ],
)
def test_a_wrong_value_names_key_file_and_mend(text: str, key: str, said: str) -> None:
    message = refusal(write(text))
    assert message.startswith(f"lamtheo.toml: {key} =")
    assert said in message


def test_an_unknown_key_is_met_with_the_nearest() -> None:
    assert refusal(write("dely = 3")) == (
        "lamtheo.toml: không có thiết lập dely; có phải là delay."
    )


def test_a_wrong_value_names_the_variable_or_the_option(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(delay=-1).startswith("tùy chọn dòng lệnh: delay = -1")
    assert refusal(delay=-1, lang="en").startswith("command line option: delay = -1")
    monkeypatch.setenv("LAMTHEO_DELAY", "nhanh")
    assert refusal().startswith('LAMTHEO_DELAY: delay = "nhanh"')
    monkeypatch.delenv("LAMTHEO_DELAY")
    monkeypatch.setenv("LAMTHEO_QUIET_HOURS", "[")
    assert refusal().startswith("LAMTHEO_QUIET_HOURS: quiet_hours")


def test_a_file_that_cannot_be_read_is_named() -> None:
    assert "thieu.toml" in refusal(Path("thieu.toml"))
    assert "TOML" in refusal(write("delay ="))
    Path("nhi-phan.toml").write_bytes(b"\xff\xfe\x00")
    assert "nhi-phan.toml" in refusal(Path("nhi-phan.toml"))
    Path("thu-muc").mkdir()
    assert "thu-muc" in refusal(Path("thu-muc"))


def test_every_setting_is_explained_in_both_languages() -> None:
    tables = {f"farm.{name}" for name in Farm.model_fields}
    tables |= {f"alerts.{name}" for name in Alerts.model_fields}
    assert set(KEYS) == (set(Config.model_fields) - {"farm", "alerts"}) | tables
    assert WORDS["vi"].keys() == WORDS["en"].keys()


lines = st.text(st.characters(exclude_categories=("Cc", "Cs"))).map(str.strip)
ports = st.integers(1, 65535)
configs = st.builds(
    Config,
    organisation=lines,
    contact=st.sampled_from(["", "thu-vien@hanoi.gov.vn", "https://thuvien.vn/lien-he"]),
    data=st.sampled_from([Path("/kho lưu/dữ liệu"), Path('/a"b\\c')]),
    lang=st.sampled_from(["vi", "en"]),
    delay=st.floats(1, 3600),
    timeout=st.floats(0, 600, exclude_min=True),
    quiet_hours=st.sampled_from([(), ("07:00-11:30", "22:00-01:00")]),
    night_at=st.times(time(1, 0), time(6, 59)).map(lambda t: t.replace(second=0, microsecond=0)),
    revisit_days=st.sets(st.integers(1, 9999)).map(lambda days: tuple(sorted(days))),
    max_pages=st.none() | st.integers(1),
    since=st.dates(),
    run_hours=st.none() | st.floats(0, 240, exclude_min=True),
    run_memory_mb=st.none() | st.integers(200),
    metrics=st.none() | st.just(Path("/số liệu/lamtheo.prom")),
    log=st.none() | st.just(Path("/nhật ký.jsonl")),
    alerts=st.builds(
        Alerts, urls=st.sampled_from([(), ("json://127.0.0.1:4123/", 'mailto://a:"]#@b.vn')])
    ),
    farm=st.builds(
        Farm,
        resolve=st.dictionaries(
            ports.map(lambda port: f"a.vn:{port}"), ports.map(lambda port: f"127.0.0.1:{port}")
        ),
        ca=st.none() | st.just(Path("/goc.pem")),
    ),
)


@given(config=configs)
def test_what_init_writes_is_read_back_the_same(config: Config) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lamtheo.toml")
        path.write_text(to_toml(config), encoding="utf-8")
        assert load(path) == config


def test_the_farm_alone_goes_without_a_contact_and_fast() -> None:
    config = Config(delay=0, farm=Farm(resolve={"Bacninh.gov.vn:443": "127.0.0.1:4123"}))
    assert not config.needs_contact(["bacninh.gov.vn", "bacninh.gov.vn:443"])
    assert config.needs_contact(["bacninh.gov.vn", "baoquangninh.vn"])
    assert config.needs_contact(["bacninh.gov.vn:80"])
    config.require_contact(["bacninh.gov.vn"])
    with pytest.raises(ConfigError, match="contact"):
        config.require_contact(["baoquangninh.vn"])
    assert (config.delay_for("bacninh.gov.vn"), config.delay_for("baoquangninh.vn")) == (0, 1)


def test_the_farm_s_delay_is_the_farm_s_alone() -> None:
    farm = Farm(resolve={"bacninh.gov.vn:443": "127.0.0.1:4123"}, delay=0)
    config = Config(delay=7.5, farm=farm)
    assert (config.delay_for("bacninh.gov.vn"), config.delay_for("baoquangninh.vn")) == (0, 7.5)


def test_a_contact_opens_the_way() -> None:
    Config(contact="thu-vien@hanoi.gov.vn").require_contact(["baoquangninh.vn"])


def test_the_user_agent_says_who_asks_in_ascii() -> None:
    assert Config().user_agent == f"lamtheo/{VERSION}"
    config = Config(organisation="Thư viện (Đà Nẵng)", contact="https://thuvien.vn")
    assert config.user_agent == f"lamtheo/{VERSION} (+https://thuvien.vn; Thu vien Da Nang)"
    assert Config(contact="a@b.vn").user_agent == f"lamtheo/{VERSION} (+a@b.vn)"


@pytest.mark.parametrize(
    ("contact", "written"),
    [
        ("lien-he@báo.vn", "lien-he@xn--bo-mia.vn"),
        ("thu@Thư-Viện.Đà-Nẵng.vn", "thu@xn--th-vin-4zb3960d.xn---nng-zna70au54p.vn"),
        ("https://báo.vn/liên-hệ?ai=tôi", "https://xn--bo-mia.vn/li%C3%AAn-h%E1%BB%87?ai=t%C3%B4i"),
    ],
)
def test_a_contact_in_vietnamese_is_written_in_ascii(contact: str, written: str) -> None:
    config = Config(contact=contact)
    assert config.contact == contact
    assert config.user_agent == f"lamtheo/{VERSION} (+{written})"


@pytest.mark.parametrize("contact", ["người@báo.vn", "a@b.vn/c", "a b@c.vn", "@b.vn"])
def test_a_contact_that_no_header_can_hold_is_refused(contact: str) -> None:
    said = refusal(contact=contact)
    assert "contact = " in said
    assert "phần trước @ viết không dấu" in said


def test_quiet_hours_are_vietnamese_and_cross_midnight() -> None:
    config = Config(quiet_hours=("22:00-01:00",))
    quiet = {
        hour
        for hour in range(24)
        if config.quiet_at(datetime(2026, 11, 21, hour, 30, tzinfo=VIETNAM))
    }
    assert quiet == {22, 23, 0}
    assert config.quiet_at(datetime.fromisoformat("2026-11-21T16:30:00+00:00"))
