import { randomUUID } from 'node:crypto'
import { database } from '@/db/client'
import * as factor from '@/db/commands/programme-factor'
import { importQuestionnaires } from '@/db/commands/questionnaire-import'
import * as profile from '@/db/commands/risk-profile'
import * as measure from '@/db/commands/school-measure'
import { getProgrammeFactor, getProgrammeFactors } from '@/db/queries/programme-factor'
import { getQuestionnaireTarget } from '@/db/queries/questionnaire-import'
import { getMeasureProposals, getRiskProfile, listFirstVisits } from '@/db/queries/risk-profile'
import { getSchoolWork, listSchoolWork } from '@/db/queries/school-work'
import { questionnaireTarget } from '@/db/questionnaire-target'
import { gradedMarks, revisionOf, verificationOf, verifiedProfile } from '@/db/testing/risk-profile-scene'
import { type District, NOW } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/**
 * Lines of the table of rights (db/rights.table.ts), written from rulings E: the dictionary is the administrator's and the
 * coordinator's; a profile is the coordinator's, the curator's and the school's own; only its curator verifies it.
 */
export const RISK_PROFILE_TABLE: Record<string, [own: string, foreign: string]> = {
  'programme-factor.addFactor': ['AAFFFFFFFF', 'NNFFFFFFFF'],
  'programme-factor.renameFactor': ['AAFFFFFFFF', 'NNFFFFFFFF'],
  'programme-factor.actOnFactor': ['AAFFFFFFFF', 'NNFFFFFFFF'],
  'risk-profile.saveQuestionnaire': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'risk-profile.verifyProfile': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'risk-profile.saveSecondDiagnosis': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'risk-profile.markAnalysed': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'questionnaire-import.importQuestionnaires': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'school-measure.chooseSchoolMeasures': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'school-measure.saveSchoolMeasure': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'school-measure.saveSchoolMeasure · new': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'school-measure.removeSchoolMeasure': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'queries/programme-factor.getProgrammeFactors': ['AAFFFFFFFF', 'NNFFFFFFFF'],
  'queries/programme-factor.getProgrammeFactor': ['AAFFFFFFFF', 'NNFFFFFFFF'],
  'queries/questionnaire-import.getQuestionnaireTarget': ['FAFFFAFFFF', 'FNFFFNFFFF'],
  'queries/risk-profile.getRiskProfile': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'queries/risk-profile.getMeasureProposals': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'queries/risk-profile.listFirstVisits': ['FAFFFAAFFF', 'FEFFFEEFFF'],
  'queries/school-work.listSchoolWork': ['FAFFFAAFFF', 'FNFFFNNFFF'],
  'queries/school-work.getSchoolWork': ['FAFFFAAFFF', 'FNFFFNNFFF'],
}

/** Rows of one district that the calls below are about. */
export async function riskProfileRows(place: District) {
  const { programmeId, schoolId, profileId, factorIds, measureIds } = await verifiedProfile(place, NOW)
  const [factorId = '', secondId = ''] = factorIds
  const [measureId = ''] = measureIds
  return { programmeId, schoolId, profileId, factorId, secondId, measureId, factorIds }
}

type Rows = { riskProfile: Awaited<ReturnType<typeof riskProfileRows>> }
type Call = (actor: Actor, rows: Rows) => unknown

const press = () => randomUUID()
const day = '2026-04-20'
const text = { title: 'Своё', term: '', executors: '', indicator: '', state: 'done', evidence: '' } as const

const questionnaire: Call = async (actor, { riskProfile: { programmeId, schoolId, profileId, factorIds } }) =>
  profile.saveQuestionnaire(
    actor,
    {
      programmeId,
      schoolId,
      revision: await revisionOf(profileId),
      questionnaireOn: day,
      marks: gradedMarks(factorIds),
    },
    press(),
    NOW,
  )

/** What the preview was made of is read as the program itself: the right is asked by the command. */
const imported: Call = async (actor, { riskProfile: { programmeId, schoolId } }) => {
  const target = await questionnaireTarget(database(), actor, programmeId).catch(() => ({ state: '' }))
  const rows = [{ schoolId, questionnaireOn: day, marks: [{ position: 0, value: 55 }] }]
  return importQuestionnaires(actor, { programmeId, day, rows, state: target.state }, press(), NOW)
}

export const RISK_PROFILE_CALLS: Record<string, Call> = {
  'programme-factor.addFactor': (actor, { riskProfile: { programmeId } }) =>
    factor.addFactor(actor, { programmeId, name: 'Свой фактор', number: null }, press(), NOW),
  'programme-factor.renameFactor': (actor, { riskProfile: { factorId } }) =>
    factor.renameFactor(actor, { id: factorId, name: 'Иначе' }, press(), NOW),
  'programme-factor.actOnFactor': (actor, { riskProfile: { factorId } }) =>
    factor.actOnFactor(actor, { id: factorId, act: 'down' }, NOW),
  'risk-profile.saveQuestionnaire': questionnaire,
  'risk-profile.verifyProfile': async (actor, { riskProfile }) =>
    profile.verifyProfile(actor, await verificationOf(riskProfile, day), press(), NOW),
  'risk-profile.saveSecondDiagnosis': async (actor, { riskProfile: { profileId, factorIds } }) =>
    profile.saveSecondDiagnosis(
      actor,
      {
        profileId,
        revision: await revisionOf(profileId),
        secondOn: day,
        marks: factorIds.map((factorId) => ({ factorId, second: 'low', secondValue: 10, result: 'Стало лучше' })),
      },
      press(),
      NOW,
    ),
  'risk-profile.markAnalysed': async (actor, { riskProfile: { profileId } }) =>
    profile.markAnalysed(
      actor,
      { profileId, revision: await revisionOf(profileId), analysedOn: day, analysis: 'Выводы' },
      press(),
      NOW,
    ),
  'questionnaire-import.importQuestionnaires': imported,
  'school-measure.chooseSchoolMeasures': (actor, { riskProfile: { schoolId, profileId, secondId } }) =>
    measure.chooseSchoolMeasures(actor, { schoolId, profileId, factorId: secondId, pick: ['2-1'] }, press(), NOW),
  'school-measure.saveSchoolMeasure': (actor, { riskProfile: { schoolId, profileId, factorId, measureId } }) =>
    measure.saveSchoolMeasure(
      actor,
      { id: measureId, schoolId, profileId, factorId, revision: 1, ...text },
      press(),
      NOW,
    ),
  'school-measure.saveSchoolMeasure · new': (actor, { riskProfile: { schoolId, profileId, factorId } }) =>
    measure.saveSchoolMeasure(
      actor,
      { id: undefined, schoolId, profileId, factorId, revision: 0, ...text },
      press(),
      NOW,
    ),
  'school-measure.removeSchoolMeasure': (actor, { riskProfile: { measureId } }) =>
    measure.removeSchoolMeasure(actor, { id: measureId, act: 'remove' }, NOW),

  'queries/programme-factor.getProgrammeFactors': (actor, { riskProfile: { programmeId } }) =>
    getProgrammeFactors(actor, programmeId),
  'queries/programme-factor.getProgrammeFactor': (actor, { riskProfile: { programmeId, factorId } }) =>
    getProgrammeFactor(actor, programmeId, factorId),
  'queries/questionnaire-import.getQuestionnaireTarget': (actor, { riskProfile: { programmeId } }) =>
    getQuestionnaireTarget(actor, programmeId),
  'queries/risk-profile.getRiskProfile': (actor, { riskProfile: { schoolId, programmeId } }) =>
    getRiskProfile(actor, schoolId, programmeId),
  'queries/risk-profile.getMeasureProposals': (actor, { riskProfile: { schoolId, programmeId } }) =>
    getMeasureProposals(actor, schoolId, programmeId),
  'queries/risk-profile.listFirstVisits': (actor, { riskProfile: { schoolId, programmeId } }) =>
    listFirstVisits(actor, schoolId, programmeId),
  'queries/school-work.listSchoolWork': (actor, { riskProfile: { programmeId } }) => listSchoolWork(actor, programmeId),
  'queries/school-work.getSchoolWork': (actor, { riskProfile: { schoolId, programmeId } }) =>
    getSchoolWork(actor, schoolId, programmeId),
}
