import { DomainError, type NewSavedView, type SavedView, type SavedViewKey, type ViewPage } from "@repo/core";
import type { SavedView as SavedViewRow } from "../generated/client.ts";
import type { Sql } from "../sql.ts";

/** Views of one user, of all pages together. */
const MAX_PER_USER = 50;

/** Stores a view of a user, or replaces the one of this page and name. @throws DomainError RESOURCE_EXHAUSTED */
export async function putSavedView(sql: Sql, userId: string, view: NewSavedView): Promise<SavedView> {
  const [row] = await sql.query<SavedViewRow>(
    `INSERT INTO saved_views (user_id, page, name, query)
     SELECT $1::uuid, $2::view_page, $3::text, $4::text
     WHERE (SELECT count(*) FROM saved_views WHERE user_id = $1) < $5
       OR EXISTS (SELECT 1 FROM saved_views WHERE user_id = $1 AND page = $2 AND name = $3)
     ON CONFLICT (user_id, page, name) DO UPDATE SET query = excluded.query, updated_at = now()
     RETURNING *`,
    [userId, view.page, view.name, view.query, MAX_PER_USER],
  );
  if (row === undefined) throw tooManyViews();
  return savedViewOf(row);
}

/** Views of a user, the latest saved first. @param page undefined for all */
export async function listSavedViews(sql: Sql, userId: string, page?: ViewPage): Promise<SavedView[]> {
  const rows = await sql.query<SavedViewRow>(
    `SELECT * FROM saved_views WHERE user_id = $1 AND ($2::view_page IS NULL OR page = $2)
     ORDER BY updated_at DESC, page, name LIMIT $3`,
    [userId, page, MAX_PER_USER],
  );
  return rows.map(savedViewOf);
}

/** @throws DomainError NOT_FOUND */
export async function deleteSavedView(sql: Sql, userId: string, { page, name }: SavedViewKey): Promise<void> {
  const deleted = await sql.query(
    "DELETE FROM saved_views WHERE user_id = $1 AND page = $2 AND name = $3 RETURNING name",
    [userId, page, name],
  );
  if (deleted.length > 0) return;
  throw new DomainError("NOT_FOUND", "SAVED_VIEW_NOT_FOUND", `you have no view named "${name}" of this list`);
}

function savedViewOf({ page, name, query, updatedAt }: SavedViewRow): SavedView {
  return { page, name, query, updatedAt };
}

function tooManyViews(): DomainError {
  return new DomainError(
    "RESOURCE_EXHAUSTED",
    "TOO_MANY_SAVED_VIEWS",
    `a user may keep ${MAX_PER_USER} views; delete those that are not used any more`,
  );
}
