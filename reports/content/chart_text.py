"""What a chart shows, in words, for readers who do not see it: the alternative text of its picture."""

from reports.content.document import Chart

_MAX_VALUES = 40  # values named; a reader listens to no more


def chart_text(chart: Chart) -> str:
    """Return a chart's caption and its values by label: “图1　签约项目：焦化，本期9个；铝，本期2个。”."""
    named = len(chart.series) > 1
    entries = []
    for number, label in enumerate(chart.labels):
        values = [
            f"{series.name if named else ''}{figure.phrase}"
            for series in chart.series
            if number < len(series.figures) and (figure := series.figures[number]) is not None
        ]
        if values:
            entries.append(f"{label.replace(chr(10), '')}{'，' if named else ''}{'、'.join(values)}")
    shown = entries[:_MAX_VALUES]
    more = f"；共{len(entries)}项" if len(entries) > len(shown) else ""
    line = f"；参考线{chart.line.phrase}" if chart.line is not None else ""
    caption = chart.caption.replace("\n", "")
    return f"{caption}：{'；'.join(shown)}{more}{line}。" if shown else f"{caption}。"
