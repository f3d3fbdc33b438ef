'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { makeFeed, revokeFeed } from '@/db/commands/feed'
import { keepForm } from '@/db/commands/kept-form'
import { seal } from '@/lib/system/secret'

/** The address waits sealed for the page after the redirect; see `shown-address.ts`. */
export const makeFeedAction = formAction(
  { form: 'feed.make', schema: z.object({}) },
  async (actor, _input, { now }) => {
    const token = await makeFeed(actor, now)
    const shown = await keepForm(actor.userId, seal(JSON.stringify({ token, at: now.getTime() }), 'feed-address'), now)
    return `/account/feed?address=${shown}`
  },
)

export const revokeFeedAction = formAction(
  { form: 'feed.revoke', schema: z.object({}) },
  async (actor, _input, { now }) => {
    await revokeFeed(actor, now)
    return '/account/feed?done=revoked'
  },
)
