import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { SummaryList, type SummaryRow } from '@/components/ui/summary-list'
import { shortDate } from '@/lib/shared/dates'
import type { SignatureReport } from '@/lib/signature/inspect'
import { moment } from './moment'

/** What was seen of one signature, in words of документооборот. */
export function SignatureSection({ signature, title }: { signature: SignatureReport; title: string }) {
  const isSeparate = signature.kind === 'detached'
  const rows: SummaryRow[] = [
    { label: 'Проверка', value: checked(signature) },
    // A signature that does not fit says nothing of who made this file: only whose certificate lies in it.
    { label: signature.valid === false ? 'На чьё имя сертификат' : 'Кто подписал', value: signature.subject ?? UNREAD },
    { label: 'Вид подписи', value: `${kindOf(signature)}; ${isSeparate ? 'отдельным файлом' : 'внутри PDF'}` },
    { label: 'Сертификат', value: signature.serial ? <span className="mono">{signature.serial}</span> : UNREAD },
    ...(signature.notBefore && signature.notAfter
      ? [{ label: 'Срок сертификата', value: `с ${day(signature.notBefore)} по ${day(signature.notAfter)}` }]
      : []),
    {
      label: 'Метка времени',
      value: signature.timestamp
        ? `${moment(signature.timestamp)}: подпись сделана не позже`
        : 'нет: подпись проверена на день проверки',
    },
    {
      label: 'Что подписано',
      value: signature.coversWholeFile ? 'весь файл' : 'не весь файл или другой файл',
    },
  ]
  return (
    <Section title={title}>
      {signature.test ? (
        <Notice tone="amber" title="Тестовый сертификат">
          Подпись сделана ключом испытательного удостоверяющего центра: юридической силы она не имеет.
        </Notice>
      ) : null}
      <SummaryList rows={rows} />
    </Section>
  )
}

const UNREAD = 'прочитать не удалось'
const day = (iso: string): string => shortDate(iso.slice(0, 10))

function checked({ valid, reason }: SignatureReport): string {
  if (valid === true) return reason || 'Подпись верна.'
  return `${valid === false ? 'Не верна' : 'Не удалась'}. ${reason}`
}

/** A signature is never called more than it is, and one that does not hold is called nothing. */
function kindOf({ valid, qualified }: SignatureReport): string {
  if (qualified) return 'усиленная квалифицированная'
  return valid === true ? 'усиленная неквалифицированная' : 'не установлен'
}
