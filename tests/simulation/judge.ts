import type { Doing, Request } from './context.ts';
import type { Markers } from './markers.ts';
import type { Observer } from './observer.ts';
import { strangeIn } from './reach.ts';

interface Answered {
  status: number;
  text: string;
  /** Whether what the path names was within the asker's reach. */
  mayTouch: boolean;
  /** What was logged of the last request that failed. */
  logged: string | undefined;
}

/** Looks at an answer as somebody who trusts nobody: what may it say, and what may it have done? */
export function judgeAnswer(
  { observer, markers }: { observer: Observer; markers: Markers },
  { by, method, path, body }: Request,
  { faults, changes, isRepeat }: Doing,
  { status, text, mayTouch, logged }: Answered,
): void {
  const what = `${by === 'customer' ? by : by.id} ${method} ${path}`;
  if (status >= 500 && faults === 0) observer.violate('nobody gets a 5xx', what, `${status} ${logged}`);
  // A second answer of a carrier is refused, and kept beside the first: the rule wants that.
  const isKept = status === 409 && /^\/carrier-requests\/[^/]+\/answers$/.test(path);
  if (status >= 400 && changes > 0 && faults === 0 && !isKept)
    observer.violate('a refused command changes nothing', what, `${status} ${text.slice(0, 200)}`);
  const strays = [...strangeIn(text, by, path, body), ...strayMarkers(markers, { by, path, body }, text)];
  if (strays.length > 0) observer.violate('no byte that is not theirs', what, `holds ${strays.join(', ')}`);
  if (status < 400 && !mayTouch && !isRepeat)
    observer.violate('no byte that is not theirs', what, `was answered with ${status}`);
}

/** What they sent themselves may come back to them. */
function strayMarkers(
  markers: Markers,
  { by, path, body }: Pick<Request, 'by' | 'path' | 'body'>,
  text: string,
): string[] {
  const caseId = /^\/c\/([a-z]{2}-[0-9a-f]{20})\./.exec(path)?.[1];
  const own = `${path} ${JSON.stringify(body)}`;
  return markers.strayIn(text, by, caseId).filter((marker) => !own.includes(marker));
}
