-- Access: passwords, sessions, tokens of other programs, drafts, and who came in when.
--
-- None of this is evidence of a claim, so it is not in the log tree; what a user may do is
-- (keep-user entries), and what a user did is.

CREATE TABLE credential (
    userKey TEXT NOT NULL PRIMARY KEY,
    salt BLOB NOT NULL,
    -- scrypt (RFC 7914); the cost is the exponent of its N.
    hash BLOB NOT NULL,
    cost INTEGER NOT NULL CONSTRAINT costIsSane CHECK (cost BETWEEN 10 AND 24),
    -- Given by somebody else, so it is to be changed before anything else is done.
    isInitial INTEGER NOT NULL CONSTRAINT initialIsABoolean CHECK (isInitial IN (0, 1)),
    changedAt INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    closedUntil INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The cookie's SHA-256, never the cookie.
CREATE TABLE session (
    sessionId INTEGER PRIMARY KEY,
    digest BLOB NOT NULL CONSTRAINT sessionIsUnique UNIQUE,
    userKey TEXT NOT NULL,
    device TEXT NOT NULL,
    startedAt INTEGER NOT NULL,
    seenAt INTEGER NOT NULL,
    endedAt INTEGER
) STRICT;
CREATE INDEX sessionByUser ON session (userKey) WHERE endedAt IS NULL;

CREATE TABLE apiToken (
    tokenId INTEGER PRIMARY KEY,
    digest BLOB NOT NULL CONSTRAINT tokenIsUnique UNIQUE,
    userKey TEXT NOT NULL,
    title TEXT NOT NULL,
    scopes TEXT NOT NULL,
    maker TEXT NOT NULL,
    madeAt INTEGER NOT NULL,
    lastDay TEXT NOT NULL,
    endedAt INTEGER
) STRICT;
CREATE INDEX tokenByUser ON apiToken (userKey);

-- What a command with an Idempotency-Key came to, written in the command's own transaction.
CREATE TABLE answeredRequest (
    keyDigest BLOB NOT NULL PRIMARY KEY,
    bodyDigest BLOB NOT NULL,
    receipt TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answeredRequestByAge ON answeredRequest (at);

-- A claim that is being filled in; sealed like a claim, and no claim yet.
CREATE TABLE claimDraft (
    draftId INTEGER PRIMARY KEY,
    userKey TEXT NOT NULL,
    programme TEXT NOT NULL,
    title TEXT NOT NULL,
    sealedKey BLOB NOT NULL,
    sealed BLOB NOT NULL,
    savedAt INTEGER NOT NULL
) STRICT;
CREATE INDEX draftByUser ON claimDraft (userKey);

-- What the bureau tells dealers.
CREATE TABLE announcement (
    announcementId INTEGER PRIMARY KEY,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    author TEXT NOT NULL,
    madeAt INTEGER NOT NULL,
    lastDay TEXT NOT NULL
) STRICT;

-- Who came in, who failed to, who was given or lost a way in.
CREATE TABLE accessEvent (
    eventId INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    login TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
CREATE TRIGGER accessIsNeverChanged BEFORE UPDATE ON accessEvent
BEGIN SELECT raise(ABORT, 'an access event is never changed'); END;
CREATE TRIGGER accessIsNeverRemoved BEFORE DELETE ON accessEvent
BEGIN SELECT raise(ABORT, 'an access event is never removed'); END;
