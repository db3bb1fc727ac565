DROP INDEX "audit_events_by_user";--> statement-breakpoint
CREATE INDEX "audit_events_by_user" ON "audit_events" USING btree ("user_id","id","event");