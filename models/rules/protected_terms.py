"""Which dictionary words keep their names: a county may disable them and add its own, but figures are counted by them.

Renaming one would silently empty every figure that counts by it.
"""

from collections.abc import Mapping
from enum import StrEnum

from models.rules.scheme_vocabulary import (
    QuotaInterval,
    QuotaMetric,
    RankingGroup,
    RankingSubject,
    ScoreGoal,
    ScoreKind,
    ScoreMetric,
    ScoreSpan,
    TargetMetric,
    TargetUnit,
)
from models.rules.vocabulary import (
    ActivityKind,
    AnchorTier,
    AssetState,
    BuildNature,
    CapitalOrigin,
    CircularName,
    CircularState,
    ContractKind,
    DormantClass,
    DormantState,
    DossierState,
    DuplicateRuling,
    EnterpriseKind,
    EnterpriseTier,
    HolidayKind,
    HolidayState,
    LeaderLevel,
    LeadState,
    MeetingKind,
    MemberRole,
    NodeState,
    ObligationKind,
    ObligationRule,
    ObligationSide,
    ObligationState,
    ProjectStatus,
    ReceivedKind,
    ReceivedState,
    Region,
    RewardKind,
    Stage,
    VisitDirection,
)

# By dictionary: the words that may be disabled but not renamed.
PROTECTED_TERMS: Mapping[str, tuple[type[StrEnum], ...]] = {
    "lead_state": (LeadState,),
    "stage": (Stage,),
    "stage_move": (Stage, ProjectStatus),
    "project_status": (ProjectStatus,),
    "contract_kind": (ContractKind,),
    "capital_origin": (CapitalOrigin,),
    "build_nature": (BuildNature,),
    "visit_direction": (VisitDirection,),
    "leader_level": (LeaderLevel,),
    "activity_kind": (ActivityKind,),
    "region": (Region,),
    "meeting_kind": (MeetingKind,),
    "enterprise_kind": (EnterpriseKind,),
    "enterprise_tier": (EnterpriseTier,),
    "anchor_tier": (AnchorTier,),
    "node_state": (NodeState,),
    "dossier_state": (DossierState,),
    "member_role": (MemberRole,),
    "obligation_side": (ObligationSide,),
    "obligation_kind": (ObligationKind,),
    "obligation_rule": (ObligationRule,),
    "obligation_state": (ObligationState,),
    "asset_state": (AssetState,),
    "dormant_class": (DormantClass,),
    "dormant_state": (DormantState,),
    "reward_kind": (RewardKind,),
    "clash_decision": (DuplicateRuling,),
    "holiday_kind": (HolidayKind,),
    "holiday_state": (HolidayState,),
    "circular_kind": (CircularName,),
    "circular_state": (CircularState,),
    "received_kind": (ReceivedKind,),
    "received_state": (ReceivedState,),
    "rank_subject": (RankingSubject,),
    "rank_group": (RankingGroup,),
    "score_span": (ScoreSpan,),
    "score_goal": (ScoreGoal,),
    "score_kind": (ScoreKind,),
    "quota_period": (QuotaInterval,),
    "quota_metric": (QuotaMetric,),
    "target_unit": (TargetUnit,),
    "metric": (TargetMetric,),
    "score_metric": (ScoreMetric,),
}


def is_protected(dictionary: str, word: str) -> bool:
    """Whether a dictionary's word is counted by and must keep its name."""
    return any(word in set(members) for members in PROTECTED_TERMS.get(dictionary, ()))
