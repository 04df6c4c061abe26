-- Photos and papers of claims. The files lie sealed in a folder beside the ledger, named by
-- the SHA-256 of what they hold.

-- What the pack asks for: 'invoice@article;…'; empty for packs that ask for nothing.
ALTER TABLE policyPack ADD COLUMN papers TEXT NOT NULL DEFAULT '';

CREATE TABLE paper (
    claimId INTEGER NOT NULL CONSTRAINT paperBelongsToClaim REFERENCES claim,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL CONSTRAINT paperHasDigest CHECK (length(sha256) = 64),
    format TEXT NOT NULL CONSTRAINT paperFormatIsKnown
        CHECK (format IN ('jpeg', 'png', 'pdf', 'ofd', 'xml')),
    byteCount INTEGER NOT NULL CONSTRAINT paperIsOfSomeSize
        CHECK (byteCount BETWEEN 1 AND 10485760),
    actor TEXT NOT NULL,
    logIndex INTEGER NOT NULL,
    CONSTRAINT paperIsUnique PRIMARY KEY (claimId, kind, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX paperByContent ON paper (sha256);

CREATE TRIGGER paperIsNeverChanged BEFORE UPDATE ON paper
BEGIN SELECT raise(ABORT, 'a paper is never changed; attach another'); END;
CREATE TRIGGER paperIsNeverRemoved BEFORE DELETE ON paper
BEGIN SELECT raise(ABORT, 'a paper is never removed'); END;
