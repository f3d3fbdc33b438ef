import { notFound } from 'next/navigation'
import { Refusal } from '@/lib/shared/refusal'

/** What the data layer hides does not exist: `not_found` and `forbidden` both become the page «не найдено». */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'forbidden')) notFound()
    // The address holds something that is no id, and PostgreSQL says so (invalid_text_representation).
    if (error instanceof Error && (error.cause as { code?: string } | undefined)?.code === '22P02') notFound()
    throw error
  }
}
