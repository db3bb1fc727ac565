CREATE TABLE "rotated_secrets" (
	"secret_hash" "bytea" PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"rotated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rotated_secrets_secret_is_sha256" CHECK (octet_length("rotated_secrets"."secret_hash") = 32)
);
--> statement-breakpoint
DROP INDEX "sessions_previous_secret_hash";--> statement-breakpoint
ALTER TABLE "rotated_secrets" ADD CONSTRAINT "rotated_secrets_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rotated_secrets_by_session" ON "rotated_secrets" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "known_devices_by_hash" ON "known_devices" USING btree ("device_hash");--> statement-breakpoint
-- The last rotation of each is what is known from before.
INSERT INTO "rotated_secrets" ("secret_hash", "session_id", "rotated_at")
SELECT "previous_secret_hash", "id", "rotated_at" FROM "sessions" WHERE "previous_secret_hash" IS NOT NULL
ON CONFLICT DO NOTHING;--> statement-breakpoint
ALTER TABLE "sessions" DROP COLUMN "previous_secret_hash";
