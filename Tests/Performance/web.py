"""make bench: the server's numbers, measured by wrk on the same machine, durability FULL.

Usage: web.py PATH-TO-TRADEIN [--claims N] [--large N]
POST of valid distinct claims and determinations over 64 connections; ten times that load; the
queue and the board with N claims in the ledger (1,000,000 by default). Beside it, wrk against the
same server's health route: what the machine and HTTP alone allow. Exits 0 whatever the numbers are.
"""
import argparse, json, os, pathlib, re, shutil, signal, socket, statistics, subprocess, sys, tempfile
import http.client, time, urllib.parse

arguments = sys.argv[1:]
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def tool(tradein, *words, ok=(0,)):
    done = subprocess.run([str(tradein), *map(str, words)], capture_output=True, text=True)
    if done.returncode not in ok:
        sys.exit(f"{words} ended with {done.returncode}\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
    return done.stdout


def ledger_for(tradein, work, name):
    """A ledger with users, dealers and ample money; an officer's token with scopes claims and read."""
    path = work / name
    at = ("--ledger", path)
    tool(tradein, "init", *at)
    tool(tradein, "policy", "activate", "--all", "--as", "approver", *at)
    tool(tradein, "dealer", "import", ROOT / "Fixtures/county/dealers.csv", *at, ok=(0, 1))
    for year in (2025, 2026):
        for scope in ("vehicle", "appliance", "home-goods"):
            code = f"B-{year}-{scope}"
            tool(tradein, "fund", "create", code, "--year", year, "--scope", scope, *at)
            tool(tradein, "fund", "appropriate", code, "9000000000.00", "--reference", code, *at)
    tool(tradein, "fund", "release", "--all", "--as", "checker", *at)
    for login, role in (("guan", "administrator"), ("bo", "officer"), ("shen", "reviewer")):
        tool(tradein, "user", "add", login, "--role", role, "--as", "guan", *at)
    (work / "password").write_text("trade-in-bench\n")
    tool(tradein, "user", "password", "shen", "--from", work / "password", "--lasting", "--as", "guan", *at)
    token = tool(tradein, "user", "token", "bo", "--title", "bench", "--scope", "claims",
                 "--scope", "read", "--as", "guan", *at).strip()
    return path, token


class Server:
    """The server on a free port, with its peak memory."""

    def __init__(self, tradein, ledger):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.child = subprocess.Popen([str(tradein), "serve", "--ledger", str(ledger), "--port",
                                       str(self.port)], stderr=subprocess.PIPE, text=True)
        self.child.stderr.readline()

    def peak(self):
        text = pathlib.Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text).group(1)) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.send_signal(signal.SIGINT)
        self.child.wait(timeout=60)

    def get(self, path, cookie=None):
        """Status, seconds to the first byte, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        start = time.monotonic()
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        first = time.monotonic() - start
        body = answer.read()
        connection.close()
        return answer.status, first, body

    def sign_in(self, login, password):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        form = urllib.parse.urlencode({"login": login, "password": password})
        connection.request("POST", "/login", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        return answer.getheader("Set-Cookie").split(";")[0]


def wrk(server, path, token, bodies, connections, seconds, watch=False):
    """Drives wrk with 2 threads; what `done` of post.lua prints.

    It looks into each answer only where told to: that takes of the cores that the server needs.
    """
    environment = dict(os.environ, BODIES=str(bodies), TOKEN=token, THREADS="2")
    if watch:
        environment["WATCH"] = "1"
    done = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s", "-s", str(HERE / "post.lua"),
         f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True, env=environment)
    return json.loads(done.stdout.strip().splitlines()[-1])


def bodies_of(tradein, work, count, name):
    """Valid, distinct claims as lines of JSON."""
    csv, lines = work / f"{name}.csv", work / f"{name}.jsonl"
    subprocess.run([sys.executable, str(ROOT / "Fixtures/generate.py"), "--valid", str(count), "--out",
                    str(csv)], check=True)
    tool(tradein, "claim", "convert", csv, lines)
    return csv, lines


def claims_in(tradein, ledger):
    lines = json.loads(tool(tradein, "tally", "--by", "state", "--format", "json", "--ledger", ledger))
    return sum(line["claims"] for line in lines if line["key"] != "total")


def writing(tradein, work, count, row):
    ledger, token = ledger_for(tradein, work, "post.ledger")
    _, lines = bodies_of(tradein, work, count, "claims")
    with Server(tradein, ledger) as server:
        plain = subprocess.run(["wrk", "-t2", "-c64", "-d5s", f"http://127.0.0.1:{server.port}/healthz"],
                               capture_output=True, text=True).stdout
        ceiling = float(re.search(r"Requests/sec:\s+([\d.]+)", plain).group(1))
        row("GET /healthz, 64 connections, per s (the machine)", f"{ceiling:,.0f}", "-", True)
        found = wrk(server, "/api/v1/claims/determine", token, lines, 64, 8)
        rate = found["requests"] / found["seconds"]
        row("determine by the API, per s", f"{rate:,.0f}", "12,000", rate >= 12_000)
        seconds = 8
        found = wrk(server, "/api/v1/claims", token, lines, 64, seconds)
        acknowledged = found["requests"] - found["bad"]
        held = claims_in(tradein, ledger)
        rate = min(acknowledged, held) / found["seconds"]
        row("POST of distinct claims, FULL, per s", f"{rate:,.0f}", "4,000", rate >= 4_000)
        row("  p99, ms", f"{found['p99ms']:.1f}", "40", found["p99ms"] <= 40)
        row("  answers that register nothing", str(found["bad"]), "0", found["bad"] == 0)
        found = wrk(server, "/api/v1/claims", token, lines, 640, seconds, watch=True)
        acknowledged += found["created"]
        row("ten times the connections: registered per s",
            f"{(found['created'] + found['ok']) / found['seconds']:,.0f}", "-", True)
        row("  sent away early, with Retry-After", f"{found['busy']:,}", "some", found["busy"] > 0)
        row("  neither answered nor sent away", str(found["other"] + found["errors"]), "0",
            found["other"] + found["errors"] == 0)
        row("  p99 of all answers, ms", f"{found['p99ms']:.1f}", "-", True)
        start = time.monotonic()
        status, _, _ = server.get("/readyz")
        again = time.monotonic() - start
        row("  answers again after, s", f"{again:.2f}", "2", status == 200 and again <= 2)
        row("server's peak memory, MiB", f"{server.peak():.0f}", "150", server.peak() <= 150)
    kept = claims_in(tradein, ledger)
    row("claims acknowledged, in the ledger", f"{acknowledged:,}, {kept:,}", "all", kept >= acknowledged)


def reading(tradein, work, count, row):
    ledger, _ = ledger_for(tradein, work, "large.ledger")
    csv, _ = bodies_of(tradein, work, count, "large")
    tool(tradein, "claim", "import", csv, "--as", "bo", "--ledger", ledger, ok=(0, 1))
    with Server(tradein, ledger) as server:
        cookie = server.sign_in("shen", "trade-in-bench")
        assets = sum(len(server.get(path)[2]) for path in ("/assets/app.css", "/assets/app.js"))
        for name, path in (("queue", "/queue"), ("board", "/")):
            server.get(path, cookie)
            times = [server.get(path, cookie) for _ in range(15)]
            milliseconds = statistics.median(first for _, first, _ in times) * 1000
            row(f"{name} page, {count:,} claims, first byte, ms", f"{milliseconds:.1f}", "30",
                milliseconds <= 30 and times[0][0] == 200)
            size = (len(times[0][2]) + assets) / 1024
            row(f"  all in, KiB", f"{size:.0f}", "80", size <= 80)
        row(f"server's peak memory, {count:,} claims, MiB", f"{server.peak():.0f}", "150",
            server.peak() <= 150)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tradein", type=pathlib.Path)
    parser.add_argument("--claims", type=int, default=150_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    options = parser.parse_args(arguments)
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / ".build"))

    def row(what, value, reach, reached):
        mark = "" if reach == "-" else "reached" if reached else "NOT REACHED"
        print(f"{what:<58} {value:>22}   reach {reach:<12} {mark}", flush=True)

    try:
        writing(options.tradein.resolve(), work, options.claims, row)
        reading(options.tradein.resolve(), work, options.large, row)
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
