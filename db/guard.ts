import { AsyncLocalStorage } from 'node:async_hooks'
import { noteStatement, noteTransaction, type Statement } from './page-reading'

type Session = { prepareQuery: (...args: unknown[]) => unknown }
type Guarded = {
  session: Session
  transaction: (work: (tx: unknown) => Promise<unknown>, config?: unknown) => Promise<unknown>
}

const running = new AsyncLocalStorage<{ open: boolean }>()

/**
 * Inside `db.transaction` only `tx` may be used. The outer `db` would wait for ever on the embedded database's single
 * connection, and on a server it would read outside the transaction; so using it there throws at once.
 */
export function guardTransactions<T>(db: T): T {
  const guarded = db as unknown as Guarded
  const refuse = () => {
    if (running.getStore()?.open) throw new Error('The outer database handle was used inside a transaction: pass tx.')
  }
  const { session } = guarded
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (...args) => {
    refuse()
    noteStatement(args[0] as Statement)
    return prepareQuery(...args)
  }
  const transaction = guarded.transaction.bind(guarded)
  guarded.transaction = async (work, config) => {
    refuse()
    noteTransaction()
    // What was started inside and runs on after the end may use the outer handle again.
    const state = { open: true }
    try {
      return await transaction((tx) => running.run(state, () => work(tx)), config)
    } finally {
      state.open = false
    }
  }
  return db
}
