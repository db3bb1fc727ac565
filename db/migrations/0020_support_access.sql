CREATE TABLE "support_grants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"organization_id" uuid,
	"asked_by" uuid NOT NULL,
	"reason" text NOT NULL,
	"ticket" text,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"level" text,
	"granted_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"refused_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	CONSTRAINT "support_grants_level_is_known" CHECK ("support_grants"."level" in ('view', 'act')),
	CONSTRAINT "support_grants_consent_is_whole" CHECK (("support_grants"."granted_at" is null) = ("support_grants"."level" is null)),
	CONSTRAINT "support_grants_use_needs_consent" CHECK ("support_grants"."used_at" is null or "support_grants"."granted_at" is not null),
	CONSTRAINT "support_grants_are_short" CHECK ("support_grants"."expires_at" <= coalesce("support_grants"."granted_at", "support_grants"."asked_at") + interval '72 hours')
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "kind" text DEFAULT 'browser' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_of" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_grant_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_level" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_reason" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_pages" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_changes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "support_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "support_grants" ADD CONSTRAINT "support_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "support_grants_one_open" ON "support_grants" USING btree ("asked_by","user_id") WHERE refused_at is null and revoked_at is null and used_at is null;--> statement-breakpoint
CREATE INDEX "support_grants_unanswered" ON "support_grants" USING btree ("user_id") WHERE granted_at is null and refused_at is null and revoked_at is null;--> statement-breakpoint
CREATE INDEX "support_grants_by_user" ON "support_grants" USING btree ("user_id","asked_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "support_grants_by_age" ON "support_grants" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "sessions_of_support" ON "sessions" USING btree ("support_of") WHERE kind = 'support';--> statement-breakpoint
CREATE INDEX "sessions_support_untold" ON "sessions" USING btree ("ended_at") WHERE kind = 'support' and support_told_at is null;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_kind_is_known" CHECK ("sessions"."kind" in ('browser', 'support'));--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_support_is_whole" CHECK (("sessions"."kind" = 'support') = ("sessions"."support_of" is not null and "sessions"."support_reason" is not null));--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_support_level_is_known" CHECK ("sessions"."support_level" in ('view', 'act'));--> statement-breakpoint
-- Whatever ends the session of a member of staff ends what they see from it as somebody else, in the same transaction.
CREATE FUNCTION end_support_of() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.sessions SET ended_at = now(), ended_reason = 'support_ended', ended_by = OLD.user_id
    WHERE support_of = OLD.id AND kind = 'support' AND ended_at IS NULL;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER sessions_end_takes_support AFTER UPDATE OF ended_at ON "sessions"
  FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND OLD.kind = 'browser') EXECUTE FUNCTION end_support_of();
--> statement-breakpoint
CREATE TRIGGER sessions_removal_takes_support AFTER DELETE ON "sessions"
  FOR EACH ROW WHEN (OLD.ended_at IS NULL AND OLD.kind = 'browser') EXECUTE FUNCTION end_support_of();
