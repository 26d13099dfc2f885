-- Which running cluster a connection has led to: tells when one is connected twice.
CREATE TABLE "cluster_identity" (
    "cluster_id" UUID NOT NULL,
    "uid" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cluster_identity_pkey" PRIMARY KEY ("cluster_id")
);

CREATE INDEX "cluster_identity_uid_idx" ON "cluster_identity"("uid");

ALTER TABLE "cluster_identity" ADD CONSTRAINT "cluster_identity_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;
