"""Demonstration data: how far the promises of the demonstration's contracts are, and what their duties ask for."""

from datetime import date, timedelta
from decimal import Decimal

from models.demo.generator import MARK, DemoProject, DemoRow

_CONDITIONS = {
    "租金": "入驻厂房并开工建设",
    "设备": "设备进场、固定资产投资过半",
    "道路": "项目开工",
    "物流": "投产后产品外运",
}
_MEASURES = {"开工": "开工时间", "强度": "亩均投资", "试生产": "投产时间", "纳税": "年税收"}
_BASES = {"亩均投资": ("fixed", "land"), "年税收": ("tax", "")}


def with_course(row: DemoRow, project: DemoProject, number: int, today: date) -> DemoRow:
    """Return an obligation with its course, which its number decides: chance stays with the rest of the data."""
    if row["side"] == "企业":
        return row | _duty(str(row["name"]), project)
    if row["kind"] == "承诺":
        return row | _promise(row, number, today)
    return row


def _promise(row: DemoRow, number: int, today: date) -> DemoRow:
    condition = next(text for word, text in _CONDITIONS.items() if word in str(row["name"]))
    amount, due, raised_on = Decimal(40 + 20 * (number % 7)), row["due"], row["raised_on"]
    course: DemoRow = {"condition": condition, "amount": amount}
    if not isinstance(due, date) or not isinstance(raised_on, date):
        return course
    met_on = min(max(raised_on, due - timedelta(days=40)), today)
    applied_on = min(met_on + timedelta(days=10), today)
    if row["closed_on"]:
        return course | {"met_on": met_on, "applied_on": applied_on, "paid_on": row["closed_on"], "fulfilled": amount}
    match number % 4:
        case 0:
            return course | {"met_on": met_on, "fulfilment": None}
        case 1:
            return course | {"met_on": met_on, "applied_on": applied_on, "fulfilment": None}
        case 2:
            part: DemoRow = {"fulfilled": amount / 2, "paid_on": today - timedelta(days=20), "fulfilment": "部分兑现"}
            return course | {"met_on": met_on, "applied_on": applied_on} | part
    return course


def _duty(name: str, project: DemoProject) -> DemoRow:
    measure = next(measure for word, measure in _MEASURES.items() if word in name)
    amount_key, land_key = _BASES.get(measure, ("", ""))
    amount, land = project.values.get(amount_key), project.values.get(land_key)
    if not isinstance(amount, Decimal):
        return {"measure": measure}
    promised = amount / land if isinstance(land, Decimal) else amount
    return {"measure": measure, "promised": promised.quantize(Decimal(1))}


def late_investment(project: DemoProject, today: date) -> DemoRow:
    """Return a duty that is past its day: the funds of the project are held against its contract's whole amount."""
    values, due = project.values, today - timedelta(days=40)
    return {
        "name": f"合同约定的投资全部到位（{MARK}）",
        "side": "企业",
        "kind": "履约",
        "task_force": values["task_force"],
        "project": project.id,
        "enterprise": values["enterprise"],
        "source": "投资合同",
        "clause": "投资进度条款",
        "unit": values["investor"],
        "owner": values["owner"],
        "counterpart": values["counterpart"],
        "rule": "普通时限",
        "raised_on": min(project.course["签约"], due),
        "due": due,
        "state": "办理中",
        "measure": "投资额",
        "promised": values["signed_amount"],
        "remark": MARK,
    }
