CREATE TABLE "memberships" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id"),
	CONSTRAINT "memberships_role_is_known" CHECK ("memberships"."role" in ('owner', 'admin', 'member'))
);--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"personal_of" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "organizations_personal_of_unique" UNIQUE("personal_of"),
	CONSTRAINT "organizations_slug_is_an_address" CHECK ("organizations"."slug" ~ '^[a-z0-9](-?[a-z0-9]){1,38}$')
);--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_organization_id" uuid;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_personal_of_users_id_fk" FOREIGN KEY ("personal_of") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memberships_by_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_events_by_organization" ON "audit_events" USING btree ("organization_id","id","event") WHERE organization_id is not null;--> statement-breakpoint
-- The sample may have been removed, with its tables. Until the end nobody adds to them what would belong nowhere.
DO $$
BEGIN
  IF to_regclass('public.projects') IS NOT NULL THEN LOCK TABLE "projects" IN SHARE ROW EXCLUSIVE MODE; END IF;
END
$$;--> statement-breakpoint
-- Everybody has an organization of their own, and what they made moves into it.
INSERT INTO "organizations" ("slug", "name", "personal_of")
SELECT coalesce(nullif(trim(both '-' from left(regexp_replace(lower("name"), '[^a-z0-9]+', '-', 'g'), 20)), ''), 'my') || '-' || left(md5("id"::text), 16), "name", "id"
FROM "users";--> statement-breakpoint
INSERT INTO "memberships" ("organization_id", "user_id", "role")
SELECT "id", "personal_of", 'owner' FROM "organizations";--> statement-breakpoint
-- The organization's row is locked first: of two owners who go at the same moment, the second one sees that the first has gone.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  changed uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.organization_id ELSE OLD.organization_id END;
BEGIN
  PERFORM FROM public.organizations WHERE id = changed FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM public.memberships WHERE organization_id = changed)
    AND NOT EXISTS (SELECT FROM public.memberships WHERE organization_id = changed AND role = 'owner') THEN
    RAISE EXCEPTION 'an organization that has members has an owner' USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_keep_an_owner';
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "memberships_keep_an_owner" AFTER INSERT OR UPDATE OR DELETE ON "memberships"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_an_owner();--> statement-breakpoint
-- The rest is about the sample.
DO $$
BEGIN
  IF to_regclass('public.projects') IS NULL THEN RETURN; END IF;
  ALTER TABLE "projects" ADD COLUMN "organization_id" uuid;
  UPDATE "projects" SET "organization_id" = (SELECT "id" FROM "organizations" WHERE "personal_of" = "projects"."user_id");
  ALTER TABLE "projects" ALTER COLUMN "organization_id" SET NOT NULL;
  ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "projects" ALTER COLUMN "user_id" DROP NOT NULL;
  ALTER TABLE "projects" DROP CONSTRAINT "projects_user_id_users_id_fk";
  ALTER TABLE "projects" ADD CONSTRAINT "projects_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  DROP INDEX "projects_by_user";
  CREATE INDEX "projects_by_user" ON "projects" USING btree ("user_id");
  CREATE INDEX "projects_by_organization" ON "projects" USING btree ("organization_id","updated_at" DESC NULLS LAST);
  -- While instances of the version before still run, they name no organization.
  CREATE FUNCTION project_into_own_organization() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $own$
  BEGIN
    INSERT INTO public.organizations (slug, name, personal_of)
      SELECT 'my-' || left(md5(id::text), 16), name, id FROM public.users WHERE id = NEW.user_id
      ON CONFLICT DO NOTHING RETURNING id INTO NEW.organization_id;
    IF NEW.organization_id IS NULL THEN
      SELECT id INTO NEW.organization_id FROM public.organizations WHERE personal_of = NEW.user_id;
    ELSE
      INSERT INTO public.memberships (organization_id, user_id, role) VALUES (NEW.organization_id, NEW.user_id, 'owner');
    END IF;
    RETURN NEW;
  END
  $own$;
  CREATE TRIGGER "project_into_own_organization" BEFORE INSERT ON "projects"
    FOR EACH ROW WHEN (NEW.organization_id IS NULL) EXECUTE FUNCTION project_into_own_organization();
END
$$;
