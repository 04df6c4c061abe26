-- The ledger's first schema. A shipped migration is frozen: changes come as v002 and on.
-- Words, not numbers, name programmes, states and accounts, so that an auditor can read
-- the file with any SQLite tool. Amounts are whole fen. Days are ISO dates.

CREATE TABLE ledger (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dealer (
    dealerId INTEGER PRIMARY KEY,
    code TEXT NOT NULL CONSTRAINT dealerCodeIsUnique UNIQUE,
    name TEXT NOT NULL,
    programmes TEXT NOT NULL,
    townKey TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT dealerStateIsKnown
        CHECK (state IN ('enrolled', 'suspended', 'removed')),
    -- The settlement account is a firm's, yet it is sealed like a person's.
    sealedKey BLOB,
    sealed BLOB
) STRICT;

CREATE TABLE policyPack (
    packId INTEGER PRIMARY KEY,
    identifier TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL CONSTRAINT packDigestIsUnique UNIQUE,
    text TEXT NOT NULL,
    notice TEXT NOT NULL
) STRICT;

CREATE TABLE fund (
    fundId INTEGER PRIMARY KEY,
    code TEXT NOT NULL CONSTRAINT fundCodeIsUnique UNIQUE,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    year INTEGER NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT fundScopeIsUnique UNIQUE (year, scope)
) STRICT;

-- One row per account; the sum of its postings, debits positive. The appropriation is the
-- one credit account, so its sum is never positive and every other sum never negative:
-- that is why no fund can be over-committed, whatever the program above does.
CREATE TABLE account (
    accountId INTEGER PRIMARY KEY,
    fundId INTEGER NOT NULL CONSTRAINT accountBelongsToFund REFERENCES fund,
    kind TEXT NOT NULL,
    postingSumFen INTEGER NOT NULL,
    CONSTRAINT accountIsUnique UNIQUE (fundId, kind),
    CONSTRAINT accountIsNeverNegative CHECK (
        CASE kind WHEN 'appropriation' THEN postingSumFen <= 0 ELSE postingSumFen >= 0 END)
) STRICT;

CREATE TABLE posting (
    postingId INTEGER PRIMARY KEY,
    logIndex INTEGER NOT NULL,
    accountId INTEGER NOT NULL CONSTRAINT postingBelongsToAccount REFERENCES account,
    amountFen INTEGER NOT NULL CONSTRAINT postingMovesMoney CHECK (amountFen <> 0)
) STRICT;

CREATE TABLE claim (
    claimId INTEGER PRIMARY KEY,
    logIndex INTEGER NOT NULL,
    dealerId INTEGER NOT NULL CONSTRAINT claimBelongsToDealer REFERENCES dealer,
    claimRef TEXT NOT NULL,
    bodyDigest BLOB NOT NULL,
    programme TEXT NOT NULL,
    classKey TEXT NOT NULL,
    townKey TEXT NOT NULL,
    soldOn TEXT NOT NULL,
    units INTEGER NOT NULL,
    priceFen INTEGER NOT NULL,
    amountFen INTEGER NOT NULL CONSTRAINT awardIsNeverNegative CHECK (amountFen >= 0),
    verdict TEXT NOT NULL CONSTRAINT verdictIsKnown CHECK (verdict IN ('eligible', 'review')),
    state TEXT NOT NULL,
    fundId INTEGER NOT NULL CONSTRAINT claimBelongsToFund REFERENCES fund,
    packId INTEGER NOT NULL CONSTRAINT claimBelongsToPack REFERENCES policyPack
) STRICT;
CREATE INDEX claimByDealer ON claim (dealerId);
CREATE INDEX claimByState ON claim (state, programme);

-- The dealer's references; the digest is keyed, so it tells nothing without the ledger's keys.
CREATE TABLE claimReference (
    refDigest BLOB NOT NULL PRIMARY KEY,
    claimId INTEGER NOT NULL CONSTRAINT referenceBelongsToClaim REFERENCES claim
) STRICT, WITHOUT ROWID;

-- The locks. Sixteen bytes of the look-alike form and eight of the exact form, so that one
-- look-up finds both a duplicate and a near-duplicate. The key is the lock: two claims with
-- one key cannot both be stored.
CREATE TABLE claimKey (
    keyDigest BLOB NOT NULL PRIMARY KEY,
    claimId INTEGER NOT NULL CONSTRAINT keyBelongsToClaim REFERENCES claim
) STRICT, WITHOUT ROWID;

CREATE TABLE usage (
    counterDigest BLOB NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL CONSTRAINT usageIsPositive CHECK (count > 0)
) STRICT, WITHOUT ROWID;

-- Personal data, sealed per claim. Setting sealedKey to NULL erases the person.
CREATE TABLE vault (
    claimId INTEGER PRIMARY KEY CONSTRAINT vaultBelongsToClaim REFERENCES claim,
    sealedKey BLOB,
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE attempt (
    bodyDigest BLOB NOT NULL,
    code TEXT NOT NULL,
    logIndex INTEGER NOT NULL,
    CONSTRAINT attemptIsUnique PRIMARY KEY (bodyDigest, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE tallyCell (
    dimension TEXT NOT NULL,
    year INTEGER NOT NULL,
    programme TEXT NOT NULL,
    value TEXT NOT NULL,
    state TEXT NOT NULL,
    claims INTEGER NOT NULL CONSTRAINT cellIsNeverNegative CHECK (claims >= 0),
    units INTEGER NOT NULL,
    salesFen INTEGER NOT NULL,
    subsidyFen INTEGER NOT NULL,
    CONSTRAINT cellIsUnique PRIMARY KEY (dimension, year, programme, value, state)
) STRICT, WITHOUT ROWID;

-- References of register records with their canonical bodies, so that the same record
-- sent again is known to be the same.
CREATE TABLE record (
    key TEXT NOT NULL PRIMARY KEY,
    body BLOB NOT NULL,
    logIndex INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    eventId INTEGER PRIMARY KEY,
    eventRef TEXT NOT NULL CONSTRAINT eventIsUnique UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    isRural INTEGER NOT NULL,
    startsOn TEXT NOT NULL,
    endsOn TEXT NOT NULL,
    townKey TEXT NOT NULL,
    organiser TEXT,
    state TEXT NOT NULL,
    attendance INTEGER,
    salesFen INTEGER,
    CONSTRAINT eventHappensOncePerPlace UNIQUE (name, townKey, startsOn)
) STRICT;

CREATE TABLE recycling (
    recyclingId INTEGER PRIMARY KEY,
    recordRef TEXT NOT NULL CONSTRAINT recyclingIsUnique UNIQUE,
    kind TEXT NOT NULL,
    itemClass TEXT,
    quantity INTEGER NOT NULL,
    massGrams INTEGER,
    recyclerCode TEXT NOT NULL,
    isLicensed INTEGER NOT NULL,
    certificate TEXT,
    handedInOn TEXT NOT NULL,
    receivedOn TEXT,
    dismantledOn TEXT,
    claimRef TEXT,
    dealerCode TEXT
) STRICT;
CREATE UNIQUE INDEX recyclingCertificateIsUnique ON recycling (certificate)
    WHERE certificate IS NOT NULL;

-- What the plan's targets count, kept at commit: held events and recycled goods by year.
CREATE TABLE registerCell (
    register TEXT NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    total INTEGER NOT NULL,
    rural INTEGER NOT NULL,
    CONSTRAINT registerCellIsUnique PRIMARY KEY (register, year, kind)
) STRICT, WITHOUT ROWID;

-- The evidence log: canonical JSON, never changed, never removed.
CREATE TABLE logEntry (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- C2SP tlog-tiles: up to 256 hashes of 32 bytes; a partial tile only ever grows.
CREATE TABLE logTile (
    level INTEGER NOT NULL,
    tileIndex INTEGER NOT NULL,
    hashes BLOB NOT NULL CONSTRAINT tileHasWholeHashes
        CHECK (length(hashes) % 32 = 0 AND length(hashes) BETWEEN 32 AND 8192),
    CONSTRAINT tileIsUnique PRIMARY KEY (level, tileIndex)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    note TEXT NOT NULL
) STRICT;

CREATE TRIGGER postingIsNeverChanged BEFORE UPDATE ON posting
BEGIN SELECT raise(ABORT, 'a posting is never changed; post a reversal'); END;
CREATE TRIGGER postingIsNeverRemoved BEFORE DELETE ON posting
BEGIN SELECT raise(ABORT, 'a posting is never removed; post a reversal'); END;
CREATE TRIGGER logEntryIsNeverChanged BEFORE UPDATE ON logEntry
BEGIN SELECT raise(ABORT, 'a log entry is never changed'); END;
CREATE TRIGGER logEntryIsNeverRemoved BEFORE DELETE ON logEntry
BEGIN SELECT raise(ABORT, 'a log entry is never removed'); END;
CREATE TRIGGER checkpointIsNeverChanged BEFORE UPDATE ON checkpoint
BEGIN SELECT raise(ABORT, 'a checkpoint is never changed'); END;
CREATE TRIGGER checkpointIsNeverRemoved BEFORE DELETE ON checkpoint
BEGIN SELECT raise(ABORT, 'a checkpoint is never removed'); END;
CREATE TRIGGER logTileOnlyGrows BEFORE UPDATE ON logTile
WHEN substr(NEW.hashes, 1, length(OLD.hashes)) IS NOT OLD.hashes
BEGIN SELECT raise(ABORT, 'a log tile only grows'); END;
CREATE TRIGGER logTileIsNeverRemoved BEFORE DELETE ON logTile
BEGIN SELECT raise(ABORT, 'a log tile is never removed'); END;
