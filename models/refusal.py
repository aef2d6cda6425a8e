"""The one exception that is not a bug."""


class Refusal(Exception):
    """Something the clerk or the world did that the program will not go along with; its text is the sentence to show.

    The sentence says what is wrong, where, and what to do, in the clerk's Chinese.
    """
