"""All faults are told together, each with its place."""

import pytest

from models.errors import UserError
from reports.form_templates.form_faults import FormFaults


def test_faults_are_told_together() -> None:
    faults = FormFaults()
    faults.raise_if_any()
    faults.add("C5", "不认识“甲”。")
    with pytest.raises(UserError, match=r"^C5：不认识“甲”。$"):
        faults.raise_if_any()
    faults.add("D6", UserError("没有数"))
    with pytest.raises(UserError) as caught:
        faults.raise_if_any()
    assert str(caught.value).splitlines() == ["有2处填不了，一格也没有写：", "C5：不认识“甲”。", "D6：没有数。"]
