import NextAuth from 'next-auth'
import { authOptions } from '@/app/_session/options'

const handler = NextAuth(authOptions)

export { handler as GET, handler as POST }
