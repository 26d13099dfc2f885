-- A partition costs 70 kB before its first row, so minutes share one for two days instead of one each. What lies in the
-- old parts is made anew from the rounds that are kept.
DO $$
DECLARE
  part RECORD;
BEGIN
  FOR part IN SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = '"latency_1m"'::regclass
  LOOP
    EXECUTE format('DROP TABLE %I', part.name);
  END LOOP;
END
$$;

UPDATE "latency_progress" SET "until" = '2000-01-01 00:00:00+00';

CREATE OR REPLACE FUNCTION "keep_latency_partitions"("now" TIMESTAMPTZ, "raw_hours" INTEGER, "minute_days" INTEGER) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET timezone = 'UTC' AS $$
DECLARE
  kind RECORD;
  start TIMESTAMPTZ;
  part RECORD;
BEGIN
  FOR kind IN SELECT * FROM (VALUES
    ('latency_raw', INTERVAL '6 hours', make_interval(hours => "raw_hours")),
    ('latency_1m', INTERVAL '2 days', make_interval(days => "minute_days"))
  ) AS given(parent, step, kept) LOOP
    start := date_bin(kind.step, "now", '2000-01-01 00:00:00+00') - kind.step;
    FOR i IN 0..4 LOOP
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        kind.parent || '_' || to_char(start + i * kind.step, 'YYYYMMDDHH24'), kind.parent,
        start + i * kind.step, start + (i + 1) * kind.step);
    END LOOP;
    FOR part IN SELECT child.relname AS name, to_timestamp(right(child.relname, 10), 'YYYYMMDDHH24') AS start
      FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
      WHERE inhparent = format('%I', kind.parent)::regclass
    LOOP
      IF part.start + kind.step <= "now" - kind.kept THEN EXECUTE format('DROP TABLE %I', part.name); END IF;
    END LOOP;
  END LOOP;
END
$$;

-- An engine that lost its own network says so once; it belongs to no cluster.
CREATE TABLE "monitor_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "observer" TEXT NOT NULL,
    "cut_off" INTEGER NOT NULL,
    "clusters" INTEGER NOT NULL,
    "canary" TEXT NOT NULL,

    CONSTRAINT "monitor_event_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "monitor_event_at_idx" ON "monitor_event"("at");
