"""The colours of the light and the dark theme."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme; texts on paper and background keep a contrast of at least 4.5 : 1."""

    name: str
    paper: str
    background: str
    line: str
    ink: str
    second: str
    accent: str
    chosen: str  # behind selected rows
    hover: str
    on_accent: str
    green: str
    amber: str
    red: str
    scroll: str
    edge: str  # of fields and buttons, at least 3 : 1 beside paper and background


LIGHT_COLOURS = Colours(
    "light", "#FFFFFF", "#F6F7F9", "#E1E4E8", "#1F2328", "#59636E", "#1F5FA8", "#E3EEF9", "#EEF1F4", "#FFFFFF",
    "#1A7F37", "#8A5A00", "#B42318", "#C4CBD3", "#848D97",
)  # fmt: skip
DARK_COLOURS = Colours(
    "dark", "#1E2227", "#16191D", "#30363D", "#E6E8EB", "#A2ABB5", "#6CA8E8", "#24384D", "#272C33", "#10151A",
    "#57AB5A", "#D9A441", "#F0857D", "#454D57", "#6B7480",
)  # fmt: skip
