"""Tests that prove clauses about dormant firms, the first report and people, by clause; ``clauses.py`` lists them."""

_PEOPLE = "tests/models/statistics/test_people.py::"
_PEOPLE_SHEET = "tests/reports/circulars/sheets/test_people_sheet.py::"
_REGISTER = f"{_PEOPLE_SHEET}test_the_register_counts_the_people_by_day"
_HANDBOOK = f"{_PEOPLE_SHEET}test_a_handbook_names_the_heads_and_prints_its_own_people_training_and_demands"
_TALENTS = f"{_PEOPLE}test_training_counts_its_number_or_its_names_and_talents_come_open_first"
_BOARD_PRINTED = "tests/reports/circulars/sheets/test_dormant_sheet.py::test_it_counts_lists_and_names_who_answers"

PROOFS: dict[str, tuple[str, ...]] = {
    "X2": (_REGISTER, _HANDBOOK),
    "X26": (
        "tests/models/statistics/test_dormant_board.py::test_counts_by_class_and_their_total",
        "tests/reports/figures/test_dormant_figures.py::test_fifty_one_of_fifty_one",
        "tests/end2end/test_dormant_board.py::test_from_a_count_to_the_row_and_the_sheet_and_back",
        _BOARD_PRINTED,
    ),
    "X30": (_REGISTER, f"{_PEOPLE}test_per_head_counts_half_a_year_as_half_a_person", _TALENTS),
    "X34": ("tests/models/statistics/test_clock_alerts.py::test_a_unit_that_does_not_answer_in_time_is_named",),
    "C10": (_BOARD_PRINTED,),
    "Y5": (
        "tests/end2end/test_first_report.py::test_from_the_setting_to_the_end_of_a_protection_and_an_appeal",
        "tests/models/duplicates/test_lead_protection.py::test_a_lapsed_lead_no_longer_blocks_another_task_force",
    ),
    "Y9": (_TALENTS, _HANDBOOK),
}
