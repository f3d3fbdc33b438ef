import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { programmeStages, programmes, reportForms } from '@/db/schema/programme'
import { reportSections, reports, reportVersions } from '@/db/schema/report'
import { schoolPeople, schools } from '@/db/schema/school'
import { type District, idOf, NOW } from '@/db/testing/story'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import type { ReportContent, ReportFact } from '@/lib/report/content'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { REPORT_SECTIONS, type ReportState } from '@/lib/report/rules'

/** A programme with three stages on the day of the story (21.04.2026): one locked, one open, one ahead. Its form is version 1. */
export async function reviewProgramme(place: District) {
  const db = database()
  const [programme] = await db
    .insert(programmes)
    .values({ municipalityId: place.id, name: `Проект ${randomUUID()}`, year: 2026 })
    .returning({ id: programmes.id })
  const programmeId = programme?.id ?? ''
  const days = [
    { name: 'Зима', dueDate: '2026-02-28', opensOn: '2026-02-01', locksOn: '2026-03-14' },
    { name: 'Весна', dueDate: '2026-04-30', opensOn: '2026-04-01', locksOn: '2026-05-14' },
    { name: 'Осень', dueDate: '2026-11-30', opensOn: '2026-11-01', locksOn: '2026-12-14', isFinal: true },
  ]
  const stages = await db
    .insert(programmeStages)
    .values(days.map((stage, position) => ({ programmeId, position, ...stage })))
    .returning({ id: programmeStages.id, position: programmeStages.position })
  const [form] = await db
    .insert(reportForms)
    .values({ programmeId, number: 1, form: DEFAULT_REPORT_FORM, createdAt: NOW })
    .returning({ id: reportForms.id })
  const stageAt = (position: number) => stages.find((stage) => stage.position === position)?.id ?? ''
  return { programmeId, formId: form?.id ?? '', lockedId: stageAt(0), openId: stageAt(1), aheadId: stageAt(2) }
}
export type ReviewProgramme = Awaited<ReturnType<typeof reviewProgramme>>

/** Schools of this curator, in the order of their names. */
export async function schoolsOf(place: District, curator: string): Promise<{ id: string; name: string }[]> {
  const userId = await idOf(place, curator)
  return database()
    .select({ id: schools.id, name: schools.shortName })
    .from(schoolPeople)
    .innerJoin(schools, eq(schools.id, schoolPeople.schoolId))
    .where(and(eq(schoolPeople.userId, userId), eq(schoolPeople.relation, 'curator')))
    .orderBy(schools.shortName)
}

type Made = { state?: ReportState; curatorId: string; schoolId: string; stageId?: string; lateDays?: number }

/** A report brought to a state by direct rows: whatever is not a draft has a sent version 1. */
export async function madeReport(place: District, programme: ReviewProgramme, made: Made) {
  const { state = 'sent', curatorId, schoolId, stageId = programme.openId, lateDays = 0 } = made
  const db = database()
  const [report] = await db
    .insert(reports)
    .values({
      municipalityId: place.id,
      programmeId: programme.programmeId,
      stageId,
      schoolId,
      curatorId,
      formId: programme.formId,
      state,
      createdAt: NOW,
    })
    .returning({ id: reports.id })
  const reportId = report?.id ?? ''
  await db.insert(reportSections).values(REPORT_SECTIONS.map((section) => ({ reportId, section, isDone: true })))
  const versionId = state === 'draft' ? '' : await sendVersion(reportId, { lateDays })
  return { reportId, versionId }
}

/** One more sent version of a report, which waits for a decision again. */
export async function sendVersion(
  reportId: string,
  { lateDays = 0, content = {}, at = NOW }: { lateDays?: number; content?: Partial<ReportContent>; at?: Date } = {},
): Promise<string> {
  const db = database()
  const [report] = await db.select().from(reports).where(eq(reports.id, reportId))
  if (!report) throw new Error('There is no such report.')
  const [next] = await db
    .select({
      receipt: sql<number>`coalesce(max(receipt), 0)::int + 1`,
      number: sql<number>`coalesce(max(number) filter (where report_id = ${reportId}), 0)::int + 1`,
    })
    .from(reportVersions)
    .where(eq(reportVersions.programmeId, report.programmeId))
  const [school] = await db.select().from(schools).where(eq(schools.id, report.schoolId))
  const [version] = await db
    .insert(reportVersions)
    .values({
      municipalityId: report.municipalityId,
      reportId,
      number: next?.number ?? 1,
      programmeId: report.programmeId,
      receipt: next?.receipt ?? 1,
      content: frozenContent({ school: school?.shortName ?? '', ...content }),
      sentBy: report.curatorId,
      // As if its paper were drawn: nobody asks for its bytes here.
      sha256: '0'.repeat(64),
      size: 1,
      pages: 1,
      sentAt: at,
      lateDays,
      signature: 'paper',
    })
    .returning({ id: reportVersions.id })
  if (report.state !== 'accepted' && report.state !== 'accepted_with_remarks' && (next?.number ?? 1) > 1)
    await db.update(reports).set({ state: 'sent' }).where(eq(reports.id, reportId))
  return version?.id ?? ''
}

const RECORDS: Partial<Record<string, 'visit' | 'risk_profile' | 'school_measure'>> = {
  visits: 'visit',
  factors: 'risk_profile',
  measures: 'school_measure',
}

const originOf = (code: string, id: string): ReportFact['origin'] => {
  const kind = RECORDS[code]
  return kind ? { kind, id, href: '/', label: 'запись' } : { kind: 'typed', id, label: 'введено куратором' }
}

/** What a curator sends: facts from records in the present columns, and his own words. */
export function frozenContent(more: Partial<ReportContent> = {}): ReportContent {
  const facts: Partial<Record<string, { columns: string[]; rows: string[][] }>> = {
    visits: {
      columns: ['Дата', 'Вид и форма', 'Цель', 'С кем встречались', 'Что выявлено', 'Рекомендовано, срок, выполнение'],
      rows: [
        [
          '12.03.2026',
          'первичное, очно',
          'Верификация профиля',
          'Директор',
          'Нет кабинета химии',
          'Заявка, до 20.05.2026',
        ],
        ['14.04.2026', 'плановое, ВКС', 'Антирисковая программа', 'Заместитель директора', '', ''],
      ],
    },
    factors: {
      columns: ['Фактор', 'По анкете', 'После проверки', 'Активирован', 'Меры', 'Результат'],
      rows: [
        ['Дефицит педагогических кадров', 'высокая', 'высокая', 'да', 'Совместители', 'снизилась'],
        ['Низкий уровень оснащения школы', 'средняя', 'низкая', 'нет', '', ''],
      ],
    },
    measures: {
      columns: ['Мероприятие', 'Фактор', 'Срок', 'Состояние', 'Чем подтверждается'],
      rows: [
        ['Приём совместителя', 'Дефицит педагогических кадров', 'до 01.05.2026', 'выполнено', 'Приказ № 14'],
        ['Курсы', 'Дефицит педагогических кадров', 'октябрь', 'не наступил срок', ''],
      ],
    },
    training: {
      columns: ['Программа или вебинар', 'Когда', 'Участвовало', 'Из скольких', 'Примечание'],
      rows: [['Вебинар ФИОКО', '02.04.2026', '4', '6', '']],
    },
  }
  const answers: Record<string, string> = {
    worked: 'Пришёл совместитель по химии.',
    difficulties: 'Далеко до района.',
    help: 'Нужен методист по математике.',
    dynamics: 'положительная',
    recommendations: 'Закончить антирисковую программу.',
  }
  return {
    shape: 1,
    title: 'Отчёт куратора',
    stageMonth: 'апреля',
    paper: {
      profile: DEFAULT_PROFILE,
      place: 'пгт Забайкальск',
      sentOn: '2026-04-21',
      signer: 'Б.Ц.\u00A0Дашиева',
      zone: 'Asia/Chita',
    },
    programme: 'Проект «500+»',
    year: 2026,
    stage: 'Весна',
    isFinal: false,
    municipality: 'Забайкальский район',
    school: 'МОУ СОШ № 1',
    curator: { name: 'Дашиева Баирма Цыреновна', post: 'методист', workplace: 'Управление образованием' },
    from: '2026-01-01',
    to: '2026-04-21',
    basis: '',
    sections: DEFAULT_REPORT_FORM.sections.map(({ code, title, questions }) => ({
      code,
      title,
      columns: facts[code]?.columns ?? [],
      facts: (facts[code]?.rows ?? []).map((cells, index) => ({
        cells,
        origin: originOf(code, `${code}-${index}`),
      })),
      answers: questions
        .filter((question) => !question.isFinal)
        .map((question) => ({
          question: question.code,
          label: question.label,
          text: answers[question.code] ?? '',
        })),
    })),
    ...more,
  }
}
