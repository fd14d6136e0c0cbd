"""Forget me: nothing of a person stays in the store, the boxes or the jobs; and boxes are bounded."""

from pathlib import Path

from altalk.channels.wechat import box
from altalk.channels.wechat.box import Boxes, asks_to_go_on
from altalk.channels.wechat.jobs import Job, Jobs
from altalk.channels.wechat.replies import Reply
from tests.channels.wechat.world import World, run, until, world


def stored(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("talks.db*"))


def kept(w: World) -> str:
    desk = w.channel.desk
    assert desk
    return str([vars(each) for each in desk.boxes._boxes.values()] + [vars(each) for each in desk.jobs._jobs.values()])


def test_who_asks_for_it_is_forgotten_everywhere(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            await w.wechat.text("oPerson", "I have hepatitis C")
            await w.wechat.text("oPerson", "长")
            assert b"hepatitis C" in stored(tmp_path) and "谷丙" in kept(w)
            assert (await w.wechat.text("oPerson", "forget me")).shown == "Everything is deleted."
            assert b"hepatitis C" not in stored(tmp_path) and b"oPerson" not in stored(tmp_path)
            assert "谷丙" not in kept(w) and "oPerson" not in kept(w)
            assert (await w.wechat.text("oPerson", "继续")).shown == "You wrote: 继续"

    run(scenario())


def test_who_leaves_is_forgotten(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            await w.wechat.text("oOther", "ALT is 89 here")
            await w.wechat.text("oPerson", "I have hepatitis C")
            await w.wechat.text("oPerson", "慢17")
            assert (await w.wechat.event("oPerson", "unsubscribe")).answers[-1] == (200, "success")
            await until(lambda: b"oPerson" not in stored(tmp_path))
            assert b"oOther" in stored(tmp_path) and "十七秒" not in kept(w)

    run(scenario())


def test_boxes_are_bounded_and_expire() -> None:
    now = [0.0]
    boxes = Boxes(lambda: now[0])
    boxes.put_late("a", "")
    assert not boxes.holds_something("a")
    boxes.put_rest("a", "old rest")
    boxes.put_rest("a", "new rest")
    boxes.put_late("a", "late")
    assert boxes.take_late("a") == "late" and boxes.take("a") == "new rest\n\nold rest"
    assert not boxes.holds_something("a") and boxes.take("a") == "" and boxes.take_late("b") == ""
    for number in range(box._MOST_BOXES + 5):
        boxes.put_late(str(number), "text")
    assert not boxes.holds_something("4") and boxes.holds_something("5")
    now[0] = box._KEPT_SECONDS + 1
    assert not boxes.holds_something(str(box._MOST_BOXES))


def test_going_on_is_asked_for_in_both_languages() -> None:
    assert all(map(asks_to_go_on, ["继续", "“继续”", "继续。", " 繼續 ", "Continue", "more", "go on!"]))
    assert not any(map(asks_to_go_on, ["", "继续吃药吗", "more than 40", "不继续"]))


def test_an_answer_nobody_came_for_is_forgotten_too() -> None:
    async def scenario() -> None:
        jobs = Jobs()

        async def work(_job: Job) -> Reply:
            return Reply("ALT 4321")

        theirs, others = jobs.join("k1", "oPerson", work), jobs.join("k2", "oOther", work)
        assert await theirs.ready_within(1) and await others.ready_within(1)
        jobs.forget("oPerson")
        assert (theirs.reply, theirs.closed, theirs.person) == (None, True, "")
        assert others.take() == Reply("ALT 4321")
        assert jobs.join("k1", "oPerson", work) is theirs

    run(scenario())
