import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const operator = join(import.meta.dirname, 'operator.mjs')

async function terms(args: string[], input: string | Uint8Array, zone = 'Asia/Chita') {
  const child = spawn(process.execPath, [operator, 'terms', ...args], {
    env: { ...process.env, TZ: zone },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk) => (said += chunk))
  // A refused call may end before it has read what it was given.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { code, output, said }
}

describe('npm run terms', () => {
  it('prints one object a line, its keys in the promised order', async () => {
    const lines = ['до 25.05.2022', '', 'В течение года, еженедельно', ' "тест"\t', 'ежемесячно до 5 числа']
    const { code, output, said } = await terms(['--year', '2022'], `${lines.join('\r\n')}\r\nпо графику`)
    expect([code, said]).toEqual([0, ''])
    expect(output).toBe(
      [
        '{"text":"до 25.05.2022","kind":"until","periods":[{"from":null,"to":"2022-05-25"}],"due":"2022-05-25","recurrence":null,"doubts":[]}',
        '{"text":"","kind":"empty","periods":[],"due":null,"recurrence":null,"doubts":[]}',
        '{"text":"В течение года, еженедельно","kind":"whole","periods":[{"from":"2022-01-01","to":"2022-12-31"}],"due":"2022-12-31","recurrence":"weekly","doubts":[]}',
        '{"text":" \\"тест\\"\\t","kind":"unknown","periods":[],"due":null,"recurrence":null,"doubts":["Не распознано: «тест»."]}',
        '{"text":"ежемесячно до 5 числа","kind":"whole","periods":[{"from":"2022-01-01","to":"2022-12-31"}],"due":"2022-12-31","recurrence":"monthly","day":5,"doubts":[]}',
        '{"text":"по графику","kind":"reference","periods":[],"due":null,"recurrence":null,"doubts":[]}',
        '',
      ].join('\n'),
    )
  })

  it('gives the same days wherever the machine lives', async () => {
    const input =
      '29.02\n01.11.2024\nфевраль\nдо 20.02.2024 (до 18:00 мск)\nпоследний рабочий день октября\n25 мая в 10:00\n'
    const zones = ['Asia/Chita', 'America/Sao_Paulo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'No/Such']
    const answers: string[] = []
    for (const zone of zones)
      answers.push((await terms(['--year', '2024', '--zone', 'Asia/Chita'], input, zone)).output)
    expect(new Set(answers).size).toBe(1)
    const read = (answers[0] ?? '').trim().split('\n')
    expect(read.map((line) => JSON.parse(line).due)).toEqual([
      ...['2024-02-29', '2024-11-01', '2024-02-29', '2024-02-20', '2024-10-31', '2024-05-25'],
    ])
    expect(JSON.parse(read[5] ?? '').time).toEqual({ at: '10:00', zone: 'Asia/Chita' })
  })

  it('says in Russian how it wants to be called', async () => {
    for (const args of [
      [],
      ['--year'],
      ['--year', '22'],
      ['--year', '2022', '--zone', 'Чита'],
      ['--year', '2022', 'файл.txt'],
    ]) {
      const { code, output, said } = await terms(args, 'май\n')
      expect([code, output], args.join(' ')).toEqual([2, ''])
      expect(said).toMatch(/[а-я]{4,}/)
      expect(said).not.toMatch(/\bat .*:\d+/)
    }
    const { code, said } = await terms(['--year', '2022'], Uint8Array.of(0xec, 0xe0, 0xe9, 10))
    expect([code, said]).toEqual([2, expect.stringContaining('UTF-8')])
  })

  it('reads many lines as they come and stops when nobody listens', async () => {
    const child = spawn(process.execPath, [operator, 'terms', '--year=2022'], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.on('error', () => {})
    const chunk = 'Апрель-май; сентябрь - ноябрь 2022 г.\n'.repeat(2_000)
    let given = 0
    const feed = () => {
      while (!child.stdin.destroyed && child.stdin.write(chunk)) given += chunk.length
    }
    child.stdin.on('drain', feed)
    feed()
    const [first] = await once(child.stdout, 'data')
    expect(String(first)).toContain('"due":"2022-11-30"')
    // It answers before the end of its input, which it never sees.
    child.stdout.destroy()
    const [code] = await once(child, 'close')
    expect([code, given > 0]).toEqual([0, true])
  })
})
