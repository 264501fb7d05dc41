import { InputNumber } from 'antd';

const FEN = 100;

interface YuanInputProps {
  /** Whole fen, as every amount of the API; a form gives it. */
  value?: number;
  onChange?: (fen: number | undefined) => void;
  id?: string;
  autoFocus?: boolean;
}

/** An amount as people write it, in yuan, and as the API takes it, in whole fen. */
export function YuanInput({ value, onChange, ...rest }: YuanInputProps) {
  return (
    <InputNumber<number>
      {...rest}
      className="yuan"
      min={0}
      precision={2}
      controls={false}
      prefix="¥"
      value={value === undefined ? null : value / FEN}
      onChange={(yuan) => onChange?.(yuan === null ? undefined : Math.round(yuan * FEN))}
    />
  );
}
