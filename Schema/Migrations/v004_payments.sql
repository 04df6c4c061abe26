-- Users and their roles; money that one person orders and another releases; funds within funds;
-- returned claims put right; pay batches, payments and the bank's confirmations.

-- What tells persons apart is the login without case, width and blanks.
CREATE TABLE user (
    userKey TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    roles TEXT NOT NULL,
    dealerCode TEXT,
    state TEXT NOT NULL CONSTRAINT userStateIsKnown CHECK (state IN ('active', 'disabled'))
) STRICT, WITHOUT ROWID;

ALTER TABLE fund ADD COLUMN parentId INTEGER CONSTRAINT fundIsPartOfFund REFERENCES fund;
-- Who bears what the fund pays: 'central:85 county:15'; empty where that is not settled.
ALTER TABLE fund ADD COLUMN shares TEXT NOT NULL DEFAULT '';

CREATE TABLE moneyOrder (
    reference TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT orderKindIsKnown
        CHECK (kind IN ('appropriation', 'allocation', 'recall')),
    fundId INTEGER NOT NULL CONSTRAINT orderNamesFund REFERENCES fund,
    amountFen INTEGER NOT NULL CONSTRAINT orderIsPositive CHECK (amountFen > 0),
    maker TEXT NOT NULL,
    checker TEXT CONSTRAINT checkerIsAnother CHECK (checker IS NULL OR checker <> maker),
    logIndex INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The log entry that last changed a dealer's account: money approved before it is not paid to it.
ALTER TABLE dealer ADD COLUMN accountChangedAt INTEGER;
UPDATE dealer SET accountChangedAt = (SELECT logIndex FROM record WHERE key = 'dealer:' || code)
WHERE sealed IS NOT NULL;

-- How often a claim was put right; what it said before is kept.
ALTER TABLE claim ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TABLE claimRevision (
    claimId INTEGER NOT NULL CONSTRAINT revisionBelongsToClaim REFERENCES claim,
    revision INTEGER NOT NULL,
    logIndex INTEGER NOT NULL,
    actor TEXT NOT NULL,
    sealedKey BLOB,
    sealed BLOB NOT NULL,
    CONSTRAINT revisionIsUnique PRIMARY KEY (claimId, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE payBatch (
    batchId INTEGER PRIMARY KEY,
    reference TEXT NOT NULL CONSTRAINT batchReferenceIsUnique UNIQUE,
    programme TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT batchStateIsKnown
        CHECK (state IN ('built', 'released', 'cancelled')),
    maker TEXT NOT NULL,
    checker TEXT CONSTRAINT releaserIsAnother CHECK (checker IS NULL OR checker <> maker),
    paymentCount INTEGER NOT NULL,
    totalFen INTEGER NOT NULL,
    logIndex INTEGER NOT NULL
) STRICT;

CREATE TABLE payment (
    batchId INTEGER NOT NULL CONSTRAINT paymentBelongsToBatch REFERENCES payBatch,
    line INTEGER NOT NULL,
    -- A dealer who advanced the subsidies, or NULL for the applicant of the claims.
    dealerId INTEGER CONSTRAINT paymentGoesToDealer REFERENCES dealer,
    amountFen INTEGER NOT NULL CONSTRAINT paymentIsPositive CHECK (amountFen > 0),
    state TEXT NOT NULL CONSTRAINT paymentStateIsKnown
        CHECK (state IN ('scheduled', 'paid', 'failed', 'cancelled')),
    bankRef TEXT NOT NULL DEFAULT '',
    settledOn TEXT,
    -- The bank's words may name persons, so they are sealed.
    sealedKey BLOB,
    sealed BLOB,
    CONSTRAINT paymentIsUnique PRIMARY KEY (batchId, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE paymentItem (
    batchId INTEGER NOT NULL,
    line INTEGER NOT NULL,
    claimId INTEGER NOT NULL CONSTRAINT itemPaysClaim REFERENCES claim,
    amountFen INTEGER NOT NULL CONSTRAINT itemIsPositive CHECK (amountFen > 0),
    isLive INTEGER NOT NULL CONSTRAINT isLiveIsBool CHECK (isLive IN (0, 1)),
    CONSTRAINT itemBelongsToPayment FOREIGN KEY (batchId, line) REFERENCES payment,
    CONSTRAINT itemIsUnique PRIMARY KEY (batchId, line, claimId)
) STRICT, WITHOUT ROWID;
-- One award is paid once: whatever the program above does, no claim is in two live payments.
CREATE UNIQUE INDEX claimIsPaidOnce ON paymentItem (claimId) WHERE isLive = 1;

-- What each batch has paid, by fund and by who bears it.
CREATE TABLE shareCell (
    batchId INTEGER NOT NULL CONSTRAINT shareBelongsToBatch REFERENCES payBatch,
    fundId INTEGER NOT NULL CONSTRAINT shareBelongsToFund REFERENCES fund,
    source TEXT NOT NULL,
    amountFen INTEGER NOT NULL CONSTRAINT shareIsNeverNegative CHECK (amountFen >= 0),
    CONSTRAINT shareIsUnique PRIMARY KEY (batchId, fundId, source)
) STRICT, WITHOUT ROWID;

ALTER TABLE claimStep ADD COLUMN batchId INTEGER;
ALTER TABLE claimStep ADD COLUMN line INTEGER;
