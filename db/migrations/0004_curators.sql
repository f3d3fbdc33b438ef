CREATE TYPE "public"."report_section" AS ENUM('visits', 'factors', 'documents', 'measures', 'indicators', 'training', 'conclusions');--> statement-breakpoint
CREATE TYPE "public"."report_signature" AS ENUM('electronic', 'paper');--> statement-breakpoint
CREATE TYPE "public"."report_state" AS ENUM('draft', 'sent', 'returned', 'accepted', 'accepted_with_remarks');--> statement-breakpoint
CREATE TYPE "public"."review_decision" AS ENUM('accepted', 'accepted_with_remarks', 'returned');--> statement-breakpoint
CREATE TYPE "public"."school_measure_state" AS ENUM('not_due', 'done', 'partly', 'not_done');--> statement-breakpoint
CREATE TYPE "public"."significance" AS ENUM('high', 'medium', 'low', 'absent', 'unassessed');--> statement-breakpoint
CREATE TYPE "public"."verdict" AS ENUM('confirmed', 'not_confirmed');--> statement-breakpoint
CREATE TYPE "public"."school_relation" AS ENUM('curator', 'administration', 'staff');--> statement-breakpoint
CREATE TYPE "public"."profile_match" AS ENUM('confirmed', 'not_confirmed', 'changed');--> statement-breakpoint
CREATE TYPE "public"."recommendation_state" AS ENUM('open', 'answered', 'done', 'not_done', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."visit_form" AS ENUM('onsite', 'video');--> statement-breakpoint
CREATE TYPE "public"."visit_kind" AS ENUM('first', 'planned', 'unplanned', 'landing');--> statement-breakpoint
CREATE TYPE "public"."visit_state" AS ENUM('planned', 'held', 'cancelled', 'refused');--> statement-breakpoint
CREATE TABLE "programme_factors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"programme_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"number" integer,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "report_forms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"programme_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"form" jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_acknowledgements" (
	"version_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_acknowledgements_version_id_pk" PRIMARY KEY("version_id")
);
--> statement-breakpoint
CREATE TABLE "report_answer_rivals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"report_id" uuid NOT NULL,
	"question" text NOT NULL,
	"text" text NOT NULL,
	"typed_at" timestamp (3) with time zone,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "report_answers" (
	"report_id" uuid NOT NULL,
	"question" text NOT NULL,
	"text" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_answers_report_id_question_pk" PRIMARY KEY("report_id","question")
);
--> statement-breakpoint
CREATE TABLE "report_remarks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"review_id" uuid NOT NULL,
	"section" "report_section" NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_reviews" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"version_id" uuid NOT NULL,
	"decision" "review_decision" NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_rows" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"report_id" uuid NOT NULL,
	"section" "report_section" NOT NULL,
	"position" integer NOT NULL,
	"cells" jsonb NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_sections" (
	"report_id" uuid NOT NULL,
	"section" "report_section" NOT NULL,
	"is_done" boolean DEFAULT false NOT NULL,
	"is_open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "report_sections_report_id_section_pk" PRIMARY KEY("report_id","section")
);
--> statement-breakpoint
CREATE TABLE "report_versions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"programme_id" uuid NOT NULL,
	"receipt" integer NOT NULL,
	"content" jsonb NOT NULL,
	"sent_by" uuid NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"late_days" integer NOT NULL,
	"signature" "report_signature" NOT NULL,
	"key_id" uuid,
	"sha256" text,
	"size" integer,
	"pages" integer,
	"scan_sha256" text,
	"scan_size" integer,
	"scan_media_type" text
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"stage_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"curator_id" uuid NOT NULL,
	"form_id" uuid NOT NULL,
	"state" "report_state" DEFAULT 'draft' NOT NULL,
	"unlocked_to" date,
	"unlock_reason" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "risk_marks" (
	"profile_id" uuid NOT NULL,
	"factor_id" uuid NOT NULL,
	"initial" "significance" DEFAULT 'unassessed' NOT NULL,
	"initial_value" integer,
	"verdict" "verdict",
	"verified" "significance",
	"why" text DEFAULT '' NOT NULL,
	"is_active" boolean DEFAULT false NOT NULL,
	"second" "significance",
	"second_value" integer,
	"result" text DEFAULT '' NOT NULL,
	CONSTRAINT "risk_marks_profile_id_factor_id_pk" PRIMARY KEY("profile_id","factor_id")
);
--> statement-breakpoint
CREATE TABLE "risk_profiles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"questionnaire_on" date,
	"analysed_on" date,
	"analysis" text DEFAULT '' NOT NULL,
	"verified_on" date,
	"verified_by" uuid,
	"verified_visit_id" uuid,
	"second_on" date,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "school_measures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"factor_id" uuid NOT NULL,
	"title" text NOT NULL,
	"term" text DEFAULT '' NOT NULL,
	"executors" text DEFAULT '' NOT NULL,
	"indicator" text DEFAULT '' NOT NULL,
	"state" "school_measure_state" DEFAULT 'not_due' NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"origin" text DEFAULT '' NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recommendations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"text" text NOT NULL,
	"due" date,
	"person" text DEFAULT '' NOT NULL,
	"state" "recommendation_state" DEFAULT 'open' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"closing_note" text DEFAULT '' NOT NULL,
	"closed_by" uuid,
	"closed_at" timestamp (3) with time zone,
	"closed_visit_id" uuid,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_moves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"visit_id" uuid NOT NULL,
	"moved_from" date,
	"moved_to" date NOT NULL,
	"reason" text NOT NULL,
	"moved_by" uuid NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_photos" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"media_type" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"removed_why" text
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"curator_id" uuid NOT NULL,
	"kind" "visit_kind" NOT NULL,
	"form" "visit_form" DEFAULT 'onsite' NOT NULL,
	"state" "visit_state" DEFAULT 'planned' NOT NULL,
	"planned_on" date,
	"held_on" date,
	"starts_at" text DEFAULT '' NOT NULL,
	"ends_at" text DEFAULT '' NOT NULL,
	"aim" text DEFAULT '' NOT NULL,
	"participants" text DEFAULT '' NOT NULL,
	"agenda" text DEFAULT '' NOT NULL,
	"observations" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"documents_seen" text DEFAULT '' NOT NULL,
	"found" text DEFAULT '' NOT NULL,
	"profile_match" "profile_match",
	"next_on" date,
	"reason" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid,
	"saved_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "post" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "workplace" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "programme_stages" ADD COLUMN "opens_on" date;--> statement-breakpoint
ALTER TABLE "programme_stages" ADD COLUMN "locks_on" date;--> statement-breakpoint
ALTER TABLE "programme_stages" ADD COLUMN "is_final" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "school_people" ADD COLUMN "relation" "school_relation";--> statement-breakpoint
-- A link did not say what it was: a person with the curator's role was taken for the school's curator, with the school's role for its head, with both for both.
INSERT INTO "school_people" ("municipality_id", "school_id", "user_id", "valid_from", "valid_to", "relation")
  SELECT sp."municipality_id", sp."school_id", sp."user_id", sp."valid_from", sp."valid_to", 'administration' FROM "school_people" sp
  WHERE EXISTS (SELECT 1 FROM "role_assignments" r WHERE r."user_id" = sp."user_id" AND r."role" = 'school')
    AND EXISTS (SELECT 1 FROM "role_assignments" r WHERE r."user_id" = sp."user_id" AND r."role" = 'curator');--> statement-breakpoint
UPDATE "school_people" sp SET "relation" = CASE
  WHEN EXISTS (SELECT 1 FROM "role_assignments" r WHERE r."user_id" = sp."user_id" AND r."role" = 'curator') THEN 'curator'::"school_relation"
  ELSE 'administration'::"school_relation" END WHERE "relation" IS NULL;--> statement-breakpoint
ALTER TABLE "school_people" ALTER COLUMN "relation" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "school_people" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "programme_factors" ADD CONSTRAINT "programme_factors_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_forms" ADD CONSTRAINT "report_forms_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_forms" ADD CONSTRAINT "report_forms_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_acknowledgements" ADD CONSTRAINT "report_acknowledgements_version_id_report_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."report_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_acknowledgements" ADD CONSTRAINT "report_acknowledgements_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_answer_rivals" ADD CONSTRAINT "report_answer_rivals_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_answer_rivals" ADD CONSTRAINT "report_answer_rivals_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_answers" ADD CONSTRAINT "report_answers_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_answers" ADD CONSTRAINT "report_answers_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_remarks" ADD CONSTRAINT "report_remarks_review_id_report_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."report_reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_reviews" ADD CONSTRAINT "report_reviews_version_id_report_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."report_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_reviews" ADD CONSTRAINT "report_reviews_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_rows" ADD CONSTRAINT "report_rows_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_rows" ADD CONSTRAINT "report_rows_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_sections" ADD CONSTRAINT "report_sections_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_sent_by_users_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_key_id_signing_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_stage_id_programme_stages_id_fk" FOREIGN KEY ("stage_id") REFERENCES "public"."programme_stages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_curator_id_users_id_fk" FOREIGN KEY ("curator_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_form_id_report_forms_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."report_forms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_marks" ADD CONSTRAINT "risk_marks_profile_id_risk_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."risk_profiles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_marks" ADD CONSTRAINT "risk_marks_factor_id_programme_factors_id_fk" FOREIGN KEY ("factor_id") REFERENCES "public"."programme_factors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_profiles" ADD CONSTRAINT "risk_profiles_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_profiles" ADD CONSTRAINT "risk_profiles_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_profiles" ADD CONSTRAINT "risk_profiles_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_profiles" ADD CONSTRAINT "risk_profiles_verified_by_users_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_profiles" ADD CONSTRAINT "risk_profiles_verified_visit_id_visits_id_fk" FOREIGN KEY ("verified_visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_measures" ADD CONSTRAINT "school_measures_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_measures" ADD CONSTRAINT "school_measures_profile_id_risk_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."risk_profiles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_measures" ADD CONSTRAINT "school_measures_factor_id_programme_factors_id_fk" FOREIGN KEY ("factor_id") REFERENCES "public"."programme_factors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_measures" ADD CONSTRAINT "school_measures_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_closed_visit_id_visits_id_fk" FOREIGN KEY ("closed_visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_moves" ADD CONSTRAINT "visit_moves_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_moves" ADD CONSTRAINT "visit_moves_moved_by_users_id_fk" FOREIGN KEY ("moved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_photos" ADD CONSTRAINT "visit_photos_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_photos" ADD CONSTRAINT "visit_photos_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_photos" ADD CONSTRAINT "visit_photos_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_curator_id_users_id_fk" FOREIGN KEY ("curator_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "programme_factors_programme" ON "programme_factors" USING btree ("programme_id");--> statement-breakpoint
CREATE UNIQUE INDEX "report_forms_number" ON "report_forms" USING btree ("programme_id","number");--> statement-breakpoint
CREATE INDEX "report_answer_rivals_report" ON "report_answer_rivals" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "report_remarks_review" ON "report_remarks" USING btree ("review_id");--> statement-breakpoint
CREATE UNIQUE INDEX "report_reviews_version" ON "report_reviews" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "report_rows_report" ON "report_rows" USING btree ("report_id");--> statement-breakpoint
CREATE UNIQUE INDEX "report_versions_number" ON "report_versions" USING btree ("report_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "report_versions_receipt" ON "report_versions" USING btree ("programme_id","receipt");--> statement-breakpoint
CREATE UNIQUE INDEX "reports_one" ON "reports" USING btree ("stage_id","school_id","curator_id");--> statement-breakpoint
CREATE INDEX "reports_municipality" ON "reports" USING btree ("municipality_id","programme_id");--> statement-breakpoint
CREATE INDEX "reports_curator" ON "reports" USING btree ("curator_id");--> statement-breakpoint
CREATE UNIQUE INDEX "risk_profiles_school" ON "risk_profiles" USING btree ("programme_id","school_id");--> statement-breakpoint
CREATE INDEX "risk_profiles_municipality" ON "risk_profiles" USING btree ("municipality_id");--> statement-breakpoint
CREATE INDEX "school_measures_profile" ON "school_measures" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "recommendations_visit" ON "recommendations" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "recommendations_school" ON "recommendations" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "visit_moves_visit" ON "visit_moves" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "visit_photos_visit" ON "visit_photos" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "visits_municipality" ON "visits" USING btree ("municipality_id","programme_id");--> statement-breakpoint
CREATE INDEX "visits_school" ON "visits" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "visits_curator" ON "visits" USING btree ("curator_id");--> statement-breakpoint
CREATE INDEX "school_people_school" ON "school_people" USING btree ("school_id");--> statement-breakpoint
INSERT INTO "programme_factors" ("programme_id", "position", "name", "number")
  SELECT p."id", f."number" - 1, f."name", f."number" FROM "programmes" p CROSS JOIN (VALUES
  (1, 'Низкий уровень оснащения школы'),
  (2, 'Дефицит педагогических кадров'),
  (3, 'Недостаточная предметная и методическая компетентность педагогических работников'),
  (4, 'Риски низкой адаптивности учебного процесса'),
  (5, 'Несформированность внутришкольной системы повышения квалификации'),
  (6, 'Высокая доля обучающихся с ОВЗ'),
  (7, 'Низкое качество преодоления языковых и культурных барьеров'),
  (8, 'Пониженный уровень качества школьной образовательной и воспитательной среды'),
  (9, 'Высокая доля обучающихся с рисками учебной неуспешности'),
  (10, 'Низкий уровень вовлечённости родителей')
) AS f("number", "name");--> statement-breakpoint
UPDATE "programme_stages" s SET "is_final" = true WHERE s."position" > 0
  AND NOT EXISTS (SELECT 1 FROM "programme_stages" later WHERE later."programme_id" = s."programme_id" AND later."position" > s."position");--> statement-breakpoint
UPDATE "municipalities" SET "settings" = '{"mostSchools": 3}'::jsonb || "settings";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "is_shared" boolean DEFAULT false NOT NULL;
