-- Caps of a fund per dealer, town, month, week and day, and what counts towards them.

CREATE TABLE cap (
    fundId INTEGER NOT NULL CONSTRAINT capBelongsToFund REFERENCES fund,
    dimension TEXT NOT NULL CONSTRAINT capDimensionIsKnown
        CHECK (dimension IN ('dealer', 'town', 'month', 'week', 'day')),
    -- Empty for every dealer, town or window without a cap of its own.
    value TEXT NOT NULL,
    amountFen INTEGER NOT NULL CONSTRAINT capIsPositive CHECK (amountFen > 0),
    CONSTRAINT capIsUnique PRIMARY KEY (fundId, dimension, value)
) STRICT, WITHOUT ROWID;

-- Dealers and towns: grants of claims that have not come to an end. Windows: awards of claims
-- that hold money, by the day that they got it; a week is named by its Monday.
CREATE TABLE capCell (
    fundId INTEGER NOT NULL CONSTRAINT capCellBelongsToFund REFERENCES fund,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    usedFen INTEGER NOT NULL CONSTRAINT capUseIsNeverNegative CHECK (usedFen >= 0),
    CONSTRAINT capCellIsUnique PRIMARY KEY (fundId, dimension, value)
) STRICT, WITHOUT ROWID;

INSERT INTO capCell
SELECT fundId, dimension, CASE dimension WHEN 'dealer' THEN dealer.code ELSE claim.townKey END,
    sum(amountFen + coalesce((SELECT sum(amountFen) FROM supplement
        WHERE supplement.claimId = claim.claimId), 0))
FROM claim JOIN dealer USING (dealerId)
    JOIN (SELECT 'dealer' AS dimension UNION ALL SELECT 'town')
WHERE claim.state NOT IN ('rejected', 'withdrawn', 'clawedBack') GROUP BY 1, 2, 3;

INSERT INTO capCell
SELECT fundId, dimension, CASE dimension WHEN 'month' THEN substr(day, 1, 7)
        WHEN 'week' THEN date(day, 'weekday 0', '-6 days') ELSE day END, sum(amountFen)
FROM (
    SELECT fundId, amountFen, date(json_extract(CAST(body AS TEXT), '$.at'), '+8 hours') AS day
    FROM claim JOIN logEntry ON seq = coalesce(
        (SELECT max(logIndex) FROM claimStep WHERE claimStep.claimId = claim.claimId
            AND step = 'promote'),
        (SELECT logIndex FROM claimRevision WHERE claimRevision.claimId = claim.claimId
            AND claimRevision.revision = 0), claim.logIndex)
    WHERE claim.state NOT IN ('rejected', 'withdrawn', 'clawedBack', 'waitlisted')
) JOIN (SELECT 'month' AS dimension UNION ALL SELECT 'week' UNION ALL SELECT 'day')
GROUP BY 1, 2, 3;
