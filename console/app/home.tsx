import { Navigate } from 'react-router';
import { useMe } from '../api/me.ts';

/** Everybody's first page is the list of what waits for them. */
export function Home() {
  const { role } = useMe();
  return <Navigate to={role === 'carrier-reviewer' ? '/carrier-requests' : '/work-list'} replace />;
}
