CREATE TABLE "cluster" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "group" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "frame" JSONB NOT NULL,
    "summary" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "cluster_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "machine" (
    "cluster_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "order" DOUBLE PRECISION NOT NULL,
    "hostname" TEXT NOT NULL,
    "roles" TEXT[],
    "zone" TEXT,
    "rack" TEXT,
    "cpu_cores" INTEGER,
    "memory_mib" INTEGER,
    "detail" JSONB NOT NULL,

    CONSTRAINT "machine_pkey" PRIMARY KEY ("cluster_id","id")
);

CREATE TABLE "machine_address" (
    "cluster_id" UUID NOT NULL,
    "machine_id" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "machine_address_pkey" PRIMARY KEY ("cluster_id","ip")
);

CREATE TABLE "plan_edit" (
    "cluster_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "edit" JSONB NOT NULL,
    "inverse" JSONB NOT NULL,
    "changes" JSONB NOT NULL,
    "change_count" INTEGER NOT NULL,
    "reverts_version" INTEGER,
    "name" TEXT,
    "client_key" TEXT,

    CONSTRAINT "plan_edit_pkey" PRIMARY KEY ("cluster_id","version")
);

CREATE TABLE "plan_snapshot" (
    "cluster_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_snapshot_pkey" PRIMARY KEY ("cluster_id","version")
);

CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "is_disabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "before_hash" TEXT,
    "after_hash" TEXT,
    "ip" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

CREATE UNIQUE INDEX "cluster_slug_key" ON "cluster"("slug");

CREATE INDEX "machine_cluster_id_order_idx" ON "machine"("cluster_id", "order");

CREATE INDEX "machine_hostname_cluster_id_id_idx" ON "machine"("hostname", "cluster_id", "id");

CREATE UNIQUE INDEX "machine_cluster_id_hostname_key" ON "machine"("cluster_id", "hostname");

CREATE INDEX "machine_address_ip_cluster_id_machine_id_idx" ON "machine_address"("ip", "cluster_id", "machine_id");

CREATE INDEX "machine_address_cluster_id_machine_id_idx" ON "machine_address"("cluster_id", "machine_id");

CREATE INDEX "plan_edit_cluster_id_user_id_version_idx" ON "plan_edit"("cluster_id", "user_id", "version");

CREATE UNIQUE INDEX "plan_edit_cluster_id_client_key_key" ON "plan_edit"("cluster_id", "client_key");

CREATE UNIQUE INDEX "app_user_name_key_key" ON "app_user"("name_key");

CREATE INDEX "session_user_id_idx" ON "session"("user_id");

CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

CREATE INDEX "audit_at_idx" ON "audit"("at");

ALTER TABLE "machine" ADD CONSTRAINT "machine_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "machine_address" ADD CONSTRAINT "machine_address_cluster_id_machine_id_fkey" FOREIGN KEY ("cluster_id", "machine_id") REFERENCES "machine"("cluster_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "plan_edit" ADD CONSTRAINT "plan_edit_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "plan_snapshot" ADD CONSTRAINT "plan_snapshot_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

