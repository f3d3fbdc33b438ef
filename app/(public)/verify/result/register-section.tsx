import { ChangeLinks } from '@/app/(public)/p/[publicId]/change-links'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { longDate } from '@/lib/shared/dates'
import { capitalised } from '@/lib/shared/text'
import type { RegisteredPaper, Verdict } from '@/lib/signature/verify'

const STATES: Record<RegisteredPaper['state'], string> = {
  registered: 'зарегистрировано',
  published: 'опубликовано',
  annulled: 'аннулировано, силы не имеет',
  repealed: 'утратило силу',
}

/** For a file that is not genuine it must not read as if the register vouched for it. */
const TITLES: Record<Verdict, string> = {
  genuine: 'Что в реестре',
  changed: 'За какой документ себя выдаёт',
  foreign: 'За какой документ себя выдаёт',
  unknown: 'К какому документу относится',
}

/** The register's own state of the act, with the way to its page. */
export function RegisterSection({ register, verdict }: { register: RegisteredPaper; verdict: Verdict }) {
  const amended = register.changes.filter(({ effect }) => effect === 'amended')
  const repealed = register.changes.filter(({ effect }) => effect === 'repealed')
  return (
    <Section title={TITLES[verdict]}>
      <SummaryList
        rows={[
          { label: 'Вид', value: capitalised(register.kind) },
          { label: 'Номер', value: `№\u00A0${register.number}` },
          { label: 'Дата', value: longDate(register.date) },
          { label: 'Состояние', value: STATES[register.state] },
          ...(amended.length > 0 ? [{ label: 'Изменён', value: <ChangeLinks changes={amended} /> }] : []),
          ...(repealed.length > 0
            ? [{ label: 'Признан утратившим силу', value: <ChangeLinks changes={repealed} /> }]
            : []),
          // A curator's report has no page of its own for the public.
          ...(register.path
            ? [{ label: 'Страница акта', value: <a href={register.path}>Открыть сведения об акте</a> }]
            : []),
        ]}
      />
    </Section>
  )
}
