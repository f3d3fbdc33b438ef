/** The pages above those of the acceptance of reports. */
export const MATRIX_CRUMBS = [{ label: 'Отчёты', href: '/reports' }]

export const matrixAddress = (programmeId: string, stageId?: string, state?: string): string => {
  const query = new URLSearchParams({ programme: programmeId })
  if (stageId) query.set('stage', stageId)
  if (state) query.set('state', state)
  return `/reports/matrix?${query}`
}

/** For pages about one report. */
export const reportCrumbs = (report: { programmeId: string; stageId?: string }) => [
  ...MATRIX_CRUMBS,
  { label: 'Сводка отчётов', href: matrixAddress(report.programmeId, report.stageId) },
]
