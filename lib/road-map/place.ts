export { placeOf } from '@/lib/road-map/row-place'
