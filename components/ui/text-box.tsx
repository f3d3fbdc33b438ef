import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'textarea'>, 'defaultValue' | 'value' | 'children'> & { defaultValue?: string }

/**
 * Several lines, as every form of the program has them: what is typed before the scripts come stays.
 *
 * React, when it takes over a page made by the server, sets each `<textarea>` back to its default (`initTextarea`), where it leaves all
 * other fields as they are; a word typed on a slow line would be lost. It does so only where the default is equal to the element’s
 * text, and a list of one text never is; as the default the DOM reads it as that text. See e2e/before-scripts.test.ts.
 */
export function TextBox({ defaultValue = '', ...rest }: Props) {
  // Only of a string does React know that HTML eats a first line end.
  return <textarea {...rest} defaultValue={defaultValue.startsWith('\n') ? defaultValue : [defaultValue]} />
}
