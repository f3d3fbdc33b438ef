import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'

/** Finds a published act by the number that stands on a paper. */
export function NumberSearch({ asked = '' }: { asked?: string }) {
  return (
    <form action="/published" method="get" className="flex flex-wrap items-end gap-x-4">
      <TextField name="number" label="Номер акта" width="short" defaultValue={asked} autoComplete="off" />
      <div className="field">
        <Button>Найти</Button>
      </div>
    </form>
  )
}
