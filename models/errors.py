"""The exception for errors of the user or the environment, as against bugs."""


class UserError(Exception):
    """An error of the user or the environment that the program cannot accept; its text is the message to show.

    The message says, in Chinese, what is wrong, where, and what to do.
    """
