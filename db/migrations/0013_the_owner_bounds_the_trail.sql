CREATE TABLE "audit_bounds" (
	"the_only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"rows_kept_for" bigint NOT NULL,
	"addresses_whole_for" bigint NOT NULL,
	CONSTRAINT "audit_bounds_has_one_row" CHECK ("audit_bounds"."the_only_row"),
	CONSTRAINT "audit_bounds_are_no_pretence" CHECK ("audit_bounds"."rows_kept_for" >= 2592000 and "audit_bounds"."addresses_whole_for" >= 86400)
);
--> statement-breakpoint
-- The defaults, until the first migration with settings of its own.
INSERT INTO audit_bounds (rows_kept_for, addresses_whole_for) VALUES (31536000, 7776000);
--> statement-breakpoint
-- Without the row of the bounds nothing goes: a comparison with nothing is never true.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP <> 'TRUNCATE' AND current_setting('app.audit_retention', true) = 'on' THEN
    IF TG_OP = 'DELETE' THEN
      IF OLD.at <= now() - make_interval(secs => (SELECT rows_kept_for FROM public.audit_bounds)) THEN RETURN OLD; END IF;
    ELSIF to_jsonb(NEW) - '{ip,user_agent,request_id}'::text[] = to_jsonb(OLD) - '{ip,user_agent,request_id}'::text[]
      AND (NEW.ip IS NULL OR NEW.ip >>= OLD.ip)
      AND (NEW.user_agent IS NULL OR NEW.user_agent = OLD.user_agent)
      AND (NEW.request_id IS NULL OR NEW.request_id = OLD.request_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit_events is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION remove_audit_past(kept_for_seconds bigint, batch integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed integer;
BEGIN
  IF kept_for_seconds IS NULL OR kept_for_seconds < 2592000 THEN
    RAISE EXCEPTION 'the security log is kept for at least 30 days' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('app.audit_retention', 'on', true);
  DELETE FROM public.audit_events WHERE id IN (
    SELECT id FROM public.audit_events
    WHERE at <= (SELECT now() - make_interval(secs => greatest(kept_for_seconds, b.rows_kept_for)) FROM public.audit_bounds b)
    ORDER BY at LIMIT batch FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('app.audit_retention', 'off', true);
  RETURN removed;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION shorten_audit_addresses(whole_for_seconds bigint, batch integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  shortened integer;
BEGIN
  IF whole_for_seconds IS NULL OR whole_for_seconds < 86400 THEN
    RAISE EXCEPTION 'addresses are kept whole for at least a day' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('app.audit_retention', 'on', true);
  UPDATE public.audit_events SET ip = network(set_masklen(ip, CASE family(ip) WHEN 4 THEN 24 ELSE 48 END))
  WHERE id IN (
    SELECT id FROM public.audit_events
    WHERE ip IS NOT NULL AND masklen(ip) > CASE family(ip) WHEN 4 THEN 24 ELSE 48 END
      AND at <= (SELECT now() - make_interval(secs => greatest(whole_for_seconds, b.addresses_whole_for)) FROM public.audit_bounds b)
    ORDER BY at LIMIT batch FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS shortened = ROW_COUNT;
  PERFORM set_config('app.audit_retention', 'off', true);
  RETURN shortened;
END
$$;
--> statement-breakpoint
-- Both or neither: whoever is removed is forgotten, and whoever is forgotten is gone. False for somebody who is not there.
CREATE FUNCTION remove_person(person uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.users WHERE id = person;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM set_config('app.audit_retention', 'on', true);
  UPDATE public.audit_events SET ip = NULL, user_agent = NULL, request_id = NULL
  WHERE (user_id = person OR (actor_id = person AND actor_id IS DISTINCT FROM user_id))
    AND (ip IS NOT NULL OR user_agent IS NOT NULL OR request_id IS NOT NULL);
  PERFORM set_config('app.audit_retention', 'off', true);
  RETURN true;
END
$$;
--> statement-breakpoint
DROP FUNCTION forget_audit_person(uuid);
--> statement-breakpoint
-- Whom it is for is said by db/grants.ts.
REVOKE ALL ON FUNCTION remove_person(uuid) FROM PUBLIC;
