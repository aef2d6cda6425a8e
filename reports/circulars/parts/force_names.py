"""Names of task forces in sentences, grouped as an office writes them: “焦化、钢铁、铝等9个专班各1条”."""

from collections.abc import Sequence
from decimal import Decimal

from models.ledgers import TaskForce
from reports.content.document import TextSpan
from reports.figures.figure import Figure

ForceFigure = tuple[TaskForce, Figure]
_MAX_GROUPS = 4  # of equal numbers; the rest stand in the table
_MAX_NAMES = 5  # of one group
_FEW = 3  # names of a group that is cut


def name_forces(forces: Sequence[TaskForce], max_names: int = 0) -> tuple[TextSpan, ...]:
    """Name task forces: 焦化专班; 焦化、钢铁2个专班; 焦化、钢铁、铝等9个专班, cut after ``max_names`` (0: never)."""
    return name_short([force.short_name for force in forces], [force.id for force in forces], max_names)


def name_short(names: Sequence[str], rows: Sequence[str], max_names: int = 0) -> tuple[TextSpan, ...]:
    """Name task forces by their short names and row ids, as ``name_forces`` does."""
    if not names:
        return ()
    if len(names) == 1:
        return (TextSpan(f"{names[0]}专班"),)
    shown = names[: max_names or len(names)]
    facts = ("forces", "专班数", "个", Decimal(len(names)), "专班数，逐个数", tuple(rows), 0, TaskForce.__tablename__)
    count = Figure(*facts)
    # A name that ends with a digit must not run into the number.
    cut = "等" if len(shown) < len(names) or shown[-1][-1:].isdigit() else ""
    return TextSpan(f"{'、'.join(shown)}{cut}"), TextSpan(count.phrase, count), TextSpan("专班")


def name_all_or_some(forces: Sequence[TaskForce], every: Sequence[TaskForce]) -> tuple[TextSpan, ...]:
    """Name task forces, or say 各专班 where that is everyone."""
    if len(forces) == len(every) > 1:
        return (TextSpan("各专班"),)
    return name_forces(forces)


def grouped(figures: Sequence[ForceFigure], max_groups: int = _MAX_GROUPS) -> tuple[TextSpan, ...]:
    """Compose “新能源、现代金融服务2个专班各3条，钢铁专班2条，焦化、铝、大数据等9个专班各1条”, the largest first.

    Task forces that print the same number share a group; zeros are left out, and so are groups beyond ``max_groups``
    but the last, unless that is all that is left.
    """
    groups: dict[str, list[ForceFigure]] = {}
    for force, figure in sorted(
        ((force, figure) for force, figure in figures if figure.value), key=lambda pair: -(pair[1].value or 0)
    ):
        groups.setdefault(figure.phrase, []).append((force, figure))
    spans: list[TextSpan] = []
    for members in list(groups.values())[:max_groups]:
        spans += [TextSpan("，")] if spans else []
        forces, (_, figure) = [force for force, _ in members], members[0]
        spans += name_forces(forces, _FEW if len(forces) > _MAX_NAMES else 0)
        spans += [TextSpan("各")] if len(forces) > 1 else []
        spans.append(TextSpan(figure.phrase, figure))
    return tuple(spans)


def of_forces(figures: Sequence[ForceFigure]) -> tuple[list[TaskForce], list[TaskForce]]:
    """Split the task forces into those with something and those with nothing."""
    busy = [force for force, figure in figures if figure.value]
    return busy, [force for force, figure in figures if not figure.value]
