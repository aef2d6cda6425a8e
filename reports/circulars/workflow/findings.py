"""A finding of the check before issuing: what is wrong, how serious it is, and where to correct it."""

from dataclasses import dataclass
from enum import Enum

from models.errors import UserError


class Severity(Enum):
    """Severity of a finding; a blocking one stops the issue unless a reason is given."""

    BLOCKING = "必须处理"
    ADVISORY = "请看一看"


@dataclass(frozen=True, slots=True)
class PrecheckFinding:
    """One finding: its message and where to correct it (rows of a ledger, or a part of the circular by key)."""

    severity: Severity
    message: str
    ledger: str = ""
    rows: tuple[str, ...] = ()
    part: str = ""

    @property
    def sentence(self) -> str:
        """The finding on a line of its own, its severity first."""
        return f"{self.severity.value}：{self.message}"


class IssueBlockedError(UserError):
    """The check found what stops the issue; ``findings`` are all of its findings, the message names the first."""

    def __init__(self, message: str, findings: tuple[PrecheckFinding, ...]) -> None:
        super().__init__(message)
        self.findings = findings


def blocking(findings: tuple[PrecheckFinding, ...]) -> tuple[PrecheckFinding, ...]:
    """Return the findings that block the issue."""
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCKING)
