import type { CheckedMeasure, CheckedPlan } from '@/lib/order/check-plan'
import { type Finding, type Mend, warning } from '@/lib/order/finding'
import { longDate } from '@/lib/shared/dates'

/** Warnings of one term: what was not understood, what is past or outside the year, what hangs on a schedule that is not there. */
export function checkTerm(measure: CheckedMeasure, { facts }: CheckedPlan): Finding[] {
  const { place, key, planned } = measure
  const { reading, plan } = planned
  const found: Finding[] = []
  const add = (code: string, text: string, wayOut: string, mend: Mend = 'measure') =>
    found.push(warning({ code, place, text, wayOut, mend, measureKey: key }))
  const doubts = reading.doubts.join(' ')
  if (planned.isCorrectionLost) {
    add(
      'term_correction_lost',
      'Срок читали вручную, но с тех пор его текст изменили: ручное чтение не действует.',
      'Посмотрите, как срок прочитан теперь.',
      'reading',
    )
  }
  if (reading.kind === 'unknown') {
    add(
      'term_unknown',
      `Срок «${measure.term.trim()}» не распознан. ${doubts}`.trim(),
      'Напишите его иначе или укажите даты вручную.',
      'reading',
    )
    return found
  }
  if (doubts) {
    add(
      'term_doubt',
      `Срок «${measure.term.trim()}» прочитан с сомнением. ${doubts}`,
      'Сверьте чтение срока.',
      'reading',
    )
  }
  const dates = plan?.scheduleId ? facts.schedules.get(plan.scheduleId) : undefined
  if (reading.kind === 'reference' && !dates?.length) {
    add(
      'schedule_missing',
      plan?.scheduleId
        ? `Срок «${measure.term.trim()}» привязан к графику, в котором нет дат.`
        : `Срок «${measure.term.trim()}» зависит от другого документа, а график не приложен.`,
      'Внесите график и привяжите к нему мероприятие или напишите даты.',
      'schedules',
    )
  }
  const outside = reading.periods
    .flatMap(({ from, to }) => [from, to])
    .find((date) => date && isOutside(date, facts.year))
  if (outside) {
    add(
      'term_outside_year',
      `Срок «${measure.term.trim()}» выходит за ${facts.year} год программы: ${longDate(outside)}`,
      'Проверьте год в сроке.',
    )
  }
  // A new edition of a map in force names past terms by right; so does a year that is over (said once for the map).
  const isWatched = facts.approvedOn === null && facts.today <= `${facts.year}-12-31`
  if (isWatched && reading.due !== null && reading.due < facts.today) {
    add(
      'term_past',
      `Срок уже прошёл: ${longDate(reading.due)}`,
      'Перенесите срок, либо после утверждения отметьте «исполнено до утверждения» и приложите подтверждение.',
    )
  }
  return found
}

/** Curators may be chosen in December before the year (domain §2), so that month belongs to it. */
const isOutside = (date: string, year: number): boolean => date < `${year - 1}-12-01` || date > `${year}-12-31`
