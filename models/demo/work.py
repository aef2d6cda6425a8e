"""Demonstration data: leads, visits, activities, meetings, obligations, assets, duties, rewards, reports received."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from models.audit.recorder import add_many
from models.demo.generator import MARK, DemoGenerator, DemoProject, DemoRow
from models.demo.kept_promises import late_investment, with_course
from models.demo.news import news
from models.demo.visit_plans import add_itinerary, plan_visits
from models.ledgers import (
    Activity,
    Asset,
    Dormant,
    DutyDone,
    Enterprise,
    Feedback,
    Lead,
    Meeting,
    News,
    Obligation,
    Receipt,
    Reward,
    Spending,
    TaskForce,
    Visit,
)
from models.rules.deadlines import dormant_due
from models.rules.duty_schedule import CADENCES, due_between
from models.settings.definitions import load_work_calendar

# Duties that no circular completes, so that somebody marks them as done.
MARKED_BY_HAND = ("一周一研究", "一月一汇总")
_REASONS = ("与已有线索重复", "没有明确投资主体", "不符合产业政策")


def add_work(demo: DemoGenerator, projects: list[DemoProject]) -> None:
    """Add a year of daily work for every task force."""
    for force in demo.forces:
        leads = list(_leads(demo, force))
        _add_target_firms(demo, force, leads, demo.chain_steps.get(force.id, []))
        add_many(demo.session, Lead, leads)
        visits = list(_visits(demo, force))
        plan_visits(demo, force, visits)
        add_many(demo.session, Visit, visits)
    add_itinerary(demo)
    add_many(demo.session, Activity, _activities(demo))
    add_many(demo.session, Meeting, _meetings(demo))
    duties = list(_obligations(demo, projects))
    obligation_ids = add_many(demo.session, Obligation, duties)
    add_many(demo.session, Feedback, _feedback(demo, duties, obligation_ids))
    add_many(demo.session, Asset, _assets(demo))
    add_many(demo.session, Dormant, _dormant(demo))
    add_many(demo.session, DutyDone, _duties_done(demo))
    add_many(demo.session, Spending, _spending(demo))
    add_many(demo.session, Reward, _rewards(projects))
    add_many(demo.session, Receipt, _receipts(demo))
    add_many(demo.session, News, news(demo))


def _months(demo: DemoGenerator) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of every month of the demonstration; the last month ends today."""
    first = demo.first_day
    while first <= demo.today:
        after = (first + timedelta(days=32)).replace(day=1)
        yield first, min(after - timedelta(days=1), demo.today)
        first = after


def _leads(demo: DemoGenerator, force: TaskForce) -> Iterator[DemoRow]:
    chance, words = demo.random, demo.vocabulary
    # Every lead belongs to another firm: an example full of duplicates would teach nobody what one looks like.
    ideas = [(city, product) for city, *_ in words["cities"] for product in words["products"][force.short or ""]]
    chance.shuffle(ideas)
    for first, last in _months(demo):
        for _ in range(chance.choice((0, 1, 1, 2, 2, 3))):
            city, product = ideas.pop()
            on = demo.workday(first, last)
            state = chance.choice(("已认定", "已认定", "已认定", "已上报", "不予认定"))
            judged = min(on + timedelta(days=chance.randint(1, 9)), last) if state != "已上报" else None
            yield {
                "name": f"{city}客商拟投资{product}（{MARK}）",
                "task_force": force.id,
                "reported_on": on,
                "state": state,
                "recognised_on": judged if state == "已认定" else None,
                "judged_on": judged,
                "reason": chance.choice(_REASONS) if state == "不予认定" else None,
                "channel": chance.choice(("链内企业调研", "落户客商拜访", "在外老乡引荐", "商会协会联系", "引荐企业")),
                "method": chance.choice(("以商招商", "产业链招商", "驻点招商")),
                "investor": f"{city}{MARK}{trade_of(product)}有限公司",
                "place": city,
                "content": f"拟建设{product.removesuffix('项目')}",
                "total": Decimal(chance.choice((3000, 5000, 8000, 12000, 20000, 50000))),
                "owner": demo.person(),
                "first_contact": demo.person(),
                "first_report": f"{on.isoformat()} 09:{chance.randint(10, 59)}",
                "first_unit": force.name,
                "contact": demo.person(),
                "phone": "10000000003",
                "remark": MARK,
            }


def _add_target_firms(demo: DemoGenerator, force: TaskForce, leads: list[DemoRow], steps: list[dict[str, str]]) -> None:
    """Add the investors of the recognised leads as target firms, each on a step of the task force's chains.

    Sets ``chain`` and ``enterprise`` of those leads.
    """
    recognised = [lead for lead in leads if lead["state"] == "已认定"] if steps else []
    rows = []
    for number, lead in enumerate(recognised):
        place = steps[number * len(steps) // len(recognised)]
        rows.append({"name": lead["investor"], "place": lead["place"], "task_force": force.id, **place} | _TARGET)
        lead["chain"] = place["chain"]
    for lead, firm in zip(recognised, add_many(demo.session, Enterprise, rows), strict=True):
        lead["enterprise"] = firm


_TARGET: DemoRow = {"kind": "目标企业", "remark": MARK}


def trade_of(product: str) -> str:
    """Derive the trade from a project's name: “年产6万吨针状焦项目” gives 针状焦."""
    return re.sub(r"^年产\d+万吨", "", product.removesuffix("项目"))


def _visits(demo: DemoGenerator, force: TaskForce) -> Iterator[DemoRow]:
    chance, words = demo.random, demo.vocabulary
    for first, last in _months(demo):
        for direction, times in (("外出", chance.choice((0, 1, 1, 2, 3))), ("来访", chance.choice((0, 0, 1, 2)))):
            for _ in range(times):
                city, region, _ = chance.choice(words["cities"])
                on = demo.workday(first, last)
                days = chance.randint(1, 4) if direction == "外出" else 1
                row: DemoRow = {
                    "direction": direction,
                    "task_force": force.id,
                    "on": on,
                    "until": on + timedelta(days=days - 1),
                    "days": days,
                    "region": region,
                    "place": city,
                    "company": f"{city}{MARK}{words['firm_words'][force.short or '']}有限公司",
                    "leader": demo.person(),
                    "level": chance.choice(("党政主要领导", "分管领导", "分管领导", "班子成员", "工作人员")),
                    "heads": chance.randint(2, 7),
                    "met": demo.person(),
                    "met_post": "总经理",
                    "purpose": chance.choice(("对接项目", "推进签约", "考察论证")),
                    "content": chance.choice(words["talks"]),
                    "outcome": chance.choice(("获取线索", "推进签约", "继续跟踪", "继续跟踪")),
                    "done": True,
                    "remark": MARK,
                }
                yield row | _next_step_of(row, on, demo.today)


def _next_step_of(visit: DemoRow, on: date, today: date) -> DemoRow:
    """Return what is still to be done after a visit of the last fortnight that goes on."""
    if visit["outcome"] != "继续跟踪" or on <= today - timedelta(days=14):
        return {"next_step": None, "next_on": None, "next_by": None}
    return {"next_step": "寄送厂房图纸和政策清单", "next_on": on + timedelta(days=12), "next_by": visit["leader"]}


def _activities(demo: DemoGenerator) -> Iterator[DemoRow]:
    chance = demo.random
    for first, last in _months(demo):
        force = chance.choice(demo.forces)
        city, region, _ = chance.choice(demo.vocabulary["cities"])
        signed, firms, leads, docked = (chance.randint(*ends) for ends in ((0, 3), (15, 60), (2, 9), (1, 6)))
        yield {
            "name": f"{force.short}产业（{city}）专场推介会（{MARK}）",
            "task_force": force.id,
            "kind": "专场推介",
            "on": demo.workday(first, last),
            "region": region,
            "inside": False,
            "place": city,
            "invited": firms + 12,
            "firms": firms,
            "leads": leads + docked + signed,
            "docked": signed + docked,
            "intended": signed + docked // 2,
            "signed": signed,
            "started": signed // 2,
            "signed_amount": Decimal(signed * 5000),
            "cost": Decimal(chance.randint(2, 8)),
            "remark": MARK,
        }


def _meetings(demo: DemoGenerator) -> Iterator[DemoRow]:
    for first, last in _months(demo):
        for day, half in ((first + timedelta(days=14), "上"), (last, "下")):
            if day <= last:
                due = day + timedelta(days=10)
                by = f"{due.month}月{due.day}日前"
                yield {
                    "name": f"{first.year}年{first.month}月{half}半月招商调度会（{MARK}）",
                    "kind": "半月一调度",
                    "on": day,
                    "host": demo.person(),
                    "present": "各专班组长、各牵头单位负责人",
                    "topics": "听取各专班线索、洽谈和项目进展",
                    "decisions": f"未更新的线索由各专班负责，{by}逐条反馈；"
                    f"到期的责任事项由各牵头单位负责，{by}逐件办结销号",
                    "remark": MARK,
                }


def _obligations(demo: DemoGenerator, projects: list[DemoProject]) -> Iterator[DemoRow]:
    chance, words = demo.random, demo.vocabulary
    for number, project in enumerate(projects):
        signed = project.course.get("签约")
        if signed is None:
            continue
        for side, kind, (name, clause) in (
            ("政府", "承诺", chance.choice(words["promises"])),
            ("企业", "履约", chance.choice(words["duties"])),
        ):
            row = _obligation(demo, project, signed, (side, kind, f"{name}（{MARK}）"), clause)
            yield with_course(row, project, number, demo.today)
        if chance.random() < 0.35:
            name, category, unit = chance.choice(words["problems"])
            row = _obligation(demo, project, signed, ("政府", "问题", f"{name}（{MARK}）"), "企业反映")
            yield row | {"problem": category, "unit": unit, "handed_to": unit, "rule": "13710一般"}
    yield late_investment(next(project for project in projects if "签约" in project.course), demo.today)


def _obligation(
    demo: DemoGenerator, project: DemoProject, signed: date, what: tuple[str, str, str], clause: str
) -> DemoRow:
    side, kind, name = what
    force = next(candidate for candidate in demo.forces if candidate.id == project.values["task_force"])
    due = signed + timedelta(days=demo.random.randint(30, 240))
    closed = due - timedelta(days=demo.random.randint(0, 20)) if demo.random.random() < 0.75 else None
    if closed is not None and closed > demo.today:
        closed = None
    return {
        "name": name,
        "side": side,
        "kind": kind,
        "task_force": project.values["task_force"],
        "project": project.id,
        "enterprise": project.values["enterprise"],
        "source": "投资合同" if kind != "问题" else "走访企业",
        "clause": clause,
        "unit": (force.lead_units or "").split("、")[0] if side == "政府" else project.values["investor"],
        "owner": demo.person(),
        "counterpart": demo.person(),
        "rule": "普通时限",
        "raised_on": signed,
        "due": due,
        "state": "已销号" if closed else "办理中",
        "fulfilment": ("已兑现" if closed else "未达兑现条件") if side == "政府" and kind == "承诺" else None,
        "result": "已办结" if closed else None,
        "closed_on": closed,
        "closed_by": demo.person() if closed else None,
        "remark": MARK,
    }


def _feedback(demo: DemoGenerator, duties: list[DemoRow], obligation_ids: list[str]) -> Iterator[DemoRow]:
    for obligation_id, row in zip(obligation_ids, duties, strict=True):
        raised = row["raised_on"]
        if isinstance(raised, date) and (on := raised + timedelta(days=3)) <= demo.today:
            text = "已与企业对接，正在按约定办理"
            yield {"obligation": obligation_id, "on": on, "by": row["owner"], "text": text, "remark": MARK}


def _assets(demo: DemoGenerator) -> Iterator[DemoRow]:
    kinds = ("闲置厂房", "闲置土地", "熟地", "标准化厂房", "批而未供")
    for number in range(1, 13):
        kind = demo.random.choice(kinds)
        land = kind in {"闲置土地", "熟地", "批而未供"}
        row: DemoRow = {
            "name": f"{MARK}{kind}{number}号",
            "kind": kind,
            "place": "开发区" if number % 2 else "城西片区",
            "owner": f"{MARK}单位",
            "land": Decimal(demo.random.randint(15, 200)) if land else None,
            "plant": None if land else Decimal(demo.random.randint(2000, 20000)),
            "conditions": "水、电、路已通",
            "industry": ("焦化、钢铁", "铝及铝加工", "大数据、特种汽车")[number % 3],
            "power": Decimal(500 * (number % 4 + 1)),
            "filed_on": demo.workday(),
            "unit": f"{MARK}单位" if number % 2 else None,
            "state": demo.random.choice(("闲置", "闲置", "洽谈中", "已盘活")),
            "remark": MARK,
        }
        if row["state"] == "已盘活":
            row |= {"used_on": demo.today, "used_land": row["land"], "used_plant": row["plant"]}
        yield row


def _dormant(demo: DemoGenerator) -> Iterator[DemoRow]:
    """Yield one dormant firm of each class (A to D): A works again, the year of B is over and that of C nearly so."""
    spring = date(demo.today.year, 3, 2)
    classes = (
        ("A", "企业自救", spring),
        ("B", "二次招商，引进合作方", demo.today - timedelta(days=390)),
        ("C", "并购入伙", demo.today - timedelta(days=350)),
        ("D", "评估收购，腾笼换鸟", spring),
    )
    for number, (kind, measure, identified_on) in enumerate(classes, start=1):
        yield {
            "task_force": demo.forces[number - 1].id,
            "unit": f"{MARK}单位" if number != 3 else None,
            "name": f"{MARK}停产企业{number}号",
            "kind": kind,
            "identified_on": identified_on,
            "due": dormant_due(kind, identified_on),
            "land": Decimal(20 * number),
            "measure": measure,
            "state": "已复工复产" if number == 1 else "整治中",
            "revived_on": identified_on + timedelta(days=90) if number == 1 else None,
            "remark": MARK,
        }


def _duties_done(demo: DemoGenerator) -> Iterator[DemoRow]:
    """Yield the duties of the last 60 days that no circular completes as done, one of them two days late."""
    due = [
        due_item
        for due_item in due_between(
            CADENCES["hejin"], demo.today - timedelta(days=60), demo.today, load_work_calendar(demo.session)
        )
        if due_item.duty.name in MARKED_BY_HAND and due_item.on < demo.today
    ]
    for number, due_item in enumerate(due):
        done = min(due_item.on + timedelta(days=2 if number == len(due) // 2 else 0), demo.today)
        facts: DemoRow = {
            "name": due_item.duty.name,
            "period": due_item.period.key,
            "due": due_item.on,
            "done_on": done,
        }
        yield facts | {"by": demo.vocabulary["people"][2], "remark": MARK}


def _spending(demo: DemoGenerator) -> Iterator[DemoRow]:
    for force in demo.forces:
        for purpose in ("外出招商差旅", "招商手册印制"):
            amount = Decimal(demo.random.randint(3, 30)) / 10
            yield {"task_force": force.id, "on": demo.workday(), "amount": amount, "purpose": purpose, "remark": MARK}


def _rewards(projects: list[DemoProject]) -> Iterator[DemoRow]:
    # The smallest projects: above 5亿 a meeting decides (一事一议), and there would be nothing to calculate.
    built = sorted(
        (project for project in projects if "投产" in project.course), key=lambda project: project.amount("fixed")
    )
    for project in built[:3]:
        yield {
            "name": f"{MARK}引荐企业",
            "kind": "引荐奖励",
            "project": project.id,
            "listed_amount": project.amount("fixed"),
            "real_amount": project.amount("fixed"),
            "clause": "三（一）引荐企业和个人奖励",
            "state": "测算",
            "remark": MARK,
        }


def _receipts(demo: DemoGenerator) -> Iterator[DemoRow]:
    """Yield each task force's monthly report, due on the month's last day; a few are late, a few missing."""
    for month, (first, last) in enumerate(_months(demo)):
        if (last + timedelta(days=1)).month == last.month:
            return  # The current month is not reported yet.
        for number, force in enumerate(demo.forces):
            late = timedelta(days=2 if (number + 2 * month) % 7 == 0 else 0)
            sent = None if (2 * number + month) % 13 == 0 else last + late
            facts: DemoRow = {"kind": "月通报", "period": f"{first:%Y-%m}", "due": last, "remark": MARK}
            if sent is None or sent <= demo.today:
                yield {"task_force": force.id, "received_on": sent} | facts
