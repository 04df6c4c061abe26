-- The awards that rises added beside a claim, found without a walk through all claims: its page and
-- its correction ask for them. The unique index of v009 leaves out those that are over.
CREATE INDEX riseByParent ON claim (parentId) WHERE parentId IS NOT NULL;
