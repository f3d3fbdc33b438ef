import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { LinkButton } from '@/components/ui/button'
import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { DiffText } from '@/components/ui/diff-text'
import { diffWords } from '@/components/ui/diff-words'
import { ErrorSummary } from '@/components/ui/error-summary'
import { DateField, FileField, PasswordField, Select, TextArea, TextField } from '@/components/ui/field'
import { Nav } from '@/components/ui/nav'
import { Pagination, shownPages } from '@/components/ui/pagination'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import { SectionRow, Table } from '@/components/ui/table'

const html = (piece: ReactNode): string => renderToStaticMarkup(piece)
const ids = (markup: string): string[] => [...markup.matchAll(/ id="([^"]+)"/g)].map((found) => found[1] ?? '')
const named = (markup: string, attribute: string): string[] =>
  [...markup.matchAll(new RegExp(` ${attribute}="([^"]+)"`, 'g'))].flatMap((found) => (found[1] ?? '').split(' '))

const FIELDS: [string, ReactNode][] = [
  ['text', <TextField key="1" name="a" label="Название" hint="Кратко" error="Напишите название" />],
  ['long text', <TextArea key="2" name="a" label="Задачи" hint="Две фразы" error="Напишите задачи" />],
  ['date', <DateField key="3" name="a" label="Срок" error="Дата не читается" />],
  ['password', <PasswordField key="4" name="a" label="Пароль" hint="Ещё раз" error="Пароль неверен" />],
  [
    'choice',
    <Select key="5" name="a" label="Кто" hint="Один" error="Выберите" options={[{ value: '1', label: 'Иванова' }]} />,
  ],
  ['file', <FileField key="6" name="a" label="Скан" types="PDF" maxSize="10 МБ" error="Файл пуст" />],
  ['tick', <Checkbox key="7" name="a" label="Готово" hint="Можно вернуться" error="Подтвердите" />],
  [
    'answers',
    <RadioGroup
      key="8"
      name="a"
      label="Решение"
      hint="Одно"
      error="Выберите"
      options={[{ value: 'y', label: 'Да' }]}
    />,
  ],
]

describe('a field', () => {
  test.each(FIELDS)('%s: label, hint and error are bound to the control', (_, piece) => {
    const markup = html(piece)
    expect(ids(markup)).toContain('f-a')
    expect(named(markup, 'for')).toEqual(['f-a'])
    expect(named(markup, 'aria-describedby')).toEqual(['f-a-hint', 'f-a-error'])
    for (const id of named(markup, 'aria-describedby')) expect(ids(markup)).toContain(id)
    expect(new Set(ids(markup)).size).toBe(ids(markup).length)
  })

  test('without an error says nothing of errors', () => {
    const markup = html(<TextField name="a" label="Название" />)
    expect(markup).not.toMatch(/aria-invalid|aria-describedby|error|bad/)
  })

  test('keeps what was typed and does not let it become markup', () => {
    const typed = '"><script>alert(1)</script>'
    expect(html(<TextField name="a" label="Название" defaultValue={typed} />)).not.toContain('<script')
    expect(html(<TextArea name="a" label="Задачи" defaultValue={`</textarea>${typed}`} />)).not.toMatch(
      /<script|<\/textarea>"/,
    )
    expect(html(<TextArea name="a" label="Задачи" defaultValue={'строка\nвторая'} />)).toContain('строка\nвторая')
  })

  test('of several lines keeps an empty first line: HTML would eat it', () => {
    expect(html(<TextArea name="a" label="Задачи" defaultValue={'\nвторая'} />)).toContain('>\n\nвторая</textarea>')
    expect(html(<TextArea name="a" label="Задачи" />)).toContain('></textarea>')
  })

  test('says what is optional and tells required to assistive technology', () => {
    expect(html(<TextField name="a" label="Название" required={false} />)).toContain('необязательно')
    expect(html(<TextField name="a" label="Название" required />)).toContain('required=""')
  })

  test('a password is for password managers and carries no value', () => {
    const markup = html(<PasswordField name="a" label="Пароль" />)
    expect(markup).toMatch(/autoComplete="current-password"/i)
    expect(markup).not.toContain('value=')
  })

  test('a file field says types and size before choosing', () => {
    const markup = html(<FileField name="a" label="Скан" types="PDF или JPEG" maxSize="10 МБ" multiple />)
    expect(markup).toContain('Можно выбрать несколько файлов. PDF или JPEG, не больше 10 МБ каждый.')
    expect(markup.indexOf('10 МБ')).toBeLessThan(markup.indexOf('<input'))
  })

  test('the chosen answer stays chosen', () => {
    const options = [
      { value: 'a', label: 'Согласовать' },
      { value: 'b', label: 'Вернуть' },
    ]
    expect(html(<Select name="a" label="Решение" options={options} defaultValue="b" />)).toContain('value="b" selected')
    expect(html(<RadioGroup name="a" label="Решение" options={options} defaultValue="b" />)).toMatch(
      /checked="" value="b"/,
    )
  })
})

describe('the error summary', () => {
  test('links to the controls, takes the focus and is announced', () => {
    const errors = { title: 'Напишите название', date: ['Дата не читается', 'вторая'], fine: undefined }
    const markup = html(<ErrorSummary errors={errors} message="Карту изменили" />)
    expect(named(markup, 'href')).toEqual(['#f-title', '#f-date'])
    expect(markup).toMatch(/role="alert"/)
    expect(markup).toMatch(/tabindex="-1"/i)
    expect(markup).toMatch(/autofocus/i)
    expect(markup).toContain('Карту изменили')
    expect(markup).not.toContain('вторая')
    for (const link of named(markup, 'href')) {
      const name = link.replace('#f-', '')
      expect(ids(html(<TextField name={name} label="Поле" />))).toContain(link.slice(1))
    }
  })

  test('is not there when nothing is wrong', () => {
    expect(html(<ErrorSummary errors={{ title: undefined }} />)).toBe('')
    expect(html(<ErrorSummary />)).toBe('')
  })
})

describe('lists and tables', () => {
  test('heads of columns and sections are heads', () => {
    const markup = html(
      <Table caption="Мероприятия" head={['Срок', { label: 'Действия', hidden: true }]}>
        <tbody>
          <SectionRow title="1. Контрольные точки" share="0 из 5" columns={2} />
        </tbody>
      </Table>,
    )
    expect(markup).toContain('<caption class="vh">Мероприятия</caption>')
    expect(named(markup, 'scope')).toEqual(['col', 'col', 'rowgroup'])
  })

  test('«Изменить» says what for those who listen', () => {
    const markup = html(<SummaryList rows={[{ label: 'Срок', value: 'март', change: { href: '/x' } }]} />)
    expect(markup).toContain('Изменить<span class="vh">: срок</span>')
  })

  test('the present section is marked, a zero count is not shown', () => {
    const markup = html(<Nav items={[{ href: '/', label: 'Мои дела', count: 0, current: true }]} />)
    expect(markup).toContain('aria-current="page"')
    expect(markup).not.toContain('count')
  })

  test('pages around the present one, gaps only where something is left out', () => {
    expect(shownPages(1, 1)).toEqual([1])
    expect(shownPages(3, 5)).toEqual([1, 2, 3, 4, 5])
    expect(shownPages(5, 20)).toEqual([1, null, 4, 5, 6, null, 20])
    const markup = html(<Pagination page={2} size={50} total={51} href={(page) => `?page=${page}`} />)
    expect(markup).toContain('Показано 51–51 из 51')
    expect(html(<Pagination page={1} size={50} total={0} href={String} />)).toBe('')
  })
})

describe('was and became', () => {
  test.each([
    ['Отчёты до 25 мая', 'Отчёты до 1 июня кураторами'],
    ['', 'всё новое'],
    ['одно  слово\nи строка', 'одно слово\nи строка'],
    ['слово '.repeat(2000), 'иное '.repeat(2000)],
  ])('each side joined is that text again', (was, became) => {
    const diff = diffWords(was, became)
    expect(diff.was.map((part) => part.text).join('')).toBe(was)
    expect(diff.became.map((part) => part.text).join('')).toBe(became)
  })

  test('only changed words are marked, neighbours as one', () => {
    const { was, became } = diffWords('Отчёты до 25 мая кураторам', 'Отчёты до 1 июня кураторам')
    expect(was.filter((part) => part.changed).map((part) => part.text)).toEqual(['25 мая'])
    expect(became.filter((part) => part.changed).map((part) => part.text)).toEqual(['1 июня'])
    expect(diffWords('то же', 'то же').was).toEqual([{ text: 'то же', changed: false }])
  })

  test('it is said in words, and text stays text', () => {
    const markup = html(<DiffText was="до 25 мая" became="до <b>1</b> июня" />)
    expect(markup).toMatch(/Было.*<del>25 мая<\/del>.*Стало.*<ins>/)
    expect(markup).not.toContain('<b>')
    expect(html(<DiffText was={null} became="новое" />)).toContain('Добавлено')
    expect(html(<DiffText was="старое" became={null} />)).toContain('Удалено')
  })
})

test('buttons: a link stays a link, a submit works without JavaScript', () => {
  expect(
    html(
      <LinkButton kind="main" href="/x">
        Открыть
      </LinkButton>,
    ),
  ).toBe('<a class="btn main" href="/x">Открыть</a>')
  const markup = html(<SubmitButton>Подписать распоряжение</SubmitButton>)
  expect(markup).toMatch(/^<button type="submit"/)
  expect(markup).not.toContain('disabled')
})
