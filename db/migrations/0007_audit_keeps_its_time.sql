CREATE INDEX "audit_events_by_age" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_events_whole_address" ON "audit_events" USING btree ("at") WHERE ip is not null and masklen(ip) > case family(ip) when 4 then 24 else 48 end;--> statement-breakpoint
CREATE INDEX "audit_events_by_other" ON "audit_events" USING btree ("actor_id") WHERE actor_id is distinct from user_id;--> statement-breakpoint
-- Still a second net below the privileges, also under an owner who slips. It lets through what the three functions below do
-- and nothing more: whoever sets their mark by hand can neither change what happened nor remove what is young.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP <> 'TRUNCATE' AND current_setting('app.audit_retention', true) = 'on' THEN
    IF TG_OP = 'DELETE' THEN
      IF OLD.at <= now() - interval '720 hours' THEN RETURN OLD; END IF;
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
-- What retention may do, and the application may call. They run as the owner, so each of them keeps its own bounds.
CREATE FUNCTION remove_audit_past(kept_for_seconds bigint, batch integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  removed integer;
BEGIN
  IF kept_for_seconds IS NULL OR kept_for_seconds < 2592000 THEN
    RAISE EXCEPTION 'the security log is kept for at least 30 days' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('app.audit_retention', 'on', true);
  DELETE FROM public.audit_events WHERE id IN (
    SELECT id FROM public.audit_events WHERE at <= now() - make_interval(secs => kept_for_seconds)
    ORDER BY at LIMIT batch FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('app.audit_retention', 'off', true);
  RETURN removed;
END
$$;
--> statement-breakpoint
CREATE FUNCTION shorten_audit_addresses(whole_for_seconds bigint, batch integer) RETURNS integer
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
      AND at <= now() - make_interval(secs => whole_for_seconds)
    ORDER BY at LIMIT batch FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS shortened = ROW_COUNT;
  PERFORM set_config('app.audit_retention', 'off', true);
  RETURN shortened;
END
$$;
--> statement-breakpoint
-- Only for an account that is gone: what happened to it stays, where from does not.
CREATE FUNCTION forget_audit_person(person uuid) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  forgotten integer;
BEGIN
  IF person IS NULL OR EXISTS (SELECT FROM public.users WHERE id = person) THEN
    RAISE EXCEPTION 'the account is still there' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('app.audit_retention', 'on', true);
  UPDATE public.audit_events SET ip = NULL, user_agent = NULL, request_id = NULL
  WHERE (user_id = person OR (actor_id = person AND actor_id IS DISTINCT FROM user_id))
    AND (ip IS NOT NULL OR user_agent IS NOT NULL OR request_id IS NOT NULL);
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  PERFORM set_config('app.audit_retention', 'off', true);
  RETURN forgotten;
END
$$;
--> statement-breakpoint
-- Whom they are for is said by db/grants.ts.
REVOKE ALL ON FUNCTION remove_audit_past(bigint, integer), shorten_audit_addresses(bigint, integer), forget_audit_person(uuid) FROM PUBLIC;
