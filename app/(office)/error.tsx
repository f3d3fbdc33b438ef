'use client'

/** A fault. One of the server has a `digest` and is in its log; here is what to do. */
export default function Fault({ error }: { error: Error & { digest?: string } }) {
  return (
    <div className="col">
      <h1>Страница не открылась</h1>
      <p>
        {error.digest ? 'Сбой в программе; он записан.' : 'Связь прервалась, или страница не собралась в браузере.'} То,
        что вы сохранили раньше, на месте. Обновите страницу через минуту; если не поможет, сообщите администратору.
      </p>
      <p>
        <a href="/">Мои дела</a>
      </p>
    </div>
  )
}
