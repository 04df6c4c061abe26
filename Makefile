# Everything a newcomer needs: make demo, make test. Each installs what it lacks.
.PHONY: demo serve web test build bench format lint clean

RELEASE := swift build -c release --static-swift-stdlib --product tradein
SIMULATION := swift build -c release --static-swift-stdlib --product simulation
BIN = $(shell swift build -c release --static-swift-stdlib --show-bin-path)

demo: build
	@$(BIN)/tradein demo --fixtures Fixtures/county --ledger .demo/jinxiang.ledger

# The demo's users are guan (administrator), bo (officer), shen and fu (reviewers), zhao and qian
# (finance), pei (policy approver), ji (auditor) and dian (a dealer); the password is the demo's.
serve: build
	@test -f .demo/jinxiang.ledger || { echo "make demo first / 请先运行 make demo"; exit 1; }
	@echo "guan bo shen fu zhao qian pei ji dian · $$(cat .demo/password.txt)"
	@$(BIN)/tradein serve --ledger .demo/jinxiang.ledger

build: tools
	@$(RELEASE)

test: tools
	swift build --build-tests
	swift test --skip-build --parallel
	Tests/Oracle/run $$(swift build --show-bin-path)/tradein
	WEB_SEED=20261129 Tests/Web/run $$(swift build --show-bin-path)/tradein
	$(SIMULATION)
	$(BIN)/simulation core --commands 1000000
	$(BIN)/simulation kill --kills 200

# The proof of pages and interface alone, with a seed of its own each time.
web: tools
	swift build --product tradein
	Tests/Web/run $$(swift build --show-bin-path)/tradein

bench: build
	@$(SIMULATION)
	@.ci/venv Tests/Oracle/requirements.txt
	@.venv/bin/python Tests/Performance/bench.py $(BIN)/tradein
	@.venv/bin/python Tests/Performance/files.py $(BIN)/tradein
	@.ci/need wrk
	@.venv/bin/python Tests/Performance/web.py $(BIN)/tradein
	@.venv/bin/python Tests/Performance/bad_packs.py $(BIN)/tradein
	@.venv/bin/python Tests/Oracle/cel_compare.py $(BIN)/tradein --sets 10000

format:
	swift format --in-place --parallel --recursive Package.swift Sources Tests Schema

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Schema

.PHONY: tools
tools:
	@.ci/need libsqlite3-dev libxlsxwriter-dev libzip-dev libexpat1-dev libqrencode-dev curl

clean:
	rm -rf .build .demo .venv
