import 'server-only'

export { giveNumber } from '@/db/numbering'
