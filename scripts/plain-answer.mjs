// Next answers «not found» and its own faults with an empty document that only scripts fill. Whoever reads without scripts gets
// a whole page instead, and so does everybody else: one answer for all.
const PAGES = {
  404: {
    title: 'Такой страницы нет или она вам не видна',
    text: 'Запись могли удалить или перенести, или её видят люди с другой ролью. Если вы пришли по ссылке, проверьте её целиком.',
  },
  500: {
    title: 'Страница не открылась',
    text: 'Сбой в программе; он записан. То, что вы сохранили раньше, на месте. Обновите страницу через минуту; если не поможет, сообщите администратору.',
  },
}

/** The page for a status, or undefined where the answer stays as it is. */
export function plainPage(status) {
  const page = status === 404 ? PAGES[404] : status >= 500 && status !== 503 ? PAGES[500] : undefined
  return (
    page &&
    `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${status === 404 ? 'Не найдено' : 'Сбой'} — Маршрут</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/plain.css"></head><body><main><p><a href="/">Маршрут</a></p><h1>${page.title}</h1><p>${page.text}</p><ul><li><a href="/">Мои дела</a></li><li><a href="/published">Опубликованные акты</a></li><li><a href="/verify">Проверить подпись</a></li></ul></main></body></html>`
  )
}

/** Whether a person's browser asks for a whole page; routes that answer with files write their own refusals. */
const asksForPage = ({ method, headers, url = '/' }) =>
  (method === 'GET' || method === 'HEAD') &&
  headers.rsc === undefined &&
  String(headers.accept ?? '').includes('text/html') &&
  !/\.\w{2,5}(\?|$)/.test(url)

/** Puts the whole page in place of Next's empty one. Must be the innermost wrapper of the response. */
export function answerPlainly(request, response) {
  if (!asksForPage(request)) return
  const { writeHead, write, end } = response
  let page
  response.writeHead = (status, ...more) => {
    const isHtml = String(response.getHeader('content-type') ?? '').startsWith('text/html')
    page = isHtml ? plainPage(status) : undefined
    if (page === undefined) return writeHead.call(response, status, ...more)
    response.removeHeader('content-encoding')
    response.setHeader('content-length', Buffer.byteLength(page))
    return writeHead.call(response, status)
  }
  response.write = (...part) => {
    if (!response.headersSent) response.writeHead(response.statusCode)
    if (page === undefined) return write.apply(response, part)
    const done = part.find((one) => typeof one === 'function')
    if (done) process.nextTick(done)
    return true
  }
  response.end = (...part) => {
    if (!response.headersSent) response.writeHead(response.statusCode)
    if (page === undefined) return end.apply(response, part)
    return end.call(response, request.method === 'HEAD' ? undefined : page)
  }
}
