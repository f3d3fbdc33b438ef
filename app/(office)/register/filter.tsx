import { Button } from '@/components/ui/button'
import { Select, TextField } from '@/components/ui/field'
import { ORDER_PURPOSE_LABELS } from '@/lib/order/labels'
import { ORDER_KINDS, ORDER_PURPOSES } from '@/lib/order/rules'
import { PENDING_LABEL, SHOWN_STATE_LABELS } from '@/lib/register/labels'
import { type RegisterFilters, SHOWN_STATES } from '@/lib/register/schema'
import { addressOf, ofKind } from './address'

/** Narrows the register; what is chosen stands in the address, so that it can be sent and kept. */
export function RegisterFilter({
  filters,
  years,
  signers,
}: {
  filters: RegisterFilters
  years: number[]
  signers: string[]
}) {
  return (
    <form action="/register" method="get" className="filter no-print">
      <TextField name="q" label="Номер или слова" type="search" width="half" defaultValue={filters.q} />
      <Select
        name="kind"
        label="Вид акта"
        empty="Все"
        options={ORDER_KINDS.map((kind) => ({ value: kind, label: ofKind(kind) }))}
        defaultValue={filters.kind ?? ''}
      />
      <Select
        name="year"
        label="Год"
        empty="Все"
        options={years.map((year) => ({ value: String(year), label: String(year) }))}
        defaultValue={String(filters.year ?? '')}
      />
      <Select
        name="state"
        label="Состояние"
        empty="Любое"
        options={[
          { value: 'pending', label: PENDING_LABEL },
          ...SHOWN_STATES.map((state) => ({ value: state, label: SHOWN_STATE_LABELS[state] })),
        ]}
        defaultValue={filters.state ?? ''}
      />
      <Select
        name="purpose"
        label="Что делает акт"
        empty="Любое"
        options={ORDER_PURPOSES.map((purpose) => ({ value: purpose, label: ORDER_PURPOSE_LABELS[purpose] }))}
        defaultValue={filters.purpose ?? ''}
      />
      {signers.length > 1 || filters.signer ? (
        <Select
          name="signer"
          label="Кто подписал"
          empty="Все"
          options={signers.map((signer) => ({ value: signer, label: signer }))}
          defaultValue={filters.signer}
        />
      ) : null}
      <div className="field">
        <Button>Показать</Button>
      </div>
    </form>
  )
}

/** What the register is narrowed to; each piece is a link that takes it off. */
export function ChosenFilters({ filters }: { filters: RegisterFilters }) {
  const { q, kind, year, state, purpose, signer } = filters
  const chosen: [Partial<RegisterFilters>, string][] = [
    ...(q ? [[{ q: '' }, `«${q}»`] as [Partial<RegisterFilters>, string]] : []),
    ...(kind ? [[{ kind: undefined }, ofKind(kind)] as [Partial<RegisterFilters>, string]] : []),
    ...(year ? [[{ year: undefined }, `${year} год`] as [Partial<RegisterFilters>, string]] : []),
    ...(state
      ? [
          [{ state: undefined }, state === 'pending' ? PENDING_LABEL : SHOWN_STATE_LABELS[state]] as [
            Partial<RegisterFilters>,
            string,
          ],
        ]
      : []),
    ...(purpose ? [[{ purpose: undefined }, ORDER_PURPOSE_LABELS[purpose]] as [Partial<RegisterFilters>, string]] : []),
    ...(signer ? [[{ signer: '' }, signer] as [Partial<RegisterFilters>, string]] : []),
  ]
  if (chosen.length === 0) return null
  return (
    <ul className="chips no-print" aria-label="Отобрано">
      {chosen.map(([without, label]) => (
        <li key={label}>
          <a href={addressOf({ ...filters, ...without, page: 1 })} aria-label={`Убрать отбор: ${label}`}>
            {label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {chosen.length > 1 ? (
        <li>
          <a href="/register">Снять весь отбор</a>
        </li>
      ) : null}
    </ul>
  )
}
