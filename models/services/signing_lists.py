"""Lay out the review of a project: one row for each unit of the joint review and each point of the agreement."""

from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import AgreementPoint, Project, UnitOpinion
from models.statistics.signing_review import read_signing_review


def lay_out_review(session: Session, project: str) -> tuple[int, int]:
    """Add what the county's lists name and the project has no row of yet; return how many units and points were added.

    Raises UserError where the project is gone, or nothing is missing.
    """
    row = session.get(Project, project)
    if row is None or row.removed:
        raise UserError("这个项目已不在账本里，请刷新后再试。")
    review = read_signing_review(session, project)
    asked = {opinion.unit for opinion in review.opinions}
    listed = {point.point for point, _ in review.points}
    units = [unit for unit in review.units if unit not in asked]
    points = [point for point in review.wanted_points if point not in listed]
    if not units and not points:
        raise UserError("联审单位和协议要点都已经列在这个项目的明细里了。")
    session.add_all(UnitOpinion(project=project, unit=unit) for unit in units)
    session.add_all(AgreementPoint(project=project, point=point) for point in points)
    session.flush()
    return len(units), len(points)
