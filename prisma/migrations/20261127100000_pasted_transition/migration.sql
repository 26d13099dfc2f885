-- What one paste shows to be otherwise than the paste before it. Apart from "transition", which engines alone write.
CREATE TABLE "pasted_transition" (
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
    "id" BIGSERIAL NOT NULL,

    CONSTRAINT "pasted_transition_pkey" PRIMARY KEY ("cluster_id","subject","what","at")
);

CREATE UNIQUE INDEX "pasted_transition_id_key" ON "pasted_transition"("id");

CREATE INDEX "pasted_transition_at_idx" ON "pasted_transition"("at");

ALTER TABLE "pasted_transition" ADD CONSTRAINT "pasted_transition_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;
