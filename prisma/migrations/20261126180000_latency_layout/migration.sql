-- Nothing ever wrote to the first layout of these tables; the new one takes less than a third of the space.
DROP FUNCTION "keep_latency_partitions"(DATE, INTEGER, INTEGER);
DROP TABLE "latency_raw";
DROP TABLE "latency_1m";
DROP TABLE "latency_series";

-- Names of the places in the arrays below. A cluster whose targets change gets a new list; old rows keep theirs.
CREATE TABLE "latency_series" (
    "id" SERIAL NOT NULL,
    "cluster_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "names" TEXT[] NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "latency_series_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "latency_series_cluster_id_digest_key" ON "latency_series"("cluster_id", "digest");

ALTER TABLE "latency_series" ADD CONSTRAINT "latency_series_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One row a round of looks. Codes are tenths of a millisecond up to a second and whole milliseconds above it, so that
-- two bytes reach from etcd's answer to the longest deadline; -1 = looked at and missed, -2 = not looked at.
CREATE TABLE "latency_raw" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "series" INTEGER NOT NULL,
    "codes" SMALLINT[] NOT NULL
) PARTITION BY RANGE ("at");

-- Means and maxima of what answered; how many looks were missed beside them, null where none was.
CREATE TABLE "latency_1m" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "series" INTEGER NOT NULL,
    "mean" SMALLINT[] NOT NULL,
    "max" SMALLINT[] NOT NULL,
    "missed" SMALLINT[]
) PARTITION BY RANGE ("at");

CREATE INDEX "latency_raw_at_idx" ON "latency_raw" USING BRIN ("at") WITH (pages_per_range = 16);

CREATE INDEX "latency_1m_at_idx" ON "latency_1m" USING BRIN ("at") WITH (pages_per_range = 16);

-- Up to where minutes have been made of rounds. Its row is the lock of the one engine that makes them.
CREATE TABLE "latency_progress" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "latency_progress_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "latency_progress_one_row" CHECK ("id" = 1)
);

INSERT INTO "latency_progress" ("until") VALUES ('2000-01-01 00:00:00+00');

CREATE FUNCTION "latency_ms"("code" SMALLINT) RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN "code" <= 10000 THEN "code" / 10.0::double precision ELSE "code" - 9000 END;

CREATE FUNCTION "latency_code"("ms" DOUBLE PRECISION) RETURNS SMALLINT LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN "ms" <= 1000 THEN round("ms" * 10) WHEN "ms" > 1000 THEN least(round("ms") + 9000, 32767) END::smallint;

-- Makes the partitions that the next hours and days need and drops those wholly past their time. The engine may call
-- it without owning the tables; the caller's clock decides what now is. Bounds are in UTC whatever the session says.
CREATE FUNCTION "keep_latency_partitions"("now" TIMESTAMPTZ, "raw_hours" INTEGER, "minute_days" INTEGER) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET timezone = 'UTC' AS $$
DECLARE
  kind RECORD;
  start TIMESTAMPTZ;
  part RECORD;
BEGIN
  FOR kind IN SELECT * FROM (VALUES
    ('latency_raw', INTERVAL '6 hours', make_interval(hours => "raw_hours")),
    ('latency_1m', INTERVAL '1 day', make_interval(days => "minute_days"))
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

REVOKE ALL ON FUNCTION "keep_latency_partitions" FROM PUBLIC;
