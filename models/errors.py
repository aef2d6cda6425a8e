"""The exception for errors of the user or the environment, as against bugs."""


class UserError(Exception):
    """An error of the user or the environment that the program cannot accept; its text is the message to show.

    The message says, in Chinese, what is wrong, where, and what to do.
    """


class FieldErrors(UserError):
    """Raised where several fields are wrong; ``by_key`` has the message for each field key."""

    def __init__(self, by_key: dict[str, str]) -> None:
        super().__init__("\n".join(by_key.values()))
        self.by_key = by_key
