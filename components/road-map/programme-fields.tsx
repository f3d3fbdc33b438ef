import { TextField } from '@/components/ui/field'

/** Programme and year: whose map this is. Names already used are offered, any other may be typed. */
export function ProgrammeFields({
  known,
  name,
  year,
  errors,
}: {
  known: string[]
  name: string
  year: string
  errors: { name: string | undefined; year: string | undefined }
}) {
  return (
    <>
      <TextField
        name="programmeName"
        label="Программа"
        hint="Например, Проект «500+»"
        list="programmes"
        defaultValue={name}
        error={errors.name}
        autoComplete="off"
        required
      />
      <datalist id="programmes">
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <TextField
        name="year"
        label="Год"
        width="short"
        inputMode="numeric"
        defaultValue={year}
        error={errors.year}
        autoComplete="off"
        required
      />
    </>
  )
}
