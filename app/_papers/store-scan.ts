import type { StoredScan } from '@/db/commands/old-act'
import { safeFileName } from '@/lib/order/paper-name'
import { demandScan, demandScanSize } from '@/lib/register/scan'
import { invalid } from '@/lib/shared/refusal'
import { bytesStore } from '@/lib/store/folder'

/** Checks an uploaded scan by its bytes and stores it. Bytes that no row comes to name stay in the store and harm nothing. */
export async function storeScan(file: File | undefined, field = 'scan'): Promise<StoredScan> {
  if (!file) throw invalid('Выберите файл скана: он не выбран.', field)
  demandScanSize(file.size, field)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { mediaType, extension } = demandScan(bytes, field)
  const stem = file.name.replace(/\.[^.]*$/, '') || 'Скан'
  return { ...(await bytesStore().put(bytes)), mediaType, fileName: safeFileName(`${stem}.${extension}`) }
}
