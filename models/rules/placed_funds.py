"""Placed funds (到位资金): which of the reported, recognised and verified amounts counts; what evidence is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# The kinds of evidence by the field that is ticked for each.
PROOFS: Mapping[str, str] = {
    "proof_bank": "银行转账凭证",
    "proof_invoice": "发票",
    "proof_capital": "验资报告",
    "proof_contract": "合同",
    "proof_land": "土地款票据",
    "proof_works": "工程结算单",
}
FUNDS_COUNTED, FUNDS_SHOWN = "funds_counted", "funds_shown"  # keys of settings
ALL_FUNDS = "三个数都写"  # value of the setting ``funds_shown``
_ZERO = Decimal(0)


class FundsBasis(StrEnum):
    """The values of the setting ``funds_counted``."""

    REPORTED = "上报数"
    RECOGNISED = "认定数"
    VERIFIED = "统计核定数"


def basis_note(basis: str, *, always: bool = False) -> str:
    """Name the basis of a figure, “，按认定数计”; nothing for the reported amounts unless ``always``."""
    return f"，按{basis}计" if always or basis != FundsBasis.REPORTED else ""


@dataclass(frozen=True, slots=True)
class FundsEntry:
    """The amounts of one payment as the ledger has them, in 万元 (foreign: 万美元); None where nothing is entered."""

    amount: Decimal | None = None
    foreign: Decimal | None = None
    recognised: Decimal | None = None
    has_recognition_day: bool = False
    verified: bool | None = None
    verified_amount: Decimal | None = None

    def worth(self, basis: str) -> Decimal:
        """Return what counts of the payment on a basis: what nobody recognised or verified counts nothing there.

        One that is ticked as verified without an amount is verified as recognised, else as reported.
        """
        if basis == FundsBasis.RECOGNISED:
            return self.recognised or _ZERO
        if basis == FundsBasis.VERIFIED:
            if self.verified_amount is not None:
                return self.verified_amount
            known = self.amount if self.recognised is None else self.recognised
            return (known or _ZERO) if self.verified else _ZERO
        return self.amount or _ZERO

    def foreign_worth(self, basis: str) -> Decimal:
        """Return what counts of the foreign part: all of it, where the payment itself counts on the basis.

        A payment in dollars only counts where it has a day of recognition and was not refused, or is verified.
        """
        if basis == FundsBasis.RECOGNISED:
            on_its_own = self.recognised is None and self.has_recognition_day and not self.amount
            counts = bool(self.recognised) or on_its_own
        elif basis == FundsBasis.VERIFIED:
            counts = bool(self.worth(basis)) or (bool(self.verified) and not self.amount)
        else:
            counts = True
        return (self.foreign or _ZERO) if counts else _ZERO


def missing_proofs(ticks: Mapping[str, bool | None], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of evidence that the county asks for and a payment does not have."""
    held = {name for key, name in PROOFS.items() if ticks.get(key)}
    return tuple(name for name in wanted if name not in held)
