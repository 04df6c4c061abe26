-- Rights drawn before the sale: money kept for a person and a class until the end of a day.

CREATE TABLE claimRight (
    rightId INTEGER PRIMARY KEY,
    -- The dealer's own reference, in clear as on claims: dealers count upwards, so the index of
    -- it grows at its edge.
    ref TEXT NOT NULL,
    bodyDigest BLOB NOT NULL,
    holderDigest BLOB NOT NULL,
    programme TEXT NOT NULL,
    classKey TEXT NOT NULL,
    dealerId INTEGER NOT NULL CONSTRAINT rightIsDrawnByDealer REFERENCES dealer,
    fundId INTEGER NOT NULL CONSTRAINT rightBelongsToFund REFERENCES fund,
    packId INTEGER NOT NULL CONSTRAINT rightBelongsToPack REFERENCES policyPack,
    amountFen INTEGER NOT NULL CONSTRAINT rightKeepsMoney CHECK (amountFen > 0),
    reservedOn TEXT NOT NULL,
    lastDay TEXT NOT NULL CONSTRAINT rightHasADay CHECK (lastDay >= reservedOn),
    state TEXT NOT NULL CONSTRAINT rightStateIsKnown
        CHECK (state IN ('reserved', 'used', 'lapsed', 'cancelled')),
    claimId INTEGER CONSTRAINT rightIsUsedByClaim REFERENCES claim
        CONSTRAINT onlyAUsedRightHasAClaim CHECK ((claimId IS NOT NULL) = (state = 'used')),
    actor TEXT NOT NULL,
    logIndex INTEGER NOT NULL,
    -- The person, sealed; setting sealedKey to NULL erases it.
    sealedKey BLOB,
    sealed BLOB NOT NULL,
    CONSTRAINT rightReferenceIsUnique UNIQUE (dealerId, ref)
) STRICT;
-- One right of a class is held at a time, whatever the program above does.
CREATE UNIQUE INDEX rightIsHeldOnce ON claimRight (holderDigest) WHERE state = 'reserved';
CREATE INDEX rightByLastDay ON claimRight (lastDay) WHERE state = 'reserved';
