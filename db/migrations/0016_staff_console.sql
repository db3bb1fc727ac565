CREATE TABLE "platform" (
	"the_only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"sessions_valid_from" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"rows_ended_at" timestamp with time zone,
	CONSTRAINT "platform_has_one_row" CHECK ("platform"."the_only_row")
);
--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_role_is_known";--> statement-breakpoint
UPDATE "users" SET "role" = 'administrator' WHERE "role" = 'admin';--> statement-breakpoint
CREATE INDEX "audit_events_by_request" ON "audit_events" USING btree ("request_id") WHERE request_id is not null;--> statement-breakpoint
CREATE INDEX "mails_by_recipient" ON "mails" USING btree ("recipient");--> statement-breakpoint
CREATE INDEX "users_by_address" ON "users" USING btree ("email" collate "C");--> statement-breakpoint
CREATE INDEX "users_apart" ON "users" USING btree ("role") WHERE role <> 'member' or disabled_at is not null;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_role_is_known" CHECK ("users"."role" in ('member', 'support', 'administrator'));