"""The county's units and points are laid out for a project, each once."""

from datetime import date

import pytest
import sqlalchemy as sa

from models.errors import UserError
from models.ledgers import AgreementPoint, Project, Term, UnitOpinion
from models.services.signing_lists import lay_out_review
from models.storage.store import Store
from tests.rows import add_project, add_row


def test_what_is_missing_is_laid_out_once(book: Store) -> None:
    with book.writing("项目") as session:
        for dictionary, words in {"review_unit": ("发改局", "财政局"), "agreement_point": ("用地",)}.items():
            for rank, word in enumerate(words):
                add_row(session, Term, dictionary=dictionary, word=word, rank=rank)
        row = add_project(session, "甲", {"在谈": date(2026, 3, 1)})
        add_row(session, UnitOpinion, project=row, unit="财政局", opinion="同意", on=date(2026, 3, 2))
    with book.writing("列出") as session:
        assert lay_out_review(session, row) == (1, 1)
    with book.reading() as session:
        units = session.execute(sa.select(UnitOpinion.unit, UnitOpinion.opinion).order_by(UnitOpinion.unit)).all()
        assert [tuple(unit) for unit in units] == [("发改局", None), ("财政局", "同意")]
        assert session.execute(sa.select(AgreementPoint.point)).scalars().all() == ["用地"]
    with book.writing("再列") as session, pytest.raises(UserError, match="都已经列在"):
        lay_out_review(session, row)


def test_a_project_in_the_recycle_bin_gets_none(book: Store) -> None:
    with book.writing("项目") as session:
        row = add_project(session, "甲", {})
        session.get_one(Project, row).removed = True
    with book.writing("列出") as session, pytest.raises(UserError, match="已不在账本里"):
        lay_out_review(session, row)
