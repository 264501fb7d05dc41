import { useMay } from '../../api/me.ts';
import { CarriersScreen } from './carriers-screen.tsx';
import { OverviewScreen } from './overview-screen.tsx';

/** Who has no figures of a branch begins with the times of carriers. */
export function FirstScreen() {
  return useMay()('metrics:read') ? <OverviewScreen /> : <CarriersScreen />;
}
