import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import * as actTemplate from '@/db/commands/act-template'
import * as amendment from '@/db/commands/amendment'
import { chooseAmendmentForm, rebaseAmendment } from '@/db/commands/amendment-draft'
import * as approval from '@/db/commands/approval'
import * as assignment from '@/db/commands/assignment'
import * as calendar from '@/db/commands/calendar'
import { certifyCopy } from '@/db/commands/certified-copy'
import * as deputy from '@/db/commands/deputy'
import * as executorRole from '@/db/commands/executor-role'
import { makeFeed, revokeFeed } from '@/db/commands/feed'
import { saveIndicator } from '@/db/commands/indicator'
import * as key from '@/db/commands/key'
import * as measure from '@/db/commands/measure'
import * as municipality from '@/db/commands/municipality'
import { enterOldAct } from '@/db/commands/old-act'
import * as order from '@/db/commands/order'
import * as person from '@/db/commands/person'
import * as post from '@/db/commands/post'
import * as prepared from '@/db/commands/prepared-paper'
import { saveProgramme } from '@/db/commands/programme'
import * as publication from '@/db/commands/publication'
import * as reading from '@/db/commands/reading'
import * as register from '@/db/commands/register'
import * as closing from '@/db/commands/register-closing'
import { repairFinding } from '@/db/commands/repair'
import * as roadMap from '@/db/commands/road-map'
import * as beginning from '@/db/commands/road-map-beginning'
import { mergeRoadMap } from '@/db/commands/road-map-import'
import * as roadMapRow from '@/db/commands/road-map-row'
import * as route from '@/db/commands/route'
import { attachScan } from '@/db/commands/scan'
import * as school from '@/db/commands/school'
import * as section from '@/db/commands/section'
import * as session from '@/db/commands/session'
import * as signing from '@/db/commands/signing'
import * as typical from '@/db/commands/typical-measure'
import { getAcquaintance } from '@/db/queries/acquaintance'
import * as actTemplatesRead from '@/db/queries/act-template'
import * as amendments from '@/db/queries/amendment'
import { getApprovalSheet } from '@/db/queries/approval-sheet'
import * as archives from '@/db/queries/archive'
import * as assignmentsRead from '@/db/queries/assignment'
import { listCalendarYears } from '@/db/queries/calendar'
import { getCopies } from '@/db/queries/certified-copy'
import { getMapCheck } from '@/db/queries/check'
import * as executorRolesRead from '@/db/queries/executor-role'
import { getRoadMapExport } from '@/db/queries/export'
import { getExtracts } from '@/db/queries/extract'
import { findOwnFeed, listOwnCalendar } from '@/db/queries/feed'
import * as figures from '@/db/queries/indicator'
import * as journals from '@/db/queries/journal'
import * as keys from '@/db/queries/key'
import { getMunicipality } from '@/db/queries/municipality'
import { listMyWork } from '@/db/queries/my-work'
import * as ordersRead from '@/db/queries/order'
import * as papersRead from '@/db/queries/paper'
import * as people from '@/db/queries/person'
import * as planViews from '@/db/queries/plan-views'
import * as postsRead from '@/db/queries/post'
import * as programmesRead from '@/db/queries/programme'
import { getReading } from '@/db/queries/reading'
import * as registerRead from '@/db/queries/register'
import * as maps from '@/db/queries/road-map'
import { getBeginning } from '@/db/queries/road-map-beginning'
import { findOwnMap, getMergeTarget } from '@/db/queries/road-map-import'
import * as routesRead from '@/db/queries/route'
import * as schoolsRead from '@/db/queries/school'
import { listOwnSessions } from '@/db/queries/session'
import { findMarkedCopy, findPreparation, getSigning } from '@/db/queries/signing'
import * as typicalRead from '@/db/queries/typical-measure'
import { measures } from '@/db/schema/road-map'
import { keysOf } from '@/db/testing/living-act'
import { makeRepairable } from '@/db/testing/repairable'
import { CURATOR_CALLS } from '@/db/testing/rights-curator'
import { EXECUTION_CALLS } from '@/db/testing/rights-execution'
import { REPORT_CALLS } from '@/db/testing/rights-report'
import { REVIEW_CALLS } from '@/db/testing/rights-review'
import { RISK_PROFILE_CALLS } from '@/db/testing/rights-risk-profile'
import { type Scene, scanOf } from '@/db/testing/rights-scene'
import { VISIT_CALLS } from '@/db/testing/rights-visit'
import { NOW, PASSWORD, row, seedText } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { DEFAULT_PROFILE } from '@/lib/order/document'
import { registerFiltersSchema } from '@/lib/register/schema'
import { readRoadMapText } from '@/lib/road-map/import'

type Key = { pkcs12: Uint8Array; password: string }
/** `rows` are those named in the call, of either district; `own` are always the actor's district's. */
type Call = (actor: Actor, rows: Scene, own: Scene, key: Key) => unknown

const press = (): string => randomUUID()
const open = { validFrom: null, validTo: null }
const reason = 'причина'
const names = { surname: 'Новый', givenName: 'Человек', patronymic: '', phone: '', post: '', workplace: '' }
const template = {
  revision: 1,
  purpose: 'curators' as const,
  kind: 'directive' as const,
  name: 'Кураторы',
  titlePattern: 'О кураторах',
  aim: '',
  operativeWord: 'обязывает:',
  points: ['Назначить.'],
  isDefault: false,
}
const body = { name: 'Орган', nameGenitive: 'Органа', place: 'п. Орган', issuesActs: true, ...open }
const schoolText = { name: 'Школа', shortName: 'Школа', site: '', ...open }
const card = (id: string, bodyId: string) => ({
  id,
  revision: 2,
  kind: 'directive' as const,
  title: 'О карте',
  preamble: 'На основании',
  operativeWord: 'обязывает:',
  points: [{ text: 'Утвердить.' }],
  annexTitle: 'Дорожная карта',
  bases: [],
  control: '',
  bodyId,
  signatory: '',
  act: 'save' as const,
})

const newMap = () => ({ programmeName: 'Новая', year: 2030, pressId: press() })
const typicalText = { title: 'Типовое', term: '', executors: '', tasks: '', indicator: '', factor: 3 }

const executorRoleText = { name: 'Центр развития', fanOut: 'one' as const, synonyms: ['ЦРО'] }
const rowOf = ({ roadMapId, measureId }: { roadMapId: string; measureId: string }) => ({
  roadMapId,
  measureId,
  revision: 0,
})

/** Each call names the rows on which the one who holds the right succeeds. */
export const CALLS: Record<string, Call> = {
  ...EXECUTION_CALLS,
  ...CURATOR_CALLS,
  ...RISK_PROFILE_CALLS,
  ...VISIT_CALLS,
  ...REPORT_CALLS,
  ...REVIEW_CALLS,
  'road-map.createRoadMap': (actor) =>
    roadMap.createRoadMap(actor, { programmeName: 'Новая', year: 2030, pressId: press() }, NOW),
  'road-map.importRoadMap': (actor) =>
    roadMap.importRoadMap(
      actor,
      { programmeName: 'Новая', year: 2030, imported: readRoadMapText(seedText), sourceHash: 'x', pressId: press() },
      NOW,
    ),
  'amendment.startEdition': (actor, { registered }) =>
    amendment.startEdition(actor, { roadMapId: registered.roadMapId }, NOW),
  'amendment.startRepeal': (actor, { registered }) =>
    amendment.startRepeal(actor, { orderId: registered.orderId }, NOW),
  'amendment-draft.chooseAmendmentForm': (actor, rows) =>
    chooseAmendmentForm(actor, { orderId: rows.amendment.orderId, form: 'whole' }, NOW),
  'amendment-draft.rebaseAmendment': (actor, rows) =>
    rebaseAmendment(actor, { orderId: rows.amendment.orderId, takeTheirs: [], state: rows.rebaseState }, NOW),
  'queries/amendment.listEditions': (actor, { amended }) => amendments.listEditions(actor, amended.roadMapId),
  'queries/amendment.getAmendment': (actor, { amended }) => amendments.getAmendment(actor, amended.roadMapId, 3),
  'queries/amendment.getRebase': (actor, rows) => amendments.getRebase(actor, rows.amendment.orderId),
  'queries/amendment.compareEditions': (actor, { amended }) => amendments.compareEditions(actor, amended.roadMapId),
  'queries/amendment.compareEditions · published': (actor, { published }) =>
    amendments.compareEditions(actor, published.roadMapId),
  'queries/amendment.getTextOn': (actor, { amended }) => amendments.getTextOn(actor, amended.roadMapId, '2026-04-21'),
  'queries/amendment.getTextOn · published': (actor, { published }) =>
    amendments.getTextOn(actor, published.roadMapId, '2026-04-21'),
  'queries/amendment.actLinks': (actor, { amended }) => amendments.actLinks(actor, amended.orderId),
  'queries/amendment.actLinks · published': (actor, { published }) => amendments.actLinks(actor, published.orderId),
  'road-map-import.mergeRoadMap': async (actor, { draft }) => {
    // Who may not read the draft cannot know its state; the command itself must refuse him.
    const { state } = await getMergeTarget(actor, draft.roadMapId).catch(() => ({ state: '' }))
    const imported = readRoadMapText(seedText)
    const choice = { takeFile: [], remove: [], state, pressId: press() }
    return mergeRoadMap(actor, { roadMapId: draft.roadMapId, imported, ...choice }, NOW)
  },
  'road-map-beginning.startFromLastYear': (actor, { registered }) =>
    beginning.startFromLastYear(actor, { ...newMap(), sourceId: registered.roadMapId }, NOW),
  'road-map-beginning.startFromPreset': (actor) =>
    beginning.startFromPreset(actor, { ...newMap(), presetId: '500-2022', inheritsTerms: false }, NOW),
  'road-map-beginning.startFromAssignment': (actor, { assignmentId }) =>
    beginning.startFromAssignment(actor, { ...newMap(), assignmentId }, NOW),
  'typical-measure.saveTypicalMeasure': (actor) => typical.saveTypicalMeasure(actor, typicalText, press(), NOW),
  'typical-measure.removeTypicalMeasure': (actor, { typicalId }) =>
    typical.removeTypicalMeasure(actor, { id: typicalId }, NOW),
  'typical-measure.addTypicalMeasures': (actor, { draft }) =>
    typical.addTypicalMeasures(actor, { sectionId: draft.sectionId, pick: ['1-1'], pressId: press() }, NOW),
  'typical-measure.addTypicalMeasures · own section, measure of theirs': (actor, { typicalId }, { draft }) =>
    typical.addTypicalMeasures(actor, { sectionId: draft.sectionId, pick: [typicalId], pressId: press() }, NOW),
  'assignment.addFromAssignment': (actor, { draft }, { assignmentId }) =>
    assignment.addFromAssignment(
      actor,
      { assignmentId, sectionId: draft.sectionId, pick: ['0.0'], pressId: press() },
      NOW,
    ),
  'assignment.addFromAssignment · own section, assignment of theirs': (actor, { assignmentId }, { draft }) =>
    assignment.addFromAssignment(
      actor,
      { assignmentId, sectionId: draft.sectionId, pick: ['0.0'], pressId: press() },
      NOW,
    ),
  'assignment.createAssignment': (actor) =>
    assignment.createAssignment(
      actor,
      { title: 'Задание', year: 2026, imported: readRoadMapText(seedText), pressId: press() },
      NOW,
    ),
  'assignment.endAssignment': (actor, { assignmentId }) => assignment.endAssignment(actor, { id: assignmentId }, NOW),
  'section.addSection': (actor, { draft }) =>
    section.addSection(actor, { versionId: draft.versionId, number: '2', title: 'Второй', pressId: press() }, NOW),
  'section.saveSectionTable': (actor, { draft }) =>
    section.saveSectionTable(
      actor,
      { id: draft.sectionId, revision: 1, number: '1', title: 'Иначе', rows: [], pasted: [], pressId: press() },
      NOW,
    ),
  'measure.addMeasure': (actor, { draft }) =>
    measure.addMeasure(actor, { ...row('Ещё'), sectionId: draft.sectionId, pressId: press() }, NOW),
  'measure.saveMeasure': (actor, { draft }) =>
    measure.saveMeasure(actor, { ...row('Иначе'), id: draft.measureId, revision: 1 }, NOW),
  'road-map-row.actOnRow · measure': (actor, { draft }) =>
    roadMapRow.actOnRow(actor, { kind: 'measure', id: draft.measureId, act: 'delete' }, NOW),
  'road-map-row.actOnRow · section': (actor, { draft }) =>
    roadMapRow.actOnRow(actor, { kind: 'section', id: draft.sectionId, act: 'delete' }, NOW),
  'road-map-row.renumber': (actor, { draft }) => roadMapRow.renumber(actor, { versionId: draft.versionId }, NOW),
  'repair.repairFinding': async (actor, { draft }) => {
    const { mark } = await makeRepairable(draft.measureId)
    return repairFinding(actor, { roadMapId: draft.roadMapId, mark, pressId: press() }, NOW)
  },
  'order.saveOrderCard': (actor, { draft }) => order.saveOrderCard(actor, card(draft.orderId, ''), NOW),
  'order.saveOrderCard · own card, body of theirs': (actor, { bodyId }, { draft }) =>
    order.saveOrderCard(actor, card(draft.orderId, bodyId), NOW),
  'order.createAct': (actor) =>
    order.createAct(actor, { purpose: 'curators', kind: 'directive', pressId: press() }, NOW),
  'order.saveOrderCard · own card, template of theirs': (actor, { templateId }, { draft }) =>
    order.saveOrderCard(actor, { ...card(draft.orderId, ''), act: 'compose', templateId }, NOW),
  'order.withdrawOrder': (actor, { draft }) => order.withdrawOrder(actor, { id: draft.orderId, reason }, NOW),
  'approval.sendForApproval': (actor, { draft }, { routeId }) =>
    approval.sendForApproval(actor, { id: draft.orderId, routeId, note: 'так' }, NOW),
  'approval.sendForApproval · own act, route of theirs': (actor, { routeId }, { draft }) =>
    approval.sendForApproval(actor, { id: draft.orderId, routeId, note: 'так' }, NOW),
  'approval.recallOrder': (actor, { sent }) => approval.recallOrder(actor, { id: sent.orderId, reason }, NOW),
  'approval.answerRemark': (actor, { remarkId }) => approval.answerRemark(actor, { remarkId, answer: 'Учтено' }, NOW),
  'approval.decide': (actor, { taskId }) =>
    approval.decide(actor, { taskId, decision: 'approve', reason: '', remarkKey: [], remarkText: [] }, NOW),
  'approval.returnFromSignature': (actor, { awaiting }) =>
    approval.returnFromSignature(actor, { id: awaiting.orderId, reason }, NOW),
  'signing.beginSigning': (actor, { shownAwaiting: { password: _, keyPassword: __, ...shown } }) =>
    signing.beginSigning(actor, { ...shown, mark: null, keyId: null, appUrl: null }, NOW),
  'signing.completeSigning': (actor, { signingId }) =>
    signing.completeSigning(actor, { signingId, sha256: 'a'.repeat(64), size: 1, pages: 1 }, NOW),
  'prepared-paper.keepPrepared': (actor, { preparedId }) =>
    prepared.keepPrepared(actor, { signingId: preparedId, sha256: 'b'.repeat(64), digest: null, pages: 1 }, NOW),
  'prepared-paper.takePrepared': (actor, rows) => prepared.takePrepared(actor, { orderId: rows.prepared.orderId }, NOW),
  'register.startBook': (actor) => register.startBook(actor, { kind: 'resolution', year: 2026, first: 7, reason }, NOW),
  'register.reserveNumber': (actor) =>
    register.reserveNumber(
      actor,
      { kind: 'directive', number: null, date: actor.today, reason, pressId: press() },
      NOW,
    ),
  'register.annulEntry': (actor, { entryId }) => register.annulEntry(actor, { entryId, reason }, NOW),
  'certified-copy.certifyCopy': (actor, { registered }) =>
    certifyCopy(actor, { orderId: registered.orderId, post: 'Секретарь', name: 'А.А. Я', pressId: press() }, NOW),
  'register.setStorage': (actor, { entryId }) => register.setStorage(actor, { entryId, storage: '5 лет' }, NOW),
  // Years of their own, for the scene's register holds unfinished numbers.
  'register-closing.closeBook': (actor, _rows, own) =>
    closing.closeBook(actor, { kind: 'directive', year: own.closableYear, note: reason }, NOW),
  'register-closing.reopenBook': (actor, _rows, own) =>
    closing.reopenBook(actor, { kind: 'directive', year: own.closedYear, reason }, NOW),
  'old-act.enterOldAct': (actor, { draft }) =>
    enterOldAct(
      actor,
      {
        kind: 'directive',
        number: { number: 121, suffix: '' },
        date: '2022-04-21',
        orderId: draft.orderId,
        title: '',
        signerPost: 'Глава',
        signerName: 'А.В. Мочалов',
        outsideReason: 'вне программы',
        scan: scanOf('скан'),
        pressId: press(),
      },
      NOW,
    ),
  'scan.attachScan': (actor, { scanAwaited }) =>
    attachScan(actor, { orderId: scanAwaited.orderId, scan: scanOf('скан') }, NOW),
  'publication.publishOrder': (actor, { registered }) =>
    publication.publishOrder(actor, { orderId: registered.orderId }, NOW),
  'publication.withdrawPublication': (actor, { published }) =>
    publication.withdrawPublication(actor, { orderId: published.orderId, reason }, NOW),
  'publication.addDispatch': (actor, { registered }) =>
    publication.addDispatch(
      actor,
      { orderId: registered.orderId, recipient: 'Школам', sentOn: actor.today, pressId: press() },
      NOW,
    ),
  'person.addPerson': (actor) =>
    person.addPerson(actor, { ...names, login: `${press()}@new.test`, role: 'clerk', title: '' }, press(), NOW),
  'person.editPerson': (actor, { personId }) =>
    person.editPerson(actor, { ...names, id: personId, revision: 1, login: `${press()}@new.test` }, NOW),
  'person.setPassword': (actor, { headId }) => person.setPassword(actor, { id: headId }, press(), NOW),
  'person.endPerson': (actor, { freeId }) => person.endPerson(actor, { id: freeId }, NOW),
  'person.restorePerson': (actor, { endedId }) => person.restorePerson(actor, { id: endedId }, NOW),
  'person.addRole': (actor, { personId }) =>
    person.addRole(actor, { userId: personId, role: 'clerk', title: '', ...open }, NOW),
  'person.editRole': (actor, { roleId }) => person.editRole(actor, { id: roleId, title: 'иначе', ...open }, NOW),
  'deputy.addDeputy': (actor, { headId }, { personId }) =>
    deputy.addDeputy(
      actor,
      { principalId: headId, deputyId: personId, basis: reason, validFrom: '2026-06-01', validTo: '2026-06-02' },
      press(),
      NOW,
    ),
  'deputy.endDeputy': (actor, { deputyId }) => deputy.endDeputy(actor, { id: deputyId, validTo: '2026-05-05' }, NOW),
  'key.addKey': (actor, { headId }, _, { pkcs12, password }) =>
    key.addKey(actor, { userId: headId, password, keep: false, bytes: pkcs12 }, press(), NOW),
  'key.issueTestKeyFor': (actor, { headId }) => key.issueTestKeyFor(actor, { userId: headId }, press(), NOW),
  'key.endKey': (actor, { keyId }) => key.endKey(actor, { id: keyId }, NOW),
  'municipality.editMunicipality': (actor) =>
    municipality.editMunicipality(actor, { revision: 1, name: 'Район', zone: 'Asia/Chita' }, NOW),
  'municipality.editCuratorLimit': (actor) =>
    municipality.editCuratorLimit(actor, { revision: 1, mostSchools: 5 }, NOW),
  'municipality.editWordings': (actor) => municipality.editWordings(actor, { revision: 1, ...DEFAULT_SETTINGS }, NOW),
  'act-template.saveTemplate': (actor, { templateId }) =>
    actTemplate.saveTemplate(actor, { id: templateId, ...template }, press(), NOW),
  'act-template.saveTemplate · new': (actor) =>
    actTemplate.saveTemplate(actor, { id: undefined, ...template }, press(), NOW),
  'act-template.endTemplate': (actor, { templateId }) => actTemplate.endTemplate(actor, { id: templateId }, NOW),
  'municipality.editPage': (actor) => municipality.editPage(actor, { revision: 1, ...DEFAULT_PROFILE }, NOW),
  'municipality.setEmblem': (actor) => municipality.setEmblem(actor, { revision: 1, emblem: null }, NOW),
  'post.saveBody': (actor, { bodyId }) => post.saveBody(actor, { id: bodyId, ...body }, press(), NOW),
  'post.saveBody · new': (actor) => post.saveBody(actor, { id: undefined, ...body }, press(), NOW),
  'post.savePost': (actor, rows) =>
    post.savePost(actor, { ...rows.post, name: 'Глава', actingName: 'И.о.' }, press(), NOW),
  'post.savePost · new, in a body of theirs': (actor, { bodyId }) =>
    post.savePost(
      actor,
      { id: undefined, bodyId, name: 'Глава', actingName: 'И.о.', signsActs: false, ...open },
      press(),
      NOW,
    ),
  'post.saveHolder': (actor, { holder }) =>
    post.saveHolder(actor, { ...holder, validFrom: '2020-01-01' }, press(), NOW),
  'programme.saveProgramme': (actor, { programmeId }) =>
    saveProgramme(actor, { id: programmeId, name: 'Иная', year: 2031, stages: [] }, press(), NOW),
  'programme.saveProgramme · new': (actor) =>
    saveProgramme(actor, { id: undefined, name: 'Иная', year: 2031, stages: [] }, press(), NOW),
  'route.saveRoute': (actor, { routeId }) =>
    route.saveRoute(actor, { id: routeId, name: 'Иной', isDefault: true, stages: [] }, press(), NOW),
  'route.removeRoute': (actor, { spareRouteId }) => route.removeRoute(actor, { id: spareRouteId }, NOW),
  'school.saveSchool': (actor, { schoolId }) => school.saveSchool(actor, { id: schoolId, ...schoolText }, press(), NOW),
  'school.saveSchool · new': (actor) => school.saveSchool(actor, { id: undefined, ...schoolText }, press(), NOW),
  'school.saveSchoolPerson': (actor, { link }) =>
    school.saveSchoolPerson(actor, { ...link, validFrom: '2020-01-01' }, press(), NOW),
  'executor-role.saveExecutorRole': (actor, rows) =>
    executorRole.saveExecutorRole(actor, { ...executorRoleText, code: rows.executorRole }, press(), NOW),
  'executor-role.saveExecutorRole · new': (actor) =>
    executorRole.saveExecutorRole(actor, { ...executorRoleText, code: undefined }, press(), NOW),
  'executor-role.addSynonym': (actor, rows) =>
    executorRole.addSynonym(actor, { code: rows.executorRole, synonym: 'ЦРО' }, NOW),
  'executor-role.removeExecutorRole': (actor, rows) =>
    executorRole.removeExecutorRole(actor, { code: rows.executorRole }, NOW),
  'reading.saveTermReading': (actor, { draft }) =>
    reading.saveTermReading(
      actor,
      { ...rowOf(draft), reading: { kind: 'whole', rows: [], recurrence: null, day: undefined } },
      NOW,
    ),
  'reading.saveExecutorCodes': (actor, { draft }) =>
    reading.saveExecutorCodes(actor, { ...rowOf(draft), codes: ['curators'] }, NOW),
  'reading.saveDependencies': async (actor, { draft, lostMeasureId }) => {
    const [other] = await keysOf([lostMeasureId])
    await database().update(measures).set({ deletedAt: null }).where(eq(measures.id, lostMeasureId))
    return reading.saveDependencies(actor, { ...rowOf(draft), dependsOn: [other ?? ''] }, NOW)
  },
  'indicator.saveIndicator': (actor, { draft }) =>
    saveIndicator(
      actor,
      {
        ...rowOf(draft),
        indicator: {
          kind: 'share',
          unit: 'школ',
          target: 100,
          start: null,
          counting: 'execution:schools',
          value: null,
          source: '',
          frequency: '',
        },
      },
      NOW,
    ),
  'calendar.saveCalendarYear': (actor) =>
    calendar.saveCalendarYear(actor, { year: 2032, source: 'акт', daysOff: [], workDays: [] }, NOW),
  'calendar.removeCalendarYear': (actor, rows) => calendar.removeCalendarYear(actor, { year: rows.calendarYear }, NOW),
  'session.demandOwnPassword': (actor) => session.demandOwnPassword(actor, PASSWORD, NOW),
  'session.changeOwnPassword': (actor) =>
    session.changeOwnPassword(actor, { current: PASSWORD, password: 'совсем другие слова', token: '' }, NOW),
  'session.endOwnSessions': (actor) => session.endOwnSessions(actor, { token: '' }, NOW),

  'queries/road-map.listRoadMaps': maps.listRoadMaps,
  'queries/road-map.getRoadMap · draft': (actor, { draft }) => maps.getRoadMap(actor, draft.roadMapId),
  'queries/road-map.getRoadMap · returned': (actor, { returned }) => maps.getRoadMap(actor, returned.roadMapId),
  'queries/road-map.getRoadMap · in approval': (actor, { sent }) => maps.getRoadMap(actor, sent.roadMapId),
  'queries/road-map.getRoadMap · awaiting signature': (actor, { awaiting }) =>
    maps.getRoadMap(actor, awaiting.roadMapId),
  'queries/road-map.getRoadMap · registered': (actor, { registered }) => maps.getRoadMap(actor, registered.roadMapId),
  'queries/road-map.getRoadMap · published': (actor, { published }) => maps.getRoadMap(actor, published.roadMapId),
  'queries/road-map.listDeleted · draft': (actor, { draft }) => maps.listDeleted(actor, draft.roadMapId),
  'queries/road-map.listDeleted · published': (actor, { published }) => maps.listDeleted(actor, published.roadMapId),
  'queries/road-map.getMeasure · draft': (actor, { draft }) => maps.getMeasure(actor, draft.roadMapId, draft.measureId),
  'queries/road-map.getMeasure · published': (actor, { published }) =>
    maps.getMeasure(actor, published.roadMapId, published.measureId),
  'queries/road-map.getMeasure · deleted from a published map': (actor, { published }) =>
    maps.getMeasure(actor, published.roadMapId, published.lostId),
  'queries/road-map.getSection · draft': (actor, { draft }) => maps.getSection(actor, draft.roadMapId, draft.sectionId),
  'queries/road-map.getSection · published': (actor, { published }) =>
    maps.getSection(actor, published.roadMapId, published.sectionId),
  'queries/road-map.listProgrammeNames': maps.listProgrammeNames,
  'queries/road-map-import.getMergeTarget': (actor, { draft }) => getMergeTarget(actor, draft.roadMapId),
  'queries/road-map-import.findOwnMap': (actor, { draft }) => findOwnMap(actor, { roadMapId: draft.roadMapId }),
  'queries/road-map-beginning.getBeginning': (actor, { draft }) => getBeginning(actor, draft.roadMapId),
  'queries/typical-measure.listLibrary': typicalRead.listLibrary,
  'queries/typical-measure.listDraftSections': (actor, { draft }) =>
    typicalRead.listDraftSections(actor, draft.roadMapId),
  'queries/assignment.listAssignments': assignmentsRead.listAssignments,
  'queries/assignment.getAssignment': (actor, { assignmentId }) => assignmentsRead.getAssignment(actor, assignmentId),
  'queries/plan-views.getExecution': (actor, { published }) => planViews.getExecution(actor, published.roadMapId),
  'queries/plan-views.getUnitStandings': (actor, { published }) =>
    planViews.getUnitStandings(actor, published.roadMapId),
  'queries/plan-views.getYear · draft': (actor, { draft }) => planViews.getYear(actor, draft.roadMapId),
  'queries/plan-views.getYear · registered': (actor, { registered }) => planViews.getYear(actor, registered.roadMapId),
  'queries/plan-views.listMapShares': planViews.listMapShares,
  'queries/order.listOrders': ordersRead.listOrders,
  'queries/order.getOrder · draft': (actor, { draft }) => ordersRead.getOrder(actor, draft.orderId),
  'queries/order.getOrder · returned': (actor, { returned }) => ordersRead.getOrder(actor, returned.orderId),
  'queries/order.getOrder · in approval': (actor, { sent }) => ordersRead.getOrder(actor, sent.orderId),
  'queries/order.getOrder · awaiting signature': (actor, { awaiting }) => ordersRead.getOrder(actor, awaiting.orderId),
  'queries/order.getOrder · number given, not signed': (actor, rows) =>
    ordersRead.getOrder(actor, rows.signing.orderId),
  'queries/order.getOrder · awaiting scan': (actor, { scanAwaited }) => ordersRead.getOrder(actor, scanAwaited.orderId),
  'queries/order.getOrder · registered': (actor, { registered }) => ordersRead.getOrder(actor, registered.orderId),
  'queries/order.getOrder · published': (actor, { published }) => ordersRead.getOrder(actor, published.orderId),
  'queries/approval-sheet.getApprovalSheet · in approval': (actor, { sent }) => getApprovalSheet(actor, sent.orderId),
  'queries/approval-sheet.getApprovalSheet · registered': (actor, { registered }) =>
    getApprovalSheet(actor, registered.orderId),
  'queries/extract.getExtracts · registered': (actor, { registered }) => getExtracts(actor, registered.orderId),
  'queries/extract.getExtracts · published': (actor, { published }) => getExtracts(actor, published.orderId),
  'queries/acquaintance.getAcquaintance': (actor, { published }) => getAcquaintance(actor, published.orderId),
  'queries/certified-copy.getCopies': (actor, { registered }) => getCopies(actor, registered.orderId),
  'queries/order.getOrderCard': (actor, { draft }) => ordersRead.getOrderCard(actor, draft.orderId),
  'queries/check.getMapCheck': (actor, { draft }) => getMapCheck(actor, draft.roadMapId),
  'queries/order.getSending': (actor, { draft }) => ordersRead.getSending(actor, draft.orderId),
  'queries/order.getFrozen · in approval': (actor, { sent }) => ordersRead.getFrozen(actor, sent.orderId),
  'queries/order.getFrozen · awaiting signature': (actor, { awaiting }) =>
    ordersRead.getFrozen(actor, awaiting.orderId),
  'queries/order.getDraftPaper · draft': (actor, { draft }) => ordersRead.getDraftPaper(actor, draft.orderId),
  'queries/order.getDraftPaper · awaiting signature': (actor, { awaiting }) =>
    ordersRead.getDraftPaper(actor, awaiting.orderId),
  'queries/my-work.listMyWork': async (actor) => Object.values(await listMyWork(actor)).flat(),
  'queries/signing.findPreparation': (actor, rows) => findPreparation(actor, rows.signing.orderId),
  'queries/signing.getSigning': (actor, { preparedId }) => getSigning(actor, preparedId),
  'queries/signing.findMarkedCopy': (actor, { beside }) => findMarkedCopy(actor, beside.orderId),
  'queries/paper.findPaper · signature beside': (actor, { beside }) =>
    papersRead.findPaper(actor, beside.orderId, 'signature'),
  'queries/paper.findPaper · registered': (actor, { registered }) =>
    papersRead.findPaper(actor, registered.orderId, 'order'),
  'queries/paper.findPaper · awaiting scan': (actor, { scanAwaited }) =>
    papersRead.findPaper(actor, scanAwaited.orderId, 'order'),
  'queries/paper.findPaper · published': (actor, { published }) =>
    papersRead.findPaper(actor, published.orderId, 'order'),
  'queries/paper.findFile': (actor, { paperId }) => papersRead.findFile(actor, paperId),
  'queries/register.previewNumber': (actor) =>
    registerRead.previewNumber(actor, { kind: 'directive', date: actor.today }),
  'queries/register.listRegister': async (actor) =>
    (await registerRead.listRegister(actor, registerFiltersSchema.parse({}))).rows,
  'queries/archive.listArchiveYears': archives.listArchiveYears,
  'queries/archive.getArchive': (actor) => archives.getArchive(actor, 2026),
  'queries/register.listSigners': registerRead.listSigners,
  'queries/register.listBooks': registerRead.listBooks,
  'queries/register.getEntry': (actor, { entryId }) => registerRead.getEntry(actor, entryId),
  'queries/register.listDraftsForOldAct': registerRead.listDraftsForOldAct,
  'queries/journal.listJournal': async (actor) => (await journals.listJournal(actor, { page: 1 })).rows,
  'queries/journal.listJournalChoices': journals.listJournalChoices,
  'queries/key.listKeys': keys.listKeys,
  'queries/key.findKeyOf': (actor, { headId }) => keys.findKeyOf(actor, headId),
  'queries/municipality.getMunicipality': getMunicipality,
  'queries/person.listPeople': people.listPeople,
  'queries/person.getPerson': (actor, { headId }) => people.getPerson(actor, headId),
  'queries/person.listColleagues': (actor) => people.listColleagues(actor),
  'queries/person.listDeputies': people.listDeputies,
  'queries/person.getOwnPerson': people.getOwnPerson,
  'queries/act-template.listTemplates': actTemplatesRead.listTemplates,
  'queries/act-template.getTemplate': (actor, { templateId }) => actTemplatesRead.getTemplate(actor, templateId),
  'queries/post.listBodies': postsRead.listBodies,
  'queries/post.getBody': (actor, { bodyId }) => postsRead.getBody(actor, bodyId),
  'queries/post.listPosts': postsRead.listPosts,
  'queries/post.getPost': (actor, rows) => postsRead.getPost(actor, rows.post.id),
  'queries/programme.listProgrammes': programmesRead.listProgrammes,
  'queries/programme.getProgramme': (actor, { programmeId }) => programmesRead.getProgramme(actor, programmeId),
  'queries/route.listRoutes': routesRead.listRoutes,
  'queries/route.getRoute': (actor, { routeId }) => routesRead.getRoute(actor, routeId),
  'queries/school.listSchools': schoolsRead.listSchools,
  'queries/school.getSchool': (actor, { schoolId }) => schoolsRead.getSchool(actor, schoolId),
  'queries/executor-role.listExecutorRoles': (actor) => executorRolesRead.listExecutorRoles(actor),
  'queries/executor-role.listUnknownExecutors': (actor) => executorRolesRead.listUnknownExecutors(actor),
  'queries/reading.getReading': (actor, { draft }) => getReading(actor, draft.roadMapId, draft.measureId),
  'queries/calendar.listCalendarYears': (actor) => listCalendarYears(actor),
  'queries/indicator.getIndicatorFigure': (actor, { published, publishedKey }) =>
    figures.getIndicatorFigure(actor, published.roadMapId, publishedKey),
  'queries/indicator.getIndicators': (actor, { published }) => figures.getIndicators(actor, published.roadMapId),
  'feed.makeFeed': (actor) => makeFeed(actor, NOW),
  'feed.revokeFeed': async (actor) => {
    await makeFeed(actor, NOW)
    return revokeFeed(actor, NOW)
  },
  'queries/feed.findOwnFeed': (actor) => findOwnFeed(actor),
  'queries/feed.listOwnCalendar': (actor) => listOwnCalendar(actor),
  'queries/export.getRoadMapExport · draft': (actor, { draft }) => getRoadMapExport(actor, draft.roadMapId),
  'queries/export.getRoadMapExport · in approval': (actor, { sent }) => getRoadMapExport(actor, sent.roadMapId),
  'queries/export.getRoadMapExport · registered': (actor, { registered }) =>
    getRoadMapExport(actor, registered.roadMapId),
  'queries/export.getRoadMapExport · published': (actor, { published }) => getRoadMapExport(actor, published.roadMapId),
  'queries/session.listOwnSessions': (actor) => listOwnSessions(actor, undefined, NOW),
}
