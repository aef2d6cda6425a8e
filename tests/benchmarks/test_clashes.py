"""Benchmark: milliseconds to find the possible duplicates of a lead being typed among 50,000."""

import random
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from models.audit.recorder import add_many
from models.duplicates.detection import DuplicateIndex
from models.ledgers import Lead
from models.rules.similarity import ComparedRow
from models.storage import store

ROWS = 50_000
PLACES = [
    "江苏",
    "浙江",
    "山东",
    "广东",
    "河北",
    "山西",
    "河南",
    "安徽",
    "苏州",
    "无锡",
    "深圳",
    "宁波",
    "常州",
    "天津",
    "上海",
    "佛山",
    "襄阳",
    "芜湖",
    "潍坊",
    "泉州",
]
FIRST, SECOND = "华恒中金宏德嘉天新鑫泰瑞盛远东南正力同安", "星远泰源达信诚科创润丰隆辉阳光通和兴业"
TRADES = [
    "新材料",
    "环保科技",
    "铝业",
    "钢铁",
    "生物医药",
    "智能装备",
    "新能源",
    "食品",
    "纺织",
    "化工",
    "电子",
    "物流",
    "汽车零部件",
    "铸造",
    "光伏",
    "碳素",
]
PRODUCTS = [
    "针状焦",
    "铝箔",
    "特种钢管",
    "锂电隔膜",
    "生物降解膜",
    "光伏支架",
    "预制菜",
    "纱线",
    "石墨电极",
    "冷链仓储",
    "轻卡底盘",
    "氢能装备",
    "医用敷料",
]
PROJECT_NAME_FORMS = ("年产{}万吨{}项目", "{}条{}生产线建设项目", "{}万平方米{}基地项目", "{}亿元{}产业园项目（一期）")
MAX_MILLISECONDS = 200


def sample_claims(number: int) -> list[ComparedRow]:
    """Generate leads as many firms would report them; the same at every call."""
    rng = random.Random(2026)  # noqa: S311 - nothing secret
    generated = []
    for row in range(number):
        firm = rng.choice(FIRST) + rng.choice(SECOND) + rng.choice(SECOND)
        investor = f"{rng.choice(PLACES)}{firm}{rng.choice(TRADES)}{rng.choice(('有限公司', '股份有限公司'))}"
        name = rng.choice(PROJECT_NAME_FORMS).format(rng.randint(1, 99), rng.choice(PRODUCTS) + rng.choice(PRODUCTS))
        generated.append(
            ComparedRow(str(row), name, investor, "", Decimal(rng.randint(500, 99_999)), rng.choice(TRADES))
        )
    return generated


def test_asking_about_one_lead_among_fifty_thousand(
    tmp_path: Path, report: Callable[[str, float, float], None]
) -> None:
    """Print how long the index takes to build, and how long a question to it."""
    generated = sample_claims(ROWS)
    with store.create_book(tmp_path / "大账本.zhuanban") as book:
        with book.writing("导入") as session:
            facts = ("name", "investor", "total", "industry")
            add_many(session, Lead, ({key: getattr(claim, key) for key in facts} for claim in generated))
        with book.reading() as session:
            began = time.perf_counter()
            index = DuplicateIndex(session)
            building = time.perf_counter() - began
        times, hits = [], 0
        for claim in generated[:: ROWS // 60]:
            began = time.perf_counter()
            hits += bool(index.candidates(claim))
            times.append((time.perf_counter() - began) * 1000)
    assert hits == len(times)  # each is in the book itself, under another row id
    report("5 万条线索建一次撞单索引，秒", building, 5)
    report("5 万条线索里问一次撞单，中位毫秒", statistics.median(times), MAX_MILLISECONDS)
    report("5 万条线索里问一次撞单，第 95 百分位毫秒", statistics.quantiles(times, n=20)[-1], MAX_MILLISECONDS)
