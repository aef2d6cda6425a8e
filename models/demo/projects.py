"""Demonstration data: firms, projects with their stage logs, funds and targets."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import sqlalchemy as sa

from models.audit.recorder import add_many
from models.demo.generator import MARK, DemoGenerator, DemoProject, DemoRow
from models.ledgers import (
    Chain,
    ChainNode,
    Contact,
    Enterprise,
    Funding,
    Milestone,
    Negotiation,
    Project,
    StageMove,
    Target,
    TaskForce,
)

_AMOUNTS = (30, 45, 60, 80, 100, 120, 150, 200, 260, 320, 400, 500, 800)  # 百万元
_TOWNSHIPS = tuple(f"{MARK}{name}" for name in ("城关镇", "河东镇", "河西乡", "城北街道"))
_FIRMS_PER_FORCE = 8  # the most projects that a task force has, so that each project has a different investor
_NEXT_STEPS = {  # what is agreed at the end of a round of talks, by the depth reached
    "初步接触": "约定互访时间",
    "互访考察": "整理考察情况，报专班研究",
    "研究承接条件": "核对用地、能耗等承接条件",
    "商谈投资细节": "起草投资协议文本",
    "协议起草审核": "送司法局审核协议",
}
_DAYS_OF_OPEN_STEPS = 30  # older ones are ticked off, as in a county that follows them up
_PROGRESS_DRAWS = 8  # numbers drawn from, at least as many as a stage has texts
_MILESTONE_NAMES = ("备案立项", "用地手续", "环评批复", "主体施工", "设备进场", "竣工验收")
_DAYS_UNTIL_RECOGNISED = 60
_PARTLY_RECOGNISED, _NOT_RECOGNISED = 40, 25  # one payment in so many


def add_firms(demo: DemoGenerator) -> dict[str, list[dict[str, str]]]:
    """Add target firms for every task force, each with a contact; return them by task force id."""
    firms_by_force: dict[str, list[dict[str, str]]] = {}
    anchors = ({"name": name, "kind": "骨干企业", "industry": industry, "local": True} for name, industry in _ANCHORS)
    add_many(demo.session, Enterprise, (anchor | {"remark": MARK} for anchor in anchors))
    steps = demo.chain_steps = _mark_chain_steps(demo)
    for force in demo.forces:
        force_steps = steps.get(force.id, [])
        word = demo.vocabulary["firm_words"][force.short or ""]
        cities = demo.random.sample(demo.vocabulary["cities"], _FIRMS_PER_FORCE)
        rows = [
            {
                "name": f"{city}{MARK}{word}有限公司",
                "kind": "目标企业",
                "task_force": force.id,
                "region": region,
                "place": city,
                "main": f"{word}研发、生产和销售",
                "capital": Decimal(demo.random.choice((1000, 2000, 5000, 10000))),
                "visit_plan": f"{demo.random.randint(1, 12)}月",
                "remark": MARK,
            }
            | (force_steps[number % len(force_steps)] if force_steps else {})
            for number, (city, region, _) in enumerate(cities)
        ]
        ids = add_many(demo.session, Enterprise, rows)
        firms_by_force[force.id] = [
            {"id": firm_id, "name": str(row["name"]), "place": city, "origin": origin}
            for firm_id, row, (city, _, origin) in zip(ids, rows, cities, strict=True)
        ]
        contacts = [
            {"enterprise": firm_id, "name": demo.person(), "post": "副总经理", "phone": "10000000002", "remark": MARK}
            for firm_id in ids
        ]
        add_many(demo.session, Contact, contacts)
    return firms_by_force


def _mark_chain_steps(demo: DemoGenerator) -> dict[str, list[dict[str, str]]]:
    """Set an example state (本地已有, 本地薄弱, 缺失待招) on every chain step; return the steps by task force id."""
    query = sa.select(ChainNode, Chain.task_force).join(Chain, Chain.id == ChainNode.chain)
    by_force: dict[str, list[dict[str, str]]] = {}
    for number, (node, force) in enumerate(demo.session.execute(query.order_by(Chain.rank, Chain.id, ChainNode.id))):
        node.gap = ("本地已有", "本地薄弱", "缺失待招")[number % 3]
        node.remark = MARK
        by_force.setdefault(force or "", []).append({"chain": node.chain, "node": node.id})
    return by_force


def add_projects(demo: DemoGenerator, firms: dict[str, list[dict[str, str]]]) -> list[DemoProject]:
    """Add projects with their stage logs, milestones and talks.

    Returns the projects that were added.
    """
    rows: list[DemoRow] = []
    courses: list[dict[str, date]] = []
    chains = _chain_by_force(demo)
    for number, force in enumerate(demo.forces):
        for place, name in enumerate(demo.vocabulary["products"][force.short or ""]):
            course = _stage_days(demo)
            row = _project(demo, force, name, firms[force.id][place], course)
            # Every fifth project belongs to the next task force's chain, so that 产业契合度 is not always 100 percent.
            owner_index = number + (len(rows) % 5 == 4)
            row["three_batches"] = _batches(demo, course)
            row |= _settlement(len(rows)) | {"chain": chains.get(demo.forces[owner_index % len(demo.forces)].id)}
            rows.append(row)
            courses.append(course)
    ids = add_many(demo.session, Project, rows)
    projects = [DemoProject(*added) for added in zip(ids, rows, courses, strict=True)]
    _add_stage_log(demo, projects)
    add_many(demo.session, Milestone, [row for project in projects for row in _milestones(demo, project)])
    add_many(demo.session, Negotiation, [row for project in projects for row in _negotiations(demo, project)])
    return projects


def _add_stage_log(demo: DemoGenerator, projects: list[DemoProject]) -> None:
    moves: list[tuple[date, DemoRow]] = [
        (
            on,
            {
                "project": project.id,
                "stage": stage,
                "on": on,
                "by": demo.person(),
                "amount": project.values["signed_amount"] if stage == "签约" else None,
                "evidence": {"签约": "投资合同", "开工": "施工许可证、现场照片", "投产": "试生产照片"}.get(stage),
                "remark": MARK,
            },
        )
        for project in projects
        for stage, on in project.course.items()
    ]
    moves += [
        (
            on,
            {
                "project": project.id,
                "stage": project.values["status"],
                "on": on,
                "by": demo.vocabulary["people"][0],
                "remark": MARK,
            },
        )
        for project in projects
        if isinstance(on := project.values["status_on"], date)
    ]
    # Rows of the stage log must be inserted in the order of their days.
    moves.sort(key=lambda move: (move[0], str(move[1]["project"])))
    add_many(demo.session, StageMove, [row for _, row in moves])


def _chain_by_force(demo: DemoGenerator) -> dict[str, str]:
    """Return one chain id for each task force."""
    query = sa.select(Chain.task_force, Chain.id).order_by(Chain.rank.desc(), Chain.id.desc())
    return {force: chain for force, chain in demo.session.execute(query) if force}


_ANCHORS = tuple(
    (f"{MARK}{industry}骨干企业{number}号有限公司", industry) for number in (1, 2, 3) for industry in ("焦化", "钢铁")
)


def _settlement(number: int) -> DemoRow:
    """Return the township where a project settles, and for every fourth project the firm that referred it."""
    brought = _ANCHORS[number // 4 % len(_ANCHORS)][0] if number % 4 == 0 else None
    return {"township": _TOWNSHIPS[number % len(_TOWNSHIPS)], "referrer": brought}


def _batches(demo: DemoGenerator, course: dict[str, date]) -> str | None:
    """List the 三个一批 of this year that a project belongs to, one for each third of the year; None for none."""
    entries = [
        f"{on.year}年第{'一二三'[(on.month - 1) // 4]}次{stage}"
        for stage, on in course.items()
        if stage in {"签约", "开工", "投产"} and on.year == demo.today.year
    ]
    return "、".join(entries) or None


def _stage_days(demo: DemoGenerator) -> dict[str, date]:
    """Draw the stages that a project reached and the day it entered each."""
    course = {"在谈": demo.workday(last=demo.today - timedelta(days=20))}
    for stage, odds, least, most in (("签约", 0.72, 20, 110), ("开工", 0.72, 30, 120), ("投产", 0.4, 60, 150)):
        before = list(course.values())[-1]
        then = demo.workday(before + timedelta(days=least), before + timedelta(days=most))
        if demo.random.random() > odds or then > demo.today:
            break
        course[stage] = then
    return course


def _project(
    demo: DemoGenerator, force: TaskForce, name: str, firm: dict[str, str], course: dict[str, date]
) -> DemoRow:
    total = Decimal(demo.random.choice(_AMOUNTS) * 100)
    signed, started = "签约" in course, "开工" in course
    begun = course.get("签约", course["在谈"])
    land = Decimal(demo.random.randint(20, 300))
    status = "终止" if signed and not started and demo.random.random() < 0.1 else "正常"
    return {
        "name": f"{name}（{MARK}）",
        "task_force": force.id,
        "stage": list(course)[-1],
        "status": status,
        "status_on": min(begun + timedelta(days=45), demo.today) if status == "终止" else None,
        "status_reason": "投资方调整计划" if status == "终止" else None,
        "investor": firm["name"],
        "enterprise": firm["id"],
        "place": firm["place"],
        "origin": firm["origin"],
        "channel": demo.random.choice(("链内企业调研", "落户客商拜访", "在外老乡引荐", "参会参展推荐")),
        "method": demo.random.choice(("以商招商", "产业链招商", "驻点招商")),
        "content": f"建设{name.removesuffix('项目')}生产线及配套设施",
        "nature": "新建",
        "owner": demo.person(),
        "counterpart": demo.person(),
        "phone": "10000000002",
        "total": total,
        "signed_amount": total if signed else None,
        "fixed": total * Decimal("0.8") if signed else None,
        "land": land,
        "output": total * Decimal("1.2"),
        "tax": total * Decimal("0.05"),
        "jobs": demo.random.randint(20, 400),
        "contract": "投资合同" if signed else None,
        "checked_on": begun - timedelta(days=10) if signed else None,
        "checked_by": demo.person() if signed else None,
        "one_leader": demo.person() if signed else None,
        "patron": demo.person() if signed else None,
        "agent": demo.person() if signed else None,
        "plan_start": begun + timedelta(days=demo.random.randint(40, 130)) if signed else None,
        "plan_produce": begun + timedelta(days=360) if signed else None,
        "progress": _progress(demo, "终止" if status == "终止" else list(course)[-1]),
        "remark": MARK,
    }


def _progress(demo: DemoGenerator, stage: str) -> str:
    """Draw a text that fits the stage: nobody chooses a site for a project in production.

    One number is drawn whatever the stage, so that what is drawn afterwards does not depend on how many texts it has.
    """
    texts = demo.vocabulary["progress"][stage]
    return texts[demo.random.choice(range(_PROGRESS_DRAWS)) % len(texts)]


def _milestones(demo: DemoGenerator, project: DemoProject) -> Iterator[DemoRow]:
    signed = project.course.get("签约")
    if signed is None:
        return
    for number, name in enumerate(_MILESTONE_NAMES):
        plan = signed + timedelta(days=30 * (number + 1))
        late = plan + timedelta(days=demo.random.randint(-10, 25))
        done = late if late <= demo.today and number < 2 + 2 * ("开工" in project.course) else None
        facts: DemoRow = {"name": name, "plan_on": plan, "done_on": done, "owner": demo.person(), "remark": MARK}
        yield {"project": project.id, **facts}


def _negotiations(demo: DemoGenerator, project: DemoProject) -> Iterator[DemoRow]:
    on = project.course["在谈"]
    for depth in tuple(_NEXT_STEPS)[: demo.random.randint(1, 4)]:
        if on > demo.today:
            return
        yield {
            "subject": project.values["name"],
            "project": project.id,
            "task_force": project.values["task_force"],
            "on": on,
            "depth": depth,
            "way": demo.random.choice(("面谈", "电话", "视频")),
            "ours": demo.person(),
            "theirs": demo.person(),
            "content": demo.random.choice(demo.vocabulary["talks"]),
            "next_step": _NEXT_STEPS[depth],
            "next_on": (next_on := on + timedelta(days=14)),
            "next_done": next_on if next_on < demo.today - timedelta(days=_DAYS_OF_OPEN_STEPS) else None,
            "remark": MARK,
        }
        on += timedelta(days=demo.random.randint(7, 25))


def add_funds(demo: DemoGenerator, projects: list[DemoProject]) -> None:
    """Add monthly funds from the signing on, in whole millions, never more than the contract's total."""
    rows = []
    for project in projects:
        if "签约" not in project.course or project.values["status"] == "终止":
            continue
        month = project.course["签约"].replace(day=1)
        share = Decimal("0.06") if "开工" in project.course else Decimal("0.02")
        left = int(project.amount("total") / 100)
        while month <= demo.today:
            million = min(int(project.amount("total") * share * demo.random.randint(0, 3) / 100), left)
            left -= million
            if million:
                amount = Decimal(million * 100)
                facts = {"month": month, "amount": amount, "fixed": amount, "origin": project.values["origin"]}
                facts |= {"proof": "银行转账凭证", "proof_bank": True}
                rows.append({"project": project.id, **facts, "remark": MARK})
                rows[-1] |= _recognition(demo, month, amount, len(rows))
            month = (month + timedelta(days=32)).replace(day=1)
    add_many(demo.session, Funding, rows)


def _recognition(demo: DemoGenerator, month: date, amount: Decimal, number: int) -> DemoRow:
    """Return what the county recognised of a payment: nothing yet of the last two months, of some rows not all."""
    if month > demo.today - timedelta(days=_DAYS_UNTIL_RECOGNISED):
        return {}
    facts: DemoRow = {"recognised": amount, "recognised_on": month + timedelta(days=40), "recognised_by": "招商办"}
    if number % _PARTLY_RECOGNISED == 0:
        facts |= {"recognised": amount / 2, "shortfall": "金额与凭证不符", "shortfall_note": "另一半没有转账凭证"}
    elif number % _NOT_RECOGNISED == 0:
        facts |= {"recognised": Decimal(0), "shortfall": "凭证不全", "shortfall_note": "只有收据，没有转账凭证"}
    return facts


def add_targets(demo: DemoGenerator) -> None:
    """Add this year's targets; the research task force (研发机构) has no targets for amounts."""
    rows = []
    year = str(demo.today.year)
    for force in demo.forces:
        count = len(demo.vocabulary["products"][force.short or ""])
        goals: list[tuple[str, Decimal | int, str]] = [
            ("签约项目数", count, "个"),
            ("有效线索数", 24, "条"),
            ("外出招商次数", 20, "次"),
        ]
        if force.category != "研发机构":
            goals += [("签约金额", 2 * count, "亿元"), ("开工项目数", max(1, count - 1), "个")]
            goals += [("到位资金", Decimal(count) / 2, "亿元"), ("投产项目数", 1, "个")]
            goals += [("省外亿元项目数", max(1, count // 2), "个")]
        rows += [
            {
                "metric": metric,
                "task_forces": force.id,
                "period": year,
                "value": Decimal(value),
                "unit": unit,
                "remark": MARK,
            }
            for metric, value, unit in goals
        ]
    idle = (("盘活厂房面积", 100_000, "㎡"), ("盘活土地面积", 600, "亩"))
    rows += [
        {"metric": metric, "period": year, "value": Decimal(value), "unit": unit, "remark": MARK}
        for metric, value, unit in idle
    ]
    add_many(demo.session, Target, rows)
