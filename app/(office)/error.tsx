'use client'

/** A fault of ours: logged by the server; here is what to do. */
export default function Fault() {
  return (
    <div className="col">
      <h1>Страница не открылась</h1>
      <p>
        Сбой в программе; он записан. То, что вы сохранили раньше, на месте. Обновите страницу через минуту; если не
        поможет, сообщите администратору.
      </p>
      <p>
        <a href="/">Мои дела</a>
      </p>
    </div>
  )
}
