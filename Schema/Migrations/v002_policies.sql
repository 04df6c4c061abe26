-- Policy packs are proposed by one person and activated by another; values are confirmed
-- against the issued text; a later rise is paid as a supplement that is linked to its claim.

-- Ledgers of v001 decided by every pack that they kept, so those stay active, without an
-- approver. Programme, place, days and open values stand in the packs' texts, which SQL cannot
-- read; the program fills them in when it opens the ledger.
ALTER TABLE policyPack ADD COLUMN programme TEXT NOT NULL DEFAULT '';
ALTER TABLE policyPack ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE policyPack ADD COLUMN fromDay TEXT NOT NULL DEFAULT '';
ALTER TABLE policyPack ADD COLUMN toDay TEXT NOT NULL DEFAULT '';
ALTER TABLE policyPack ADD COLUMN isTemplate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policyPack ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE policyPack ADD COLUMN approver TEXT;
ALTER TABLE policyPack ADD COLUMN state TEXT NOT NULL DEFAULT 'active'
    CONSTRAINT packStateIsKnown CHECK (state IN ('proposed', 'active', 'superseded'));
-- The names of the values that nobody has confirmed yet, separated by blanks.
ALTER TABLE policyPack ADD COLUMN unconfirmed TEXT NOT NULL DEFAULT '';

UPDATE policyPack SET author = coalesce((SELECT json_extract(CAST(logEntry.body AS TEXT), '$.actor')
    FROM record JOIN logEntry ON seq = logIndex WHERE record.key = 'pack:' || sha256), '');

-- One version of a pack decides at a time.
CREATE UNIQUE INDEX packIsActiveOnce ON policyPack (identifier) WHERE state = 'active';

CREATE TABLE packConfirmation (
    packId INTEGER NOT NULL CONSTRAINT confirmationBelongsToPack REFERENCES policyPack,
    item TEXT NOT NULL,
    reference TEXT NOT NULL,
    logIndex INTEGER NOT NULL,
    CONSTRAINT valueIsConfirmedOnce PRIMARY KEY (packId, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE supplement (
    supplementId INTEGER PRIMARY KEY,
    claimId INTEGER NOT NULL CONSTRAINT supplementBelongsToClaim REFERENCES claim,
    code TEXT NOT NULL,
    amountFen INTEGER NOT NULL CONSTRAINT supplementIsPositive CHECK (amountFen > 0),
    packId INTEGER NOT NULL CONSTRAINT supplementBelongsToPack REFERENCES policyPack,
    logIndex INTEGER NOT NULL,
    CONSTRAINT supplementIsGrantedOnce UNIQUE (claimId, code)
) STRICT;
