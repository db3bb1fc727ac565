ALTER TABLE "sessions" ADD COLUMN "signed_in_with" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
-- What is known of those from before: how they were proven last.
UPDATE "sessions" SET "signed_in_with" = "authenticated_with";
