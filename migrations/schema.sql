CREATE TABLE activity (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	task_force VARCHAR(32), 
	kind TEXT, 
	"on" VARCHAR(10), 
	region TEXT, 
	inside SMALLINT, 
	place TEXT, 
	firms BIGINT, 
	leads BIGINT, 
	docked BIGINT, 
	signed BIGINT, 
	signed_amount BIGINT, 
	cost BIGINT, 
	"key" SMALLINT, 
	content TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, invited BIGINT, intended BIGINT, started BIGINT, 
	CONSTRAINT pk_activity PRIMARY KEY (id), 
	CONSTRAINT fk_activity_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE agency_contract (
	id VARCHAR(32) NOT NULL, 
	agent TEXT NOT NULL, 
	task_force VARCHAR(32), 
	area TEXT, 
	industry TEXT, 
	number TEXT, 
	signed_on VARCHAR(10), 
	since VARCHAR(10), 
	until VARCHAR(10), 
	ended_on VARCHAR(10), 
	base_fee BIGINT, 
	base_paid BIGINT, 
	reward_rule TEXT, 
	goal TEXT, 
	contact TEXT, 
	phone TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_agency_contract PRIMARY KEY (id), 
	CONSTRAINT fk_agency_contract_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE agency_result (
	id VARCHAR(32) NOT NULL, 
	contract VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	"on" VARCHAR(10), 
	lead VARCHAR(32), 
	project VARCHAR(32), 
	amount BIGINT, 
	reward BIGINT, 
	reward_due VARCHAR(10), 
	paid BIGINT, 
	paid_on VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_agency_result PRIMARY KEY (id), 
	CONSTRAINT fk_agency_result_contract_agency_contract FOREIGN KEY(contract) REFERENCES agency_contract (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_agency_result_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_agency_result_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE agreement_point (
	id VARCHAR(32) NOT NULL, 
	project VARCHAR(32) NOT NULL, 
	point TEXT NOT NULL, 
	text TEXT, 
	clause TEXT, 
	waived SMALLINT, 
	review TEXT, 
	review_on VARCHAR(10), 
	review_by TEXT, 
	review_ground TEXT, 
	tied SMALLINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_agreement_point PRIMARY KEY (id), 
	CONSTRAINT fk_agreement_point_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE appeal (
	id VARCHAR(32) NOT NULL, 
	lead VARCHAR(32) NOT NULL, 
	task_force VARCHAR(32), 
	raised_on VARCHAR(10), 
	ground TEXT NOT NULL, 
	state TEXT, 
	decision TEXT, 
	protected_to VARCHAR(10), 
	decided_by TEXT, 
	decided_on VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_appeal PRIMARY KEY (id), 
	CONSTRAINT fk_appeal_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_appeal_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE asset (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	place TEXT, 
	owner TEXT, 
	land BIGINT, 
	plant BIGINT, 
	conditions TEXT, 
	price TEXT, 
	filed_on VARCHAR(10), 
	state TEXT, 
	project VARCHAR(32), 
	used_land BIGINT, 
	used_plant BIGINT, 
	used_on VARCHAR(10), 
	contact TEXT, 
	phone TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, industry TEXT, power BIGINT, water BIGINT, gas BIGINT, emissions BIGINT, unit TEXT, due VARCHAR(10), 
	CONSTRAINT pk_asset PRIMARY KEY (id), 
	CONSTRAINT fk_asset_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE batch (
	id VARCHAR(32) NOT NULL, 
	book VARCHAR(32) NOT NULL, 
	seq BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	who TEXT NOT NULL, 
	label TEXT NOT NULL, 
	undoes VARCHAR(32), 
	digest VARCHAR(64) NOT NULL, came VARCHAR(32), 
	CONSTRAINT pk_batch PRIMARY KEY (id)
);

CREATE TABLE book (
	id VARCHAR(32) NOT NULL, 
	born BIGINT NOT NULL, 
	program TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	head VARCHAR(64) NOT NULL, 
	clock VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_book PRIMARY KEY (id)
);

CREATE TABLE chain (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	task_force VARCHAR(32), 
	kind TEXT, 
	head TEXT, 
	unit TEXT, 
	text TEXT, 
	rank BIGINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_chain PRIMARY KEY (id), 
	CONSTRAINT fk_chain_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE chain_node (
	id VARCHAR(32) NOT NULL, 
	chain VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	line BIGINT, 
	step BIGINT, 
	products TEXT, 
	gap TEXT, 
	wanted TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_chain_node PRIMARY KEY (id), 
	CONSTRAINT fk_chain_node_chain_chain FOREIGN KEY(chain) REFERENCES chain (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE circular (
	id VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT, 
	period TEXT, 
	number TEXT, 
	dated VARCHAR(10), 
	state TEXT, 
	signer TEXT, 
	content TEXT, 
	files TEXT, 
	head TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, task_force TEXT, corrects TEXT, reason TEXT, issued_on VARCHAR(10), withdrawn_on VARCHAR(10), version BIGINT, 
	CONSTRAINT pk_circular PRIMARY KEY (id)
);

CREATE TABLE circular_file (
	id VARCHAR(32) NOT NULL, 
	circular VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	made BOOLEAN NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_circular_file PRIMARY KEY (id)
);

CREATE TABLE circular_frozen (
	circular VARCHAR(32) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_circular_frozen PRIMARY KEY (circular)
);

CREATE TABLE circular_text (
	id VARCHAR(32) NOT NULL, 
	kind TEXT NOT NULL, 
	period TEXT NOT NULL, 
	task_force VARCHAR(32), 
	"key" TEXT NOT NULL, 
	generated TEXT, 
	text TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_circular_text PRIMARY KEY (id), 
	CONSTRAINT fk_circular_text_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE clash (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	ledger TEXT NOT NULL, 
	first TEXT NOT NULL, 
	second TEXT NOT NULL, 
	first_report VARCHAR(16), 
	second_report VARCHAR(16), 
	level BIGINT, 
	likeness BIGINT, 
	reason TEXT, 
	evidence TEXT, 
	decision TEXT, 
	decided_by TEXT, 
	decided_on VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_clash PRIMARY KEY (id)
);

CREATE TABLE contact (
	id VARCHAR(32) NOT NULL, 
	enterprise VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	post TEXT, 
	phone TEXT, 
	native SMALLINT, 
	last_met VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_contact PRIMARY KEY (id), 
	CONSTRAINT fk_contact_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE contest (
	"row" VARCHAR(32) NOT NULL, 
	ledger VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_contest PRIMARY KEY ("row")
);

CREATE TABLE county (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	level TEXT, 
	province TEXT, 
	prefecture TEXT, 
	organ TEXT, 
	number_word TEXT, 
	recipients TEXT, 
	copies TEXT, 
	goals TEXT, 
	document TEXT, 
	document_number TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, hq TEXT, commander TEXT, deputies TEXT, office TEXT, office_head TEXT, groups TEXT, 
	CONSTRAINT pk_county PRIMARY KEY (id)
);

CREATE TABLE dormant (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	enterprise VARCHAR(32), 
	kind TEXT, 
	task_force VARCHAR(32), 
	unit TEXT, 
	identified_on VARCHAR(10), 
	due VARCHAR(10), 
	land BIGINT, 
	plant BIGINT, 
	cause TEXT, 
	measure TEXT, 
	invested BIGINT, 
	project VARCHAR(32), 
	state TEXT, 
	revived_on VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_dormant PRIMARY KEY (id), 
	CONSTRAINT fk_dormant_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_dormant_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_dormant_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE dossier (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	task_force VARCHAR(32), 
	chain VARCHAR(32), 
	total BIGINT, 
	content TEXT, 
	firms TEXT, 
	made_on VARCHAR(10), 
	state TEXT, 
	lead VARCHAR(32), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, unit TEXT, 
	CONSTRAINT pk_dossier PRIMARY KEY (id), 
	CONSTRAINT fk_dossier_chain_chain FOREIGN KEY(chain) REFERENCES chain (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_dossier_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_dossier_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE duty_done (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	period TEXT NOT NULL, 
	task_force VARCHAR(32), 
	due VARCHAR(10), 
	done_on VARCHAR(10), 
	"by" TEXT, 
	note TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_duty_done PRIMARY KEY (id), 
	CONSTRAINT fk_duty_done_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "edit" (
	id VARCHAR(32) NOT NULL, 
	book VARCHAR(32) NOT NULL, 
	seq BIGINT NOT NULL, 
	ledger VARCHAR(32) NOT NULL, 
	"row" VARCHAR(32) NOT NULL, 
	"values" TEXT NOT NULL, 
	saw TEXT NOT NULL, 
	clock VARCHAR(16) NOT NULL, 
	who TEXT NOT NULL, 
	batch VARCHAR(32) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	previous VARCHAR(64), 
	came VARCHAR(32), 
	withheld TEXT, 
	CONSTRAINT pk_edit PRIMARY KEY (id)
);

CREATE TABLE enclave (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	task_force VARCHAR(32), 
	project VARCHAR(32), 
	out_place TEXT, 
	in_place TEXT, 
	agreement TEXT, 
	signed_on VARCHAR(10), 
	until VARCHAR(10), 
	tax_share BIGINT, 
	gdp_share BIGINT, 
	clause TEXT, 
	contact TEXT, 
	progress TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_enclave PRIMARY KEY (id), 
	CONSTRAINT fk_enclave_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_enclave_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE enclave_year (
	id VARCHAR(32) NOT NULL, 
	enclave VARCHAR(32) NOT NULL, 
	year BIGINT NOT NULL, 
	tax BIGINT, 
	gdp BIGINT, 
	received BIGINT, 
	"on" VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_enclave_year PRIMARY KEY (id), 
	CONSTRAINT fk_enclave_year_enclave_enclave FOREIGN KEY(enclave) REFERENCES enclave (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE enterprise (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	short TEXT, 
	code TEXT, 
	kind TEXT, 
	tier TEXT, 
	anchor TEXT, 
	chain VARCHAR(32), 
	node VARCHAR(32), 
	task_force VARCHAR(32), 
	region TEXT, 
	place TEXT, 
	industry TEXT, 
	main TEXT, 
	legal TEXT, 
	capital BIGINT, 
	foreign_capital BIGINT, 
	founded VARCHAR(10), 
	local SMALLINT, 
	wanted TEXT, 
	visit_plan TEXT, 
	source TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, unit TEXT, reports SMALLINT, 
	CONSTRAINT pk_enterprise PRIMARY KEY (id), 
	CONSTRAINT fk_enterprise_chain_chain FOREIGN KEY(chain) REFERENCES chain (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_enterprise_node_chain_node FOREIGN KEY(node) REFERENCES chain_node (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_enterprise_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE export_note (
	id VARCHAR(32) NOT NULL, 
	at VARCHAR(16), 
	"by" TEXT NOT NULL, 
	what TEXT NOT NULL, 
	why TEXT NOT NULL, 
	rows BIGINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_export_note PRIMARY KEY (id)
);

CREATE TABLE feedback (
	id VARCHAR(32) NOT NULL, 
	obligation VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	"by" TEXT, 
	text TEXT NOT NULL, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (id), 
	CONSTRAINT fk_feedback_obligation_obligation FOREIGN KEY(obligation) REFERENCES obligation (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE form_template (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	file TEXT, 
	file_hash TEXT, 
	ties TEXT, 
	note TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_form_template PRIMARY KEY (id)
);

CREATE TABLE fund (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	task_force VARCHAR(32), 
	manager TEXT, 
	founded_on VARCHAR(10), 
	until VARCHAR(10), 
	size BIGINT, 
	county_share BIGINT, 
	county_paid BIGINT, 
	promised BIGINT, 
	promise_due VARCHAR(10), 
	clause TEXT, 
	contact TEXT, 
	progress TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_fund PRIMARY KEY (id), 
	CONSTRAINT fk_fund_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE fund_return (
	id VARCHAR(32) NOT NULL, 
	fund VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	project VARCHAR(32), 
	amount BIGINT, 
	"on" VARCHAR(10), 
	proof TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_fund_return PRIMARY KEY (id), 
	CONSTRAINT fk_fund_return_fund_fund FOREIGN KEY(fund) REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_fund_return_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE funding (
	id VARCHAR(32) NOT NULL, 
	project VARCHAR(32) NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	amount BIGINT, 
	fixed BIGINT, 
	"foreign" BIGINT, 
	origin TEXT, 
	proof TEXT, 
	verified SMALLINT, 
	verified_on VARCHAR(10), 
	"by" TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, covers_to VARCHAR(10), covers_from VARCHAR(10), proof_bank SMALLINT, proof_invoice SMALLINT, proof_capital SMALLINT, proof_contract SMALLINT, proof_land SMALLINT, proof_works SMALLINT, reported_on VARCHAR(10), recognised BIGINT, recognised_on VARCHAR(10), recognised_by TEXT, shortfall TEXT, shortfall_note TEXT, verified_amount BIGINT, 
	CONSTRAINT pk_funding PRIMARY KEY (id), 
	CONSTRAINT fk_funding_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE holiday (
	id VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT, 
	state TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_holiday PRIMARY KEY (id)
);

CREATE TABLE inspection (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	company TEXT, 
	enterprise VARCHAR(32), 
	unit TEXT, 
	ground TEXT, 
	inspectors TEXT, 
	asked_on VARCHAR(10), 
	planned_on VARCHAR(10), 
	approver TEXT, 
	answer TEXT, 
	answered_on VARCHAR(10), 
	"on" VARCHAR(10), 
	result TEXT, 
	task_force VARCHAR(32), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_inspection PRIMARY KEY (id), 
	CONSTRAINT fk_inspection_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_inspection_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE itinerary (
	id VARCHAR(32) NOT NULL, 
	visit VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10), 
	hours TEXT, 
	content TEXT NOT NULL, 
	place TEXT, 
	people TEXT, 
	unit TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_itinerary PRIMARY KEY (id), 
	CONSTRAINT fk_itinerary_visit_visit FOREIGN KEY(visit) REFERENCES visit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE land_standard (
	id VARCHAR(32) NOT NULL, 
	project VARCHAR(32) NOT NULL, 
	indicator TEXT NOT NULL, 
	unit TEXT, 
	direction TEXT, 
	promised BIGINT, 
	real BIGINT, 
	meets SMALLINT, 
	due VARCHAR(10), 
	checked_on VARCHAR(10), 
	checked_by TEXT, 
	text TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_land_standard PRIMARY KEY (id), 
	CONSTRAINT fk_land_standard_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE lead (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	task_force VARCHAR(32), 
	reported_on VARCHAR(10), 
	state TEXT, 
	reason TEXT, 
	recognised_on VARCHAR(10), 
	channel TEXT, 
	method TEXT, 
	referrer TEXT, 
	investor TEXT, 
	enterprise VARCHAR(32), 
	place TEXT, 
	industry TEXT, 
	chain VARCHAR(32), 
	content TEXT, 
	total BIGINT, 
	output BIGINT, 
	tax BIGINT, 
	jobs BIGINT, 
	land BIGINT, 
	needs TEXT, 
	support TEXT, 
	first_contact TEXT, 
	first_report VARCHAR(16), 
	first_unit TEXT, 
	owner TEXT, 
	contact TEXT, 
	phone TEXT, 
	judged_on VARCHAR(10), 
	judgement TEXT, 
	followed SMALLINT, 
	moved_to TEXT, 
	moved_on VARCHAR(10), 
	progress TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, ceded_by TEXT, activity TEXT, ceded SMALLINT, next_step TEXT, next_on VARCHAR(10), next_by TEXT, next_done VARCHAR(10), 
	CONSTRAINT pk_lead PRIMARY KEY (id), 
	CONSTRAINT fk_lead_chain_chain FOREIGN KEY(chain) REFERENCES chain (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_lead_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_lead_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE meeting (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	task_force VARCHAR(32), 
	"on" VARCHAR(10), 
	host TEXT, 
	present TEXT, 
	topics TEXT, 
	decisions TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE member (
	id VARCHAR(32) NOT NULL, 
	task_force VARCHAR(32), 
	name TEXT NOT NULL, 
	unit TEXT, 
	post TEXT, 
	role TEXT, 
	phone TEXT, 
	seconded SMALLINT, 
	since VARCHAR(10), 
	until VARCHAR(10), 
	skills TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_member PRIMARY KEY (id), 
	CONSTRAINT fk_member_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE milestone (
	id VARCHAR(32) NOT NULL, 
	project VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	plan_on VARCHAR(10), 
	done_on VARCHAR(10), 
	owner TEXT, 
	evidence TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_milestone PRIMARY KEY (id), 
	CONSTRAINT fk_milestone_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE negotiation (
	id VARCHAR(32) NOT NULL, 
	subject TEXT NOT NULL, 
	task_force VARCHAR(32), 
	project VARCHAR(32), 
	lead VARCHAR(32), 
	"on" VARCHAR(10), 
	depth TEXT, 
	way TEXT, 
	ours TEXT, 
	theirs TEXT, 
	content TEXT, 
	issue TEXT, 
	next_step TEXT, 
	next_on VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, next_by TEXT, next_done VARCHAR(10), 
	CONSTRAINT pk_negotiation PRIMARY KEY (id), 
	CONSTRAINT fk_negotiation_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_negotiation_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_negotiation_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE news (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	"on" VARCHAR(10), 
	kind TEXT, 
	task_force VARCHAR(32), 
	enterprise VARCHAR(32), 
	project VARCHAR(32), 
	text TEXT, 
	source TEXT, 
	writer TEXT, 
	chosen SMALLINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_news PRIMARY KEY (id), 
	CONSTRAINT fk_news_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_news_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_news_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "obligation" (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	side TEXT, 
	kind TEXT, 
	task_force VARCHAR(32), 
	project VARCHAR(32), 
	enterprise VARCHAR(32), 
	meeting VARCHAR(32), 
	source TEXT, 
	clause TEXT, 
	condition TEXT, 
	amount BIGINT, 
	fulfilled BIGINT, 
	fulfilment TEXT, 
	problem TEXT, 
	unit TEXT, 
	owner TEXT, 
	counterpart TEXT, 
	phone TEXT, 
	leader TEXT, 
	rule TEXT, 
	raised_on VARCHAR(10), 
	feedback_due VARCHAR(10), 
	due VARCHAR(10), 
	extended_to VARCHAR(10), 
	extension TEXT, 
	handed_to TEXT, 
	handed_on VARCHAR(10), 
	answered_on VARCHAR(10), 
	state TEXT, 
	result TEXT, 
	closed_on VARCHAR(10), 
	closed_by TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	policy VARCHAR(32), 
	review TEXT, 
	review_on VARCHAR(10), 
	review_by TEXT, 
	review_ground TEXT, 
	tied SMALLINT, 
	passed_by TEXT, 
	passed_why TEXT, met_on VARCHAR(10), applied_on VARCHAR(10), paid_without_claim SMALLINT, paid_on VARCHAR(10), measure TEXT, promised BIGINT, verified BIGINT, verified_on VARCHAR(10), letter_on VARCHAR(10), 
	CONSTRAINT pk_obligation PRIMARY KEY (id), 
	CONSTRAINT fk_obligation_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_obligation_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_obligation_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_obligation_meeting_meeting FOREIGN KEY(meeting) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_obligation_policy_policy FOREIGN KEY(policy) REFERENCES policy (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE past_figure (
	id VARCHAR(32) NOT NULL, 
	metric TEXT NOT NULL, 
	period TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	unit TEXT, 
	source TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_past_figure PRIMARY KEY (id)
);

CREATE TABLE permit_step (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	rank BIGINT, 
	days BIGINT, 
	unit TEXT, 
	is_land SMALLINT, 
	ground TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_permit_step PRIMARY KEY (id)
);

CREATE TABLE policy (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	document TEXT, 
	number TEXT, 
	clause TEXT, 
	text TEXT, 
	kind TEXT, 
	beneficiary TEXT, 
	decided_by TEXT, 
	valid_from VARCHAR(10), 
	valid_to VARCHAR(10), 
	abolished_on VARCHAR(10), 
	abolished_by TEXT, 
	reading TEXT, 
	questions TEXT, 
	years BIGINT, 
	cap BIGINT, 
	review TEXT, 
	review_on VARCHAR(10), 
	review_by TEXT, 
	review_ground TEXT, 
	tied SMALLINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_policy PRIMARY KEY (id)
);

CREATE TABLE policy_tier (
	id VARCHAR(32) NOT NULL, 
	policy VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	measure TEXT, 
	least BIGINT, 
	most BIGINT, 
	invest BIGINT, 
	output BIGINT, 
	tax BIGINT, 
	base TEXT, 
	rate BIGINT, 
	amount BIGINT, 
	cap BIGINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_policy_tier PRIMARY KEY (id), 
	CONSTRAINT fk_policy_tier_policy_policy FOREIGN KEY(policy) REFERENCES policy (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE project (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	number TEXT, 
	task_force VARCHAR(32), 
	stage TEXT, 
	status TEXT, 
	status_reason TEXT, 
	restart_on VARCHAR(10), 
	investor TEXT, 
	enterprise VARCHAR(32), 
	lead VARCHAR(32), 
	channel TEXT, 
	method TEXT, 
	place TEXT, 
	origin TEXT, 
	industry TEXT, 
	chain VARCHAR(32), 
	node VARCHAR(32), 
	content TEXT, 
	nature TEXT, 
	site TEXT, 
	owner TEXT, 
	counterpart TEXT, 
	phone TEXT, 
	total BIGINT, 
	signed_amount BIGINT, 
	fixed BIGINT, 
	filed BIGINT, 
	"foreign" BIGINT, 
	year_plan BIGINT, 
	land BIGINT, 
	plant BIGINT, 
	output BIGINT, 
	tax BIGINT, 
	jobs BIGINT, 
	real_output BIGINT, 
	real_tax BIGINT, 
	invest_per_mu BIGINT, 
	output_per_mu BIGINT, 
	tax_per_mu BIGINT, 
	contract TEXT, 
	group_signing TEXT, 
	three_batches TEXT, 
	plan_start VARCHAR(10), 
	plan_finish VARCHAR(10), 
	plan_produce VARCHAR(10), 
	listed_name TEXT, 
	listed_total BIGINT, 
	listed_on VARCHAR(10), 
	listed_code TEXT, 
	listed_amount BIGINT, 
	checked_background TEXT, 
	checked_industry TEXT, 
	checked_experts TEXT, 
	checked_on VARCHAR(10), 
	checked_by TEXT, 
	law_energy SMALLINT, 
	law_environment SMALLINT, 
	law_safety SMALLINT, 
	law_quality SMALLINT, 
	law_catalogue SMALLINT, 
	law_carbon SMALLINT, 
	high_tech SMALLINT, 
	high_growth SMALLINT, 
	high_value SMALLINT, 
	high_tax SMALLINT, 
	low_danger SMALLINT, 
	low_pollution SMALLINT, 
	review TEXT, 
	review_on VARCHAR(10), 
	lawyer SMALLINT, 
	decided TEXT, 
	one_project SMALLINT, 
	one_leader TEXT, 
	one_team TEXT, 
	one_unit TEXT, 
	one_plan TEXT, 
	patron TEXT, 
	patron_unit TEXT, 
	headquarters TEXT, 
	agent TEXT, 
	passed_by TEXT, 
	passed_why TEXT, 
	referrer TEXT, 
	township TEXT, 
	merit SMALLINT, 
	progress TEXT, 
	problem TEXT, 
	next_step TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, ceded_by TEXT, activity TEXT, ceded SMALLINT, power BIGINT, status_on VARCHAR(10), water BIGINT, gas BIGINT, emissions BIGINT, registered BIGINT, paid_in BIGINT, controller TEXT, litigation TEXT, dishonesty TEXT, affiliates TEXT, advice TEXT, lawyer_on VARCHAR(10), lawyer_text TEXT, decided_on VARCHAR(10), decided_number TEXT, 
	CONSTRAINT pk_project PRIMARY KEY (id), 
	CONSTRAINT fk_project_chain_chain FOREIGN KEY(chain) REFERENCES chain (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_project_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_project_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_project_node_chain_node FOREIGN KEY(node) REFERENCES chain_node (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_project_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE quota (
	id VARCHAR(32) NOT NULL, 
	metric TEXT NOT NULL, 
	task_force VARCHAR(32), 
	every TEXT NOT NULL, 
	least BIGINT, 
	unit TEXT, 
	source TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, whose TEXT, 
	CONSTRAINT pk_quota PRIMARY KEY (id), 
	CONSTRAINT fk_quota_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "receipt" (
	id VARCHAR(32) NOT NULL, 
	task_force VARCHAR(32) NOT NULL, 
	kind TEXT, 
	period TEXT NOT NULL, 
	due VARCHAR(10), 
	received_on VARCHAR(10), 
	empty SMALLINT, 
	note TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	enterprise VARCHAR(32), 
	CONSTRAINT pk_receipt PRIMARY KEY (id), 
	CONSTRAINT fk_receipt_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_receipt_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE received (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	sha256 TEXT, 
	sender VARCHAR(32), 
	"on" VARCHAR(10), 
	period TEXT, 
	kind TEXT, 
	state TEXT, 
	new BIGINT, 
	changed BIGINT, 
	same BIGINT, 
	duplicate BIGINT, 
	refused BIGINT, 
	conflicts BIGINT, 
	why TEXT, 
	upto TEXT, 
	batch TEXT, 
	edits BIGINT, 
	seal TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_received PRIMARY KEY (id), 
	CONSTRAINT fk_received_sender_sender FOREIGN KEY(sender) REFERENCES sender (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "reward" (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	project VARCHAR(32), 
	listed_amount BIGINT, 
	real_amount BIGINT, 
	invest_per_mu BIGINT, 
	output_per_mu BIGINT, 
	tax_per_mu BIGINT, 
	base_tax BIGINT, 
	tax_1 BIGINT, 
	tax_2 BIGINT, 
	tax_3 BIGINT, 
	clause TEXT, 
	reading TEXT, 
	amount BIGINT, 
	decided TEXT, 
	state TEXT, 
	paid_on VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	policy VARCHAR(32), 
	applies_on VARCHAR(10), 
	passed_by TEXT, 
	passed_why TEXT, 
	CONSTRAINT pk_reward PRIMARY KEY (id), 
	CONSTRAINT fk_reward_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_reward_policy_policy FOREIGN KEY(policy) REFERENCES policy (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE scene (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	unit TEXT, 
	task_force VARCHAR(32), 
	place TEXT, 
	need TEXT, 
	amount BIGINT, 
	published_on VARCHAR(10), 
	due VARCHAR(10), 
	state TEXT, 
	company TEXT, 
	enterprise VARCHAR(32), 
	project VARCHAR(32), 
	met TEXT, 
	phone TEXT, 
	result TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_scene PRIMARY KEY (id), 
	CONSTRAINT fk_scene_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_scene_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_scene_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE scheme (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	subject TEXT, 
	span TEXT, 
	goal TEXT, 
	least BIGINT, 
	ends BIGINT, 
	active SMALLINT, 
	source TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, grouping TEXT, 
	CONSTRAINT pk_scheme PRIMARY KEY (id)
);

CREATE TABLE scheme_item (
	id VARCHAR(32) NOT NULL, 
	scheme VARCHAR(32) NOT NULL, 
	metric TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	weight BIGINT, 
	cap BIGINT, 
	"each" BIGINT, 
	most BIGINT, 
	steps TEXT, 
	rank BIGINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_scheme_item PRIMARY KEY (id), 
	CONSTRAINT fk_scheme_item_scheme_scheme FOREIGN KEY(scheme) REFERENCES scheme (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE sender (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	task_force VARCHAR(32), 
	contact TEXT, 
	phone TEXT, 
	last_file TEXT, 
	last_on VARCHAR(10), 
	upto TEXT, 
	headings TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_sender PRIMARY KEY (id), 
	CONSTRAINT fk_sender_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE setting (
	id VARCHAR(32) NOT NULL, 
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT, 
	choices TEXT, 
	source TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (id)
);

CREATE TABLE spending (
	id VARCHAR(32) NOT NULL, 
	task_force VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	amount BIGINT NOT NULL, 
	purpose TEXT, 
	voucher TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_spending PRIMARY KEY (id), 
	CONSTRAINT fk_spending_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE stage_move (
	id VARCHAR(32) NOT NULL, 
	project VARCHAR(32) NOT NULL, 
	stage TEXT NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	"by" TEXT, 
	evidence TEXT, 
	amount BIGINT, 
	corrects VARCHAR(32), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_stage_move PRIMARY KEY (id), 
	CONSTRAINT fk_stage_move_corrects_stage_move FOREIGN KEY(corrects) REFERENCES stage_move (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_stage_move_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE talent (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	enterprise VARCHAR(32), 
	project VARCHAR(32), 
	task_force VARCHAR(32), 
	kind TEXT, 
	degree TEXT, 
	wanted BIGINT, 
	hired BIGINT, 
	skills TEXT, 
	pay TEXT, 
	raised_on VARCHAR(10), 
	due VARCHAR(10), 
	state TEXT, 
	unit TEXT, 
	contact TEXT, 
	phone TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, chosen SMALLINT, 
	CONSTRAINT pk_talent PRIMARY KEY (id), 
	CONSTRAINT fk_talent_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_talent_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_talent_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE target (
	id VARCHAR(32) NOT NULL, 
	metric TEXT NOT NULL, 
	task_forces TEXT, 
	enterprise VARCHAR(32), 
	owner TEXT, 
	period TEXT NOT NULL, 
	value BIGINT, 
	unit TEXT, 
	source TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, stretch BIGINT, reported BIGINT, reported_on VARCHAR(10), 
	CONSTRAINT pk_target PRIMARY KEY (id), 
	CONSTRAINT fk_target_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "task_force" (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	short TEXT, 
	category TEXT, 
	lead_units TEXT, 
	coop_units TEXT, 
	leader TEXT, 
	head TEXT, 
	liaison TEXT, 
	phone TEXT, 
	founded VARCHAR(10), 
	budget BIGINT, 
	direction TEXT, 
	vision TEXT, 
	source TEXT, 
	rank BIGINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	dissolved VARCHAR(10), 
	successor VARCHAR(32), 
	CONSTRAINT pk_task_force PRIMARY KEY (id), 
	CONSTRAINT fk_task_force_successor_task_force FOREIGN KEY(successor) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE term (
	id VARCHAR(32) NOT NULL, 
	dictionary TEXT NOT NULL, 
	word TEXT NOT NULL, 
	rank BIGINT, 
	idle SMALLINT, 
	source TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_term PRIMARY KEY (id)
);

CREATE TABLE training (
	id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT, 
	"on" VARCHAR(10), 
	days BIGINT, 
	place TEXT, 
	organiser TEXT, 
	task_forces TEXT, 
	people TEXT, 
	heads BIGINT, 
	content TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_training PRIMARY KEY (id)
);

CREATE TABLE transfer (
	id VARCHAR(32) NOT NULL, 
	project VARCHAR(32), 
	lead VARCHAR(32), 
	from_force VARCHAR(32), 
	to_force VARCHAR(32) NOT NULL, 
	"on" VARCHAR(10) NOT NULL, 
	reason TEXT, 
	decided_by TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_transfer PRIMARY KEY (id), 
	CONSTRAINT fk_transfer_from_force_task_force FOREIGN KEY(from_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_transfer_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_transfer_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_transfer_to_force_task_force FOREIGN KEY(to_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE unit_opinion (
	id VARCHAR(32) NOT NULL, 
	project VARCHAR(32) NOT NULL, 
	unit TEXT NOT NULL, 
	asked_on VARCHAR(10), 
	opinion TEXT, 
	text TEXT, 
	"on" VARCHAR(10), 
	"by" TEXT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_unit_opinion PRIMARY KEY (id), 
	CONSTRAINT fk_unit_opinion_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "visit" (
	id VARCHAR(32) NOT NULL, 
	direction TEXT NOT NULL, 
	task_force VARCHAR(32), 
	"on" VARCHAR(10), 
	until VARCHAR(10), 
	days BIGINT, 
	trip TEXT, 
	region TEXT, 
	place TEXT, 
	company TEXT NOT NULL, 
	enterprise VARCHAR(32), 
	leader TEXT, 
	level TEXT, 
	people TEXT, 
	heads BIGINT, 
	met TEXT, 
	met_post TEXT, 
	met_phone TEXT, 
	purpose TEXT, 
	content TEXT, 
	outcome TEXT, 
	lead VARCHAR(32), 
	project VARCHAR(32), 
	planned SMALLINT, 
	planned_on VARCHAR(10), 
	done SMALLINT, 
	cost BIGINT, 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	next_step TEXT, 
	next_on VARCHAR(10), 
	next_by TEXT, 
	next_done VARCHAR(10), 
	"plan" VARCHAR(32), 
	CONSTRAINT pk_visit PRIMARY KEY (id), 
	CONSTRAINT fk_visit_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visit_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visit_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visit_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visit_plan_visit_plan FOREIGN KEY("plan") REFERENCES visit_plan (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE visit_plan (
	id VARCHAR(32) NOT NULL, 
	company TEXT NOT NULL, 
	enterprise VARCHAR(32), 
	person TEXT, 
	person_post TEXT, 
	direction TEXT, 
	month VARCHAR(10) NOT NULL, 
	planned_on VARCHAR(10), 
	task_force VARCHAR(32), 
	leader TEXT, 
	owner TEXT, 
	purpose TEXT, 
	content TEXT, 
	lead VARCHAR(32), 
	project VARCHAR(32), 
	cancelled_on VARCHAR(10), 
	remark TEXT, 
	marks TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	touched BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_visit_plan PRIMARY KEY (id), 
	CONSTRAINT fk_visit_plan_enterprise_enterprise FOREIGN KEY(enterprise) REFERENCES enterprise (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visit_plan_lead_lead FOREIGN KEY(lead) REFERENCES lead (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visit_plan_project_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_visit_plan_task_force_task_force FOREIGN KEY(task_force) REFERENCES task_force (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE words (
	ledger VARCHAR(32) NOT NULL, 
	"row" VARCHAR(32) NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_words PRIMARY KEY (ledger, "row")
)
 WITHOUT ROWID

;

CREATE INDEX ix_activity_task_force ON activity (task_force);

CREATE INDEX ix_agency_contract_task_force ON agency_contract (task_force);

CREATE INDEX ix_agency_result_contract ON agency_result (contract);

CREATE INDEX ix_agency_result_lead ON agency_result (lead);

CREATE INDEX ix_agency_result_project ON agency_result (project);

CREATE INDEX ix_agreement_point_project ON agreement_point (project);

CREATE INDEX ix_appeal_lead ON appeal (lead);

CREATE INDEX ix_appeal_task_force ON appeal (task_force);

CREATE INDEX ix_asset_project ON asset (project);

CREATE INDEX ix_batch_book_seq ON batch (book, seq);

CREATE INDEX ix_chain_node_chain ON chain_node (chain);

CREATE INDEX ix_chain_task_force ON chain (task_force);

CREATE INDEX ix_circular_file_circular ON circular_file (circular);

CREATE INDEX ix_circular_text_task_force ON circular_text (task_force);

CREATE INDEX ix_contact_enterprise ON contact (enterprise);

CREATE INDEX ix_dormant_enterprise ON dormant (enterprise);

CREATE INDEX ix_dormant_project ON dormant (project);

CREATE INDEX ix_dormant_task_force ON dormant (task_force);

CREATE INDEX ix_dossier_chain ON dossier (chain);

CREATE INDEX ix_dossier_lead ON dossier (lead);

CREATE INDEX ix_dossier_task_force ON dossier (task_force);

CREATE INDEX ix_duty_done_task_force ON duty_done (task_force);

CREATE INDEX ix_edit_batch ON edit (batch);

CREATE UNIQUE INDEX ix_edit_book_seq ON edit (book, seq) WHERE came IS NULL;

CREATE INDEX ix_edit_came ON edit (came) WHERE came IS NOT NULL;

CREATE INDEX ix_edit_row ON edit ("row");

CREATE INDEX ix_enclave_project ON enclave (project);

CREATE INDEX ix_enclave_task_force ON enclave (task_force);

CREATE INDEX ix_enclave_year_enclave ON enclave_year (enclave);

CREATE INDEX ix_enterprise_chain ON enterprise (chain);

CREATE INDEX ix_enterprise_node ON enterprise (node);

CREATE INDEX ix_enterprise_task_force ON enterprise (task_force);

CREATE INDEX ix_feedback_obligation ON feedback (obligation);

CREATE INDEX ix_fund_return_fund ON fund_return (fund);

CREATE INDEX ix_fund_return_project ON fund_return (project);

CREATE INDEX ix_fund_task_force ON fund (task_force);

CREATE INDEX ix_funding_project ON funding (project);

CREATE INDEX ix_inspection_enterprise ON inspection (enterprise);

CREATE INDEX ix_inspection_task_force ON inspection (task_force);

CREATE INDEX ix_itinerary_visit ON itinerary (visit);

CREATE INDEX ix_land_standard_project ON land_standard (project);

CREATE INDEX ix_lead_chain ON lead (chain);

CREATE INDEX ix_lead_enterprise ON lead (enterprise);

CREATE INDEX ix_lead_task_force ON lead (task_force);

CREATE INDEX ix_meeting_task_force ON meeting (task_force);

CREATE INDEX ix_member_task_force ON member (task_force);

CREATE INDEX ix_milestone_project ON milestone (project);

CREATE INDEX ix_negotiation_lead ON negotiation (lead);

CREATE INDEX ix_negotiation_project ON negotiation (project);

CREATE INDEX ix_negotiation_task_force ON negotiation (task_force);

CREATE INDEX ix_news_enterprise ON news (enterprise);

CREATE INDEX ix_news_project ON news (project);

CREATE INDEX ix_news_task_force ON news (task_force);

CREATE INDEX ix_obligation_enterprise ON obligation (enterprise);

CREATE INDEX ix_obligation_meeting ON obligation (meeting);

CREATE INDEX ix_obligation_policy ON obligation (policy);

CREATE INDEX ix_obligation_project ON obligation (project);

CREATE INDEX ix_obligation_task_force ON obligation (task_force);

CREATE INDEX ix_policy_tier_policy ON policy_tier (policy);

CREATE INDEX ix_project_chain ON project (chain);

CREATE INDEX ix_project_enterprise ON project (enterprise);

CREATE INDEX ix_project_lead ON project (lead);

CREATE INDEX ix_project_node ON project (node);

CREATE INDEX ix_project_task_force ON project (task_force);

CREATE INDEX ix_quota_task_force ON quota (task_force);

CREATE INDEX ix_receipt_enterprise ON receipt (enterprise);

CREATE INDEX ix_receipt_task_force ON receipt (task_force);

CREATE INDEX ix_received_sender ON received (sender);

CREATE INDEX ix_reward_policy ON reward (policy);

CREATE INDEX ix_reward_project ON reward (project);

CREATE INDEX ix_scene_enterprise ON scene (enterprise);

CREATE INDEX ix_scene_project ON scene (project);

CREATE INDEX ix_scene_task_force ON scene (task_force);

CREATE INDEX ix_scheme_item_scheme ON scheme_item (scheme);

CREATE INDEX ix_sender_task_force ON sender (task_force);

CREATE INDEX ix_spending_task_force ON spending (task_force);

CREATE INDEX ix_stage_move_corrects ON stage_move (corrects);

CREATE INDEX ix_stage_move_project ON stage_move (project);

CREATE INDEX ix_talent_enterprise ON talent (enterprise);

CREATE INDEX ix_talent_project ON talent (project);

CREATE INDEX ix_talent_task_force ON talent (task_force);

CREATE INDEX ix_target_enterprise ON target (enterprise);

CREATE INDEX ix_task_force_successor ON task_force (successor);

CREATE INDEX ix_transfer_from_force ON transfer (from_force);

CREATE INDEX ix_transfer_lead ON transfer (lead);

CREATE INDEX ix_transfer_project ON transfer (project);

CREATE INDEX ix_transfer_to_force ON transfer (to_force);

CREATE INDEX ix_unit_opinion_project ON unit_opinion (project);

CREATE INDEX ix_visit_enterprise ON visit (enterprise);

CREATE INDEX ix_visit_lead ON visit (lead);

CREATE INDEX ix_visit_plan ON visit ("plan");

CREATE INDEX ix_visit_plan_enterprise ON visit_plan (enterprise);

CREATE INDEX ix_visit_plan_lead ON visit_plan (lead);

CREATE INDEX ix_visit_plan_project ON visit_plan (project);

CREATE INDEX ix_visit_plan_task_force ON visit_plan (task_force);

CREATE INDEX ix_visit_project ON visit (project);

CREATE INDEX ix_visit_task_force ON visit (task_force);

CREATE TRIGGER edit_no_delete BEFORE DELETE ON edit BEGIN SELECT RAISE(ABORT, 'the log of edits is append-only'); END;

CREATE TRIGGER edit_no_update BEFORE UPDATE ON edit WHEN OLD.withheld IS NULL OR substr(OLD.withheld, 1, 1) = '+' BEGIN SELECT RAISE(ABORT, 'the log of edits is append-only'); END;

INSERT INTO alembic_version VALUES ('0015');

