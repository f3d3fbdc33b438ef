CREATE TYPE "public"."evidence_kind" AS ENUM('text', 'link', 'file');--> statement-breakpoint
CREATE TYPE "public"."execution_state" AS ENUM('not_started', 'in_progress', 'done', 'not_done', 'not_required');--> statement-breakpoint
CREATE TYPE "public"."executor_kind" AS ENUM('role', 'school', 'curator');--> statement-breakpoint
CREATE TYPE "public"."fan_out" AS ENUM('one', 'each_school', 'each_curator');--> statement-breakpoint
CREATE TYPE "public"."term_decision" AS ENUM('granted', 'refused');--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"region_id" uuid NOT NULL,
	"title" text NOT NULL,
	"year" integer NOT NULL,
	"columns" jsonb NOT NULL,
	"sections" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "typical_measures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"title" text NOT NULL,
	"term" text NOT NULL,
	"executors" text NOT NULL,
	"tasks" text NOT NULL,
	"indicator" text NOT NULL,
	"factor" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "acknowledgements" (
	"municipality_id" uuid NOT NULL,
	"road_map_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "acknowledgements_road_map_id_school_id_pk" PRIMARY KEY("road_map_id","school_id")
);
--> statement-breakpoint
CREATE TABLE "calendar_years" (
	"municipality_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"source" text NOT NULL,
	"days_off" jsonb NOT NULL,
	"work_days" jsonb NOT NULL,
	CONSTRAINT "calendar_years_municipality_id_year_pk" PRIMARY KEY("municipality_id","year")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"road_map_id" uuid NOT NULL,
	"measure_key" uuid NOT NULL,
	"field" text DEFAULT '' NOT NULL,
	"text" text NOT NULL,
	"mentions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"author_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"resolved_by" uuid,
	"resolved_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"kind" "evidence_kind" NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"sha256" text,
	"size" integer,
	"media_type" text,
	"file_name" text,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"removed_why" text
);
--> statement-breakpoint
CREATE TABLE "executions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"road_map_id" uuid NOT NULL,
	"measure_key" uuid NOT NULL,
	"point" text NOT NULL,
	"executor_kind" "executor_kind" NOT NULL,
	"executor_id" text NOT NULL,
	"state" "execution_state" NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"is_before_approval" boolean DEFAULT false NOT NULL,
	"done_on" date,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "executor_roles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"fan_out" "fan_out" DEFAULT 'one' NOT NULL,
	"synonyms" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feeds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "feeds_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "measure_plans" (
	"municipality_id" uuid NOT NULL,
	"road_map_id" uuid NOT NULL,
	"measure_key" uuid NOT NULL,
	"term_text" text,
	"reading" jsonb,
	"executors_text" text,
	"executor_codes" jsonb,
	"depends_on" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"indicator" jsonb,
	"schedule_id" uuid,
	"origin" jsonb,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "measure_plans_road_map_id_measure_key_pk" PRIMARY KEY("road_map_id","measure_key")
);
--> statement-breakpoint
CREATE TABLE "schedule_dates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"schedule_id" uuid NOT NULL,
	"date" date NOT NULL,
	"school_id" uuid,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"road_map_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "term_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"road_map_id" uuid NOT NULL,
	"measure_key" uuid NOT NULL,
	"point" text NOT NULL,
	"executor_kind" "executor_kind",
	"executor_id" text,
	"new_due" date NOT NULL,
	"reason" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"decision" "term_decision",
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_reason" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "typical_measures" ADD CONSTRAINT "typical_measures_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_road_map_id_road_maps_id_fk" FOREIGN KEY ("road_map_id") REFERENCES "public"."road_maps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_years" ADD CONSTRAINT "calendar_years_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_road_map_id_road_maps_id_fk" FOREIGN KEY ("road_map_id") REFERENCES "public"."road_maps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_resolved_by_users_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_execution_id_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."executions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_road_map_id_road_maps_id_fk" FOREIGN KEY ("road_map_id") REFERENCES "public"."road_maps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "executions" ADD CONSTRAINT "executions_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "executor_roles" ADD CONSTRAINT "executor_roles_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feeds" ADD CONSTRAINT "feeds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_plans" ADD CONSTRAINT "measure_plans_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_plans" ADD CONSTRAINT "measure_plans_road_map_id_road_maps_id_fk" FOREIGN KEY ("road_map_id") REFERENCES "public"."road_maps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_plans" ADD CONSTRAINT "measure_plans_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_dates" ADD CONSTRAINT "schedule_dates_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_dates" ADD CONSTRAINT "schedule_dates_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_road_map_id_road_maps_id_fk" FOREIGN KEY ("road_map_id") REFERENCES "public"."road_maps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "term_requests" ADD CONSTRAINT "term_requests_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "term_requests" ADD CONSTRAINT "term_requests_road_map_id_road_maps_id_fk" FOREIGN KEY ("road_map_id") REFERENCES "public"."road_maps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "term_requests" ADD CONSTRAINT "term_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "term_requests" ADD CONSTRAINT "term_requests_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_region" ON "assignments" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "typical_measures_municipality" ON "typical_measures" USING btree ("municipality_id");--> statement-breakpoint
CREATE INDEX "comments_measure" ON "comments" USING btree ("road_map_id","measure_key");--> statement-breakpoint
CREATE INDEX "evidence_execution" ON "evidence" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "evidence_sha256" ON "evidence" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "executions_cell" ON "executions" USING btree ("road_map_id","measure_key","point","executor_kind","executor_id");--> statement-breakpoint
CREATE INDEX "executions_executor" ON "executions" USING btree ("executor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "executor_roles_code" ON "executor_roles" USING btree ("municipality_id","code");--> statement-breakpoint
CREATE INDEX "feeds_user" ON "feeds" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "schedule_dates_schedule" ON "schedule_dates" USING btree ("schedule_id");--> statement-breakpoint
CREATE INDEX "schedules_road_map" ON "schedules" USING btree ("road_map_id");--> statement-breakpoint
CREATE INDEX "term_requests_measure" ON "term_requests" USING btree ("road_map_id","measure_key");