"""The review of a project before signing (签约前审查), read from the book: opinions, points, what each gate lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import AgreementPoint, UnitOpinion
from models.rules import signing_review
from models.rules.fair_review import ReviewStanding
from models.rules.signing_review import SettledPoint, UnitReply
from models.settings.dictionaries import dictionary_terms
from models.statistics.counting_rules import is_live
from models.statistics.review_risks import point_standings

REVIEW_UNITS, AGREEMENT_POINTS = "review_unit", "agreement_point"  # the county's lists, as dictionaries


@dataclass(frozen=True, slots=True)
class SigningReview:
    """What is on record of one project: the county's units and points, the opinions, the points with their review."""

    units: tuple[str, ...]
    wanted_points: tuple[str, ...]
    opinions: Sequence[UnitOpinion]
    points: Sequence[tuple[AgreementPoint, ReviewStanding]]

    def gaps(self, facts: Mapping[str, object]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return what each gate lacks, with the key of its setting; ``facts`` are the project's values by key."""
        replies = [UnitReply(row.unit, row.opinion or "", row.on) for row in self.opinions]
        points = [SettledPoint(row.point, bool((row.text or "").strip()) or bool(row.waived)) for row, _ in self.points]
        return (
            ("gate_diligence", signing_review.diligence_gaps(facts)),
            ("gate_joint", signing_review.joint_review_gaps(self.units, replies)),
            ("gate_legal", signing_review.legal_gaps(facts)),
            ("gate_decision", signing_review.decision_gaps(facts)),
            ("gate_points", signing_review.point_gaps(self.wanted_points, points)),
        )


def read_signing_review(session: Session, project: str) -> SigningReview:
    """Read the review of a project; one that is not in the book yet (an empty id) has neither opinions nor points."""
    opinions: Sequence[UnitOpinion] = ()
    points: Sequence[AgreementPoint] = ()
    if project:
        asked = sa.select(UnitOpinion).where(is_live(UnitOpinion), UnitOpinion.project == project)
        agreed = sa.select(AgreementPoint).where(is_live(AgreementPoint), AgreementPoint.project == project)
        opinions = session.execute(asked.order_by(UnitOpinion.born, UnitOpinion.id)).scalars().all()
        points = session.execute(agreed.order_by(AgreementPoint.born, AgreementPoint.id)).scalars().all()
    return SigningReview(
        words_in_use(session, REVIEW_UNITS),
        words_in_use(session, AGREEMENT_POINTS),
        opinions,
        point_standings(session, points),
    )


def words_in_use(session: Session, dictionary: str) -> tuple[str, ...]:
    """Return the county's words of a dictionary that are not disabled, in order."""
    return tuple(term.word for term in dictionary_terms(session, dictionary) if not term.idle)
