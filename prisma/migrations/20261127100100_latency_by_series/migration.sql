-- The curves of one cluster are read by its lists of names: without these a page scans what all clusters were looked at.
-- By the series alone, since equal keys share an entry: six bytes a row, where series and instant would take thirty-two.
-- Partitions, and in them the index of "at", tell the time.
CREATE INDEX "latency_raw_series_idx" ON "latency_raw"("series");

CREATE INDEX "latency_1m_series_idx" ON "latency_1m"("series");
