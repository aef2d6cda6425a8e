"""Every clause of the five source documents (H 河津, X 夏邑, C 襄城, Y 运城, K 科学导报) and the tests that prove it.

One row a clause: its number in the mechanism table, the clause in a few words, the tests that prove what there is, and
what is not there yet, word for word as README's “还没有的” says it. A clause is fulfilled when nothing is left over.
"""

from dataclasses import replace

from tests.clause import fields_of, fulfilled, words_of
from tests.clause_proofs import PROOFS

ADVANCE = "tests/models/services/test_stage_moves.py::"
VALIDATION = "tests/models/services/test_validation.py::"
ALERTS = "tests/models/statistics/test_alerts.py::"
DUTIES = "tests/models/statistics/test_duty_calendar.py::"
RULES = "tests/models/rules/"
SCREENING = f"{RULES}test_screening.py::"
PRESETS = "tests/models/storage/test_presets.py::"
FIGURES = "tests/reports/figures/test_figure.py::"
MONTH = "tests/reports/circulars/kinds/test_month.py::"
QUARTER = "tests/reports/circulars/kinds/test_quarter.py::"
SHEETS = "tests/reports/circulars/sheets/test_sheet_files.py::"
RANKINGS = "tests/reports/figures/test_rankings.py::"
QUOTAS = "tests/reports/figures/test_quota_figures.py::"
COUNTS = "tests/models/statistics/test_quotas.py::"
AGGREGATES = "tests/models/statistics/test_aggregates.py::"
END_TO_END = "tests/end2end/"
GATE = f"{ADVANCE}test_signing_wants_due_diligence_and_every_law"
GATE_SHOWN = "tests/desktop/form/test_stage_strip.py::test_what_the_gate_still_wants_is_listed_before_signing"
DASHBOARD = "tests/desktop/pages/test_dashboard_page.py::test_each_line_opens_its_rows"
DUTY_CALENDAR = "tests/desktop/pages/test_duties_page.py::test_a_tick_says_who_and_undo_takes_it_back"
DAILY = f"{ALERTS}test_the_fifth_day_without_an_update_warns_and_the_fourth_does_not"
OTHER_DUTY_CALENDARS = f"{DUTIES}test_another_county_keeps_another_rhythm"
ELEMENTS = "tests/models/statistics/test_asset_matching.py::test_water_gas_and_environment_must_suffice_too"
DORMANT_CLOCK = f"{ALERTS}test_a_dormant_firm_of_class_a_to_c_has_a_year"
DORMANT = f"{VALIDATION}test_dormant_firms_of_class_a_to_c_have_twelve_months_and_d_none"
CLOSING = f"{VALIDATION}test_closing_wants_a_result_and_a_name"
PROGRESS = "tests/models/statistics/test_target_progress.py::"
SPANS = f"{PROGRESS}test_what_was_done_over_two_years"
OWN_TARGETS = f"{PROGRESS}test_a_firm_s_and_a_person_s_targets_count_what_they_did"
TARGET_TABLE, TARGET_PAGE = "tests/reports/circulars/parts/test_target_table.py::", "tests/desktop/pages/test_target_"
TARGETS_PRINTED = f"{TARGET_TABLE}test_hejins_and_xiayis_own_targets_print_with_progress"
TARGETS_SHOWN = f"{TARGET_PAGE}progress_page.py::test_each_target_has_its_progress_and_those_behind_are_marked"
TARGETS = f"{FIGURES}test_targets_and_paces_are_what_was_counted_by_hand"
QUOTA_MONTH = f"{QUOTAS}test_xiayis_month_says_how_far_each_group_is_with_each_quota"
XIAYIS_QUOTAS = f"{PRESETS}test_xiayis_quotas_are_the_documents"
EVENTS = f"{COUNTS}test_events_by_region_inside_and_outside"
STOCKS = f"{COUNTS}test_firms_and_dossiers_are_what_there_is"
SHEET_COMMAND = f"{SHEETS}test_sheets_from_the_command_line"
SETTLED = f"{SHEETS}test_a_settled_firm_s_sheet_shows_three_years_by_both_readings"
PER_MU = f"{SHEETS}test_a_project_s_sheet_holds_its_per_mu_figures_against_the_county_s_thresholds"
QUARTER_SHOWN = f"{END_TO_END}test_read_the_circular.py::test_the_quarters_ranking_is_offered_by_quarters"
FIRMS_RANKED = f"{QUARTER}test_hejin_s_firms_are_ranked_by_industry_each_month_half_year_and_year"
SCHEMES = "tests/reports/circulars/workflow/test_compose.py::test_a_scheme_is_chosen_by_its_name_or_a_part_of_it"
WEEK = "tests/reports/circulars/kinds/test_week.py::test_a_sentence_says_what_was_counted_by_hand"
HALF_YEAR = "tests/reports/circulars/kinds/test_half_year.py::test_what_started_or_produced_is_toured_the_largest_first"
YEAR = "tests/reports/circulars/kinds/test_year.py::test_a_sentence_says_what_was_counted_by_hand"
WHO_ANSWERS = "tests/reports/circulars/kinds/test_week.py::test_what_is_overdue_is_listed_with_who_answers_for_it"

HEJIN = (
    fulfilled(
        "H1",
        "一链一专班，牵头和配合单位",
        f"{PRESETS}test_hejin_has_sixteen_task_forces_with_their_units_chains_and_wanted_projects",
        f"{PRESETS}test_hejins_four_old_industries_have_eleven_chains",
        fields_of("H1"),
    ),
    fulfilled(
        "H2",
        "分行业目标，可空、可共担",
        f"{PRESETS}test_hejins_targets_are_the_documents_and_what_it_leaves_open_is_open",
        TARGETS,
        SPANS,
        TARGETS_PRINTED,
        TARGETS_SHOWN,
    ),
    fulfilled(
        "H3", "“511”奋斗目标", f"{PRESETS}test_hejins_rules_are_written_as_the_document_has_them", fields_of("H3")
    ),
    fulfilled(
        "H4", "四法一政策和双碳关口", GATE, GATE_SHOWN, f"{SCREENING}test_signing_waits_for_diligence_and_every_law"
    ),
    fulfilled(
        "H5",
        "一周一研究、半月一调度、一月一汇总、每月一通报",
        "tests/models/rules/test_duty_schedule.py::test_hejins_october",
        f"{DUTIES}test_october_as_hejin_ordered_it_with_the_holiday_in_it",
        DUTY_CALENDAR,
        f"{END_TO_END}test_keep_the_rhythm.py::test_from_the_first_page_to_a_tick_and_back",
    ),
    fulfilled(
        "H6",
        "分行业对企业每月排队、每季通报、年中督查、年末考核",
        FIRMS_RANKED,
        SCHEMES,
        f"{RANKINGS}test_firms_are_ranked_industry_by_industry",
        f"{QUARTER}test_firms_that_bring_others_are_ranked_where_the_scheme_in_use_ranks_firms",
    ),
    fulfilled("H7", "“一把手”负责，部门和企业定期上报", fields_of("H7")),
    fulfilled(
        "H8",
        "13710 督办",
        f"{VALIDATION}test_13710_sets_its_own_days",
        f"{VALIDATION}test_extending_wants_a_plan_and_a_later_day",
        CLOSING,
        f"{ALERTS}test_13710_wants_its_feedback_by_the_third_day",
        DASHBOARD,
    ),
    fulfilled(
        "H9",
        "引荐奖励",
        f"{RULES}test_rewards.py::test_a_referral_at_a_boundary",
        f"{SHEETS}test_a_reward_s_sheet_shows_every_reading",
        f"{SHEETS}test_a_reward_decided_case_by_case_and_one_that_lacks_numbers",
        SHEET_COMMAND,
    ),
    fulfilled(
        "H10",
        "落户企业税收贡献奖励",
        f"{RULES}test_rewards.py::test_a_year_below_the_base_counts_as_nothing",
        f"{RULES}test_rewards.py::test_years_beyond_those_of_the_policy_earn_nothing",
        f"{END_TO_END}test_policies_and_reviews.py::test_a_county_writes_its_own_policy_and_reckons_by_it",
        SETTLED,
    ),
    fulfilled(
        "H11", "一事一议的标记", f"{RULES}test_rewards.py::test_who_may_be_treated_case_by_case", SETTLED, PER_MU
    ),
    fulfilled(
        "H12",
        "骨干企业和重点招引项目库",
        f"{PRESETS}test_hejins_anchors_are_local_firms_by_the_names_the_document_uses",
        f"{PRESETS}test_hejin_has_sixteen_task_forces_with_their_units_chains_and_wanted_projects",
        fields_of("H12"),
    ),
    fulfilled(
        "H13",
        "全程服务，研发机构全覆盖",
        f"{END_TO_END}test_fill_a_form.py::test_a_project_moves_on_and_gets_its_money",
        f"{PRESETS}test_hejin_has_sixteen_task_forces_with_their_units_chains_and_wanted_projects",
    ),
)
XIAYI = (
    fulfilled(
        "X1",
        "五系一本一整治，七个领导组",
        f"{PRESETS}test_xiayi_has_seven_groups_named_after_its_five_series_one_firm_and_one_clean_up",
    ),
    fulfilled(
        "X2",
        "指挥部、办公室、领导组",
        f"{PRESETS}test_xiayis_headquarters_its_office_and_its_groups_are_the_documents",
        fields_of("X2"),
    ),
    fulfilled(
        "X3", "三年县级目标，四种单位", f"{PRESETS}test_xiayis_targets_are_the_documents", SPANS, TARGETS_PRINTED
    ),
    fulfilled("X4", "四高二低", fields_of("X4"), f"{SCREENING}test_all_six_are_wanted_and_one_no_decides"),
    fulfilled("X5", "六个信息渠道", words_of("X5")),
    fulfilled("X6", "招商方式", words_of("X6")),
    fulfilled("X7", "审慎签约", GATE, GATE_SHOWN, fields_of("X7")),
    fulfilled(
        "X8",
        "签约后分包、指挥部、代办",
        f"{ADVANCE}test_starting_wants_a_patron_an_agent_and_the_five_ones",
        fields_of("X8"),
    ),
    fulfilled("X9", "每年四次专场活动", XIAYIS_QUOTAS, EVENTS, QUOTA_MONTH),
    fulfilled("X10", "县内和目标区域各两次推介", XIAYIS_QUOTAS, EVENTS, QUOTA_MONTH),
    fulfilled(
        "X11",
        "每月不少于十条有价值线索",
        XIAYIS_QUOTAS,
        f"{COUNTS}test_leads_are_counted_as_reported_and_as_recognised",
        f"{QUOTAS}test_the_monthly_circular_has_a_table_only_where_there_are_quotas",
        QUOTA_MONTH,
    ),
    fulfilled("X12", "不少于二十家重点企业", XIAYIS_QUOTAS, STOCKS, QUOTA_MONTH),
    fulfilled("X13", "不少于五个招商专案", XIAYIS_QUOTAS, STOCKS, QUOTA_MONTH, fields_of("X13")),
    fulfilled("X14", "六大系各招引十家以上", f"{PRESETS}test_xiayis_targets_are_the_documents", SPANS, TARGETS_PRINTED),
    fulfilled(
        "X15",
        "每个专班经费不低于十万元",
        f"{PRESETS}test_xiayi_has_seven_groups_named_after_its_five_series_one_firm_and_one_clean_up",
        fields_of("X15"),
    ),
    fulfilled(
        "X16",
        "高新区的年度和月度定额",
        f"{PRESETS}test_the_zone_s_quotas_are_the_documents",
        f"{COUNTS}test_a_unit_s_quotas_count_the_rows_that_name_it",
        f"{QUOTAS}test_a_unit_s_quotas_have_a_sentence_and_a_table_of_their_own",
        fields_of("X16"),
    ),
    fulfilled(
        "X17",
        "招商图谱",
        "tests/models/statistics/test_chain_map.py::test_every_chain_of_hejin_can_be_drawn",
        "tests/desktop/pages/test_chain_map_page.py::test_the_keys_walk_along_the_chain_and_enter_leads_to_the_rows",
        fields_of("X17"),
    ),
    fulfilled("X18", "指标明确到目标企业", fields_of("X18"), OWN_TARGETS),
    fulfilled("X19", "人盯人、点对点", fields_of("X19")),
    fulfilled(
        "X20",
        "周动态、月通报、季排名、半年观摩、年终总结",
        WEEK,
        HALF_YEAR,
        YEAR,
        OTHER_DUTY_CALENDARS,
        QUARTER_SHOWN,
    ),
    fulfilled("X21", "会议记录，议定事项有人办", fields_of("X21")),
    fulfilled("X22", "有部署、有督促、有检查、有验收", words_of("X22"), CLOSING),
    fulfilled(
        "X23",
        "履约率、开工率、资金到位率、投产率",
        f"{FIGURES}test_stocks_and_rates_are_what_was_counted_by_hand",
        f"{RULES}test_rates.py::test_a_published_rate_is_printed_as_it_was",
    ),
    fulfilled(
        "X24",
        "困难问题推送、跟踪、督办",
        fields_of("X24"),
        f"{ALERTS}test_an_obligation_turns_yellow_three_days_before_and_red_the_day_after",
        DASHBOARD,
    ),
    fulfilled(
        "X25",
        "问题清单，限期销号",
        fields_of("X25"),
        CLOSING,
        f"{VALIDATION}test_a_closed_item_is_opened_again_by_either_field",
        f"{END_TO_END}test_close_an_obligation.py::test_from_its_deadline_to_its_end_and_back",
    ),
    fulfilled("X26", "僵尸企业 ABCD 四类", DORMANT, DORMANT_CLOCK, fields_of("X26")),
    fulfilled("X27", "要素台账和备案", fields_of("X27")),
    fulfilled("X28", "年度拜访计划和实际", fields_of("X28")),
    fulfilled("X29", "企业联系人、代办员和涉企检查报审", fields_of("X29")),
    fulfilled("X30", "招商大使、顾问和人才库", fields_of("X30"), words_of("X30")),
    fulfilled("X31", "洽谈四步", fields_of("X31"), words_of("X31")),
    fulfilled("X32", "过十亿元重奖", fields_of("X32")),
    fulfilled(
        "X33", "三个锚点园区的分期", f"{PRESETS}test_xiayis_three_parks_stand_with_what_the_document_says_they_cost"
    ),
    fulfilled("X34", "第一时间响应", fields_of("X34")),
)
XIANGCHENG = (
    fulfilled(
        "C1",
        "五个一",
        fields_of("C1"),
        f"{ADVANCE}test_starting_wants_a_patron_an_agent_and_the_five_ones",
        f"{SCREENING}test_after_signing_each_of_the_five_ones_is_asked_for",
    ),
    fulfilled(
        "C2",
        "台账式管理，推进计划有节点",
        fields_of("C2"),
        f"{ALERTS}test_a_milestone_is_listed_five_days_ahead_until_it_is_done",
    ),
    fulfilled(
        "C3",
        "周汇总、月通报、季考评，统计核定",
        WEEK,
        "tests/reports/circulars/kinds/test_half_month.py::test_a_sentence_says_what_was_counted_by_hand",
        OTHER_DUTY_CALENDARS,
        "tests/models/storage/test_preset_plan.py::test_xiangcheng_s_rules_are_its_document_s_and_nobody_else_s",
        fields_of("C3"),
        "tests/models/statistics/test_unrecognised_funds.py::test_the_undecided_come_first_by_amount_then_what_was_refused",
        f"{END_TO_END}test_review_before_signing.py::test_money_is_recognised_in_part_and_the_figures_follow",
    ),
    fulfilled(
        "C4",
        "月例会听取各单位情况",
        "tests/reports/circulars/kinds/test_meeting.py::test_it_holds_the_whole_month_s_circular",
        "tests/reports/circulars/kinds/test_meeting.py::test_the_task_forces_follow_one_another_in_one_annex",
    ),
    fulfilled(
        "C5",
        "合计要对得上",
        "tests/reports/circulars/parts/test_total_check.py::test_the_sums_of_a_published_plan_foot",
        "tests/reports/circulars/parts/test_total_check.py::test_a_changed_cell_of_a_real_circular_does_not_get_by",
        "tests/models/rules/test_plausibility.py::test_printed_tables_of_the_source_documents_foot",
    ),
    fulfilled(
        "C6",
        "前期、在建、建成各有要求",
        f"{ADVANCE}test_a_move_that_cannot_be_is_rejected_at_its_field",
        f"{ADVANCE}test_a_past_day_is_reported_as_logged_and_a_correction_changes_it",
        f"{END_TO_END}test_fill_a_form.py::test_a_project_moves_on_and_gets_its_money",
    ),
    fulfilled(
        "C7",
        "闲置厂房土地与项目匹配",
        "tests/models/statistics/test_asset_matching.py::test_every_project_of_the_plan_finds_its_plant_first",
        "tests/models/statistics/test_asset_matching.py::test_putting_to_use_takes_the_area_needed_and_counts_against_the_target",
        "tests/models/storage/test_preset_plan.py::test_xiangcheng_s_projects_are_paired_with_idle_plants",
        "tests/desktop/form/test_match_strip.py::test_a_plant_is_put_to_use_from_its_own_form",
        "tests/reports/figures/test_funnel_figures.py::test_events_and_areas_are_figures_with_their_rows",
        fields_of("C7"),
    ),
    fulfilled(
        "C8",
        "按投资规模分档",
        "tests/reports/circulars/parts/test_size_bands.py::test_the_county_s_projects_stand_in_their_bands",
        "tests/models/storage/test_preset_plan.py::test_xiangcheng_s_two_zones_have_the_targets_of_its_plan",
        "tests/models/statistics/test_metrics.py::test_sizes_include_their_lower_bound",
    ),
    fulfilled("C9", "意向企业库，企业遗留问题", fields_of("C9")),
    fulfilled("C10", "每项任务后印责任单位", WHO_ANSWERS, fields_of("C2")),
)
YUNCHENG = (
    fulfilled(
        "Y1",
        "签约、开工率、资金到位",
        f"{RULES}test_rates.py::test_a_published_rate_is_printed_as_it_was",
        f"{FIGURES}test_stocks_and_rates_are_what_was_counted_by_hand",
    ),
    fulfilled(
        "Y2",
        "招商四库全流程，名称可改",
        f"{RULES}test_stages.py::test_every_stage_of_the_loop_lies_in_one_library",
        "tests/models/settings/test_definitions.py::test_the_countys_own_words_hold",
        f"{END_TO_END}test_fill_a_form.py::test_a_project_moves_on_and_gets_its_money",
    ),
    fulfilled(
        "Y3",
        "包联、每日更新、四库五日滚动预警",
        fields_of("Y3"),
        DAILY,
        f"{ALERTS}test_in_working_days_the_holiday_does_not_count_and_the_worked_saturday_does",
        f"{ALERTS}test_what_is_linked_to_a_project_updates_it",
        DASHBOARD,
    ),
    fulfilled(
        "Y4",
        "项目跟踪和统计分析要及时",
        f"{END_TO_END}test_read_the_circular.py::test_from_a_printed_number_to_its_rows",
    ),
    fulfilled("Y5", "项目资源流转共享", fields_of("Y5")),
    fulfilled("Y6", "目标企业、科研院所、商会协会", words_of("Y6")),
    fulfilled(
        "Y7",
        "活动漏斗",
        "tests/models/statistics/test_funnel.py::test_a_city_s_year_comes_out_of_what_its_events_say",
        "tests/models/statistics/test_funnel.py::test_leads_and_projects_that_name_the_event_are_counted_from_their_own_rows",
        "tests/desktop/pages/test_funnel_page.py::test_the_year_s_funnel_and_the_rows_behind_a_step",
        fields_of("Y7"),
    ),
    fulfilled("Y8", "驻点小分队", fields_of("Y8")),
    fulfilled("Y9", "动态、楼宇、企业、人才需求、项目", fields_of("Y9"), fields_of("X27")),
    fulfilled("Y10", "专班可增可改", fields_of("Y10")),
    fulfilled("Y11", "链主链核链上，走访事由", fields_of("Y11"), words_of("Y11")),
    fulfilled(
        "Y12",
        "前两名、后两位、连续倒数第一",
        f"{QUARTER}test_the_boards_name_the_first_and_the_last",
        f"{RANKINGS}test_the_year_to_date_against_the_year_s_target",
        f"{RULES}test_scoring.py::test_equal_scores_share_a_place_and_the_next_is_skipped",
        f"{RULES}test_scoring.py::test_last_in_both_of_the_two_latest_is_named",
        f"{RULES}test_scoring.py::test_who_shares_a_place_stands_or_falls_together",
        QUARTER_SHOWN,
    ),
)
OTHERS = (
    fulfilled(
        "K1", "三个亩均入门关", f"{SCREENING}test_per_mu_figures_meet_the_threshold_they_equal", PER_MU, SHEET_COMMAND
    ),
    fulfilled("K2", "水电气要素清单", ELEMENTS, fields_of("K2")),
    fulfilled(
        "K3",
        "引进联审，开工竣工投产承诺",
        fields_of("K3"),
        f"{VALIDATION}test_a_plan_does_not_end_before_it_begins",
    ),
    fulfilled("K4", "承诺的政策及时兑现", fields_of("K4"), words_of("K4"), DASHBOARD),
    fulfilled("K5", "任务分解到人", fields_of("K5"), OWN_TARGETS),
    fulfilled(
        "K6",
        "三个一批",
        "tests/reports/circulars/kinds/test_three_batches.py::test_a_batch_is_found_by_its_number_or_its_name",
        "tests/models/rules/test_plausibility.py::test_the_printed_slip_of_linfen_is_caught",
        "tests/reports/figures/test_batch_figures.py::test_a_city_s_batch_is_what_was_published",
    ),
)
CLAUSES = tuple(
    replace(clause, proofs=(*clause.proofs, *PROOFS.get(clause.number, ())))
    for clause in (*HEJIN, *XIAYI, *XIANGCHENG, *YUNCHENG, *OTHERS)
)
