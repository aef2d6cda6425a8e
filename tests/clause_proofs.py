"""Tests that prove clauses about people, visits, dormant firms, signing, funds and promises, for ``clauses.py``."""

_PEOPLE = "tests/models/statistics/test_people.py::"
_PEOPLE_SHEET = "tests/reports/circulars/sheets/test_people_sheet.py::"
_REGISTER = f"{_PEOPLE_SHEET}test_the_register_counts_the_people_by_day"
_HANDBOOK = f"{_PEOPLE_SHEET}test_a_handbook_names_the_heads_and_prints_its_own_people_training_and_demands"
_TALENTS = f"{_PEOPLE}test_training_counts_its_number_or_its_names_and_talents_come_open_first"
_BOARD_PRINTED = "tests/reports/circulars/sheets/test_dormant_sheet.py::test_it_counts_lists_and_names_who_answers"
_HANDBOOKS = "tests/reports/circulars/sheets/test_handbook_sheet.py::"
_SOURCES = "tests/reports/circulars/parts/test_year_sources.py::"
_XIAYIS_YEAR = (
    "tests/end2end/test_a_year_of_xiayi.py::test_the_year_of_seven_groups_agrees_with_what_was_counted_by_hand"
)
_SIGNING = "tests/reports/circulars/sheets/test_signing_sheet.py::"
_FUNDS = "tests/reports/figures/test_funds_figures.py::"
_REVIEWED = "tests/end2end/test_review_before_signing.py::test_a_project_is_reviewed_and_its_sheet_says_what_is_missing"
_BOTH_SIDES = "tests/end2end/test_promises_on_both_sides.py::"

PROOFS: dict[str, tuple[str, ...]] = {
    "X2": (_REGISTER, _HANDBOOK),
    "X7": (f"{_SIGNING}test_what_is_missing_stands_on_top",),
    "X8": (_REVIEWED,),
    "X15": (f"{_HANDBOOKS}test_the_latest_payments_stand_with_their_purposes_and_all_are_counted",),
    "X26": (
        "tests/models/statistics/test_dormant_board.py::test_counts_by_class_and_their_total",
        "tests/reports/figures/test_dormant_figures.py::test_fifty_one_of_fifty_one",
        "tests/end2end/test_dormant_board.py::test_from_a_count_to_the_row_and_the_sheet_and_back",
        _XIAYIS_YEAR,
        _BOARD_PRINTED,
    ),
    "X28": (
        "tests/end2end/test_plan_a_visit.py::test_from_the_firm_s_text_to_the_reception_plan",
        "tests/models/statistics/test_alerts.py::test_a_planned_visit_is_called_to_mind_until_it_is_made",
        "tests/models/statistics/test_visit_progress.py::test_a_visit_led_by_two_counts_for_both",
    ),
    "X30": (_REGISTER, f"{_PEOPLE}test_per_head_counts_half_a_year_as_half_a_person", _TALENTS),
    "X34": ("tests/models/statistics/test_clock_alerts.py::test_a_unit_that_does_not_answer_in_time_is_named",),
    "X32": (
        f"{_SOURCES}test_what_is_over_the_county_s_amount_is_proposed_once",
        f"{_SOURCES}test_a_county_without_such_a_rule_proposes_none",
        _XIAYIS_YEAR,
    ),
    "C3": (
        f"{_FUNDS}test_figures_count_the_amount_that_the_county_says",
        f"{_FUNDS}test_the_three_amounts_stand_side_by_side_only_where_the_county_prints_them",
    ),
    "C10": (_BOARD_PRINTED,),
    "Y5": (
        "tests/end2end/test_first_report.py::test_from_the_setting_to_the_end_of_a_protection_and_an_appeal",
        "tests/models/duplicates/test_lead_protection.py::test_a_lapsed_lead_no_longer_blocks_another_task_force",
    ),
    "Y8": (f"{_SOURCES}test_leads_are_told_by_their_channels_the_most_first",),
    "Y9": (_TALENTS, _HANDBOOK),
    "K3": (
        "tests/models/services/test_gates.py::test_the_opinions_of_the_county_s_units_and_the_points_stand_at_the_gate",
        f"{_SIGNING}test_every_unit_and_point_of_the_county_has_a_line",
        _REVIEWED,
    ),
    "K4": (
        f"{_BOTH_SIDES}test_a_promise_is_met_claimed_owed_and_paid",
        f"{_BOTH_SIDES}test_a_duty_is_held_against_the_ledger_and_a_letter_is_written",
        "tests/reports/figures/test_kept_figures.py::test_the_rates_by_count_and_amount_with_their_rows",
    ),
}
