CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid NOT NULL,
	"organization_id" uuid,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lifetime_days" integer NOT NULL,
	"renewed_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_used_ip" "inet",
	"revoked_at" timestamp with time zone,
	"revoked_reason" text,
	"revoked_by" uuid,
	"leaked_at_url" text,
	"warned" text,
	CONSTRAINT "api_keys_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "api_keys_hash_is_sha256" CHECK (octet_length("api_keys"."token_hash") = 32),
	CONSTRAINT "api_keys_kind_is_known" CHECK ("api_keys"."kind" in ('person', 'service')),
	CONSTRAINT "api_keys_service_has_organization" CHECK (("api_keys"."kind" = 'service') = ("api_keys"."organization_id" is not null)),
	CONSTRAINT "api_keys_end_is_whole" CHECK (("api_keys"."revoked_at" is null) = ("api_keys"."revoked_reason" is null)),
	CONSTRAINT "api_keys_always_expire" CHECK ("api_keys"."expires_at" <= coalesce("api_keys"."renewed_at", "api_keys"."created_at") + interval '366 days')
);
--> statement-breakpoint
CREATE TABLE "authorization_codes" (
	"code_hash" "bytea" PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"redirect_uri" text NOT NULL,
	"challenge" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	"family_id" uuid,
	CONSTRAINT "authorization_codes_hash_is_sha256" CHECK (octet_length("authorization_codes"."code_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "device_codes" (
	"device_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_code_hash" "bytea" NOT NULL,
	"client_id" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"interval_seconds" integer NOT NULL,
	"polled_at" timestamp with time zone,
	"claimed_by_session" uuid,
	"claimed_by_user" uuid,
	"approved_at" timestamp with time zone,
	"denied_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"family_id" uuid,
	"ip" "inet",
	"user_agent" text,
	CONSTRAINT "device_codes_user_code_hash_unique" UNIQUE("user_code_hash"),
	CONSTRAINT "device_codes_hash_is_sha256" CHECK (octet_length("device_codes"."device_hash") = 32),
	CONSTRAINT "device_codes_answer_needs_claim" CHECK (("device_codes"."approved_at" is null and "device_codes"."denied_at" is null) or "device_codes"."claimed_by_session" is not null),
	CONSTRAINT "device_codes_one_answer" CHECK ("device_codes"."approved_at" is null or "device_codes"."denied_at" is null)
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"parent_hash" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	"successor_sealed" "bytea",
	"successor_used_at" timestamp with time zone,
	CONSTRAINT "refresh_tokens_hash_is_sha256" CHECK (octet_length("refresh_tokens"."token_hash") = 32),
	CONSTRAINT "refresh_tokens_successor_needs_use" CHECK ("refresh_tokens"."used_at" is not null or ("refresh_tokens"."successor_sealed" is null and "refresh_tokens"."successor_used_at" is null))
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"alg" text DEFAULT 'ES256' NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_sealed" "bytea" NOT NULL,
	"sealed_under" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"active_from" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "signing_keys_alg_is_known" CHECK ("signing_keys"."alg" = 'ES256')
);
--> statement-breakpoint
CREATE TABLE "used_proofs" (
	"proof_hash" "bytea" PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"organization_id" uuid,
	"event" text NOT NULL,
	"claims" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempted_at" timestamp with time zone,
	"answered" text,
	"delivered_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"repeats" uuid
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"secret_sealed" "bytea" NOT NULL,
	"secret_sealed_under" text NOT NULL,
	"old_secret_sealed" "bytea",
	"old_secret_sealed_under" text,
	"secret_changed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"disabled_at" timestamp with time zone,
	"disabled_reason" text,
	"removed_at" timestamp with time zone,
	CONSTRAINT "webhook_endpoints_off_is_whole" CHECK (("webhook_endpoints"."disabled_at" is null) = ("webhook_endpoints"."disabled_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "sessions" DROP CONSTRAINT "sessions_kind_is_known";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "client_id" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "scopes" text[];--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proof_key" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization_codes" ADD CONSTRAINT "authorization_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization_codes" ADD CONSTRAINT "authorization_codes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_by_user" ON "api_keys" USING btree ("user_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "api_keys_by_organization" ON "api_keys" USING btree ("organization_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "api_keys_live_by_expiry" ON "api_keys" USING btree ("expires_at") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "authorization_codes_by_user" ON "authorization_codes" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "authorization_codes_by_session" ON "authorization_codes" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "authorization_codes_by_age" ON "authorization_codes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "device_codes_by_claim" ON "device_codes" USING btree ("claimed_by_user");--> statement-breakpoint
CREATE INDEX "device_codes_by_age" ON "device_codes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "refresh_tokens_by_session" ON "refresh_tokens" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "used_proofs_by_age" ON "used_proofs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_endpoint" ON "webhook_deliveries" USING btree ("endpoint_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("created_at") WHERE delivered_at is null and dropped_at is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_age" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_by_organization" ON "webhook_endpoints" USING btree ("organization_id");--> statement-breakpoint
-- Not validated: no row from before can break them, and looking at all of a large table would keep every request waiting.
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_api_is_whole" CHECK (("sessions"."kind" = 'api') = ("sessions"."client_id" is not null and "sessions"."scopes" is not null)) NOT VALID;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_kind_is_known" CHECK ("sessions"."kind" in ('browser', 'support', 'api')) NOT VALID;