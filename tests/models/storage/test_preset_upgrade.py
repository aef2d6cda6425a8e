"""A book filled by an older program has, once opened, all of this program's terms, and keeps its own."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from migrations import runner
from models.audit import history
from models.audit.edit_log import EditBatch
from models.ledgers import Policy, Reward, Scheme, SchemeItem, Setting, Term
from models.settings.definitions import load_definitions
from models.settings.dictionaries import rename_term
from models.statistics.reward_claims import calculate_claim
from models.storage import presets, store
from models.storage.integrity_check import check_integrity
from models.storage.preset_upgrade import LABEL, add_missing_rows
from models.storage.store import Store
from resources import PRESETS
from tests.models.exchange.books import conflict_keys, full_changeset, merge_changeset
from tests.rows import TODAY, add_row, copy_template, finish, open_unsynced

NEW_WORDS = {("circular_kind", "月例会"), ("circular_kind", "半月调度纪要"), ("received_kind", "手改")}
NEW_SETTINGS = {"boards", "page_top"}
NEW_SCHEME = "企业以商招商分行业排队"


@pytest.fixture(scope="module")
def older_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the presets as an older program had them: without some terms, definitions and one scheme."""
    shelf = tmp_path_factory.mktemp("shelf")
    shutil.copytree(PRESETS, shelf, dirs_exist_ok=True)
    words = json.loads((shelf / "dictionaries.json").read_text("utf-8"))
    for name, word in NEW_WORDS:
        words[name]["words"].remove(word)
    (shelf / "dictionaries.json").write_text(json.dumps(words), "utf-8")
    for name, key, dropped in (("definitions.json", "key", NEW_SETTINGS), ("schemes.json", "name", {NEW_SCHEME})):
        remaining = [item for item in json.loads((shelf / name).read_text("utf-8")) if item[key] not in dropped]
        (shelf / name).write_text(json.dumps(remaining), "utf-8")
    return shelf


@pytest.fixture(scope="module")
def older_book(older_shelf: Path, empty_book: Path, templates: Path) -> Path:
    """Make a county's book as an older program filled it; to be copied, never opened."""
    path = copy_template(empty_book, templates, "旧.zhuanban")
    with open_unsynced(path) as opened:
        presets.fill_book(opened, "blank", older_shelf)
    return path


@pytest.fixture
def older(older_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of the older book."""
    with open_unsynced(copy_template(older_book, tmp_path, "账本.zhuanban")) as opened:
        yield opened


def active_terms(session: Session) -> set[tuple[str, str]]:
    """Return the terms a clerk can choose."""
    query = sa.select(Term.dictionary, Term.word).where(Term.removed.is_(False), Term.idle.is_(None))
    return {(name, word) for name, word in session.execute(query)}


def batch_labels(session: Session) -> list[str]:
    """Return the labels of a book's batches, in order."""
    return list(session.execute(sa.select(EditBatch.label).order_by(EditBatch.seq)).scalars())


@contextmanager
def fresh_session(templates: Path, empty_book: Path) -> Iterator[Session]:
    """Open a session on a book filled by this program."""
    path = copy_template(empty_book, templates, "新.zhuanban")
    with open_unsynced(path) as opened:
        presets.fill_book(opened, "blank", PRESETS)
        with opened.reading() as session:
            yield session


def test_an_older_book_gets_what_a_new_one_has_and_only_once(older: Store, templates: Path, empty_book: Path) -> None:
    assert add_missing_rows(older, PRESETS) == "已随程序补充3个字典词条、2条统计口径、1个排名方案，可以撤销。"
    with older.reading() as session, fresh_session(templates, empty_book) as fresh:
        assert active_terms(session) == active_terms(fresh)
        assert load_definitions(session).values == load_definitions(fresh).values
        for query in (sa.select(Scheme.name, Scheme.active), sa.select(SchemeItem.metric, SchemeItem.weight)):
            assert set(session.execute(query)) == set(fresh.execute(query))
        kinds = session.execute(
            sa.select(Term.word).where(Term.dictionary == "circular_kind").order_by(Term.rank, Term.id)
        )
        assert list(kinds.scalars())[2:5] == ["月通报", "半月调度纪要", "季排名"]
    assert add_missing_rows(older, PRESETS) == ""
    with older.reading() as session:
        assert batch_labels(session) == ["新建账本：空白县", LABEL]
    assert finish(check_integrity(older)).is_intact


def test_what_the_county_made_its_own_stays_its_own(older: Store) -> None:
    with older.writing("本县的叫法") as session:
        method = session.execute(sa.select(Term).where(Term.word == "专题招商")).scalars().one()
        rename_term(session, method.id, "专场招商")
        session.execute(sa.select(Term).where(Term.word == "三个一批")).scalars().one().removed = True
        pace = session.execute(sa.select(Setting).where(Setting.key == "pace")).scalars().one()
        pace.value = "按日"
        session.add(Scheme(name="本县企业考核", subject="企业", active=True))
        session.execute(sa.select(Scheme).where(Scheme.subject == "乡镇")).scalars().one().name = "本县乡镇考核"
    add_missing_rows(older, PRESETS)
    with older.reading() as session:
        words = {word for name, word in active_terms(session) if name in {"circular_kind", "method"}}
        assert {"专场招商", "月例会"} <= words
        assert not {"专题招商", "三个一批"} & words
        assert load_definitions(session).text("pace", "") == "按日"
        schemes = {scheme.name: scheme.active for scheme in session.execute(sa.select(Scheme)).scalars()}
    assert schemes["本县企业考核"] is True
    assert not schemes[NEW_SCHEME]
    assert len(schemes) == 5


def test_what_was_undone_does_not_come_back(older: Store) -> None:
    with older.reading() as session:
        before = active_terms(session)
    add_missing_rows(older, PRESETS)
    with older.reading() as session:
        batch, _ = history.undoable(session, older.who)
    assert batch is not None
    with older.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    assert add_missing_rows(older, PRESETS) == ""
    with older.reading() as session:
        assert active_terms(session) == before
        assert "boards" not in load_definitions(session).values


def test_books_brought_up_apart_hold_every_word_once_when_they_meet(older_book: Path, tmp_path: Path) -> None:
    with (
        open_unsynced(copy_template(older_book, tmp_path / "县", "县.zhuanban")) as county,
        open_unsynced(copy_template(older_book, tmp_path / "专班", "专班.zhuanban")) as force,
    ):
        for book in (county, force):
            add_missing_rows(book, PRESETS)
        merge_changeset(county, full_changeset(force))
        with county.reading() as session:
            rows = session.execute(sa.select(Term.dictionary, Term.word).where(Term.removed.is_(False))).all()
            assert len(rows) == len(set(rows))
            keys = list(session.execute(sa.select(Setting.key)).scalars())
            assert len(keys) == len(set(keys))
        assert conflict_keys(county) == set()
        assert finish(check_integrity(county)).is_intact


def test_a_book_only_looked_at_or_never_filled_is_left_alone(older_book: Path, book: Store, tmp_path: Path) -> None:
    assert add_missing_rows(book, PRESETS) == ""
    with book.reading() as session:
        assert batch_labels(session) == []
    with store.open_book(copy_template(older_book, tmp_path, "看.zhuanban"), write=False) as looked:
        assert add_missing_rows(looked, PRESETS) == ""


def test_a_book_of_the_first_revision_is_upgraded_kept_and_brought_up(older_book: Path, tmp_path: Path) -> None:
    path = copy_template(older_book, tmp_path, "账本.zhuanban")
    with open_unsynced(path) as opened, opened.engine.execution_options(writing=True).begin() as connection:
        runner.downgrade(connection, "0001")
    with store.open_book(path) as opened:
        (backup,) = tmp_path.glob("账本-升级前-*.zhuanban")
        assert opened.opening_message == f"账本由旧版本程序建立，已升级；升级前的备份：{backup.name}。"
        assert "1个排名方案" in add_missing_rows(opened, PRESETS)
        assert finish(check_integrity(opened)).is_intact
    bare = sa.create_engine(sa.URL.create("sqlite", database=str(backup)))
    assert store.schema_of(bare) == "0001"
    bare.dispose()


def add_former_setting(book: Store) -> None:
    """Add the setting that 河津's books held while its tiers were part of the program."""
    with book.writing("旧口径") as session:
        add_row(session, Setting, key="reward_referral", name="引荐奖励", value="2000—10000万元：0.5%")


def reckoned(book: Store) -> dict[str, Decimal | None]:
    """Calculate one claim of each kind, by the names of the claims."""
    with book.reading() as session:
        claims = session.execute(sa.select(Reward.id, Reward.name)).all()
        return {name: calculate_claim(session, row, TODAY).readings[0].result.amount for row, name in claims}


def test_a_book_that_was_reckoned_by_built_in_tiers_keeps_its_amounts(older: Store) -> None:
    add_former_setting(older)
    with older.writing("奖励") as session:
        wan = Decimal(10_000)
        add_row(session, Setting, key="reward_boundary", name="边界", value="边界归高档")
        add_row(session, Reward, name="引荐", kind="引荐奖励", listed_amount=wan, real_amount=wan)
        per_mu = {"invest_per_mu": Decimal(200), "output_per_mu": Decimal(150), "tax_per_mu": Decimal(10)}
        add_row(session, Reward, name="落户", kind="落户奖励", **per_mu, base_tax=Decimal(100), tax_1=Decimal(150))
    assert "3条原来写在程序里的奖励政策（2021年，须作公平竞争审查）" in add_missing_rows(older, PRESETS)
    # By the upper tier, as the county had set: 10,000 × 0.45 % = 45; (150 − 100) × 30 % = 15.
    assert reckoned(older) == {"引荐": Decimal(45), "落户": Decimal(15)}
    assert add_missing_rows(older, PRESETS) == ""


def test_policies_that_were_undone_do_not_come_back(older: Store) -> None:
    add_former_setting(older)
    add_missing_rows(older, PRESETS)
    with older.reading() as session:
        batch, _ = history.undoable(session, older.who)
    assert batch is not None
    with older.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    assert add_missing_rows(older, PRESETS) == ""
    with older.reading() as session:
        assert session.query(Policy).filter(Policy.removed.is_(False)).count() == 0


def test_a_book_of_another_preset_gets_no_policies(older: Store) -> None:
    assert "政策" not in add_missing_rows(older, PRESETS)
    with older.reading() as session:
        assert session.query(Policy).count() == 0


def test_a_county_with_policies_of_its_own_gets_no_others(older: Store) -> None:
    add_former_setting(older)
    with older.writing("政策") as session:
        add_row(session, Policy, name="本县办法", kind="引荐奖励")
    assert "政策" not in add_missing_rows(older, PRESETS)
