-- The plan: figures that units report, counts by month, evidence of what was done, who bears what.

-- Never overwritten: a correction is a later row for the same target and period.
CREATE TABLE targetFigure (
    figureId INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    targetId TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT figureKindIsKnown CHECK (kind IN ('base', 'observation')),
    -- The year of a base, the day of an observation.
    period TEXT NOT NULL,
    thousandths INTEGER NOT NULL CONSTRAINT figureIsNeverNegative CHECK (thousandths >= 0),
    document TEXT NOT NULL,
    reporter TEXT NOT NULL,
    isCorrection INTEGER NOT NULL CONSTRAINT correctionIsABoolean CHECK (isCorrection IN (0, 1)),
    actor TEXT NOT NULL,
    logIndex INTEGER NOT NULL
) STRICT;
CREATE INDEX figureByTarget ON targetFigure (plan, targetId, kind, period);
CREATE UNIQUE INDEX figureIsStatedOnce ON targetFigure (plan, targetId, kind, period)
    WHERE isCorrection = 0;
CREATE TRIGGER figureIsNeverChanged BEFORE UPDATE ON targetFigure
BEGIN SELECT raise(ABORT, 'a figure is never changed; correct it by a later one'); END;
CREATE TRIGGER figureIsNeverRemoved BEFORE DELETE ON targetFigure
BEGIN SELECT raise(ABORT, 'a figure is never removed; correct it by a later one'); END;

-- A cancelled event frees its name, town and day, so the table is made anew without that constraint.
ALTER TABLE event RENAME TO eventBefore;
CREATE TABLE event (
    eventId INTEGER PRIMARY KEY,
    eventRef TEXT NOT NULL CONSTRAINT eventIsUnique UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    isRural INTEGER NOT NULL,
    startsOn TEXT NOT NULL,
    endsOn TEXT NOT NULL,
    -- The town that leads; others by key, with blanks between them.
    townKey TEXT NOT NULL,
    otherTowns TEXT NOT NULL DEFAULT '',
    ruralBasis TEXT,
    organiser TEXT,
    state TEXT NOT NULL,
    attendance INTEGER,
    salesFen INTEGER,
    reason TEXT
) STRICT;
INSERT INTO event (eventId, eventRef, kind, name, isRural, startsOn, endsOn, townKey, organiser,
    state, attendance, salesFen)
SELECT eventId, eventRef, kind, name, isRural, startsOn, endsOn, townKey, organiser, state,
    attendance, salesFen FROM eventBefore;
DROP TABLE eventBefore;
CREATE UNIQUE INDEX eventHappensOncePerPlace ON event (name, townKey, startsOn)
    WHERE state <> 'cancelled';

ALTER TABLE recycling ADD COLUMN serialNumber TEXT;
ALTER TABLE recycling ADD COLUMN reverseInvoice TEXT;
CREATE UNIQUE INDEX recyclingSerialIsUnique ON recycling (serialNumber)
    WHERE serialNumber IS NOT NULL;
-- Custody gaps: handed in and never received, received and never dismantled.
CREATE INDEX recyclingNotReceived ON recycling (handedInOn) WHERE receivedOn IS NULL;
CREATE INDEX recyclingNotDismantled ON recycling (receivedOn)
    WHERE receivedOn IS NOT NULL AND dismantledOn IS NULL;
CREATE INDEX recyclingByClaim ON recycling (dealerCode, claimRef) WHERE claimRef IS NOT NULL;

-- Files that show what a register record says; the files lie sealed beside the ledger.
CREATE TABLE evidence (
    evidenceId INTEGER PRIMARY KEY,
    recordKey TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    byteCount INTEGER NOT NULL,
    actor TEXT NOT NULL,
    logIndex INTEGER NOT NULL,
    CONSTRAINT evidenceIsUnique UNIQUE (recordKey, sha256)
) STRICT;
CREATE INDEX evidenceByFile ON evidence (sha256);
CREATE TRIGGER evidenceIsNeverChanged BEFORE UPDATE ON evidence
BEGIN SELECT raise(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidenceIsNeverRemoved BEFORE DELETE ON evidence
BEGIN SELECT raise(ABORT, 'evidence is never removed'); END;

-- What the plan's targets count, by month instead of by year.
CREATE TABLE registerMonth (
    register TEXT NOT NULL,
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    total INTEGER NOT NULL CONSTRAINT monthIsNeverNegative CHECK (total >= 0),
    rural INTEGER NOT NULL CONSTRAINT ruralLiesWithin CHECK (rural BETWEEN 0 AND total),
    CONSTRAINT registerMonthIsUnique PRIMARY KEY (register, month, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO registerMonth
SELECT 'event', substr(startsOn, 1, 7), kind, count(*), sum(isRural)
FROM event WHERE state = 'held' GROUP BY 2, 3
UNION ALL
SELECT 'recycling', substr(receivedOn, 1, 7), kind, sum(quantity), 0
FROM recycling WHERE isLicensed AND receivedOn IS NOT NULL
    AND (kind = 'appliance' OR certificate IS NOT NULL) GROUP BY 2, 3;
DROP TABLE registerCell;

-- The parts of the subsidy that the sources of money bear; the rest is not settled.
ALTER TABLE tallyCell ADD COLUMN centralFen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tallyCell ADD COLUMN provinceFen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tallyCell ADD COLUMN cityFen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tallyCell ADD COLUMN countyFen INTEGER NOT NULL DEFAULT 0;
