'use client'

import { useEffect, useState } from 'react'
import { useFieldArray, useForm } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import type { Basis } from '@/lib/order/compose'

type CuratorRow = { school: string; curator: string; post: string }
type Lists = { bases: Basis[]; points: { text: string }[]; rows: CuratorRow[] | null }

type Fields = Omit<Lists, 'rows'> & { rows: CuratorRow[] }

const EMPTY_ROW: CuratorRow = { school: '', curator: '', post: '' }
const EMPTY_BASIS: Basis = { kind: '', issuer: '', date: '', number: '', title: '' }

/**
 * Bases and points of an order, and the rows of an annex that no map fills: rows that can be added, removed and moved. Without JavaScript the spare rows at the end serve;
 * the names of the fields are the same, so the form posts alike.
 */
export function CardLists({ initial, children }: { initial: Lists; children: React.ReactNode }) {
  const { control, register } = useForm<Fields>({ defaultValues: { ...initial, rows: initial.rows ?? [] } })
  const rows = useFieldArray({ control, name: 'rows' })
  const bases = useFieldArray({ control, name: 'bases' })
  const points = useFieldArray({ control, name: 'points' })
  const [isAlive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  return (
    <>
      <fieldset className="field">
        <legend>Основания</legend>
        <div className="hint">
          Документы, в соответствии с которыми издаётся акт. Чей документ — в родительном падеже: «Министерства
          образования и науки Забайкальского края».
        </div>
        {bases.fields.map((row, index) => (
          <div key={row.id} className="list-row">
            <TextField
              label="Вид документа"
              {...register(`bases.${index}.kind`)}
              id={`f-basis-kind-${index}`}
              defaultValue={row.kind}
              width="half"
              placeholder="приказ"
            />
            <TextField
              label="Чей"
              {...register(`bases.${index}.issuer`)}
              id={`f-basis-issuer-${index}`}
              defaultValue={row.issuer}
            />
            <TextField
              label="Дата"
              {...register(`bases.${index}.date`)}
              id={`f-basis-date-${index}`}
              defaultValue={row.date}
              width="date"
            />
            <TextField
              label="Номер"
              {...register(`bases.${index}.number`)}
              id={`f-basis-number-${index}`}
              defaultValue={row.number}
              width="short"
            />
            <TextField
              label="Название"
              {...register(`bases.${index}.title`)}
              id={`f-basis-title-${index}`}
              defaultValue={row.title}
            />
            {isAlive ? <RowBar what={`основание ${index + 1}`} remove={() => bases.remove(index)} /> : null}
          </div>
        ))}
        {isAlive ? (
          <Button type="button" small onClick={() => bases.append(EMPTY_BASIS)}>
            Добавить основание
          </Button>
        ) : null}
      </fieldset>
      {children}
      <fieldset className="field">
        <legend>Пункты</legend>
        <div className="hint">Номера ставит программа по порядку. Пустые пункты не сохраняются.</div>
        {points.fields.map((row, index) => (
          <div key={row.id} className="list-row">
            <TextArea
              label={`Пункт ${index + 1}`}
              {...register(`points.${index}.text`)}
              id={`f-point-${index}`}
              defaultValue={row.text}
              rows={3}
            />
            {isAlive ? (
              <RowBar
                what={`пункт ${index + 1}`}
                remove={() => points.remove(index)}
                up={index > 0 ? () => points.move(index, index - 1) : undefined}
                down={index < points.fields.length - 1 ? () => points.move(index, index + 1) : undefined}
              />
            ) : null}
          </div>
        ))}
        {isAlive ? (
          <Button type="button" small onClick={() => points.append({ text: '' })}>
            Добавить пункт
          </Button>
        ) : null}
      </fieldset>
      {initial.rows === null ? null : (
        <fieldset className="field">
          <legend>Приложение: школы и кураторы</legend>
          <div className="hint">
            Строки печатаются в этом порядке, номера ставит программа. Строка, в которой всё стёрто, не сохраняется.
          </div>
          <input type="hidden" name="withRows" value="1" />
          {rows.fields.map((row, index) => (
            <div key={row.id} className="list-row">
              <TextArea
                label={`${index + 1}. Общеобразовательная организация`}
                rows={2}
                {...register(`rows.${index}.school`)}
                id={`f-row-school-${index}`}
                defaultValue={row.school}
              />
              <TextField
                label="Куратор"
                {...register(`rows.${index}.curator`)}
                id={`f-row-curator-${index}`}
                defaultValue={row.curator}
              />
              <TextField
                label="Должность, место работы куратора"
                {...register(`rows.${index}.post`)}
                id={`f-row-post-${index}`}
                defaultValue={row.post}
              />
              {isAlive ? (
                <RowBar
                  what={`строку ${index + 1}`}
                  remove={() => rows.remove(index)}
                  up={index > 0 ? () => rows.move(index, index - 1) : undefined}
                  down={index < rows.fields.length - 1 ? () => rows.move(index, index + 1) : undefined}
                />
              ) : null}
            </div>
          ))}
          {isAlive ? (
            <Button type="button" small onClick={() => rows.append(EMPTY_ROW)}>
              Добавить строку
            </Button>
          ) : null}
        </fieldset>
      )}
    </>
  )
}

function RowBar({
  what,
  remove,
  up,
  down,
}: {
  what: string
  remove: () => void
  up?: (() => void) | undefined
  down?: (() => void) | undefined
}) {
  return (
    <div className="rowbar">
      {up ? (
        <Button type="button" small onClick={up} aria-label={`Выше: ${what}`}>
          Выше
        </Button>
      ) : null}
      {down ? (
        <Button type="button" small onClick={down} aria-label={`Ниже: ${what}`}>
          Ниже
        </Button>
      ) : null}
      <Button type="button" small onClick={remove} aria-label={`Удалить: ${what}`}>
        Удалить
      </Button>
    </div>
  )
}
