import { NumberSearch } from '@/app/(public)/published/number-search'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { FileField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Section } from '@/components/ui/section'

export const metadata = { title: 'Проверить подпись' }

const WORDS: Record<string, string> = {
  none: 'Выберите файл: он не выбран.',
  alone:
    'Выбран только файл подписи. Сам по себе он ничего не подтверждает: выберите ещё и документ, к которому он приложен (PDF).',
  empty: 'Файл пустой: 0 байт. Выберите другой файл.',
  big: 'Файл слишком велик: проверяются файлы не больше 50 МБ.',
  broken: 'Файл дошёл не целиком. Отправьте его ещё раз.',
}

type Query = { why?: string }

export default async function VerifyPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { why } = await searchParams
  const error = typeof why === 'string' ? WORDS[why] : undefined
  return (
    <div className="col">
      <PageHead title="Проверить подпись" />
      <ErrorSummary errors={error ? { file: error } : {}} />
      <p className="mb-6">
        Выберите PDF распоряжения. Программа сравнит его с реестром и проверит подпись: внутри файла или в файле .sig
        рядом с ним. Файлы нигде не сохраняются: после проверки они удаляются.
      </p>
      <form action="/verify/check" method="post" encType="multipart/form-data" noValidate>
        <FileField
          name="file"
          label="Файл документа"
          types="PDF"
          maxSize="50 МБ"
          accept=".pdf,application/pdf"
          error={error}
          required
        />
        <FileField
          name="signature"
          label="Файл подписи"
          types="Файл .sig"
          maxSize="4 МБ"
          hint="Нужен, только если подпись дана отдельным файлом, например order.pdf.sig."
          accept=".sig,.p7s,.sgn"
          required={false}
        />
        <ActionBar>
          <Button kind="main">Проверить подпись</Button>
        </ActionBar>
      </form>
      <Section title="У меня бумага, а не файл">
        <p className="mb-4">
          Найдите опубликованный акт по номеру и сравните его с бумагой. На бумаге может быть и QR-код: он ведёт на
          страницу акта.
        </p>
        <NumberSearch />
      </Section>
    </div>
  )
}
