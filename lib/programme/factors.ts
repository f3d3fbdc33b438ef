/** The ten factors of the risk profile, РПШ (domain §3). `number` is what typical measures are tagged by. */
export const RISK_FACTORS: { number: number; name: string }[] = [
  'Низкий уровень оснащения школы',
  'Дефицит педагогических кадров',
  'Недостаточная предметная и методическая компетентность педагогических работников',
  'Риски низкой адаптивности учебного процесса',
  'Несформированность внутришкольной системы повышения квалификации',
  'Высокая доля обучающихся с ОВЗ',
  'Низкое качество преодоления языковых и культурных барьеров',
  'Пониженный уровень качества школьной образовательной и воспитательной среды',
  'Высокая доля обучающихся с рисками учебной неуспешности',
  'Низкий уровень вовлечённости родителей',
].map((name, index) => ({ number: index + 1, name }))

/** «3. Недостаточная … компетентность»; null is what answers no single factor. */
export const factorName = (number: number | null): string => {
  const factor = RISK_FACTORS.find((one) => one.number === number)
  return factor ? `${factor.number}. ${factor.name}` : 'Организация и контроль'
}
