export const metadata = { title: 'Карта' }

export default function Layout({ children }) {
  return (
    <html lang="ru">
      <body>{children}</body>
    </html>
  )
}
