# Two commands: `make run` serves SmartPlan here, `make test` proves it. The steps live in scripts/,
# where the Docker image takes them from as well.

.PHONY: run test lint lock clean

run:
	@scripts/install-packages run
	@scripts/make-venv base
	@scripts/run

test:
	@scripts/install-packages test
	@scripts/make-venv dev
	@scripts/test

lint:
	@scripts/make-venv dev
	@scripts/lint

lock:
	@scripts/make-venv dev
	@scripts/lock

clean:
	rm -rf .venv staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
