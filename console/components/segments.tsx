import { Segmented } from 'antd';

interface SegmentsProps<T extends string> {
  /** What is chosen here, for a reader of the screen. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string }[];
  size?: 'small';
}

/** A few choices side by side. Tab reaches the choices themselves, and not first a frame that hears no key. */
export function Segments<T extends string>({ label, ...rest }: SegmentsProps<T>) {
  return (
    <div className="scrolled">
      <Segmented<T> aria-label={label} tabIndex={-1} {...rest} />
    </div>
  );
}
