"""The ledgers, each with its detail ledgers in one file; ``LEDGERS`` is their order in window and workbook."""

from models.fields.base import Ledger
from models.ledgers.activity import Activity, Meeting
from models.ledgers.agency import AgencyContract, AgencyResult
from models.ledgers.appeal import Appeal
from models.ledgers.asset import Asset, Dormant
from models.ledgers.chain import Chain, ChainNode, Dossier
from models.ledgers.circular import Circular, CircularText
from models.ledgers.clash import Clash
from models.ledgers.duty import DutyDone, Receipt
from models.ledgers.enclave import Enclave, EnclaveYear
from models.ledgers.enterprise import Contact, Enterprise
from models.ledgers.exchange import Received, Sender
from models.ledgers.export_note import ExportNote
from models.ledgers.form_template import FormTemplate
from models.ledgers.fund import Fund, FundReturn
from models.ledgers.funding import Funding
from models.ledgers.inspection import Inspection
from models.ledgers.itinerary import Itinerary
from models.ledgers.lead import Lead
from models.ledgers.negotiation import Negotiation
from models.ledgers.news import News
from models.ledgers.obligation import Feedback, Obligation
from models.ledgers.permit import LandStandard, PermitStep
from models.ledgers.policy import Policy, PolicyTier
from models.ledgers.profile import County, Holiday, PastFigure, Setting, Term
from models.ledgers.project import Milestone, Project, StageMove
from models.ledgers.reward import Reward
from models.ledgers.scene import Scene
from models.ledgers.scheme import Scheme, SchemeItem
from models.ledgers.signing import AgreementPoint, UnitOpinion
from models.ledgers.talent import Talent
from models.ledgers.task_force import Member, Quota, Spending, Target, TaskForce
from models.ledgers.training import Training
from models.ledgers.transfer import Transfer
from models.ledgers.visit import Visit
from models.ledgers.visit_plan import VisitPlan

__all__ = [
    "LEDGERS",
    "Activity",
    "AgencyContract",
    "AgencyResult",
    "AgreementPoint",
    "Appeal",
    "Asset",
    "Chain",
    "ChainNode",
    "Circular",
    "CircularText",
    "Clash",
    "Contact",
    "County",
    "Dormant",
    "Dossier",
    "DutyDone",
    "Enclave",
    "EnclaveYear",
    "Enterprise",
    "ExportNote",
    "Feedback",
    "FormTemplate",
    "Fund",
    "FundReturn",
    "Funding",
    "Holiday",
    "Inspection",
    "Itinerary",
    "LandStandard",
    "Lead",
    "Meeting",
    "Member",
    "Milestone",
    "Negotiation",
    "News",
    "Obligation",
    "PastFigure",
    "PermitStep",
    "Policy",
    "PolicyTier",
    "Project",
    "Quota",
    "Receipt",
    "Received",
    "Reward",
    "Scene",
    "Scheme",
    "SchemeItem",
    "Sender",
    "Setting",
    "Spending",
    "StageMove",
    "Talent",
    "Target",
    "TaskForce",
    "Term",
    "Training",
    "Transfer",
    "UnitOpinion",
    "Visit",
    "VisitPlan",
]

LEDGERS: tuple[type[Ledger], ...] = (
    Lead,
    Visit,
    VisitPlan,
    Itinerary,
    Negotiation,
    Project,
    StageMove,
    Transfer,
    Appeal,
    Milestone,
    UnitOpinion,
    AgreementPoint,
    Funding,
    Obligation,
    Feedback,
    Activity,
    Meeting,
    News,
    Enterprise,
    Contact,
    TaskForce,
    Member,
    Target,
    Quota,
    Spending,
    Chain,
    ChainNode,
    Dossier,
    Asset,
    Dormant,
    Inspection,
    Talent,
    Training,
    Policy,
    PolicyTier,
    Reward,
    Fund,
    FundReturn,
    Enclave,
    EnclaveYear,
    Scene,
    AgencyContract,
    AgencyResult,
    PermitStep,
    LandStandard,
    Circular,
    CircularText,
    FormTemplate,
    Clash,
    DutyDone,
    Receipt,
    Scheme,
    SchemeItem,
    County,
    Setting,
    Term,
    Holiday,
    PastFigure,
    ExportNote,
    Sender,
    Received,
)
