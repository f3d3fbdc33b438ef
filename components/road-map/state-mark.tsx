import type { StatusKind } from '@/components/ui/status'
import { LIGHTS, type Light, type Standing } from '@/lib/execution/rules'
import { type Markup, markup } from '@/lib/shared/markup'

const SIGNS: Record<Light, StatusKind> = { red: 'late', amber: 'soon', green: 'done', grey: 'idle' }

/** The light of a standing as a sign: the form differs, the words stand beside it. */
export const standingSign = (standing: Standing): StatusKind => SIGNS[LIGHTS[standing]]

/** A sign with words of the caller's, inside a MarkupTable. */
export const stateMark = (standing: Standing, said: string): Markup =>
  markup`<span class="st ${standingSign(standing)}">${said}</span>`
