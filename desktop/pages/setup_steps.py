"""What the steps of the setting-up guide ask for, what is typed in each, and which empty sheet it takes instead."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.settings.county_form import CountyForm
from desktop.settings.definitions_editor import DefinitionsEditor
from desktop.settings.holidays_editor import HolidaysEditor
from desktop.settings.rows_editor import RowsEditor
from models.fields.base import Ledger
from models.ledgers import Chain, Member, Policy, Scheme, Target, TaskForce
from models.settings.definitions import OPTIONAL_GROUPS_KEY

EditorFactory = Callable[[BookSession], QWidget]


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One step: what to do in it, the editor to type in, and what else leads on.

    ``template`` names the empty sheet (one of TEMPLATES); ``leads_to`` is the page to go to, with the button's label.
    Either is empty where there is none, and ``make_editor`` is None where nothing is typed.
    """

    key: str
    sentence: str
    make_editor: EditorFactory | None = None
    template: str = ""
    leads_to: tuple[str, str] = ("", "")


def _rows_of(ledger: type[Ledger]) -> EditorFactory:
    return lambda book_session: _without_hint(RowsEditor(ledger, book_session))


def _without_hint(editor: RowsEditor) -> RowsEditor:
    editor.hint.clear()  # the step says it
    return editor


STEPS: tuple[SetupStep, ...] = (
    SetupStep(
        "county",
        "印发单位是红头上的单位；发文代字是文号〔年份〕前面的字，例如 ×招商办。填完一栏按 Tab 或回车，就存好了。",
        CountyForm,
    ),
    SetupStep(
        "forces",
        "每条产业链、每个招商方向一个专班，写明牵头单位。几个专班的，点“新增”一个一个填；多的，下载空表填好再收。",
        _rows_of(TaskForce),
        "forces",
    ),
    SetupStep(
        "members",
        "组长、联络员、成员各一行。走访、责任事项里填人名时从这里认人。",
        _rows_of(Member),
        "members",
    ),
    SetupStep(
        "chains",
        "先填产业链，存好以后在“明细”里填环节：哪些本地已有、哪些缺。没有划产业链的县跳过。",
        _rows_of(Chain),
        "chains",
    ),
    SetupStep(
        "targets",
        "一个指标一行：全县的不选专班。目标期限写 2026 是全年，2023—2025 是三年合计。没有目标，通报就不写完成率。",
        _rows_of(Target),
        "targets",
    ),
    SetupStep(
        "cadence",
        "本县文件写的是哪一套就选哪一套；都不一样的选“本县自己定”，在下面一栏照例子写。到期的通报会列在工作台上。"
        "基金、飞地、场景、委托招商、拿地即开工、标准地，用得着的在“选用台账”里勾上，用不着的不勾。",
        lambda book_session: DefinitionsEditor(book_session, keys=("cadence_set", "cadence_own", OPTIONAL_GROUPS_KEY)),
    ),
    SetupStep(
        "schemes",
        "下面几个是别的市县公开的办法，只是样本：照本县的办法改好指标和权重，勾上“正在使用”才排名。",
        _rows_of(Scheme),
    ),
    SetupStep(
        "policies",
        "本县现行有效的奖励和扶持政策，一条一行，写明文号、有效期和公平竞争审查到哪一步。没有的跳过。",
        _rows_of(Policy),
        "policies",
    ),
    SetupStep(
        "holidays",
        "到期日遇节假日顺延。国务院办公厅的放假通知公布后，整段粘贴进来就行。",
        lambda book_session: _without_hint(HolidaysEditor(book_session)),
    ),
    SetupStep(
        "circular",
        "到这里就能出通报了：去“通报”选种类和期间，起草、检查、印发。手里已有台账的，先到“搬家”搬进来。",
        leads_to=("circulars", "去出通报"),
    ),
)
