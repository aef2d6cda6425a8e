"""A sheet of a hundred running projects (示例), as an office keeps it when it begins a book; its sums are by hand.

Project i (0 to 99) was signed in 2023 + i // 25, so 25 a year; task forces take turns. Its amounts are multiples of
i + 1, so that every sum is a sum of whole numbers.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

COUNT = 100
HEADINGS = (
    *("序号", "项目名称", "责任专班", "投资方", "总投资（万元）", "签约金额（万元）"),
    *("签约时间", "开工时间", "投产时间", "累计到位资金（万元）", "其中：本年到位（万元）"),
)
_PLACES = ("云溪", "柏岭", "桃源", "青山", "沙湾", "龙泉", "白塔", "石桥", "杨柳", "枫林")
_PRODUCTS = ("轴承", "茶饮", "药包材", "光伏支架", "冷链仓", "宠物粮", "纺机", "石墨烯", "民宿群", "数据中心")


def project_name(number: int) -> str:
    """Return a name that no other project resembles."""
    return f"示例{_PLACES[number % 10]}{_PRODUCTS[number // 10]}项目"


def signed_on(number: int) -> date:
    """Return the day of signing, from January to September."""
    return date(2023 + number // 25, 1 + number % 9, 1 + number % 28)


def started_on(number: int) -> date | None:
    """Return the day of starting: of every second project signed before 2026, in the year after."""
    day = signed_on(number)
    return day.replace(year=day.year + 1) if number % 2 == 0 and number < 75 else None


def produced_on(number: int) -> date | None:
    """Return the day of production: of every fifth project signed before 2025, two years later."""
    day = signed_on(number)
    return day.replace(year=day.year + 2) if number % 5 == 0 and number < 50 else None


def funds_to_date(number: int) -> int:
    """Return what was placed up to 31 October 2026 (万元)."""
    return 100 * (number + 1)


def funds_of_year(number: int) -> int:
    """Return what of it was placed in 2026: all of a project signed then, a tenth of every second other one."""
    if number >= 75:
        return funds_to_date(number)
    return 10 * (number + 1) if number % 2 == 0 else 0


def _as_written(day: date | None, number: int) -> object:
    """Write a day as different clerks do."""
    if day is None:
        return None
    spellings = (day, f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日", day.isoformat())
    return spellings[number % len(spellings)]


def write_sheet(path: Path, forces: Sequence[str], *, more: int = 0) -> Path:
    """Write the sheet; ``more`` is added to the funds of the first ten projects (万元)."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "在建项目"
    sheet.append(["2026年全县在建、已签约项目台账（示例）"])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for number in range(COUNT):
        extra = more if number < 10 else 0
        days = (signed_on(number), started_on(number), produced_on(number))
        sheet.append(
            [
                *(number + 1, project_name(number), forces[number % len(forces)]),
                f"示例{_PRODUCTS[number // 10]}{_PLACES[number % 10]}公司",
                *(2000 * (number + 1), 1000 * (number + 1)),
                *(_as_written(day, number) for day in days),
                *(funds_to_date(number) + extra, (funds_of_year(number) + extra) or None),
            ]
        )
    total = sum(map(funds_to_date, range(COUNT)))
    sheet.append(["合计", None, None, None, 2000 * 5050, 1000 * 5050, None, None, None, total])
    workbook.save(path)
    return path
