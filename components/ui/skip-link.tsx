/** The first link of a page: past head and navigation to `<main id="main" tabIndex={-1}>`. */
export function SkipLink({ target = 'main' }: { target?: string }) {
  return (
    <a className="skip" href={`#${target}`}>
      К содержанию
    </a>
  )
}
