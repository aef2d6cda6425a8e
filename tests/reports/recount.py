"""A second count of a book by plain SQL, knowing nothing of models.statistics.events or reports.figures.figure."""

import sqlite3
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

AMOUNT_SCALE = Decimal(10_000)  # the database keeps amounts in ten-thousandths
BEFORE_FIRST, BEFORE_LAST = "2026-09-01", "2026-09-30"
FIRST, LAST, JANUARY, NEXT_FIRST, NEXT_LAST = "2026-10-01", "2026-10-31", "2026-01-01", "2026-11-01", "2026-11-30"


def owner_on(day: str, table: str = "project", row: str = "p") -> str:
    """Tell whose a row was on a day: before its next transfer, the task force that gave it away."""
    given_away = f"""SELECT from_force FROM transfer WHERE removed = 0 AND transfer.{table} = {row}.id
        AND transfer."on" > {day} ORDER BY transfer."on", transfer.id LIMIT 1"""
    return f"COALESCE(({given_away}), {row}.task_force)"


_FIRST_ENTRIES = """
    SELECT project, stage, MIN("on") AS day FROM stage_move WHERE removed = 0 GROUP BY project, stage"""
STAGE_ENTRIES = f"""
    SELECT p.id AS id, {owner_on("m.day")} AS force, m.stage AS stage, m.day AS day,
           COALESCE(p.signed_amount, 0) AS amount, COALESCE(p.total, 0) AS total,
           p.status AS status, p.plan_start AS plan
    FROM ({_FIRST_ENTRIES}) m JOIN project p ON p.id = m.project WHERE p.removed = 0"""
ENDED_STAGES = "('终止', '退库')"
ENDED_PROJECTS = (
    f"""SELECT project FROM stage_move WHERE removed = 0 AND stage IN {ENDED_STAGES} AND "on" <= '{LAST}'"""
)
COUNTED_TABLES = {
    "leads_reported": ("lead", "reported_on", "1"),
    "leads_recognised": ("lead", "recognised_on", "state = '已认定'"),
    "visits_out": ("visit", '"on"', "direction = '外出' AND COALESCE(done, 1) = 1"),
    "visits_in": ("visit", '"on"', "direction = '来访' AND COALESCE(done, 1) = 1"),
    "activities": ("activity", '"on"', "1"),
}
STAGES = {"signed": "签约", "signed_value": "签约", "started": "开工", "produced": "投产"}
METRICS = {
    "signed": ("签约项目数", "个"),
    "signed_value": ("签约金额", "亿元"),
    "started": ("开工项目数", "个"),
    "produced": ("投产项目数", "个"),
    "funds": ("到位资金", "亿元"),
    "funds_other_province": ("省外资金", "亿元"),
    "funds_other_city": ("市外资金", "亿元"),
    "leads_recognised": ("有效线索数", "条"),
    "visits_out": ("外出招商次数", "次"),
}
ORIGINS = {"funds": "", "funds_other_province": "'省外'", "funds_other_city": "'省外', '市外'"}
AMOUNTS = {"signed_value", *ORIGINS}


def printed_number(value: Decimal | None, places: int) -> str:
    """Print a number as circulars do."""
    if value is None:
        return "—"
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


class Recount:
    """Counts one month, October 2026, straight from the file."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def forces(self) -> dict[str, str]:
        """Give the task forces' short names by id, in their order."""
        return dict(
            self.connection.execute("SELECT id, short FROM task_force WHERE removed = 0 ORDER BY rank, id").fetchall()
        )

    def rows(self, table: str) -> set[str]:
        """Give the ids of a table's rows that count."""
        return {row for (row,) in self.connection.execute(f'SELECT id FROM "{table}" WHERE removed = 0')}

    def _scalar(self, query: str, *values: object) -> Decimal:
        (value,) = self.connection.execute(query, values).fetchone()
        return Decimal(value or 0)

    def step(self, key: str) -> str:
        """Subtract September's from October's, as both print, whatever the sign."""
        now, then = (self.measure(key, scope, None) for scope in ("now", "before"))
        places = 2 if key in AMOUNTS else 0
        return printed_number(abs(Decimal(now.replace(",", "")) - Decimal(then.replace(",", ""))), places)

    def measure(self, key: str, scope: str, force: str | None) -> str:
        """Count or add up a measure, for one task force or all."""
        since = {"now": FIRST, "year": JANUARY, "before": BEFORE_FIRST}[scope]
        last = BEFORE_LAST if scope == "before" else LAST
        if key in COUNTED_TABLES:
            table, day, where = COUNTED_TABLES[key]
            owner = owner_on(f"p.{day}", "lead") if table == "lead" else "task_force"
            query = f"SELECT COUNT(*) FROM {table} p WHERE removed = 0 AND {where} AND {day} BETWEEN ? AND ?"
            return printed_number(self._scalar(f"{query} AND {owner} IS COALESCE(?, {owner})", since, last, force), 0)
        if key in ORIGINS:
            return printed_number(self._funds(key, since, force, last) / AMOUNT_SCALE / 10_000, 2)
        column = "SUM(amount)" if key in AMOUNTS else "COUNT(*)"
        where = "stage = ? AND day BETWEEN ? AND ? AND force IS COALESCE(?, force)"
        query = f"SELECT {column} FROM ({STAGE_ENTRIES}) WHERE {where}"
        measured = self._scalar(query, STAGES[key], since, last, force)
        return printed_number(measured / AMOUNT_SCALE / 10_000, 2) if key in AMOUNTS else printed_number(measured, 0)

    def _funds(self, key: str, since: str, force: str | None, last: str = LAST) -> Decimal:
        origins = f"AND COALESCE(f.origin, p.origin) IN ({ORIGINS[key]})" if ORIGINS[key] else ""
        owner = owner_on("f.month")
        query = f"""
            SELECT SUM(f.amount) FROM funding f JOIN project p ON p.id = f.project
            WHERE f.removed = 0 AND p.removed = 0 AND f.month BETWEEN ? AND ?
            AND {owner} IS COALESCE(?, {owner}) {origins}"""
        return self._scalar(query, since, last, force)

    def in_talks(self, expression: str, force: str | None) -> Decimal:
        """Count or add up the projects whose latest stage by the month's end is 在谈."""
        owner = owner_on(f"'{LAST}'")
        query = f"""
            SELECT {expression} FROM project p WHERE removed = 0 AND id NOT IN ({ENDED_PROJECTS})
            AND {owner} IS COALESCE(?, {owner}) AND '在谈' = (
                SELECT stage FROM stage_move m
                WHERE m.project = p.id AND m.removed = 0 AND m."on" <= ? AND stage NOT IN {ENDED_STAGES}
                ORDER BY m."on" DESC, m.id DESC LIMIT 1)"""
        return self._scalar(query, force, LAST)

    def target(self, key: str, force: str | None) -> Decimal | None:
        """Find or add up the year's target."""
        metric, unit = METRICS[key]
        query = "SELECT value FROM target WHERE removed = 0 AND metric = ? AND unit = ? AND period = '2026'"
        query += " AND value IS NOT NULL"
        targets = self.connection.execute(f"{query} AND task_forces IS ?", (metric, unit, force)).fetchall()
        if force is None and not targets:
            targets = self.connection.execute(query, (metric, unit)).fetchall()
        return sum((Decimal(value) for (value,) in targets), Decimal(0)) / AMOUNT_SCALE if targets else None

    def completion(self, key: str, force: str | None) -> Decimal | None:
        """Divide what was done this year by its target, from the exact amounts."""
        goal = self.target(key, force)
        if not goal:
            return None
        if key in ORIGINS:
            done = self._funds(key, JANUARY, force) / AMOUNT_SCALE / 10_000
        elif key in STAGES:
            expression = "SUM(amount)" if key in AMOUNTS else "COUNT(*)"
            query = f"SELECT {expression} FROM ({STAGE_ENTRIES}) WHERE stage = ? AND day BETWEEN ? AND ?"
            done = self._scalar(f"{query} AND force IS COALESCE(?, force)", STAGES[key], JANUARY, LAST, force)
            done = done / AMOUNT_SCALE / 10_000 if key in AMOUNTS else done
        else:
            done = Decimal(self.measure(key, "year", force).replace(",", ""))
        return done * 100 / goal

    def ahead(self, key: str, force: str | None) -> str:
        """Compare with ten months of twelve."""
        done = self.completion(key, force)
        return "—" if done is None else f"{Decimal(printed_number(done, 2).replace(',', '')) - Decimal('83.33'):,}"

    def rate(self, key: str, force: str | None) -> str:
        """Compute one of the four rates over this year's signings (投产率 over all that started)."""
        signed = f"""
            SELECT id FROM ({STAGE_ENTRIES})
            WHERE stage = '签约' AND day BETWEEN '{JANUARY}' AND '{LAST}' AND force IS COALESCE(?, force)"""
        reached = f"SELECT id FROM ({STAGE_ENTRIES}) WHERE stage = ? AND day <= '{LAST}'"
        if key == "funds_rate":
            part = self._scalar(
                f"SELECT SUM(amount) FROM funding WHERE removed = 0 AND month <= '{LAST}' AND project IN ({signed})",
                force,
            )
            whole = self._scalar(
                f"SELECT SUM(amount) FROM ({STAGE_ENTRIES}) WHERE stage = '签约' AND id IN ({signed})", force
            )
        elif key == "produced_rate":
            started = f"{reached} AND force IS COALESCE(?, force)"
            whole = self._scalar(f"SELECT COUNT(*) FROM ({started})", "开工", force)
            part = self._scalar(f"SELECT COUNT(*) FROM ({started}) WHERE id IN ({reached})", "开工", force, "投产")
        else:
            whole = self._scalar(f"SELECT COUNT(*) FROM ({signed})", force)
            query = f"SELECT COUNT(*) FROM ({signed}) WHERE id IN ({reached})"
            if key == "kept_rate":
                going = f"SELECT id FROM project WHERE id NOT IN ({ENDED_PROJECTS})"
                part = self._scalar(f"SELECT COUNT(*) FROM ({signed}) WHERE id IN ({going})", force)
            else:
                part = self._scalar(query, force, "开工")
        return printed_number(part * 100 / whole if whole else None, 2)

    def overdue(self, *, ours: bool = False) -> Decimal:
        """Count what fell due by the month's end and was not settled by then."""
        side = "AND side = '政府'" if ours else ""
        return self._scalar(f"SELECT COUNT(*) FROM obligation WHERE {self._open()} AND {self._due()} <= ? {side}", LAST)

    def promised(self, *, settled: bool | None = None) -> Decimal:
        """Count what fell due in October and was open when it began; of it what was settled by its end, or was not."""
        query = (
            "SELECT COUNT(*) FROM obligation WHERE removed = 0 AND COALESCE(extended_to, due) BETWEEN ? AND ?"
            " AND (closed_on IS NULL OR closed_on >= ?) AND (raised_on IS NULL OR raised_on < ?)"
        )
        state = {None: "", True: f" AND closed_on <= '{LAST}'", False: f" AND {self._open()}"}[settled]
        return self._scalar(query + state, FIRST, LAST, FIRST, FIRST)

    def planned_visits(self, *, is_made: bool | None = None, month: str = FIRST) -> Decimal:
        """Count the visits that the plan asks for in months from ``month`` to October; of them those made, or not."""
        fulfilled = f"""EXISTS (SELECT 1 FROM visit v WHERE v.plan = p.id AND v.removed = 0 AND v."on" <= '{LAST}'
            AND COALESCE(v.done, 1) = 1)"""
        state = {None: "", True: f" AND {fulfilled}", False: f" AND NOT {fulfilled}"}[is_made]
        query = f"""SELECT COUNT(*) FROM visit_plan p WHERE removed = 0 AND month BETWEEN ? AND ?
            AND (cancelled_on IS NULL OR cancelled_on > ?){state}"""
        return self._scalar(query, month, LAST, LAST)

    def wanted(self, row: str) -> Decimal:
        """Count the people that a ticked demand asks for."""
        return self._scalar("SELECT wanted FROM talent WHERE id = ? AND chosen = 1 AND removed = 0", row)

    def planned_starts(self, *, started: bool | None = None) -> Decimal:
        """Count the projects that were to start in October and had not before; of them those that did, or did not."""
        by_then = f"SELECT id FROM ({STAGE_ENTRIES}) WHERE stage = '开工' AND day <="
        ended = f"""SELECT project FROM stage_move WHERE removed = 0 AND stage IN {ENDED_STAGES} AND "on" < '{FIRST}'"""
        query = (
            f"SELECT COUNT(*) FROM project WHERE removed = 0 AND plan_start BETWEEN ? AND ?"
            f" AND id NOT IN ({by_then} '{BEFORE_LAST}') AND id NOT IN ({ended})"
        )
        state = {
            None: "",
            True: f" AND id IN ({by_then} '{LAST}')",
            False: f" AND id NOT IN ({by_then} '{LAST}')",
        }[started]
        return self._scalar(query + state, FIRST, LAST)

    def late_starts(self, force: str) -> Decimal:
        """Count a task force's signed projects past their planned start, of whatever year."""
        signed = f"SELECT id FROM ({STAGE_ENTRIES}) WHERE stage = '签约' AND day <= '{LAST}'"
        started = f"SELECT id FROM ({STAGE_ENTRIES}) WHERE stage = '开工' AND day <= '{LAST}'"
        query = (
            f"SELECT COUNT(*) FROM project WHERE id IN ({signed}) AND id NOT IN ({started}) AND plan_start <= '{LAST}'"
        )
        return self._scalar(f"{query} AND task_force = ? AND id NOT IN ({ENDED_PROJECTS})", force)

    def overdue_of(self, unit: str) -> Decimal:
        """Count a unit's obligations that were overdue at the month's end."""
        query = f"SELECT COUNT(*) FROM obligation WHERE {self._open()} AND {self._due()} <= ? AND unit = ?"
        return self._scalar(query, LAST, unit)

    def keeping_pace(self) -> tuple[int, int]:
        """Count the metrics with a target for the year, and of them those not below the pace."""
        known = [self.ahead(key, None) for key in METRICS if self.target(key, None) is not None]
        return len(known), sum(not gap.startswith("-") for gap in known)

    def places(self, *, before: bool) -> dict[str, int | None]:
        """Rank the task forces by the completion of their signing target at the end of September or October."""
        last = BEFORE_LAST if before else LAST
        query = f"SELECT SUM(amount) FROM ({STAGE_ENTRIES}) WHERE stage = '签约' AND day BETWEEN ? AND ? AND force = ?"
        done: dict[str, Decimal | None] = {}
        for force, short in self.forces().items():
            goal, signed = self.target("signed_value", force), self._scalar(query, JANUARY, last, force)
            value = signed / AMOUNT_SCALE / 10_000 * 100 / goal if goal else None
            done[short] = None if value is None else Decimal(printed_number(value, 2).replace(",", ""))
        return {
            short: None if value is None else 1 + sum(other > value for other in done.values() if other is not None)
            for short, value in done.items()
        }

    def due_next(self) -> Decimal:
        """Count what falls due in November."""
        query = f"SELECT COUNT(*) FROM obligation WHERE {self._open()} AND {self._due()} BETWEEN ? AND ?"
        return self._scalar(query, NEXT_FIRST, NEXT_LAST)

    def _open(self) -> str:
        return f"removed = 0 AND (closed_on IS NULL OR closed_on > '{LAST}')"

    def _due(self) -> str:
        return "COALESCE(extended_to, due)"

    def unstarted(self, *, late: bool = False) -> Decimal:
        """Count this year's signings that have not started, or of them those past their planned day."""
        signed = f"SELECT id FROM ({STAGE_ENTRIES}) WHERE stage = '签约' AND day BETWEEN '{JANUARY}' AND '{LAST}'"
        started = f"SELECT id FROM ({STAGE_ENTRIES}) WHERE stage = '开工' AND day <= '{LAST}'"
        past = f"AND plan_start <= '{LAST}'" if late else ""
        query = f"SELECT COUNT(*) FROM project WHERE id IN ({signed}) AND id NOT IN ({started}) {past}"
        return self._scalar(f"{query} AND id NOT IN ({ENDED_PROJECTS})")

    def to_start(self) -> Decimal:
        """Count the projects that plan to start in November and have not by the end of October."""
        started = f"SELECT id FROM ({STAGE_ENTRIES}) WHERE stage = '开工' AND day <= '{LAST}'"
        query = "SELECT COUNT(*) FROM project WHERE removed = 0 AND plan_start BETWEEN ? AND ?"
        not_started = f"{query} AND id NOT IN ({started}) AND id NOT IN ({ENDED_PROJECTS})"
        return self._scalar(not_started, NEXT_FIRST, NEXT_LAST)

    def signings(self) -> list[tuple[str, str, str, str, str, str]]:
        """Give this year's signings, latest first: name, task force, day, total, signed amount, funds, in 亿元."""
        query = f"""
            SELECT p.name, COALESCE(t.short, '—'), e.day, e.total, e.amount,
                (SELECT SUM(amount) FROM funding f WHERE f.project = p.id AND f.removed = 0 AND f.month <= '{LAST}')
            FROM ({STAGE_ENTRIES}) e JOIN project p ON p.id = e.id LEFT JOIN task_force t ON t.id = e.force
            WHERE e.stage = '签约' AND e.day BETWEEN '{JANUARY}' AND '{LAST}' ORDER BY e.day DESC, p.name DESC"""
        return [
            (name, force, day, *(printed_number(Decimal(amount or 0) / AMOUNT_SCALE / 10_000, 2) for amount in amounts))
            for name, force, day, *amounts in self.connection.execute(query)
        ]
