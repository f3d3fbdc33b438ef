'use server'

import { formAction } from '@/app/_forms/form-action'
import { saveHolder, savePost } from '@/db/commands/post'
import { holderSchema, postSchema } from '@/lib/municipality/schema'

export const savePostAction = formAction(
  { form: 'post', schema: postSchema },
  async (actor, input, { now, pressId }) => {
    const id = await savePost(actor, input, pressId, now)
    return `/settings/posts/${id}?done=saved`
  },
)

export const saveHolderAction = formAction(
  { form: 'holder', schema: holderSchema },
  async (actor, input, { now, pressId }) => {
    await saveHolder(actor, input, pressId, now)
    return `/settings/posts/${input.postId}?done=saved`
  },
)
