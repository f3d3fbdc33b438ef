import type { FanOut } from '@/lib/executor/dictionary'

export const FAN_OUT_LABELS: Record<FanOut, string> = {
  one: 'одному исполнителю',
  each_school: 'каждой школе',
  each_curator: 'каждому куратору',
}
