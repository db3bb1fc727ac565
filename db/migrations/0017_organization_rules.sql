ALTER TABLE "organizations" ADD COLUMN "sessions_valid_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "idle_limit_seconds" integer;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "absolute_limit_seconds" integer;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "second_factor_required" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "support_access" text DEFAULT 'ask' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "longest_break_seconds" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "organizations_deleted" ON "organizations" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_limits_are_lengths" CHECK ("organizations"."idle_limit_seconds" > 0 and "organizations"."absolute_limit_seconds" > 0);--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_support_access_is_known" CHECK ("organizations"."support_access" in ('ask', 'never'));--> statement-breakpoint
-- Open pages of the organization are told when the transaction commits, by whatever statement it changed.
CREATE FUNCTION tell_seat_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('organization_changed', OLD.organization_id::text || ' ' || OLD.user_id::text);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "memberships_role_change_is_told" AFTER UPDATE OF "role" ON "memberships"
  FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role) EXECUTE FUNCTION tell_seat_change();--> statement-breakpoint
CREATE TRIGGER "memberships_end_is_told" AFTER DELETE ON "memberships"
  FOR EACH ROW EXECUTE FUNCTION tell_seat_change();--> statement-breakpoint
CREATE FUNCTION tell_organization_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('organization_changed', NEW.id::text);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "organizations_rules_are_told" AFTER UPDATE ON "organizations"
  FOR EACH ROW WHEN ((OLD.sessions_valid_from, OLD.idle_limit_seconds, OLD.absolute_limit_seconds, OLD.second_factor_required, OLD.support_access, OLD.deleted_at)
    IS DISTINCT FROM (NEW.sessions_valid_from, NEW.idle_limit_seconds, NEW.absolute_limit_seconds, NEW.second_factor_required, NEW.support_access, NEW.deleted_at))
  EXECUTE FUNCTION tell_organization_change();
