"""The subjects of a ranking, in the order they are printed."""

from models.ledgers import Lead, Project, Target
from models.statistics.subjects import subject_index
from models.storage.store import Store
from tests.rows import add_row, add_task_force


def test_subjects_of_every_kind(book: Store) -> None:
    with book.writing("行") as session:
        add_task_force(session, "乙", 2, lead_units="市工科局")
        add_task_force(session, "甲", 1, lead_units="市发改局、工科局")
        add_row(session, Project, name="一", township="城关镇", referrer="某某集团")
        add_row(session, Lead, name="二", referrer="示例甲")
        add_row(session, Lead, name="三", referrer="某某商会")
        add_row(session, Target, metric="签约金额", period="2026", owner="西乡")
        add_row(session, Target, metric="签约金额", period="2026", owner="示例乙")
    with book.reading() as session:
        named = {
            kind: list(subject_index(session, kind).names.values()) for kind in ("招商专班", "单位", "乡镇", "企业")
        }
    assert named == {
        "招商专班": ["甲", "乙"],
        "单位": ["市发改局", "市工科局"],
        "乡镇": ["城关镇", "西乡"],
        "企业": ["某某商会", "某某集团"],
    }
