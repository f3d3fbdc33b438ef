import { PageHead } from '@/components/ui/page-head'

export const metadata = { title: 'Не найдено' }

export default function NotFound() {
  return (
    <div className="col">
      <PageHead title="По этому адресу ничего нет" />
      <p>Адрес неполный, или этот акт не опубликован. Проверьте ссылку целиком.</p>
      <p>
        <a href="/published">Опубликованные акты</a>
      </p>
    </div>
  )
}
