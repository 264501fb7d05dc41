import { useMay } from '../../../api/me.ts';
import { GROUPS, SECTIONS } from '../sections.ts';

/** What this person may read, in groups; a group without a section is left out. */
export function useSections() {
  const may = useMay();
  return GROUPS.map((group) => ({
    group,
    sections: SECTIONS.filter((section) => section.group === group && may(section.needs)),
  })).filter(({ sections }) => sections.length > 0);
}
