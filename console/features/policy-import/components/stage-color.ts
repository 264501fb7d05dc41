import type { Import } from '../api/import.ts';

export const STAGE_COLOR: Readonly<Record<Import['stage'], string>> = {
  'awaiting-file': 'default',
  importing: 'blue',
  finished: 'green',
  refused: 'red',
};
