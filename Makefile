# Every target does its own set-up, on a machine that has only python3, make and git. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test coverage check test-one pictures compare bench campaign typing mutants migration schema lock setup

book := out/河津示例.zhuanban
# Tests of pure functions: they need no book, no screen and no server; tests/test_pure.py runs them without Qt.
pure := tests/models/rules tests/models/fields tests/models/queries/test_scope.py tests/reports/content/test_chart_layout.py
pure += tests/reports/pdf/test_geometry.py tests/reports/pdf/test_pagination.py tests/reports/pdf/test_line_breaking.py

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## fills a book with an example county, issues its circulars under out/, and opens it
	@.ci/setup run
	.venv/bin/zhuanban demo --out out
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then .venv/bin/zhuanban open $(book); \
	else echo "这里没有屏幕，窗口未打开。示例账本和通报已在 out/ 下；换到有屏幕的电脑上运行：zhuanban open $(book)"; fi

test: ## lint, types, and every test, with the real window and a real PostgreSQL
	@.ci/setup test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.ci/tests

coverage: ## lists the lines of models/ that tests/models does not run; make test fails below the floor in pyproject.toml
	@.ci/setup test
	mkdir -p out
	.ci/screen .venv/bin/coverage run -m pytest -q tests/models
	.venv/bin/coverage report

check: ## the quick part of the tests, in under a minute: lint, types, architecture and pure functions
	@.ci/setup run
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/pytest -q tests/test_architecture.py $(pure)

test-one: ## some tests on a screen of their own: make test-one T="tests/desktop/form -k saves"
	@.ci/setup test
	.ci/screen .venv/bin/pytest $(T)

pictures: ## pictures of every page, form, menu and dialog, at three sizes, light and dark, under out/pictures
	@.ci/setup run
	rm -rf out/pictures
	.venv/bin/zhuanban demo --out out/pictures/book
	.ci/screen .venv/bin/python -m tests.pictures --book out/pictures/book/河津示例.zhuanban --out out/pictures

compare: ## compares all outputs of this checkout with those of a commit, byte by byte: make compare BASE=<commit>
	@.ci/setup run
	.venv/bin/python tests/compare_outputs.py --base "$(BASE)"

bench: ## measures what must be fast, at the size of a large county
	@.ci/setup test
	.ci/screen .venv/bin/pytest -s tests/benchmarks

typing: ## Chinese typed with fcitx5-pinyin, the other real input method; make test types with ibus-libpinyin
	@.ci/setup typing
	INPUT_METHOD=fcitx5 .ci/screen .ci/input-method .venv/bin/pytest -rs tests/end2end/test_real_input_method.py

campaign: ## the randomised tests at full length: hours rather than minutes
	@.ci/setup test
	CAMPAIGN=full .ci/screen .venv/bin/pytest -rs -m campaign

mutants: ## plants small faults in rules, counting engine and figures: prints the share the tests notice; an hour
	@.ci/setup run
	.venv/bin/python tests/mutants.py $(ROOMS)

migration: ## writes the revision that brings the schema up to the models: make migration m="what it does"
	@.ci/setup run
	.venv/bin/python -m migrations.new_revision "$(m)"
	.venv/bin/ruff format -q migrations/versions
	.venv/bin/ruff check -q --fix migrations/versions
	.venv/bin/python -m migrations.schema_file

schema: ## writes migrations/schema.sql, from which new books are made, after a revision was changed by hand
	@.ci/setup run
	.venv/bin/python -m migrations.schema_file

lock: ## brings requirements.lock up to pyproject.toml
	@.ci/setup run
	UV_SYSTEM_CERTS=true .venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
		--group dev --all-extras pyproject.toml -o requirements.lock
	@.ci/setup run

setup:
	@.ci/setup test
