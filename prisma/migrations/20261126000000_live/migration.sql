CREATE TABLE "sealing_key" (
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sealing_key_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "connection" (
    "cluster_id" UUID NOT NULL,
    "detail" JSONB NOT NULL,
    "is_paused" BOOLEAN NOT NULL DEFAULT false,
    "shard" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("cluster_id")
);

CREATE TABLE "credential" (
    "cluster_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("cluster_id","field")
);

CREATE TABLE "preflight" (
    "id" UUID NOT NULL,
    "cluster_id" UUID,
    "request" JSONB NOT NULL,
    "sealed" JSONB,
    "ticks" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preflight_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "engine" (
    "id" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "shards" INTEGER NOT NULL DEFAULT 0,
    "clusters" INTEGER NOT NULL DEFAULT 0,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "engine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "shard" (
    "number" INTEGER NOT NULL,
    "epoch" BIGINT NOT NULL DEFAULT 0,
    "engine_id" TEXT,
    "beat_at" TIMESTAMPTZ(3),

    CONSTRAINT "shard_pkey" PRIMARY KEY ("number")
);

INSERT INTO "shard" ("number") SELECT generate_series(0, 63);

CREATE TABLE "live_cluster" (
    "cluster_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "unknown_count" INTEGER NOT NULL,
    "margin" JSONB NOT NULL,
    "tile" JSONB NOT NULL,
    "polled_at" TIMESTAMPTZ(3) NOT NULL,
    "epoch" BIGINT NOT NULL,

    CONSTRAINT "live_cluster_pkey" PRIMARY KEY ("cluster_id")
) WITH (fillfactor = 50);

CREATE TABLE "observation_state" (
    "cluster_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "fact" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "observation_state_pkey" PRIMARY KEY ("cluster_id","subject")
) WITH (fillfactor = 50);

CREATE TABLE "transition" (
    "cluster_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "machine_id" TEXT,
    "from" TEXT,
    "to" TEXT,
    "reason" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "epoch" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,

    CONSTRAINT "transition_pkey" PRIMARY KEY ("cluster_id","subject","what","at")
);

-- Parent tables only: the engine makes a partition a day (a month) ahead and drops old ones whole.
CREATE TABLE "latency_raw" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cluster_id" UUID NOT NULL,
    "series" SMALLINT NOT NULL,
    "values_ms" REAL[] NOT NULL
) PARTITION BY RANGE ("at");

CREATE TABLE "latency_1m" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cluster_id" UUID NOT NULL,
    "series" SMALLINT NOT NULL,
    "mean_ms" REAL[] NOT NULL,
    "max_ms" REAL[] NOT NULL
) PARTITION BY RANGE ("at");

-- Names of the places in the arrays above; a new target makes a new list, old rows keep theirs.
CREATE TABLE "latency_series" (
    "cluster_id" UUID NOT NULL,
    "series" SMALLINT NOT NULL,
    "names" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "latency_series_pkey" PRIMARY KEY ("cluster_id","series")
);

CREATE TABLE "acknowledgement" (
    "cluster_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "acknowledgement_pkey" PRIMARY KEY ("cluster_id","subject")
);

CREATE TABLE "maintenance" (
    "id" UUID NOT NULL,
    "cluster_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "maintenance_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "connection_shard_idx" ON "connection"("shard");

CREATE INDEX "preflight_expires_at_idx" ON "preflight"("expires_at");

CREATE UNIQUE INDEX "transition_id_key" ON "transition"("id");

CREATE INDEX "transition_at_idx" ON "transition"("at");

CREATE INDEX "transition_cluster_id_at_idx" ON "transition"("cluster_id", "at");

CREATE INDEX "observation_state_kind_expires_at_idx" ON "observation_state"("kind", "expires_at");

CREATE INDEX "maintenance_cluster_id_to_at_idx" ON "maintenance"("cluster_id", "to_at");

CREATE INDEX "latency_raw_at_idx" ON "latency_raw" USING BRIN ("at");

CREATE INDEX "latency_1m_at_idx" ON "latency_1m" USING BRIN ("at");

ALTER TABLE "connection" ADD CONSTRAINT "connection_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "credential" ADD CONSTRAINT "credential_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "preflight" ADD CONSTRAINT "preflight_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "live_cluster" ADD CONSTRAINT "live_cluster_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "observation_state" ADD CONSTRAINT "observation_state_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "transition" ADD CONSTRAINT "transition_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "latency_series" ADD CONSTRAINT "latency_series_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "acknowledgement" ADD CONSTRAINT "acknowledgement_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "maintenance" ADD CONSTRAINT "maintenance_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Makes the partitions that the next days need and drops those past their time. The engine may call it without
-- owning the tables; the caller's clock decides what today is.
CREATE FUNCTION "keep_latency_partitions"("today" DATE, "raw_days" INTEGER, "minute_months" INTEGER) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  start DATE;
  part RECORD;
BEGIN
  FOR start IN SELECT generate_series("today" - 1, "today" + 2, INTERVAL '1 day')::date LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF "latency_raw" FOR VALUES FROM (%L) TO (%L)',
      'latency_raw_' || to_char(start, 'YYYYMMDD'), start::timestamptz, (start + 1)::timestamptz);
  END LOOP;
  FOR start IN SELECT generate_series(date_trunc('month', "today" - 1), "today" + 31, INTERVAL '1 month')::date LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF "latency_1m" FOR VALUES FROM (%L) TO (%L)',
      'latency_1m_' || to_char(start, 'YYYYMM'), start::timestamptz, (start + INTERVAL '1 month')::timestamptz);
  END LOOP;
  FOR part IN SELECT child.relname AS name, parent.relname AS parent FROM pg_inherits
    JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
    WHERE parent.oid IN ('"latency_raw"'::regclass, '"latency_1m"'::regclass)
  LOOP
    IF (part.parent = 'latency_raw' AND to_date(right(part.name, 8), 'YYYYMMDD') < "today" - "raw_days")
      OR (part.parent = 'latency_1m'
        AND to_date(right(part.name, 6), 'YYYYMM') < date_trunc('month', "today") - make_interval(months => "minute_months"))
    THEN EXECUTE format('DROP TABLE %I', part.name); END IF;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION "keep_latency_partitions" FROM PUBLIC;
