-- Texts of acts were wordings of the municipality; they are templates now, the one of the approval among them.
INSERT INTO "act_templates" ("municipality_id", "purpose", "kind", "name", "title_pattern", "aim", "operative_word", "points", "is_default")
SELECT m.id, 'approval', 'directive', 'Утверждение дорожной карты',
  m.settings ->> 'titlePattern', coalesce(m.settings ->> 'purpose', ''), coalesce(m.settings ->> 'operativeWord', ''),
  '["Утвердить {карту}."]'::jsonb || coalesce(m.settings -> 'points', '[]'::jsonb), true
FROM "municipalities" m WHERE m.settings ? 'titlePattern';--> statement-breakpoint
UPDATE "municipalities" SET "settings" = "settings" - 'titlePattern' - 'purpose' - 'operativeWord' - 'points';
