"""A county of 300 task forces and 1,500 projects, and one circular of it in this fresh process; run by test_size.py.

``python large_county.py BOOK`` makes the book. ``python large_county.py BOOK pdf|xlsx|docx KIND PERIOD FOLDER`` writes
one file and prints JSON: the seconds of processor time from the start of the process, and its greatest memory in MB.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from resources import PRESETS

TODAY = date(2026, 11, 5)
FORCES, PROJECTS = 300, 1_500
PLACES = (
    *("城关", "清涧", "僧楼", "赵家庄", "小梁", "柴家", "樊村", "下化", "阳村", "铝园", "东关", "西关", "南街", "北街"),
    *("河东", "河西", "永安", "永和", "太平"),
)
TRADES = (
    *("焦化", "钢铁", "铝镁", "建材", "化工", "食品", "纺织", "医药", "物流", "文旅", "光伏", "储能", "数字", "机械"),
    "环保",
)
PRODUCTS = ("深加工项目", "生产线技术改造项目", "产业园一期项目", "配套仓储项目", "检测中心项目", "回收利用项目")


def build(book: Path) -> None:
    """Make the book: Hejin's preset, its task forces by trade and township beside them, and a year of demo data."""
    import sqlalchemy as sa

    from models.audit.recorder import add_many
    from models.demo import add_demo_data
    from models.ledgers import TaskForce
    from models.storage import presets, store

    texts: dict[str, Any] = json.loads((PRESETS / "demo.json").read_text("utf-8"))
    with store.create_book(book) as opened, TemporaryDirectory() as folder:
        presets.fill_book(opened, "hejin", PRESETS)
        with opened.writing("加专班") as session:
            present = session.execute(sa.select(sa.func.count()).select_from(TaskForce)).scalar_one()
            shorts = [f"{place}{trade}" for place in PLACES for trade in TRADES][: FORCES - present]
            add_many(session, TaskForce, [_force_values(short, rank) for rank, short in enumerate(shorts, present + 1)])
        left = PROJECTS - sum(map(len, texts["products"].values()))
        for number, short in enumerate(shorts):
            count = left // len(shorts) + (number < left % len(shorts))
            texts["products"][short] = [f"{short}{product}" for product in PRODUCTS[:count]]
            texts["firm_words"][short] = f"{short}实业"
        Path(folder, "demo.json").write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
        add_demo_data(opened, TODAY, Path(folder))


def _force_values(short: str, rank: int) -> dict[str, Any]:
    category = ("传统产业", "新兴产业")[rank % 2]
    name, unit = f"{short}产业招商专班", f"{short[:-2]}镇政府"
    return {"name": name, "short": short, "category": category, "lead_units": unit, "rank": rank}


def write(book: Path, form: str, kind: str, period: str, folder: Path) -> None:
    """Write one circular of the book in one form into a folder."""
    from desktop.cli.main import main

    arguments = ["circular", str(book), "--kind", kind, "--out", str(folder)]
    sys.exit(main([*arguments, f"--{form}", *(["--period", period] if period else [])]))


def measurements() -> dict[str, float]:
    """Return the processor time and the peak memory of this process."""
    from tests.benchmarks.paper import peak_megabytes

    return {"seconds": time.process_time(), "megabytes": peak_megabytes()}


if __name__ == "__main__":
    if len(sys.argv) == 2:  # only the book
        build(Path(sys.argv[1]))
    else:
        try:
            write(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], Path(sys.argv[5]))
        finally:
            sys.stderr.write(json.dumps(measurements()))
