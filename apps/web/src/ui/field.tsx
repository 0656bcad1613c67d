import { Description, FieldError, Input, Label, Radio, RadioGroup, TextArea, TextField } from '@heroui/react';
import type { ReactNode } from 'react';

export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: ReactNode;
  /** What is wrong, in one sentence; shows the field as invalid. */
  error?: string | undefined;
  type?: 'text' | 'email' | 'password' | 'date' | 'number' | 'search' | 'datetime-local';
  /** More than one line. */
  rows?: number;
  required?: boolean;
  disabled?: boolean;
  autoComplete?: string;
  maxLength?: number;
  placeholder?: string;
  name?: string;
}

/** One labelled field with its help and its fault. */
export function Field(props: FieldProps) {
  const { label, value, onChange, description, error, type = 'text', rows, required = false } = props;
  return (
    <TextField
      fullWidth
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      isRequired={required}
      isDisabled={props.disabled ?? false}
      validationBehavior="aria"
      {...(props.autoComplete && { autoComplete: props.autoComplete })}
      {...(props.maxLength && { maxLength: props.maxLength })}
      {...(props.name && { name: props.name })}
      type={type}
    >
      <Label>{label}</Label>
      {rows ? (
        <TextArea rows={rows} placeholder={props.placeholder} dir="auto" />
      ) : (
        <Input placeholder={props.placeholder} dir={type === 'text' ? 'auto' : undefined} />
      )}
      {description && <Description>{description}</Description>}
      {error && <FieldError>{error}</FieldError>}
    </TextField>
  );
}

export interface ChoiceProps<T extends string> {
  label: string;
  value: T | null;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; description?: string }[];
  required?: boolean;
  error?: string | undefined;
  description?: ReactNode;
}

/** One of a few, all of them visible. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, onChange, options, required = false, error, description } = props;
  return (
    <RadioGroup
      value={value}
      onChange={(next) => onChange(next as T)}
      isRequired={required}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      {description && <Description>{description}</Description>}
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className="mt-0">
          <Radio.Content>
            <Radio.Control>
              <Radio.Indicator />
            </Radio.Control>
            <Label>{option.label}</Label>
          </Radio.Content>
          {option.description && <Description>{option.description}</Description>}
        </Radio>
      ))}
      {error && <FieldError>{error}</FieldError>}
    </RadioGroup>
  );
}
