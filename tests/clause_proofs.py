"""Tests that prove clauses about people, visits, dormant firms, signing, funds and promises, for ``clauses.py``."""

_PEOPLE = "tests/models/statistics/test_people.py::"
_PEOPLE_SHEET = "tests/reports/circulars/sheets/test_people_sheet.py::"
_QUALITY = "tests/models/statistics/test_data_quality.py::"
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

_DECISIONS = "tests/desktop/shell/test_decisions_dialog.py::"
_NO_OTHER_COUNTY = "tests/models/storage/test_presets.py::test_no_other_county_gets_hejins_policies"
_CLOSED = "tests/end2end/test_close_an_obligation.py::test_from_its_deadline_to_its_end_and_back"
_FORCES = "tests/desktop/commands/test_task_forces.py::"
_TARGETS_SHOWN = (
    "tests/desktop/pages/test_target_progress_page.py::test_each_target_has_its_progress_and_those_behind_are_marked"
)
_CHAIN_LINKS = "tests/models/statistics/test_chain_map.py::test_firms_leads_and_projects_are_linked_to_their_step"
_RECEPTION = "tests/reports/circulars/sheets/test_reception_sheet.py::"
_CALENDAR = "tests/end2end/test_calendar.py::test_from_a_late_day_to_the_row_and_back"

PROOFS: dict[str, tuple[str, ...]] = {
    "X1": (_XIAYIS_YEAR,),
    "X3": (_XIAYIS_YEAR,),
    "X14": (_XIAYIS_YEAR,),
    "X5": (
        _XIAYIS_YEAR,
        f"{_SOURCES}test_leads_are_told_by_their_channels_the_most_first",
    ),
    "X4": ("tests/reports/circulars/sheets/test_project_sheet.py::test_the_conditions_are_named_by_outcome",),
    "Y6": (_CHAIN_LINKS,),
    "Y11": (_CHAIN_LINKS, f"{_RECEPTION}test_guests_get_an_itinerary_and_the_host_a_brief"),
    "X6": (
        f"{_SOURCES}test_leads_are_told_by_how_they_were_sought",
        "tests/end2end/test_keep_a_lead.py::test_a_lead_from_first_word_to_recycle_bin_and_back",
    ),
    "X19": ("tests/models/statistics/test_dashboard.py::test_next_steps_of_today_and_before_stand_with_their_officer",),
    "X31": (
        "tests/desktop/form/test_next_step_strip.py::test_leads_and_negotiations_have_it_too_and_a_new_row_and_a_project_have_not",
        "tests/models/statistics/test_next_steps.py::test_the_step_of_a_talk_is_overtaken_by_its_projects_next_stage",
    ),
    "X33": ("tests/reports/wallcharts/test_wall_charts.py::test_every_project_hangs_on_the_paper_asked_for",),
    "X18": (_TARGETS_SHOWN,),
    "X21": (
        f"{_DECISIONS}test_from_the_meeting_s_row_to_the_ledger_and_back_in_one_step",
        "tests/reports/circulars/kinds/test_minutes.py::test_the_ledger_s_meeting_and_what_it_decided_are_told",
    ),
    "X22": (_CLOSED,),
    "X27": (_BOARD_PRINTED,),
    "C2": (_CALENDAR,),
    "C9": (
        "tests/reports/circulars/sheets/test_handouts.py::test_problems_are_summed_by_unit_and_by_firm",
        "tests/desktop/commands/test_printouts.py::test_a_handbook_and_the_problems_are_shown",
    ),
    "Y10": (
        f"{_FORCES}test_selected_projects_are_handed_over_on_a_day_and_come_back",
        f"{_FORCES}test_a_task_force_is_dissolved_into_another",
    ),
    "K5": (_TARGETS_SHOWN,),
    "H7": (
        f"{_QUALITY}test_firms_that_are_to_report_and_did_not_are_named_apart_from_task_forces",
        "tests/models/statistics/test_aggregates.py::test_what_a_firm_reports_is_not_held_against_its_task_force",
        _REGISTER,
    ),
    "H9": (_NO_OTHER_COUNTY,),
    "H10": (_NO_OTHER_COUNTY,),
    "C6": ("tests/end2end/test_fill_a_form.py::test_a_project_signed_in_march_is_typed_with_its_true_days",),
    "Y8": (
        f"{_PEOPLE_SHEET}test_stationed_people_and_their_leads_have_a_section_of_their_own",
        f"{_SOURCES}test_leads_are_told_by_their_channels_the_most_first",
    ),
    "Y12": (
        "tests/reports/circulars/parts/test_previous_issue.py::test_the_previous_places_are_those_that_were_issued",
    ),
    "X2": (_REGISTER, _HANDBOOK),
    "X7": (f"{_SIGNING}test_what_is_missing_stands_on_top",),
    "X8": (_REVIEWED,),
    "X20": (
        "tests/end2end/test_choose_for_the_week.py::test_what_is_ticked_stands_in_the_week_until_undone",
        "tests/reports/circulars/parts/test_talent_section.py::test_what_was_ticked_and_raised_in_the_period_is_printed",
    ),
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
    "X29": (
        "tests/end2end/test_inspections.py::test_an_inspection_is_asked_for_approved_made_and_listed",
        "tests/models/statistics/test_inspections.py::test_approved_on_its_day_it_is_in_order_and_a_day_later_it_is_not",
        "tests/models/statistics/test_inspections.py::test_the_second_of_a_year_is_too_many_where_one_is_allowed",
        "tests/reports/circulars/parts/test_inspection_section.py::test_the_month_says_how_many_by_unit",
    ),
    "X30": (_REGISTER, f"{_PEOPLE}test_per_head_counts_half_a_year_as_half_a_person", _TALENTS),
    "X32": (
        "tests/models/statistics/test_merit.py::test_signed_projects_above_the_threshold_are_listed_the_undecided_first",
        "tests/desktop/pages/test_merit_page.py::test_a_project_is_proposed_and_taken_back",
        "tests/models/statistics/test_merit.py::test_the_year_s_report_says_what_was_proposed",
        _XIAYIS_YEAR,
    ),
    "X34": ("tests/models/statistics/test_clock_alerts.py::test_a_unit_that_does_not_answer_in_time_is_named",),
    "C3": (
        f"{_FUNDS}test_figures_count_the_amount_that_the_county_says",
        f"{_FUNDS}test_the_three_amounts_stand_side_by_side_only_where_the_county_prints_them",
    ),
    "C8": (
        "tests/reports/circulars/parts/test_size_bands.py::test_each_zone_has_its_own_bands_where_the_county_says_so",
    ),
    "C10": (_BOARD_PRINTED,),
    "Y5": (
        "tests/end2end/test_first_report.py::test_from_the_setting_to_the_end_of_a_protection_and_an_appeal",
        "tests/models/duplicates/test_lead_protection.py::test_a_lapsed_lead_no_longer_blocks_another_task_force",
    ),
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
