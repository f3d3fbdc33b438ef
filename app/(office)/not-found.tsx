import { LinkButton } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'

export const metadata = { title: 'Не найдено' }

export default function NotFound() {
  return (
    <div className="col">
      <PageHead title="Такой страницы нет или она вам не видна" />
      <p>
        Запись могли удалить, перенести, или её видят люди с другой ролью. Если вы пришли по ссылке, проверьте её
        целиком.
      </p>
      <div className="bar">
        <LinkButton href="/">Мои дела</LinkButton>
      </div>
    </div>
  )
}
