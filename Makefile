# Each target makes what it needs first; `make run` is all an office needs.
PYTHON ?= python3
# The shell where there is one: the whole browser also draws a window nobody sees for every tab, which
# costs it half a second of work each.
CHROMIUM ?= $(firstword $(wildcard /usr/bin/chromium-headless-shell) /usr/bin/chromium)
BIN := .venv/bin
APLIKASI := .venv/aplikasi.stempel
UJI := .venv/uji.stempel
# Tests write and sync thousands of small files: in memory where there is enough of it.
INGATAN := $(shell test "$$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 3000000 \
  2>/dev/null && echo TMPDIR=/dev/shm)
# The long ones of the browser, so that both cores are busy until the end.
LAKON := $(addprefix tests/e2e/test_,halaman.py jelajah.py operator_baru.py pekerjaan_utama.py \
  tanpa_skrip.py)
# Rooms whose tests ask nothing that a database could answer otherwise: names of the host, headers,
# cookies, the log, a body on its way, how a sheet is laid out or sent, what is kept of a template;
# the demo on other days than in test_contoh.py, by the same acts.
# The access table is asked whole on SQLite: what it asks of a database, who sees which row, is asked
# of both in tests/queries. All else, and every reading, writing and visibility, is asked of both.
TANPA_BASIS := tests/actions/test_contoh_hari.py $(addprefix tests/web/test_,akses.py alamat.py \
  bundel_kirim.py catatan.py dokumen_lembar.py dokumen_word.py giliran.py kepala.py penerima.py \
  tanda.py templat.py)
SEKALI_TAMPIL := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

export CHROMIUM
# Servers are started a hundred times: what Python has compiled once is kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run demo tls test lint bench faults clean uji-peramban uji-lakon uji-postgresql uji-sqlite

run: $(APLIKASI)
	$(BIN)/python wsgi.py

# A throw-away instance in a folder of its own: never the office's data, whatever is set.
demo: $(APLIKASI)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT INT TERM && touch "$$folder/DEMO" && \
	unset IKI_DATABASE_URL IKI_BUKTI_URL && export IKI_INSTANCE="$$folder" && \
	$(BIN)/flask --app wsgi iki contoh && $(BIN)/python wsgi.py

# Own certificates for https, made once and renewed; NAMA="iki.kantor.lan 10.1.2.3" for more names.
tls: $(APLIKASI)
	$(BIN)/flask --app wsgi iki tls $(NAMA)

lint: $(UJI)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --quiet --check
	$(BIN)/djlint templates --quiet --lint
	$(BIN)/lint-imports

# What takes long runs two at a time, the longest first. Each shows what it said when it has ended,
# and none is stopped by what another found; what is shown last is pytest's own closing line.
test: $(UJI)
	@test -x "$(CHROMIUM)" || { echo "Chromium is missing: set CHROMIUM to its path"; exit 1; }
	@$(MAKE) --no-print-directory --keep-going --jobs=2 $(SEKALI_TAMPIL) \
	  lint uji-peramban uji-postgresql uji-sqlite uji-lakon

uji-peramban: $(UJI)
	@echo "Browser, rooms and pages:"
	@$(INGATAN) IKI_UJI_BASIS=sqlite $(BIN)/python -m pytest tests/e2e $(LAKON:%=--ignore=%)

uji-lakon: $(UJI)
	@echo "Browser, the long ones:"
	@$(INGATAN) IKI_UJI_BASIS=sqlite $(BIN)/python -m pytest $(LAKON)

uji-postgresql: $(UJI)
	@echo "PostgreSQL:"
	@$(INGATAN) IKI_UJI_BASIS=postgresql $(BIN)/python -m pytest \
	  tests/queries tests/actions tests/web tests/test_migrations.py $(TANPA_BASIS:%=--ignore=%)

uji-sqlite: $(UJI)
	@echo "SQLite:"
	@$(INGATAN) IKI_UJI_BASIS=sqlite $(BIN)/python -m pytest tests --ignore=tests/e2e

# Times and statements of the main pages and acts; several minutes.
bench: $(UJI)
	$(BIN)/python -m tests.bench $(BAGIAN)

# Killed processes, cut power, full disks, races, bad input, tampering: long, all of it thrown away.
faults: $(UJI)
	$(subst TMPDIR,IKI_INGATAN,$(INGATAN)) $(BIN)/python -m tests.faults $(BAGIAN)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(APLIKASI): requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt
	touch $@

# Most of what the tools bring is never imported: what is, Python compiles then.
$(UJI): $(APLIKASI) tests/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-compile \
	  -r tests/requirements.txt
	touch $@
