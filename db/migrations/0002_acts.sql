CREATE TYPE "public"."amendment_form" AS ENUM('rows', 'whole');--> statement-breakpoint
CREATE TYPE "public"."order_purpose" AS ENUM('approval', 'curators', 'amendment', 'repeal');--> statement-breakpoint
ALTER TYPE "public"."paper_kind" ADD VALUE 'detached' BEFORE 'print';--> statement-breakpoint
ALTER TYPE "public"."signature_kind" ADD VALUE 'browser' BEFORE 'paper';--> statement-breakpoint
ALTER TYPE "public"."signature_kind" ADD VALUE 'detached' BEFORE 'paper';--> statement-breakpoint
CREATE TABLE "act_templates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality_id" uuid NOT NULL,
	"purpose" "order_purpose" NOT NULL,
	"kind" "order_kind" NOT NULL,
	"name" text NOT NULL,
	"title_pattern" text NOT NULL,
	"aim" text DEFAULT '' NOT NULL,
	"operative_word" text NOT NULL,
	"points" jsonb NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "purpose" "order_purpose" DEFAULT 'approval' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "target_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "amendment_form" "amendment_form" DEFAULT 'rows' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "annex_rows" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "effective_on" date;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "executor_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "executor_phone" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "signings" ADD COLUMN "certificate" text;--> statement-breakpoint
ALTER TABLE "signings" ADD COLUMN "prepared_sha256" text;--> statement-breakpoint
ALTER TABLE "signings" ADD COLUMN "digest" text;--> statement-breakpoint
ALTER TABLE "signings" ADD COLUMN "pages" integer;--> statement-breakpoint
ALTER TABLE "signings" ADD COLUMN "stamped_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "forms" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "forms" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "forms" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "register_books" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "register_books" ADD COLUMN "closed_by" uuid;--> statement-breakpoint
ALTER TABLE "register_books" ADD COLUMN "closing_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "road_map_versions" ADD COLUMN "base_id" uuid;--> statement-breakpoint
ALTER TABLE "road_map_versions" ADD COLUMN "in_force_from" date;--> statement-breakpoint
ALTER TABLE "road_map_versions" ADD COLUMN "in_force_to" date;--> statement-breakpoint
ALTER TABLE "act_templates" ADD CONSTRAINT "act_templates_municipality_id_municipalities_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipalities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "act_templates_municipality" ON "act_templates" USING btree ("municipality_id");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_target_id_orders_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_books" ADD CONSTRAINT "register_books_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "road_map_versions" ADD CONSTRAINT "road_map_versions_base_id_road_map_versions_id_fk" FOREIGN KEY ("base_id") REFERENCES "public"."road_map_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_target" ON "orders" USING btree ("target_id");--> statement-breakpoint
UPDATE "road_map_versions" v SET "in_force_from" = (SELECT min(e.date) FROM orders o JOIN register_entries e ON e.order_id = o.id AND e.state = 'registered' WHERE o.version_id = v.id) WHERE v.status IN ('approved', 'superseded');--> statement-breakpoint
UPDATE "road_map_versions" v SET "in_force_to" = (SELECT min(n.in_force_from) FROM road_map_versions n WHERE n.road_map_id = v.road_map_id AND n.number > v.number) WHERE v.status = 'superseded';--> statement-breakpoint
UPDATE "road_map_versions" v SET "base_id" = (SELECT b.id FROM road_map_versions b WHERE b.road_map_id = v.road_map_id AND b.number < v.number ORDER BY b.number DESC LIMIT 1);
