-- A later rise for a claim that is approved or paid: an award of its own, linked to the claim,
-- that is reviewed and paid like one. It has no units, price or locks.

ALTER TABLE claim ADD COLUMN parentId INTEGER CONSTRAINT riseAddsToClaim REFERENCES claim;
ALTER TABLE claim ADD COLUMN riseCode TEXT;
CREATE UNIQUE INDEX riseIsGrantedOnce ON claim (parentId, riseCode)
    WHERE parentId IS NOT NULL AND state NOT IN ('rejected', 'withdrawn');
