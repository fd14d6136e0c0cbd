"""Tokens, pace, signing key and settings of the web channel, each by itself."""

import logging
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.exceptions import RasaException

from altalk.channels.web import WebInput
from altalk.channels.web.assets import load_assets
from altalk.channels.web.rate_limit import RateLimit
from altalk.channels.web.sessions import Sessions
from altalk.channels.web.signing_key import signing_key


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ALTALK_WEB_KEY", raising=False)
    monkeypatch.setenv("ALTALK_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


# ---- tokens ---------------------------------------------------------------------------------------------------------


def test_a_token_gives_back_its_session_until_it_expires(clock: Clock) -> None:
    sessions = Sessions(b"key", 60, clock)
    session = sessions.begin()
    token = sessions.token(session)
    assert sessions.read(token) == session
    clock.now += 61
    assert sessions.read(token) is None


def test_a_token_of_another_key_is_refused(clock: Clock) -> None:
    ours, theirs = Sessions(b"key", 60, clock), Sessions(b"other", 60, clock)
    assert theirs.read(ours.token(ours.begin())) is None


def test_an_ended_talk_stays_ended_for_all_its_tokens(clock: Clock) -> None:
    sessions = Sessions(b"key", 60, clock)
    first = sessions.begin()
    clock.now += 10
    renewed = sessions.renew(first)
    sessions.end(first)
    assert sessions.read(sessions.token(first)) is None and sessions.read(sessions.token(renewed)) is None
    assert sessions.read(sessions.token(sessions.begin())) is not None


@settings(deadline=None)
@given(st.text())
def test_no_made_up_token_is_accepted_or_breaks(token: str) -> None:
    assert Sessions(b"key", 60, Clock()).read(token) is None


@settings(deadline=None)
@given(st.data())
def test_no_changed_token_is_accepted(data: st.DataObject) -> None:
    sessions = Sessions(b"key", 60, Clock())
    token = sessions.token(sessions.begin())
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters().filter(lambda each: each != token[place]))
    assert sessions.read(token[:place] + other + token[place + 1 :]) is None


# ---- pace -----------------------------------------------------------------------------------------------------------


def test_a_burst_then_a_steady_pace(clock: Clock) -> None:
    limit = RateLimit(3, 2.0, clock)
    assert [limit.wait("a") for _ in range(5)] == [0, 0, 0, 2, 2]
    clock.now += 1.5
    assert limit.wait("a") == 1
    clock.now += 0.5
    assert [limit.wait("a"), limit.wait("a")] == [0, 2]


def test_a_long_pause_gives_the_burst_back_and_no_more(clock: Clock) -> None:
    limit = RateLimit(3, 2.0, clock)
    for _ in range(3):
        limit.wait("a")
    clock.now += 10_000
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 2]


def test_people_do_not_slow_one_another(clock: Clock) -> None:
    limit = RateLimit(1, 2.0, clock)
    assert [limit.wait(key) for key in ("a", "b", "a")] == [0, 0, 2]


@settings(deadline=None)
@given(st.lists(st.floats(0, 10), max_size=60))
def test_no_pattern_beats_the_pace(pauses: list[float]) -> None:
    clock = Clock()
    limit, began, allowed = RateLimit(5, 1.0, clock), clock.now, 0
    for pause in pauses:
        clock.now += pause
        allowed += limit.wait("a") == 0
    assert allowed <= 5 + (clock.now - began) / 1.0 + 1e-6


# ---- the key --------------------------------------------------------------------------------------------------------


def test_a_restart_keeps_the_key(state: Path) -> None:
    first = signing_key()
    assert signing_key() == first and len(first) == 32
    assert stat.S_IMODE((state / "web.key").stat().st_mode) == 0o600


@pytest.mark.usefixtures("state")
def test_a_restart_keeps_the_talks() -> None:
    before, after = WebInput().sessions, WebInput().sessions
    assert after.read(before.token(before.begin())) is not None


def test_a_damaged_key_file_is_replaced(state: Path) -> None:
    state.mkdir()
    (state / "web.key").write_bytes(b"short")
    assert len(signing_key()) == 32 and signing_key() == signing_key()


def test_a_key_that_cannot_be_kept_is_still_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("ALTALK_WEB_KEY", raising=False)
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ALTALK_STATE_DIR", str(tmp_path / "file"))
    with caplog.at_level(logging.INFO):
        assert len(signing_key()) == 32
    assert len(caplog.records) == 1


def test_the_environment_decides(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALTALK_WEB_KEY", "a secret of the installation")
    assert signing_key() == b"a secret of the installation" and not state.exists()


@pytest.mark.parametrize("value", ["short", "${ALTALK_WEB_KEY_OF_THE_HOST}"])
@pytest.mark.usefixtures("state")
def test_what_is_no_secret_stops_the_start(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALTALK_WEB_KEY", value)
    with pytest.raises(RasaException, match="ALTALK_WEB_KEY") as raised:
        signing_key()
    assert value not in str(raised.value)


# ---- settings and assets --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("state")
def test_no_setting_is_needed() -> None:
    assert WebInput.from_credentials(None).settings == WebInput.from_credentials({}).settings
    assert WebInput.from_credentials({"timeout_seconds": 5}).settings.timeout_seconds == 5
    assert (WebInput.name(), WebInput().url_prefix()) == ("web", "/talk")


@pytest.mark.parametrize("wrong", [{"timeout": 5}, {"timeout_seconds": "soon"}])
def test_a_wrong_setting_stops_the_start(wrong: dict[str, object]) -> None:
    with pytest.raises(RasaException, match="WebInput"):
        WebInput.from_credentials(wrong)


def test_nothing_in_the_page_points_elsewhere() -> None:
    for name, asset in load_assets().items():
        text = asset.body.decode().replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text and "https://" not in text, name


def test_no_markup_is_ever_made_of_text() -> None:
    script = load_assets()["widget.js"].body.decode()
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    assert not [word for word in forbidden if word in script]
