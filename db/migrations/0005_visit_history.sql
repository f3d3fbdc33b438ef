ALTER TABLE "visit_moves" ALTER COLUMN "moved_to" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_moves" ADD COLUMN "prior_state" "visit_state" DEFAULT 'planned' NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_moves" ADD COLUMN "prior_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_moves" ADD COLUMN "prior_held_on" date;--> statement-breakpoint
ALTER TABLE "visit_moves" ADD COLUMN "state" "visit_state" DEFAULT 'planned' NOT NULL;--> statement-breakpoint
UPDATE "visit_moves" m SET "prior_state" = (j."before"->>'state')::"visit_state", "prior_reason" = coalesce(j."before"->>'reason', '')
  FROM "journal" j WHERE j."action" = 'visit.move' AND j."subject_id" = m."visit_id"::text AND j."at" = m."moved_at"
  AND j."before"->>'state' IS NOT NULL;
