-- Month close: what each accounting month booked, and which months are drafted or closed.

CREATE TABLE accountingMonth (
    month TEXT NOT NULL PRIMARY KEY,
    maker TEXT NOT NULL,
    checker TEXT CONSTRAINT closerIsAnother CHECK (checker IS NULL OR checker <> maker)
) STRICT, WITHOUT ROWID;

-- Sums of postings; programme is empty for money ordered into, between or out of funds, and
-- corrects for a month's own business, else the closed month whose money is put right.
CREATE TABLE monthCell (
    month TEXT NOT NULL,
    fundId INTEGER NOT NULL CONSTRAINT monthCellBelongsToFund REFERENCES fund,
    programme TEXT NOT NULL,
    account TEXT NOT NULL,
    corrects TEXT NOT NULL CONSTRAINT correctsIsEarlier CHECK (corrects < month),
    debitFen INTEGER NOT NULL CONSTRAINT debitIsNeverNegative CHECK (debitFen >= 0),
    creditFen INTEGER NOT NULL CONSTRAINT creditIsNeverNegative CHECK (creditFen >= 0),
    postings INTEGER NOT NULL CONSTRAINT cellHasPostings CHECK (postings > 0),
    CONSTRAINT monthCellIsUnique PRIMARY KEY (month, fundId, programme, account, corrects)
) STRICT, WITHOUT ROWID;

INSERT INTO monthCell
SELECT strftime('%Y-%m', json_extract(CAST(body AS TEXT), '$.at'), '+8 hours'), account.fundId,
    coalesce(claim.programme, ''), kind, '', sum(max(posting.amountFen, 0)),
    sum(max(-posting.amountFen, 0)), count(*)
FROM posting JOIN account USING (accountId) JOIN logEntry ON seq = posting.logIndex
    LEFT JOIN claim ON claim.claimId = json_extract(CAST(body AS TEXT), '$.claim')
GROUP BY 1, 2, 3, 4;

CREATE TRIGGER closedMonthTakesNothing BEFORE INSERT ON monthCell
WHEN EXISTS (SELECT 1 FROM accountingMonth WHERE month = NEW.month AND checker IS NOT NULL)
BEGIN SELECT raise(ABORT, 'a closed month is never changed; book in the open month'); END;
CREATE TRIGGER closedMonthIsNeverChanged BEFORE UPDATE ON monthCell
WHEN EXISTS (SELECT 1 FROM accountingMonth WHERE month = OLD.month AND checker IS NOT NULL)
BEGIN SELECT raise(ABORT, 'a closed month is never changed; book in the open month'); END;
CREATE TRIGGER bookedMonthIsNeverRemoved BEFORE DELETE ON monthCell
BEGIN SELECT raise(ABORT, 'what is booked is never removed'); END;
CREATE TRIGGER closedMonthStaysClosed BEFORE UPDATE ON accountingMonth
WHEN OLD.checker IS NOT NULL
BEGIN SELECT raise(ABORT, 'a closed month stays closed'); END;
