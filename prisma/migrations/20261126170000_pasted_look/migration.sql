-- What a person pasted of a live cluster instead of giving a credential: one look of one source at one moment.
CREATE TABLE "pasted_look" (
    "cluster_id" UUID NOT NULL,
    "probe" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "look" JSONB NOT NULL,
    "pasted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pasted_by" TEXT NOT NULL,

    CONSTRAINT "pasted_look_pkey" PRIMARY KEY ("cluster_id","probe","target","at")
);

ALTER TABLE "pasted_look" ADD CONSTRAINT "pasted_look_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;
