-- Backups that were made of this ledger, and announcements that are taken back.
--
-- Neither is evidence of a claim, so neither is in the log tree.

-- A backup holds the ledger as it stood before its own row was written.
CREATE TABLE backup (
    backupId INTEGER PRIMARY KEY,
    madeAt INTEGER NOT NULL,
    actor TEXT NOT NULL,
    -- The folder's own name; where it lies is nobody's business who reads the ledger.
    name TEXT NOT NULL,
    -- The checkpoint that the copy was held against: entries, and the root in base64.
    size INTEGER NOT NULL CONSTRAINT backupSizeIsNoLess CHECK (size >= 0),
    root TEXT NOT NULL,
    byteCount INTEGER NOT NULL CONSTRAINT backupIsOfSomeSize CHECK (byteCount >= 0),
    fileCount INTEGER NOT NULL CONSTRAINT backupFilesAreCounted CHECK (fileCount >= 0),
    hasKeys INTEGER NOT NULL CONSTRAINT backupKeysIsABoolean CHECK (hasKeys IN (0, 1)),
    -- Whether every part of it was good when it was opened again; where papers of the ledger itself
    -- are damaged, the rest is kept and this says no.
    isVerified INTEGER NOT NULL CONSTRAINT backupVerifiedIsABoolean CHECK (isVerified IN (0, 1))
) STRICT;
CREATE TRIGGER backupIsNeverChanged BEFORE UPDATE ON backup
BEGIN SELECT raise(ABORT, 'a backup''s record is never changed'); END;
CREATE TRIGGER backupIsNeverRemoved BEFORE DELETE ON backup
BEGIN SELECT raise(ABORT, 'a backup''s record is never removed'); END;

-- Who took it back, and when; what was announced stays readable.
ALTER TABLE announcement ADD COLUMN endedAt INTEGER;
ALTER TABLE announcement ADD COLUMN endedBy TEXT
    CONSTRAINT announcementIsEndedBySomebody CHECK ((endedAt IS NULL) = (endedBy IS NULL));
CREATE TRIGGER announcementIsOnlyEnded BEFORE UPDATE ON announcement
WHEN OLD.endedAt IS NOT NULL OR NEW.zh IS NOT OLD.zh OR NEW.en IS NOT OLD.en
    OR NEW.author IS NOT OLD.author OR NEW.madeAt IS NOT OLD.madeAt
    OR NEW.lastDay IS NOT OLD.lastDay
BEGIN SELECT raise(ABORT, 'an announcement is taken back once, and not changed otherwise'); END;
CREATE TRIGGER announcementIsNeverRemoved BEFORE DELETE ON announcement
BEGIN SELECT raise(ABORT, 'an announcement is never removed'); END;
