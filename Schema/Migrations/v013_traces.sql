-- What claims may share without being barred: applicant, phone, account, a number under another
-- brand or code. A reviewer asks who else named it; without this index only a scan could tell.
--
-- Eight bytes of a keyed hash as a number. The program fills in the claims of older ledgers, since
-- SQL has no keys. A claim that is put right keeps the traces of what it said before.
CREATE TABLE claimTrace (
    trace INTEGER NOT NULL,
    claimId INTEGER NOT NULL CONSTRAINT traceBelongsToClaim REFERENCES claim,
    CONSTRAINT traceIsUnique PRIMARY KEY (trace, claimId)
) STRICT, WITHOUT ROWID;
