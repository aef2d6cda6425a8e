"""Fills a new book from a county's published plan: its profile, task forces, chains, targets, quotas, assets."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.audit.recorder import add_many
from models.ledgers import (
    Asset,
    Chain,
    ChainNode,
    County,
    Dossier,
    Enterprise,
    Milestone,
    Project,
    Quota,
    Setting,
    Target,
    TaskForce,
)
from models.settings.phrases import PREFIX as PHRASE_PREFIX
from models.storage.preset_policies import add_policies

Json = Mapping[str, Any]
_SUFFIXES = ("行业招商专班", "产业招商专班", "整治盘活专班", "招商专班", "招引专班")
_QUOTAS = {
    "leads_per_month": ("上报有价值线索", "每月", "条"),
    "target_company_bank": ("重点招引企业", "累计", "家"),
    "project_dossiers": ("招商专案", "累计", "个"),
    "dedicated_events_per_year": ("区域专场活动", "每年", "次"),
    "promo_events_in_county": ("县内专题推介", "每年", "次"),
    "promo_events_in_target_region": ("目标区域专题推介", "每年", "次"),
    "budget_wan": ("年度经费", "每年", "万元"),
    "monthly_contact_1yi": ("接洽亿元以上项目", "每月", "一批"),
}
_ZONE = "高新区"
_ZONE_QUOTAS = {
    "packaged_projects_each_year_start": ("重大项目包装", "每年", "个"),
    "new_10yi_projects_each_year": ("引进10亿元以上项目", "每年", "一批"),
    "info_database": ("重点企业信息库", "累计", "家"),
}
_COUNTY_TARGETS = {
    "extension_projects": ("引进项目数", "个"),
    "projects_10yi": ("10亿元以上项目数", "个"),
    "top500_top10": ("500强和行业十强项目数", "个"),
    "growth_foreign_and_outprovince": ("利用外资和省外资金年均增速", "%"),
    "foreign_funds_wan_usd": ("境外资金", "万美元"),
    "outprovince_yi_yuan": ("省外资金", "亿元"),
    "foreign_enterprises_10m_usd": ("外资企业数", "家"),
    "clusters_100bn": ("千亿级产业集群数", "个"),
    "clusters_10bn": ("百亿级产业集群数", "个"),
    "manufacturing_share_gdp_pct": ("制造业占比", "%"),
    "plant_reused": ("盘活厂房面积", "㎡"),
    "land_reused": ("盘活土地面积", "亩"),
}


def fill_from_plan(session: Session, plan: Json) -> None:
    """Add what the document states, in its order."""
    _fill_county(session, plan)
    forces = _fill_task_forces(session, plan)
    _fill_chains(session, plan, forces)
    _fill_enterprises(session, plan, forces)
    _fill_dossiers(session, plan, forces)
    _fill_targets(session, plan, forces)
    _fill_quotas(session, plan)
    _fill_parks(session, plan)
    _fill_assets(session, plan, _fill_named_projects(session, plan))
    add_policies(session, plan)


def _fill_county(session: Session, plan: Json) -> None:
    office = plan["office"]
    source = plan["source"]
    hq, helpers = plan.get("structure", {}).get("headquarters", {}), plan.get("structure", {}).get("office", {})
    goals = plan.get("overall_goals", {}).get("quote") or plan.get("series", {}).get("quote")
    add_many(
        session,
        County,
        [
            {
                "name": plan["county"],
                "level": plan["admin_level"],
                "province": plan["province"],
                "prefecture": plan["prefecture"],
                "organ": office["organ"],
                "recipients": office["recipients"],
                "hq": hq.get("name") or office["organ"],
                "commander": hq.get("commander"),
                "deputies": hq.get("deputy"),
                "office": helpers.get("name"),
                "groups": plan.get("structure", {}).get("groups_quote"),
                "goals": goals,
                "document": source["doc_title"],
                "document_number": source["doc_number"],
            }
        ],
    )
    cadence = plan["cadence"]
    rules = [("cadence", "工作节奏原文", cadence.get("quote") or cadence["task_force_quote"])]
    if gate := plan.get("entry_gate"):
        rules.append(("entry_gate", gate["name"], "、".join(gate["items"])))
    rules += [(rule["key"], rule["name"], rule["quote"]) for rule in plan.get("rules", [])]
    if "supervision_quote" in cadence:
        rules.append(("supervision", "督查考核", cadence["supervision_quote"]))
    source_text = source["doc_number"] or source["doc_title"]
    # A preset may word sentences of circulars its own way.
    rules += [
        (f"{PHRASE_PREFIX}{item['key']}", f"用语：{item['name']}", item["text"]) for item in plan.get("phrases", [])
    ]
    add_many(session, Setting, [{"key": k, "name": n, "value": v, "source": source_text} for k, n, v in rules])


def _fill_task_forces(session: Session, plan: Json) -> dict[str, str]:
    """Add the task forces; return their row ids by the plan's ids."""
    budget = next((Decimal(q["min"]) for q in plan.get("quotas_per_task_force", []) if q["key"] == "budget_wan"), None)
    forces = plan["task_forces"]
    rows = [
        {
            "name": force["suggested_name"],
            "short": _short_name(force["suggested_name"]),
            "category": _category(force),
            "lead_units": "、".join(force.get("lead_units") or []) or None,
            "coop_units": "、".join(force["cooperating_units"]) or None,
            "budget": budget,
            "direction": force.get("direction_quote") or _chain_quote(force),
            "vision": force.get("vision_quote") or force.get("goal_quote"),
            "source": force.get("lead_clause_quote") or force.get("series_quote"),
            "rank": rank,
        }
        for rank, force in enumerate(forces, start=1)
    ]
    return dict(zip((force["id"] for force in forces), add_many(session, TaskForce, rows), strict=True))


def _short_name(name: str) -> str:
    return next((name.removesuffix(end) for end in _SUFFIXES if name.endswith(end)), name)


def _category(force: Json) -> str:
    text = force.get("category") or force.get("role") or ""
    known = ("传统产业", "新兴产业", "研发机构")
    return next((word for word in known if text.startswith(word)), "整治盘活" if text == "整治" else "主导产业")


def _chain_quote(force: Json) -> str | None:
    chain = force.get("industry_chain")
    return chain["quote"] if chain else None


def _fill_chains(session: Session, plan: Json, forces: Mapping[str, str]) -> None:
    """Add each task force's chains and their nodes, in the order of the document."""
    for force in plan["task_forces"]:
        short = _short_name(force["suggested_name"])
        kind = _category(force) if _category(force) in {"传统产业", "新兴产业", "研发机构"} else "其他"
        chains = force.get("industry_chains") or []
        if single := force.get("industry_chain"):
            chains = [{"label": "产业链", "quote": single["quote"], "segments": [single["nodes"]]}]
        for rank, chain in enumerate(chains, start=1):
            name = f"{short}{chain['label']}" if len(chains) > 1 or chain["label"] != "产业链" else f"{short}产业链"
            row = {"name": name, "task_force": forces[force["id"]], "kind": kind, "text": chain["quote"], "rank": rank}
            (chain_id,) = add_many(session, Chain, [row])
            add_many(session, ChainNode, _node_rows(chain_id, chain["segments"]))


def _node_rows(chain: str, segments: Iterable[Iterable[str]]) -> Iterable[Json]:
    for line, segment in enumerate(segments, start=1):
        for step, name in enumerate(segment, start=1):
            yield {"chain": chain, "name": name, "line": line, "step": step}


def _fill_enterprises(session: Session, plan: Json, forces: Mapping[str, str]) -> None:
    """Add the anchors and partners the document names."""
    rows = []
    for force in plan["task_forces"]:
        task_force = forces[force["id"]]
        source = force.get("anchor_quote") or plan["source"]["doc_title"]
        rows += [
            {"name": name, "kind": "骨干企业", "task_force": task_force, "local": True, "source": source}
            for name in force.get("anchor_enterprises", [])
        ]
        rows += [
            {"name": name, "kind": "科研院所", "task_force": task_force, "source": plan["source"]["doc_title"]}
            for name in force.get("partners", [])
        ]
    add_many(session, Enterprise, rows)


def _fill_dossiers(session: Session, plan: Json, forces: Mapping[str, str]) -> None:
    """Add the projects the document wants to attract (重点招引项目)."""
    rows = []
    for force in plan["task_forces"]:
        parts = {group["parent"]: "、".join(group["items"]) for group in force.get("project_breakdown", [])}
        rows += [
            {
                "name": name,
                "task_force": forces[force["id"]],
                "content": parts.get(name),
                "state": "策划中",
                "remark": f"重点招引项目（{plan['source']['doc_number'] or plan['source']['doc_title']}）",
            }
            for name in force.get("target_projects", [])
        ]
    add_many(session, Dossier, rows)


def _fill_targets(session: Session, plan: Json, forces: Mapping[str, str]) -> None:
    """Add targets; a value the document leaves open stays empty, a shared target is one row."""
    rows: list[Json] = []
    for force in plan["task_forces"]:
        goal = force["targets"]
        by = goal.get("by", "")
        rows += _target_rows(goal, forces[force["id"]], goal.get("quote"), by)
    if joint := plan.get("emerging_industries_joint_target"):
        shared = " ".join(forces[covered] for covered in joint["covers"])
        rows += _target_rows(joint, shared, joint["quote"], joint["by"])
    county = plan.get("county_targets", {"items": []})
    for item in county["items"]:
        if item["key"] in _COUNTY_TARGETS:
            metric, unit = _COUNTY_TARGETS[item["key"]]
            value = next(item[k] for k in ("min", "value", "gt", "min_pct") if k in item)
            rows.append(_target_row(metric, None, county["period"], value, unit, item.get("quote")))
    if goals := plan.get("overall_goals"):
        add_many(session, Setting, [{"key": "goals", "name": goals["name"], "value": goals["quote"]}])
    add_many(session, Target, rows)


def _target_rows(goal: Json, forces: str, quote: str | None, by: str) -> Iterable[Json]:
    metrics = (
        ("projects_count", "引进项目数", "个"),
        ("output_yi_yuan", "产值", "亿元"),
        ("tax_yi_yuan", "税收", "亿元"),
        ("upstream_downstream_enterprises_min", "上下游企业数", "家"),
        ("zombie_enterprises", "僵尸企业盘活数", "家"),
        ("signed_yi_yuan", "签约金额", "亿元"),
        ("projects_10yi", "10亿元以上项目数", "个"),
        ("projects_2000wan", "2000万元以上项目数", "个"),
    )
    stated = any(goal.get(key) is not None for key, *_ in metrics)
    for key, metric, unit in metrics:
        # A figure left open beside stated ones is a target without a number; a wholly open set is shared elsewhere.
        if key in goal and stated:
            yield _target_row(metric, forces, by, goal[key], unit, quote)


def _target_row(
    metric: str, forces: str | None, period: str, value: float | None, unit: str, quote: str | None
) -> Json:
    exact = None if value is None else Decimal(str(value))
    return {
        "metric": metric,
        "task_forces": forces,
        "period": period or "未写明",
        "value": exact,
        "unit": unit,
        "source": quote,
    }


def _fill_quotas(session: Session, plan: Json) -> None:
    """Add the recurring quotas every task force works under, and those of the 高新区 (夏邑 X16)."""
    rows = []
    for quota in plan.get("quotas_per_task_force", []):
        metric, every, unit = _QUOTAS[quota["key"]]
        least = next((quota[key] for key in ("min", "value") if isinstance(quota.get(key), int)), None)
        exact = None if least is None else Decimal(least)
        rows.append({"metric": metric, "every": every, "least": exact, "unit": unit, "source": quota.get("quote")})
    for quota in plan.get("quotas_hightech_zone", []):
        metric, every, unit = _ZONE_QUOTAS[quota["key"]]
        exact = Decimal(quota["min"]) if "min" in quota else None
        facts = {"metric": metric, "whose": _ZONE, "every": every, "least": exact, "unit": unit}
        rows.append(facts | {"source": quota["quote"]})
    add_many(session, Quota, rows)


def _fill_parks(session: Session, plan: Json) -> None:
    """Add the anchor parks with the milestones the document sets; their stage is not stated and stays open."""
    for park in plan.get("anchor_parks", []):
        total = park.get("total_invest_yi")  # an industry's size (产业规模) is no investment
        row = {
            "name": park["name"],
            "total": None if total is None else Decimal(str(total)) * 10_000,
            "land": None if "land_mu" not in park else Decimal(park["land_mu"]),
            "jobs": park.get("jobs_min"),
            "content": park.get("process_quote") or park.get("chain_quote"),
            "remark": park["alias"],
        }
        (project,) = add_many(session, Project, [row])
        add_many(
            session,
            Milestone,
            (
                {
                    "project": project,
                    "name": f"{phase['year']}年：产能{phase['capacity']}，投资{phase['invest_yi']}亿元",
                    "plan_on": date(phase["year"], 12, 31),
                }
                for phase in park.get("phases", [])
            ),
        )


def _fill_named_projects(session: Session, plan: Json) -> dict[str, str]:
    """Add the projects that the document names without any facts; return their row ids by name."""
    named = plan.get("named_projects", {"with_force": (), "without_force": ()})
    names = [*named["with_force"], *named["without_force"]]
    source = plan["source"]["doc_title"]
    rows = [
        {"name": name, "remark": f"{source}：已成立工作专班" if name in named["with_force"] else source}
        for name in names
    ]
    return dict(zip(names, add_many(session, Project, rows), strict=True))


def _fill_assets(session: Session, plan: Json, projects: Mapping[str, str]) -> None:
    """Add the idle plants the document wants to put to use, each with the first of the projects meant for it."""
    idle = plan.get("idle_assets", {"paired": (), "wanted": ()})
    rows: list[Json] = [
        {
            "name": f"{pair['owner']}闲置厂房",
            "kind": "闲置厂房",
            "owner": pair["owner"],
            "state": "已匹配",
            "project": projects[pair["projects"][0]],
            "remark": f"{'和'.join(pair['projects'])}盘活（{plan['source']['doc_title']}）",
        }
        for pair in idle["paired"]
    ]
    rows += [
        {
            "name": f"{owner}厂房土地",
            "kind": "闲置厂房",
            "owner": owner,
            "state": "闲置",
            "remark": idle["wanted_quote"],
        }
        for owner in idle["wanted"]
    ]
    add_many(session, Asset, rows)
