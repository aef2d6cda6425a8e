"""专项招商进度表: a section for each group in use, its numbers counted by hand, in Word too."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.cli import main
from models.errors import UserError
from models.ledgers import (
    AgencyContract,
    AgencyResult,
    County,
    Enclave,
    EnclaveYear,
    Fund,
    FundReturn,
    LandStandard,
    Project,
    Scene,
    Setting,
)
from models.storage.store import Session, Store
from reports.circulars.sheets import handouts
from reports.content.document import SectionHeading
from tests.definitions import set_definitions
from tests.reports.circulars.sheets.test_sheet_files import document_text
from tests.rows import TODAY, add_row

ALL = "基金招商、飞地经济、场景机会清单、委托招商、拿地即开工、标准地"


def fill(session: Session) -> None:
    """Tick everything, and add a row or two of each ledger."""
    stored = session.query(Setting).filter_by(key="optional_ledgers").one_or_none()
    if stored is None:
        set_definitions(session, optional_ledgers=ALL)
    else:
        stored.value = ALL
    fund = add_row(session, Fund, name="示例基金", size=20000, county_share=3000, promised=150)
    add_row(session, FundReturn, fund=fund, name="示例项目", amount=2500)
    enclave = add_row(session, Enclave, name="示例飞地", out_place="苏州", in_place="示例县", tax_share=60)
    add_row(session, EnclaveYear, enclave=enclave, year=2026, tax=500, received=100)
    add_row(session, Scene, name="示例场景", due=date(2026, 11, 1))
    contract = add_row(session, AgencyContract, agent="示例商会", base_fee=30)
    add_row(session, AgencyResult, contract=contract, name="示例成果", amount=5000, reward=20, paid=5)
    project = add_row(session, Project, name="示例标准地项目")
    standard = {"project": project, "indicator": "容积率", "promised": Decimal("1.5"), "real": Decimal("1.2")}
    add_row(session, LandStandard, **standard)


@pytest.fixture
def county(book: Store) -> Store:
    """Make a county with rows of every optional ledger."""
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        fill(session)
    return book


def test_every_group_has_its_section(county: Store) -> None:
    document = handouts.special_document(county, TODAY)
    assert [block.text for block in document.body if isinstance(block, SectionHeading)] == [
        "一、基金返投",
        "二、飞地分成",
        "三、场景机会",
        "四、委托招商",
        "五、拿地即开工",
        "六、审批步骤",
        "七、标准地",
    ]
    text = document_text(document)
    assert "1只基金，返投到本县2,500.00万元。" in text
    assert "示例基金｜20,000.00｜3,000.00｜2,500.00｜83.33｜150.00｜—｜未到期" in text
    assert "按协议应得税收300.00万元，实得100.00万元，计入本县增加值0.00万元。" in text
    assert "示例飞地｜苏州→示例县｜2026｜500.00｜60.00｜300.00｜100.00｜200.00｜—" in text
    assert "示例场景｜—｜—｜2026-11-01｜—｜—｜—" in text
    assert "示例商会｜—｜—｜30.00｜—｜1｜5,000.00｜20.00｜15.00" in text
    assert "1项指标，已达标0项，未达标1项。" in text
    assert "示例标准地项目｜容积率｜1.5｜1.2｜—｜—｜—｜未达标" in text


def test_a_county_that_uses_none_is_told_where_to_tick(book: Store) -> None:
    with book.writing("县情") as session:
        add_row(session, County, name="示例县")
    with pytest.raises(UserError, match="没有启用选用台账"):
        handouts.special_document(book, TODAY)


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_it_is_written_from_the_command_line(hejin: Store, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"进度{suffix}"
    with hejin.writing("示例") as session:
        fill(session)
    path = str(hejin.path)
    hejin.close()
    assert main.main(["sheet", path, "--special", "--out", str(out), "--today", "2026-11-20"]) == 0
    assert out.stat().st_size > 1000
