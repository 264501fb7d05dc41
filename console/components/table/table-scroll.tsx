import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Around a table. Where the table is wider than its place, Tab stops here, so that the arrows can move it. */
export function TableScroll({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [isWider, setWider] = useState(false);
  useEffect(() => {
    const place = box.current;
    const content = place?.firstElementChild;
    if (place == null || content == null) return;
    const seen = new ResizeObserver(() => setWider(place.scrollWidth > place.clientWidth));
    for (const element of [place, content]) seen.observe(element);
    return () => seen.disconnect();
  }, []);
  return (
    <div ref={box} className="table-scroll" {...(isWider ? { tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}
