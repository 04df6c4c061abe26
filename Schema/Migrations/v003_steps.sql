-- The life of a claim after it is registered: reviews, holds, returns, rejections,
-- withdrawals, and the way out of the waiting line.

CREATE TABLE claimStep (
    stepId INTEGER PRIMARY KEY,
    claimId INTEGER NOT NULL CONSTRAINT stepBelongsToClaim REFERENCES claim,
    step TEXT NOT NULL,
    fromState TEXT NOT NULL,
    toState TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT,
    -- A note may name persons, so it is sealed as a claim's record is.
    sealedKey BLOB,
    sealed BLOB,
    logIndex INTEGER NOT NULL
) STRICT;
CREATE INDEX stepByClaim ON claimStep (claimId);

-- The waiting line of each fund, in the order of submission.
CREATE INDEX claimInLine ON claim (fundId, claimId) WHERE state = 'waitlisted';

CREATE TRIGGER stepIsNeverChanged BEFORE UPDATE ON claimStep
WHEN NEW.sealedKey IS OLD.sealedKey OR NEW.sealedKey IS NOT NULL
BEGIN SELECT raise(ABORT, 'a step is never changed'); END;
CREATE TRIGGER stepIsNeverRemoved BEFORE DELETE ON claimStep
BEGIN SELECT raise(ABORT, 'a step is never removed'); END;
