"""Whether a policy holds on a day: from when, until when, and when it was abolished."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PolicyValidity:
    """The days between which a policy holds; None where its document does not say, or where it was not abolished."""

    valid_from: date | None = None
    valid_to: date | None = None
    abolished_on: date | None = None

    @property
    def text(self) -> str:
        """The validity as one phrase for a sheet."""
        span = f"{self.valid_from.isoformat()}起" if self.valid_from else ""
        if self.valid_to:
            span += f"至{self.valid_to.isoformat()}"
        gone = f"{self.abolished_on.isoformat()}废止" if self.abolished_on else ""
        silent = "" if self.valid_to or self.abolished_on else "文件没有写到哪天为止"
        return "，".join(part for part in (span, gone, silent) if part)

    def invalidity(self, day: date) -> str:
        """Return why the policy does not hold on a day; empty where it does."""
        if self.abolished_on is not None and day >= self.abolished_on:
            return f"已于{self.abolished_on.isoformat()}废止"
        if self.valid_to is not None and day > self.valid_to:
            return f"有效期到{self.valid_to.isoformat()}为止，已经过期"
        if self.valid_from is not None and day < self.valid_from:
            return f"{self.valid_from.isoformat()}才生效"
        return ""
